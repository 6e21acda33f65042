"""All files of one version → its Plan, with every mistake in any of them gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

from policyengine.errors import Bilingual, Finding
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.rulebook.document import PlanWritten
from policyengine.rulebook.entries import bounded_entries, listed, sections
from policyengine.rulebook.findings import DuplicateId
from policyengine.rulebook.from_document import conditions, duties, groups, rules
from policyengine.rulebook.from_document.areas import areas, own_payers
from policyengine.rulebook.from_document.definition_drafts import listed_names
from policyengine.rulebook.from_document.definitions import Defined, definitions
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.head import EMPTY, head, plan_written
from policyengine.rulebook.from_document.standing import standing
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.paying import Splits
from policyengine.rulebook.plan import Plan, Reward
from policyengine.rulebook.provisions import Area
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

    @property
    def at(self) -> tuple[str, str]:
        """The two together: no other text of a folder has them."""
        return self.city, self.version


@dataclass(frozen=True, slots=True)
class PlanRead:
    """A plan as far as it could be read.

    `head_read`: plan.yaml could be; where it could not, the plan is one of its rules under an empty head: fit
    to check the rules by, and for nothing else. `whole`: nothing in any file is wrong.
    """

    plan: Plan
    head_read: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class _Ground:
    """What of plan.yaml the other files may lean on, and all it says; None where something in it is wrong."""

    written: PlanWritten | None
    areas: tuple[Area, ...]
    payers: tuple[tuple[str, Bilingual], ...]
    vocabulary: Vocabulary

    def reader(self, defined: Defined, findings: list[Finding]) -> Expressions:
        """Reads what rules say by the names that are known once the definitions are."""
        return Expressions(defined.vocabulary, findings, [payer for payer, _ in self.payers])


def plan_of(
    text: VersionText,
    vocabulary: Vocabulary,
    own: Sequence[FactDefinition],
    findings: list[Finding],
    memory: Memory,
) -> PlanRead:
    """The plan; `vocabulary` holds the shared facts and then the plan's `own`.

    Areas and payers come first and then the definitions, because all else may name them. Each file is read
    anew only where it or what it may name is not what it was in the memory.
    """
    before, noted = len(findings), list[Finding]()
    node, defining = text.files.get("plan.yaml"), text.files.get("definitions.yaml")
    ground = memory.noting(
        ("ground", text.at), (node, vocabulary), partial(_ground, node, vocabulary), findings
    )
    defined = memory.noting(
        ("definitions", text.at), (defining, ground), partial(_defined, defining, ground), findings
    )
    leaning_on = ground, defined
    outer = memory.noting(
        ("standing", text.at), leaning_on, partial(_outer, text.city, ground, defined), noted
    )
    entries: dict[str, tuple[Any, ...]] = {key: () for keys in RULE_FILES.values() for key in keys}
    for name in (each for each in RULE_FILES if each in text.files):
        file = text.files[name]
        entries |= memory.noting(
            ("rules", text.at, name),
            (file, *leaning_on),
            partial(_entries, name, file, ground, defined),
            noted,
        )
    # What follows from a definition that could not be read would lead astray.
    findings.extend(each for each in noted if not defined.excuses(each))
    _refuse_twins(text, findings)
    made_from = (*leaning_on, outer, own, *entries.values())
    plan = memory.of(
        ("plan", text.at), made_from, partial(_plan, text.at, ground, defined, outer, own, entries)
    )
    return PlanRead(plan, outer is not None, len(findings) == before and not noted)


def _plan(
    at: tuple[str, str],
    ground: _Ground,
    defined: Defined,
    outer: dict[str, Any] | None,
    own: Sequence[FactDefinition],
    entries: Mapping[str, tuple[Any, ...]],
) -> Plan:
    city, version = at
    by_id: dict[str, Any] = {key: {each.id: each for each in entries[key]} for key in _BY_ID}
    plan = Plan(
        city=city,
        version=version,
        groups=entries["groups"],
        conditions=entries["conditions"],
        definitions=defined.definitions,
        areas=ground.areas,
        payers=ground.payers,
        own_facts=tuple(own),
        vocabulary=defined.vocabulary,
        **by_id,
        **(EMPTY if outer is None else outer),
    )
    return _with_payers(plan)


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


def _ground(node: Node | None, vocabulary: Vocabulary, findings: list[Finding]) -> _Ground:
    written = plan_written(node, findings)
    places, payers = areas(node, vocabulary, findings), own_payers(node, findings)
    known = vocabulary.with_places({area.place: area.name for area in places})
    return _Ground(written, places, payers, known)


def _defined(node: Node | None, ground: _Ground, findings: list[Finding]) -> Defined:
    below = {} if node is None else sections(node, ("definitions",), findings)
    entries = bounded_entries(below.get("definitions"), findings)
    made = definitions(entries, ground.vocabulary, findings)
    left_out = listed_names(listed(below.get("definitions"), [])) - listed_names(entries)
    return replace(made, broken=made.broken | left_out)


def _outer(city: str, ground: _Ground, defined: Defined, findings: list[Finding]) -> dict[str, Any] | None:
    """What a plan takes from plan.yaml beside its areas and payers; None where that could not be read."""
    if ground.written is None:
        return None
    return {**head(ground.written, city), **standing(ground.written, ground.reader(defined, findings))}


def _entries(
    name: str, node: Node, ground: _Ground, defined: Defined, findings: list[Finding]
) -> dict[str, tuple[Any, ...]]:
    """What stands under each key of a file, as far as each entry can be read."""
    readers, read = RULE_FILES[name], ground.reader(defined, findings)
    below = sections(node, tuple(readers), findings)
    made = {
        key: [reader(entry, read) for entry in bounded_entries(below.get(key), findings)]
        for key, reader in readers.items()
    }
    return {key: tuple(each for each in some if each is not None) for key, some in made.items()}


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
