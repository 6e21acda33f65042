"""The conformance suite as data: reading its files, laying out their rules, matching what an engine answers.

A file is one sentence of design section 5 (`says`), a small rule set and its cases. What every rule must
have but no case is about (titles, themes, citations) is filled in here, so that a file shows only what
it speaks of. An engine is anything that answers a case with an object of
`policyengine/assessment@1`, or, where the case asks for one, of `policyengine/comparison@1`.
"""

from __future__ import annotations

import json
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
    def compares(self) -> bool:
        """Whether the case asks for a comparison of all cities of the rule set (there is one)."""
        return self.case.get("ask") == "comparison"

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
    versions = written.get("versions") or {"v1": written}
    for version, parts in versions.items():
        home = folder / CITY / version
        home.mkdir(parents=True, exist_ok=True)
        whole = {**written, **parts}
        _dump(home / "plan.yaml", _plan(whole))
        _dump(home / "facts.yaml", {"facts": {n: _fact(n, f) for n, f in written["facts"].items()}})
        for kind in KINDS:
            rules = [_rule(kind, name, rule) for name, rule in whole.get(kind, {}).items()]
            groups = {"groups": [_named(g["id"]) | dict(g) for g in whole.get("groups", ())]}
            extra = groups if kind == "rewards" and groups["groups"] else {}
            if rules:
                _dump(home / f"{kind}.yaml", {kind: rules, **extra})
    return folder


def differences(expected: Any, got: Any, path: str = "") -> list[str]:
    """Where an answer departs from what is expected. Mappings may hold more; lists may not."""
    if isinstance(expected, Mapping) and path.rpartition(".")[2] in KINDS:
        got = {item["id"].partition(".")[2]: item for item in got}
    if isinstance(expected, Mapping):
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
        **whole.get("plan", {}),
    }


def _fact(name: str, written: str | Mapping[str, Any]) -> dict[str, Any]:
    fact = {"type": written} if isinstance(written, str) else dict(written)
    labels = {"label": {"zh": f"事实{name}", "en": f"Fact {name}"}, "question": _bilingual(f"{name}是什么？")}
    return {"changeable": False, "held_by": "science_technology", **labels, **fact}


def _rule(kind: str, name: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    own = {"rewards": {"nature": "entitlement"}, "supports": {"nature": "entitlement", "kind": "guidance"}}
    common = {"theme": "recognition", "departments": [], **_named(name), **own.get(kind, {})}
    return common | dict(rule)


def _named(name: str) -> dict[str, Any]:
    # `derived` stands for the quotes that real rules have: the suite is about meaning, not grounding.
    cite = [{"clause": "一", "quote": "条文"}]
    return {"id": name, "title": _bilingual(name), "cite": cite, "derived": "示例"}


def _bilingual(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _dump(path: Path, content: Mapping[str, Any]) -> None:
    # JSON is YAML too, and keeps the order of the facts.
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
