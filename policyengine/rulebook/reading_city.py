"""One city's files → its piece: its plans, its own facts, and all that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from policyengine.errors import Bilingual, Finding, Severity
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.findings import UnknownFact
from policyengine.language.misuses import UnknownArea
from policyengine.rulebook.as_dict import with_digest
from policyengine.rulebook.cases import Case, CasesOf, cases_findings, read_cases
from policyengine.rulebook.checks import check_plan, succession
from policyengine.rulebook.checks.grounding import UngroundedNumber
from policyengine.rulebook.checks.placeholders import placeholders
from policyengine.rulebook.checks.quoted.number import NumberKind
from policyengine.rulebook.entries import sections
from policyengine.rulebook.fact_names import named_facts
from policyengine.rulebook.file_nodes import nodes_of
from policyengine.rulebook.findings import NothingThere, UnknownFile, UnusableId
from policyengine.rulebook.folder import VERSION_FILES, PolicyFolder, VersionFolder
from policyengine.rulebook.from_document.conditions import selector_findings
from policyengine.rulebook.from_document.version import VersionText, plan_of
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.parts import CityPart
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.reading_shared import Common, resolved
from policyengine.rulebook.shared import Shared, broken_facts
from policyengine.rulebook.text.nodes import Node
from policyengine.rulebook.vocabulary import DraftFact, draft_facts

# What cannot be said of a plan some of whose rules could not be read: they may be what is missed.
OF_WHOLE_PLANS = frozenset(
    {
        "uncovered-clause",
        "unused-department",
        "unused-definition",
        "selects-nothing",
        "unknown-member",
        "single-member-group",
        "unknown-whole",
        "horizon-inconsistent",
    }
)

# What is said of the rules of a plan whose plan.yaml could not be read: nothing that leans on its clauses,
# departments or period.
_OF_RULES = frozenset(
    {
        "empty-quote",
        "long-quote",
        "no-condition",
        "unknown-theme",
        "ceiling-as-entitlement",
        "selection-as-entitlement",
        "condition-never-holds",
        "condition-always-holds",
        "loose-condition",
        "unreachable-tier",
        "crossing-groups",
        "circular-groups",
        "same-reading",
        "derivation-wrong",
    }
)


def _of_rules_alone(finding: Finding) -> bool:
    if isinstance(finding, UngroundedNumber):
        return finding.number.kind not in (NumberKind.DATE, NumberKind.YEAR)
    return finding.code in _OF_RULES and finding.span is not None


@dataclass(frozen=True, slots=True)
class _OwnFacts:
    """A version's own facts; those listed but not readable; and whether the file holds nothing else."""

    drafts: tuple[DraftFact, ...]
    broken: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class _Version:
    """A version's files as nodes, and its own facts as far as each can be read.

    `broken`: facts that are listed and could not be read; `lost`: files that could not be read, or under
    names that nothing reads.
    """

    text: VersionText
    shown: str
    drafts: tuple[DraftFact, ...]
    broken: frozenset[str]
    lost: frozenset[str]
    cases: tuple[Case, ...]

    def excuses(self, finding: Finding) -> bool:
        """The finding follows from a fact or an area that could not be read, and would lead astray."""
        if isinstance(finding, UnknownArea):
            return "plan.yaml" in self.lost
        if not isinstance(finding, UnknownFact):
            return False
        return "facts.yaml" in self.lost or finding.found in self.broken


def read_city(folder: PolicyFolder, city: str, common: Common, memory: Memory) -> tuple[CityPart, CasesOf]:
    """A city's piece, and the cases of each of its versions as far as they can be read."""
    findings = list(_of_the_folders(folder, city))
    listed = [each for each in folder.cities[city] if "plan.yaml" in each.files]
    versions = [_version(each, common.read, memory, findings) for each in listed]
    common = _yielding(city, common, versions, memory, findings)
    plans: list[Plan] = []
    flawed: list[Plan] = []
    own: list[FactDefinition] = []
    for version in versions:
        plan, sound, of_version = _plan(version, common.vocabulary, common.read, memory, findings)
        own.extend(of_version)
        if plan is not None:
            (plans if sound else flawed).append(plan)
    names = [each.version for each in folder.cities[city]]
    findings.extend(succession((*plans, *flawed), {city: names}))
    part = CityPart(
        city=city,
        plans=tuple(plans),
        flawed=tuple(flawed),
        own=tuple(own),
        facts=named_facts(chain.from_iterable(each.drafts for each in versions)),
        doubtful=any(each.broken or "facts.yaml" in each.lost for each in versions),
        findings=tuple(findings),
    )
    return part, {(city, each.text.version): each.cases for each in versions}


def _of_the_folders(folder: PolicyFolder, city: str) -> Iterator[Finding]:
    """What is wrong with the names of a city's folders and files, and what they lack."""
    if not re.fullmatch("[a-z][a-z0-9_]*", city):
        yield UnusableId(found=city)
    if not folder.cities[city]:
        yield NothingThere(path=f"{folder.shown}/{city}", wanted=Bilingual(zh="版本", en="version of a plan"))
    for version in folder.cities[city]:
        if "plan.yaml" not in version.files:
            yield NothingThere(path=version.shown, wanted=Bilingual(zh="plan.yaml", en="`plan.yaml`"))
        for stranger in version.strangers:
            yield UnknownFile.among(f"{version.shown}/{stranger}", VERSION_FILES)


def _version(folder: VersionFolder, common: Shared, memory: Memory, findings: list[Finding]) -> _Version:
    nodes, lost = nodes_of(folder.files, memory, findings)
    lost |= frozenset(folder.strangers)
    if "vocabulary.yaml" in common.flawed:
        lost |= {"facts.yaml"}
    own = memory.noting(
        ("facts", folder.shown), (nodes.get("facts.yaml"),), partial(_own_facts, nodes), findings
    )
    cases = memory.noting(
        ("cases", folder.shown),
        (nodes.get("cases.yaml"),),
        lambda noted: read_cases(nodes["cases.yaml"], noted) if "cases.yaml" in nodes else (),
        findings,
    )
    return _Version(
        text=VersionText(folder.city, folder.version, nodes),
        shown=folder.shown,
        drafts=own.drafts,
        broken=common.broken | own.broken,
        lost=lost if own.whole else lost | {"facts.yaml"},
        cases=cases,
    )


def _own_facts(nodes: Mapping[str, Node], findings: list[Finding]) -> _OwnFacts:
    node = nodes.get("facts.yaml")
    facts = None if node is None else sections(node, ("facts",), findings).get("facts")
    whole = not findings
    drafts = draft_facts(facts, findings)
    return _OwnFacts(drafts, broken_facts(facts, drafts), whole)


def _yielding(
    city: str, common: Common, versions: Sequence[_Version], memory: Memory, findings: list[Finding]
) -> Common:
    """A borrowed vocabulary gives way to the facts that a city's own plans define, for that city."""
    own = {draft.definition.name: draft for each in reversed(versions) for draft in each.drafts}
    if not common.lent or not any(draft.definition.name in own for draft in common.read.drafts):
        return common

    def yielded(noted: list[Finding]) -> Common:
        drafts = tuple(own.get(each.definition.name, each) for each in common.read.drafts)
        read = replace(common.read, drafts=drafts)
        return Common(read, Vocabulary(resolved(drafts, Vocabulary(()), read, noted)), lent=True)

    made_from = (common.read, *(each.drafts for each in versions))
    return memory.noting(("yielding", city), made_from, yielded, findings)


def _plan(
    version: _Version, shared_facts: Vocabulary, common: Shared, memory: Memory, findings: list[Finding]
) -> tuple[Plan | None, bool, tuple[FactDefinition, ...]]:
    """The plan as far as it can be read, whether nothing in its files is wrong, and its own facts."""
    at, noted = version.shown, list[Finding]()
    own = memory.noting(
        ("own facts", at),
        (version.drafts, shared_facts, common),
        lambda told: resolved(version.drafts, shared_facts, common, told),
        noted,
    )
    vocabulary = memory.of(("facts", at, "all"), (shared_facts, own), partial(shared_facts.with_facts, own))
    done = plan_of(version.text, vocabulary, own, noted, memory)
    checked = memory.of(("checked", at), (done.plan, common), partial(_checked, done.plan, common))
    files = tuple(version.text.files.values())
    noted.extend(memory.of(("to be filled", at), files, partial(_to_be_filled, files)))
    whole = done.whole and not version.lost and not version.broken
    if not done.head_read:
        noted.extend(each for each in checked if _of_rules_alone(each))
    else:
        noted.extend(each for each in checked if whole or each.code not in OF_WHOLE_PLANS)
        if whole:
            noted.extend(selector_findings(done.plan))
            noted.extend(cases_findings(version.cases, done.plan))
    findings.extend(each for each in noted if not version.excuses(each))
    if not done.head_read:
        return None, False, own
    if not whole or any(each.severity is Severity.ERROR for each in noted):
        return done.plan, False, own
    return memory.of(("digest", at), (done.plan,), partial(with_digest, done.plan)), True, own


def _to_be_filled(files: tuple[Node, ...]) -> tuple[Finding, ...]:
    return tuple(placeholders(files))


def _checked(plan: Plan, common: Shared) -> tuple[Finding, ...]:
    return check_plan(
        plan,
        None if "themes.yaml" in common.flawed else common.themes,
        None if "departments.yaml" in common.flawed else common.roles,
    )
