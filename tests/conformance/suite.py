"""The conformance suite as data: reading its files, laying out their rules, matching what an engine answers.

A file is one sentence of the rules' meaning (`says`), a small rule set and its cases. The rule set stands
under the keys of the files that analysts write: `facts`, `definitions`, `conditions`, `rewards`, `supports`
and `obligations` by id, `groups` as a list, `plan` with any key of plan.yaml, and `versions` with parts of
these for each. What every rule must have but no case is about (titles, themes, citations, labels) is filled
in here, so that a file shows only what it speaks of. An engine is anything that answers a case with an
object of `policyengine/assessment@1`, or, where the case asks for one (`ask`), of
`policyengine/comparison@1`, `policyengine/version@1` or the list of its readings.

What is expected may be any part of the answer. A mapping stands for the keys it has, and where the answer
has a list of things with an id (rewards, payments), a fact (questions) or a group (cuts), for those by it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyengine.rulebook.text.nodes import plain
from policyengine.rulebook.text.yaml import read_yaml

HERE = Path(__file__).parent
CITY = "made_up"
DEFAULT_AS_OF = "2021-06-30"
KINDS = ("rewards", "supports", "obligations")
PROVISIONS = ("definitions", "conditions")
RHYTHMS = {"year": "每年", "half": "每半年", "quarter": "每季度", "month": "每月", "day": "每日"}


@dataclass(frozen=True)
class Case:
    """One profile on one day against one rule set, and what must be answered, or why it is refused."""

    file: str
    name: str
    written: Mapping[str, Any]
    case: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"

    @property
    def profile(self) -> dict[str, Any]:
        registered = {} if self.written.get("registered") is False else {"registered_in": CITY}
        return registered | dict(self.case["profile"])

    @property
    def asks(self) -> str:
        """What is asked for: an assessment, unless the case says `comparison`, `version` or `readings`."""
        return str(self.case.get("ask", "assessment"))

    @property
    def twin(self) -> Case:
        """The same case but for what its `twin` says otherwise: its profile, its rules, its layout."""
        otherwise = self.case["twin"]
        return Case(self.file, self.name, {**self.written, **otherwise}, {**self.case, **otherwise})

    @property
    def question(self) -> dict[str, Any]:
        """The keyword arguments of the question, as `Engine.evaluate` takes them."""
        asked = {
            key: self.case[key]
            for key in ("version", "year", "assume_registered", "assume_not_received")
            if key in self.case
        }
        return {"city": CITY, "as_of": str(self.case.get("as_of", DEFAULT_AS_OF)), **asked}


def read(path: Path) -> Mapping[str, Any]:
    """One file of the suite, read as rule files are: dates stay text."""
    written = plain(read_yaml(path.read_bytes(), path.name))
    assert isinstance(written, Mapping)
    return written


def files() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every file of the suite with its name relative to the suite."""
    for path in sorted(HERE.glob("*/*.yaml")):
        yield str(path.relative_to(HERE)), read(path)


def at(path: str, answer: Mapping[str, Any]) -> Any:
    """The part of an answer that a dotted path names."""
    for key in path.split("."):
        answer = answer[key]
    return answer


def cases() -> Iterator[Case]:
    """Every case that is answered or refused when a profile is evaluated."""
    for name, written in files():
        for case in written.get("cases", ()):
            yield Case(name, case["name"], written, case)


def refused_rules() -> Iterator[Case]:
    """Every small rule set that must not load."""
    for name, written in files():
        for case in written.get("refused_rules", ()):
            yield Case(name, case["name"], {**written, **case}, case)


def lay_out(written: Mapping[str, Any], folder: Path) -> Path:
    """Write the rule set of a file as a folder of policies that `policyengine.load` can read."""
    versions = written.get("versions") or {"v1": {}}
    for version, parts in versions.items():
        home = folder / CITY / version
        home.mkdir(parents=True, exist_ok=True)
        for name, content in _contents({**written, **parts}):
            _dump(home / name, content)
    return folder


def _contents(whole: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The files of one version with what stands in them."""
    yield "plan.yaml", _plan(whole)
    yield "facts.yaml", {"facts": {name: _fact(name, fact) for name, fact in whole.get("facts", {}).items()}}
    for kind in PROVISIONS:
        if kind in whole:
            yield (
                f"{kind}.yaml",
                {kind: [_named(id_, each) | dict(each) for id_, each in whole[kind].items()]},
            )
    for kind in KINDS:
        rules = [_rule(kind, name, rule) for name, rule in whole.get(kind, {}).items()]
        groups = [_named(group["id"], group) | dict(group) for group in whole.get("groups", ())]
        if rules:
            yield (
                f"{kind}.yaml",
                {kind: rules, **({"groups": groups} if groups and kind == "rewards" else {})},
            )


def differences(expected: Any, got: Any, path: str = "") -> list[str]:
    """Where an answer departs from what is expected. Mappings may hold more; lists may not."""
    if isinstance(expected, Mapping):
        got = _by_name(got) if isinstance(got, list) else got
        if not isinstance(got, Mapping):
            return [f"{path}: expected {dict(expected)!r}, got {got!r}"]
        return [
            fault
            for key, value in expected.items()
            for fault in (
                differences(value, got[key], f"{path}.{key}") if key in got else [f"{path}.{key}: absent"]
            )
        ]
    if isinstance(expected, list) and isinstance(got, Sequence) and len(expected) == len(got):
        pairs = enumerate(zip(expected, got, strict=True))
        return [fault for i, (e, g) in pairs for fault in differences(e, g, f"{path}[{i}]")]
    return [] if expected == got else [f"{path}: expected {expected!r}, got {got!r}"]


def _by_name(listed: list[Any]) -> Mapping[str, Any] | list[Any]:
    """The things of a list by what names them, an id without its city; the list where they have no name."""
    for key in ("id", "fact", "group"):
        if all(isinstance(each, Mapping) and key in each for each in listed):
            return {str(each[key]).removeprefix(f"{CITY}."): each for each in listed}
    return listed


def _plan(whole: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": _bilingual("一部虚构的方案"),
        "document_number": None,
        "issuer": _bilingual("虚构市人民政府"),
        "jurisdiction": whole.get("jurisdiction", "410500"),
        "name": _bilingual("虚构市"),
        "level": "prefecture",
        "parent": None,
        "draft": False,
        "period": {"from": "2021-01-01", "to": None},
        "horizon": None,
        "validity": {"checked_on": None, "by": None},
        "source": "made_up.txt",
        "clauses": [{"id": "一", "heading": _bilingual("唯一条款")}],
        "departments": [],
        **_of_plan(whole.get("plan", {})),
    }


def _of_plan(written: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of plan.yaml that a file gives, with what they must have filled in."""
    parts = dict(written)
    if "areas" in parts:
        parts["areas"] = [{"name": _bilingual(area["id"]), **area} for area in parts["areas"]]
    if "transitions" in parts:
        parts["transitions"] = [_named(each["id"], each) | dict(each) for each in parts["transitions"]]
    if "paid_by" in parts:
        paid_by = parts["paid_by"]
        whole = paid_by if "shares" in paid_by else {"shares": paid_by}
        parts["paid_by"] = {"cite": [{"clause": "一", "quote": _quote(whole)}], **whole}
    return parts


def _fact(name: str, written: str | Mapping[str, Any]) -> dict[str, Any]:
    fact: dict[str, Any] = {"type": written} if isinstance(written, str) else dict(written)
    if "fields" in fact:
        fact["fields"] = {field: _field(field, each) for field, each in fact["fields"].items()}
    labels = {"label": _label(name), "question": _bilingual(f"{name}是什么？")}
    return {"changeable": False, "held_by": "science_technology", **labels, **fact}


def _field(name: str, written: str | Mapping[str, Any]) -> dict[str, Any]:
    field = {"type": written} if isinstance(written, str) else dict(written)
    return {"label": _label(name), **field}


def _label(name: str) -> dict[str, str]:
    return {"zh": f"事实{name}", "en": f"Fact {name}"}


def _rule(kind: str, name: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    own = {"rewards": {"nature": "entitlement"}, "supports": {"nature": "entitlement", "kind": "guidance"}}
    common = {"theme": "recognition", "departments": [], **_named(name, rule), **own.get(kind, {})}
    return common | dict(rule)


def _named(name: str, said: Any = None) -> dict[str, Any]:
    return {"id": name, "title": _bilingual(name), "cite": [{"clause": "一", "quote": _quote(said)}]}


def _quote(said: Any) -> str:
    """Words that hold every number of a rule: its own. The suite is about meaning, not grounding."""
    return "；".join(("条文", *_words(said)))


def _words(said: Any) -> Iterator[str]:
    if isinstance(said, Mapping):
        if said and all(isinstance(share, int) for share in said.values()):
            yield f"按{'∶'.join(map(str, said.values()))}的比例分担"
        for key, each in said.items():
            if key != "cite":
                yield from _words(each)
    elif isinstance(said, list):
        for each in said:
            yield from _words(each)
    elif not isinstance(said, bool) and said is not None:
        ratio = re.fullmatch(r"\d+(:\d+)+", str(said))
        text = RHYTHMS.get(str(said), str(said))
        yield f"按{said}的比例" if ratio else re.sub(r"\[(\d{4})\]", r"\1年", text)


def _bilingual(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _dump(path: Path, content: Mapping[str, Any]) -> None:
    # JSON is YAML too, and keeps the order of the facts.
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
