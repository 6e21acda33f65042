"""All files of one version → its Plan, with every mistake in any of them gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from policyengine.errors import Finding
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.rulebook.entries import listed, sections
from policyengine.rulebook.findings import DuplicateId
from policyengine.rulebook.from_document import conditions, duties, groups, rules
from policyengine.rulebook.from_document.areas import areas, own_payers
from policyengine.rulebook.from_document.definitions import definitions
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.head import EMPTY, head, plan_written
from policyengine.rulebook.from_document.standing import standing
from policyengine.rulebook.paying import Splits
from policyengine.rulebook.plan import Plan, Reward
from policyengine.rulebook.text.nodes import Mapping as MappingNode
from policyengine.rulebook.text.nodes import Node, Scalar

Read: TypeAlias = Callable[[Node, Expressions], Any]

# Each file, its keys, and how an entry under each key is read. Definitions are read before all others.
RULE_FILES: dict[str, dict[str, Read]] = {
    "conditions.yaml": {"conditions": conditions.plan_wide},
    "rewards.yaml": {"rewards": rules.reward, "groups": groups.group},
    "supports.yaml": {"supports": rules.support},
    "obligations.yaml": {"obligations": rules.obligation},
    "duties.yaml": {"duties": duties.duty},
    "targets.yaml": {"targets": duties.target},
}
_BY_ID = ("rewards", "supports", "obligations", "duties", "targets")

# Whatever bears an id by which it is found among all entries of a version.
_WITH_IDS: dict[str, tuple[str, ...]] = {
    "plan.yaml": ("transitions",),
    "definitions.yaml": ("definitions",),
    **{name: tuple(readers) for name, readers in RULE_FILES.items()},
}


@dataclass(frozen=True, slots=True)
class VersionText:
    """A version's files as nodes, by file name, and whose version it is."""

    city: str
    version: str
    files: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class PlanRead:
    """A plan as far as it could be read.

    `head_read`: plan.yaml could be; where it could not, the plan is one of its rules under an empty head: fit
    to check the rules by, and for nothing else. `whole`: nothing in any file is wrong.
    """

    plan: Plan
    head_read: bool
    whole: bool


def plan_of(
    text: VersionText, vocabulary: Vocabulary, own: Sequence[FactDefinition], findings: list[Finding]
) -> PlanRead:
    """The plan; `vocabulary` holds the shared facts and then the plan's `own`.

    Areas and payers come first and then the definitions, because all else may name them.
    """
    before = len(findings)
    node = text.files.get("plan.yaml")
    written = plan_written(node, findings)
    places, payers = areas(node, vocabulary, findings), own_payers(node, findings)
    vocabulary = vocabulary.with_places({area.place: area.name for area in places})
    defined = definitions(
        list(_nodes(text, "definitions.yaml", "definitions", findings)), vocabulary, findings
    )
    noted: list[Finding] = []
    read = Expressions(defined.vocabulary, noted, [payer for payer, _ in payers])
    outer = None if written is None else {**head(written, text.city), **standing(written, read)}
    entries = {key: list(_entries(key, text, read)) for files in RULE_FILES.values() for key in files}
    # What follows from a definition that could not be read would lead astray.
    findings.extend(each for each in noted if not defined.excuses(each))
    _refuse_twins(text, findings)
    by_id: dict[str, Any] = {key: {each.id: each for each in entries[key]} for key in _BY_ID}
    plan = Plan(
        city=text.city,
        version=text.version,
        groups=tuple(entries["groups"]),
        conditions=tuple(entries["conditions"]),
        definitions=defined.definitions,
        areas=places,
        payers=payers,
        own_facts=tuple(own),
        vocabulary=defined.vocabulary,
        **by_id,
        **(EMPTY if outer is None else outer),
    )
    return PlanRead(_with_payers(plan), outer is not None, len(findings) == before and not noted)


def _with_payers(plan: Plan) -> Plan:
    """The plan, its default of who pays given to the rewards that do not say it themselves."""
    default = plan.payers_by_default
    if default is None:
        return plan
    rewards = {id: _paid_by(default.paid_by, reward) for id, reward in plan.rewards.items()}
    return replace(plan, rewards=rewards)


def _paid_by(splits: Splits, reward: Reward) -> Reward:
    """INVARIANT: a reward's other readings say who pays, or leave it to the plan, each for itself."""
    readings = tuple(
        replace(each, rule=_paid_by(splits, each.rule)) if isinstance(each.rule, Reward) else each
        for each in reward.readings
    )
    own = "paid_by" in reward.written_at
    return replace(reward, paid_by=reward.paid_by if own else splits, readings=readings)


def _nodes(text: VersionText, name: str, key: str, findings: list[Finding]) -> Iterator[Node]:
    """The entries under the one key of a file."""
    if name in text.files:
        yield from listed(sections(text.files[name], (key,), findings).get(key), findings)


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
    for name, keys in _WITH_IDS.items():
        node = text.files.get(name)
        below = node.items if isinstance(node, MappingNode) else {}
        for entry in (entry for key in keys for entry in listed(below.get(key), [])):
            given = entry.get("id") if isinstance(entry, MappingNode) else None
            if isinstance(given, Scalar) and given.text:
                twin = first.setdefault(given.text, given)
                if twin is not given:
                    place = f"{twin.span.file}:{twin.span.line}"
                    findings.append(DuplicateId(id=given.text, first=place, span=given.span))
