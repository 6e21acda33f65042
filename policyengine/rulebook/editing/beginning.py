"""A new version: out of an older one, with TODO where the new document must be read, or out of nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from policyengine.rulebook.checks.placeholders import MARK
from policyengine.rulebook.editing.layout import formatted
from policyengine.rulebook.editing.paths import spot, steps_of
from policyengine.rulebook.editing.pieces_of import pieces_of
from policyengine.rulebook.editing.shifting import moved
from policyengine.rulebook.editing.skeleton import SKELETON
from policyengine.rulebook.editing.splice import with_value, without
from policyengine.rulebook.schema_files import has_schema_line, schema_line
from policyengine.rulebook.text.nodes import Mapping as MappingNode
from policyengine.rulebook.text.nodes import Scalar
from policyengine.rulebook.text.yaml import read_yaml

_SCHEMA_LINE = re.compile(r"^#[^\r\n]*yaml-language-server[^\r\n]*", re.MULTILINE)
_BOTH = f"{{zh: {MARK}, en: {MARK}}}"
# What every document says for itself; a key that the older plan does not have is not asked for.
_SAID_ANEW = {"title": _BOTH, "document_number": MARK, "horizon": MARK, "source": f"{MARK}.txt"}
# What was true of the older document, or of its copy, alone.
_LEFT_BEHIND = ("flaws", "reconstructions", "validity", "repeals", "transitions", "cite")


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of a new version: its names, its place, and its first day."""

    city: str
    version: str
    code: str | None = None
    zh: str | None = None
    en: str | None = None
    starts: date | None = None


def from_nothing(begun: Begun) -> dict[str, str]:
    """The files of a new version by name: every key explained, TODO where something is to be put in."""
    told = {
        "@CODE@": f'"{begun.code}"' if begun.code else MARK,
        "@LEVEL@": level_of(begun.code) or MARK,
        "@PARENT@": _parent(begun.code),
        "@ZH@": begun.zh or MARK,
        "@EN@": begun.en or begun.city.replace("_", " ").title(),
        "@STARTS@": begun.starts.isoformat() if begun.starts else MARK,
        "@CITY@": begun.city,
        "@VERSION@": begun.version,
    }
    return {name: _told(_headed(text, name, begun), told, name) for name, text in SKELETON.items()}


def from_version(begun: Begun, old: Mapping[str, str], old_city: str, old_version: str) -> dict[str, str]:
    """The files of an older version, by name, as the beginning of a new one.

    What the new document must say for itself says TODO; what was true of the old one alone is left out. With
    a first day, cases are moved to it by whole years; without one they keep their days.
    """
    texts = {name: _headed(text, name, begun) for name, text in old.items()}
    first = _first_day(old["plan.yaml"])
    texts["plan.yaml"] = _plan(texts["plan.yaml"], begun, old_city, old_version)
    if "cases.yaml" in texts:
        years = begun.starts.year - first.year if begun.starts and first else 0
        note = _moved_note(years, f"{old_city}/{old_version}")
        texts["cases.yaml"] = _with_note(moved(texts["cases.yaml"], years), note)
    return {name: formatted(text, name) for name, text in texts.items()}


def _plan(text: str, begun: Begun, old_city: str, old_version: str) -> str:
    starts = begun.starts.isoformat() if begun.starts else MARK
    values = dict(_SAID_ANEW)
    if begun.city != old_city:
        values |= {
            "name": f"{{zh: {begun.zh or MARK}, en: {begun.en or begun.city.title()}}}",
            "jurisdiction": f'"{begun.code}"' if begun.code else MARK,
            "level": level_of(begun.code) or MARK,
            "parent": _parent(begun.code),
            "issuer": _BOTH,
        }
    present = _keys(text)
    for key, value in values.items():
        if key in present:
            text = _set(text, f"plan.{key}", value)
    for key in _LEFT_BEHIND:
        if key in present:
            text = without(text, spot(pieces_of(text).root, steps_of(f"plan.{key}"), key))
    text = _set(text, "plan.period", f"{{from: {starts}, to: {MARK}}}")
    return _with_note(text, _begun_note(f"{old_city}/{old_version}"))


def _set(text: str, path: str, value: str) -> str:
    return with_value(text, spot(pieces_of(text).root, steps_of(path), path), value)


def _keys(text: str) -> frozenset[str]:
    root = read_yaml(text, "plan.yaml")
    given = root.items.items() if isinstance(root, MappingNode) else ()
    return frozenset(key for key, node in given if not (isinstance(node, Scalar) and node.value is None))


def _first_day(text: str) -> date | None:
    root = read_yaml(text, "plan.yaml")
    period = root.get("period") if isinstance(root, MappingNode) else None
    start = period.get("from") if isinstance(period, MappingNode) else None
    try:
        return date.fromisoformat(start.text) if isinstance(start, Scalar) else None
    except ValueError:
        return None


def level_of(code: str | None) -> str | None:
    """The level of government that a six-digit code is of; None where there is no code."""
    if code is None:
        return None
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def _parent(code: str | None) -> str:
    match level_of(code):
        case "county" if code:
            return f'"{code[:4]}00"'
        case "prefecture" if code:
            return f'"{code[:2]}0000"'
        case "province":
            return "null"
    return MARK


def _told(text: str, told: Mapping[str, str], name: str) -> str:
    for mark, value in told.items():
        text = text.replace(mark, value)
    return formatted(text, name)


def _headed(text: str, name: str, begun: Begun) -> str:
    """The text with the schema line of its new place, at its head if it had none."""
    line = schema_line(PurePosixPath(begun.city, begun.version, name)) or ""
    if has_schema_line(text):
        return _SCHEMA_LINE.sub(line, text, count=1)
    return f"{line}\n{text.removeprefix(chr(0xFEFF))}"


def _with_note(text: str, note: str) -> str:
    """The text with a comment below its schema line."""
    first, end, rest = text.partition("\n")
    return f"{first}{end}{note}{rest}" if first.startswith("#") else note + text


def _begun_note(old: str) -> str:
    return (
        f"# 由 {old} 起草。凡标 {MARK} 之处须按新文件填写，其余条款、摘录和规则须逐条与新文件核对。\n"
        f"# period.to：文中未写截止日期的填 null。废止旧文件的写 repeals，衔接规定写 transitions。\n"
        f"# Begun from {old}. Fill in every {MARK}; hold each clause, quote and rule against the document.\n"
        "# period.to: null where no end is stated. What becomes of the old one: `repeals`, `transitions`.\n"
    )


def _moved_note(years: int, old: str) -> str:
    if not years:
        return (
            f"# 取自 {old}，日期未动；逐例核对结果。\n"
            f"# From {old}, their days as they were: look at each expected outcome again.\n"
        )
    later = f"移后{years}年" if years > 0 else f"移前{-years}年"
    return (
        f"# 取自 {old}，日期和年份{later}；逐例核对结果。\n"
        f"# From {old}, days and years moved by {years}: look at each expected outcome again.\n"
    )
