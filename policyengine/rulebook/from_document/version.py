"""All files of one version → its Plan, with every mistake in any of them gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from policyengine.errors import Finding
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.rulebook.entries import listed, sections
from policyengine.rulebook.findings import DuplicateId
from policyengine.rulebook.from_document import rules
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.head import EMPTY, head
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.text.nodes import Mapping as MappingNode
from policyengine.rulebook.text.nodes import Node, Scalar

Read: TypeAlias = Callable[[Node, Expressions], Any]

# Each file, its keys, and how an entry under each key is read.
RULE_FILES: dict[str, dict[str, Read]] = {
    "rewards.yaml": {"rewards": rules.reward, "groups": rules.group},
    "supports.yaml": {"supports": rules.support},
    "obligations.yaml": {"obligations": rules.obligation},
    "duties.yaml": {"duties": rules.duty},
    "targets.yaml": {"targets": rules.target},
}
_BY_ID = ("rewards", "supports", "obligations", "duties", "targets")


@dataclass(frozen=True, slots=True)
class VersionText:
    """A version's files as nodes, by file name, and whose version it is."""

    city: str
    version: str
    files: Mapping[str, Node]


def plan_of(
    text: VersionText, vocabulary: Vocabulary, own: Sequence[FactDefinition], findings: list[Finding]
) -> tuple[Plan, bool, bool]:
    """The plan, whether plan.yaml could be read, and whether all of it could.

    Where plan.yaml could not, the plan is one of its rules under an empty head: fit to check the rules by,
    and for nothing else. `vocabulary` holds the shared facts and then the plan's `own`.
    """
    before = len(findings)
    node = text.files.get("plan.yaml")
    outer = None if node is None else head(node, text.city, findings)
    read = Expressions(vocabulary, findings)
    entries = {key: list(_entries(key, text, read)) for files in RULE_FILES.values() for key in files}
    _refuse_twins(text, findings)
    by_id: dict[str, Any] = {key: {each.id: each for each in entries[key]} for key in _BY_ID}
    plan = Plan(
        city=text.city,
        version=text.version,
        groups=tuple(entries["groups"]),
        own_facts=tuple(own),
        vocabulary=vocabulary,
        **by_id,
        **(EMPTY if outer is None else outer),
    )
    return plan, outer is not None, len(findings) == before


def _entries(key: str, text: VersionText, read: Expressions) -> Iterator[Any]:
    for name, readers in RULE_FILES.items():
        if key in readers and name in text.files:
            # Unknown keys of the file are told once, under the first of its valid keys.
            told = read.findings if key == next(iter(readers)) else []
            below = sections(text.files[name], tuple(readers), told)
            for entry in listed(below.get(key), read.findings):
                made = readers[key](entry, read)
                if made is not None:
                    yield made


def _refuse_twins(text: VersionText, findings: list[Finding]) -> None:
    """Ids are unique across all files of a version, since results are found by them."""
    first: dict[str, Scalar] = {}
    for name, readers in RULE_FILES.items():
        below = sections(text.files[name], tuple(readers), []) if name in text.files else {}
        for section in below.values():
            for entry in listed(section, []):
                given = entry.get("id") if isinstance(entry, MappingNode) else None
                if isinstance(given, Scalar) and given.text:
                    twin = first.setdefault(given.text, given)
                    if twin is not given:
                        place = f"{twin.span.file}:{twin.span.line}"
                        findings.append(DuplicateId(id=given.text, first=place, span=given.span))
