"""The files of a folder of policies → its Rulebook. Imports all that reading YAML and rules needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from policyengine.errors import Bilingual, Finding, Severity, Span
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.findings import UnknownFact
from policyengine.language.misuses import UnknownArea
from policyengine.rulebook.as_dict import with_digest
from policyengine.rulebook.cases import Case, CasesOf, cases_findings, read_cases
from policyengine.rulebook.checks import check_plan, succession
from policyengine.rulebook.checks.grounding import UngroundedNumber
from policyengine.rulebook.checks.placeholders import placeholders, without_consequences
from policyengine.rulebook.checks.quoted.number import NumberKind
from policyengine.rulebook.entries import sections
from policyengine.rulebook.fact_names import name_findings
from policyengine.rulebook.findings import BorrowedFile, NothingThere, UnknownFile, UnusableId
from policyengine.rulebook.folder import SHARED_FILES, VERSION_FILES, FileText, PolicyFolder, VersionFolder
from policyengine.rulebook.from_document.conditions import selector_findings
from policyengine.rulebook.from_document.events import event_kinds
from policyengine.rulebook.from_document.version import VersionText, plan_of
from policyengine.rulebook.jurisdictions import jurisdiction_findings
from policyengine.rulebook.loaded import Loaded, in_file_order
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.plan import Plan, Rulebook
from policyengine.rulebook.shared import Shared, broken_facts, shared
from policyengine.rulebook.text.nodes import Node
from policyengine.rulebook.text.yaml import Unreadable, read_yaml
from policyengine.rulebook.text.yaml_findings import UnreadableFile
from policyengine.rulebook.vocabulary import DraftFact, draft_facts, resolved_facts

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


def assembled(folder: PolicyFolder) -> Loaded:
    """The rulebook of a folder and the findings of all its files. A plan with an error in it is left out."""
    loaded, _ = assembled_with_cases(folder, Memory())
    return loaded


def assembled_with_cases(folder: PolicyFolder, memory: Memory) -> tuple[Loaded, CasesOf]:
    """The same, and the cases of each version as far as they can be read.

    With a memory that has seen the folder before, only what hangs on the files that changed is made anew:
    plans are the very objects they were where nothing that they are made from changed.
    """
    findings = list(_of_the_folder(folder))
    nodes, lost = _nodes(folder.shared, memory, findings)
    common = memory.noting(
        ("shared", lost), tuple(nodes.values()), lambda noted: shared(nodes, lost, noted), findings
    )
    versions = [_version(each, common, memory, findings) for each in _with_plan(folder)]
    drafts = tuple(each.drafts for each in versions)
    if "vocabulary.yaml" in folder.borrowed:
        common = memory.of("yielding", (common, *drafts), partial(_yielding, common, drafts))
    memory.noting(
        "names",
        (common, *drafts),
        lambda noted: noted.extend(name_findings(chain(common.drafts, *drafts))),
        findings,
    )
    vocabulary = memory.noting(
        "vocabulary",
        (common,),
        lambda noted: Vocabulary(_resolved(common.drafts, Vocabulary(()), common, noted)),
        findings,
    )
    plans: list[Plan] = []
    flawed: list[Plan] = []
    whole = vocabulary
    for version in versions:
        plan, sound, own = _plan(version, vocabulary, common, memory, findings)
        whole = memory.of(("facts up to", version.shown), (whole, own), partial(whole.with_facts, own))
        if plan is not None:
            (plans if sound else flawed).append(plan)
    findings.extend(jurisdiction_findings(plans))
    findings.extend(succession((*plans, *flawed), _version_names(folder)))
    # A fact that could not be read is not there, and naming it is no further mistake.
    incomplete = [each for each in versions if each.broken or "facts.yaml" in each.lost]
    lent = "events.yaml" in folder.borrowed or "vocabulary.yaml" in common.flawed or bool(incomplete)
    events = memory.noting(
        ("events", lent),
        (nodes.get("events.yaml"), whole),
        lambda noted: event_kinds(nodes.get("events.yaml"), whole, noted, lent=lent),
        findings,
    )
    rulebook = Rulebook(whole, common.themes, common.roles, _by_city(plans), common.received, events)
    cases = {(each.text.city, each.text.version): each.cases for each in versions}
    ordered = in_file_order(without_consequences(findings))
    return Loaded(rulebook, ordered, tuple(flawed)), cases


def _of_the_folder(folder: PolicyFolder) -> Iterator[Finding]:
    # A folder need not have its own kinds of events: those whose facts are there are used.
    borrowed = tuple(name for name in folder.borrowed if name != "events.yaml")
    if borrowed:
        yield BorrowedFile(folder=str(folder.shown), names=borrowed)
    for stranger in folder.strangers:
        yield UnknownFile.among(stranger, SHARED_FILES)
    if not any(True for _ in _with_plan(folder)):
        yield NothingThere(
            path=folder.shown, wanted=Bilingual(zh="方案（<城市>/<版本>/plan.yaml）", en="plans")
        )
        return
    for city, versions in folder.cities.items():
        if not re.fullmatch("[a-z][a-z0-9_]*", city):
            yield UnusableId(found=city)
        if not versions:
            yield NothingThere(
                path=f"{folder.shown}/{city}", wanted=Bilingual(zh="版本", en="version of a plan")
            )
        for version in versions:
            if "plan.yaml" not in version.files:
                yield NothingThere(path=version.shown, wanted=Bilingual(zh="plan.yaml", en="`plan.yaml`"))
            for stranger in version.strangers:
                yield UnknownFile.among(f"{version.shown}/{stranger}", VERSION_FILES)


def _with_plan(folder: PolicyFolder) -> Iterator[VersionFolder]:
    return (each for versions in folder.cities.values() for each in versions if "plan.yaml" in each.files)


def _version_names(folder: PolicyFolder) -> dict[str, list[str]]:
    """The versions of each city, whether they could be read or not."""
    return {city: [each.version for each in versions] for city, versions in folder.cities.items()}


def _nodes(
    files: Mapping[str, FileText], memory: Memory, findings: list[Finding]
) -> tuple[dict[str, Node], frozenset[str]]:
    """The files as nodes, and the names of those that are no YAML."""
    read = {
        # A file has the name of all it holds: with the same content it gives the same node.
        name: memory.noting(("yaml", file), (), partial(_node, file), findings)
        for name, file in files.items()
    }
    nodes = {name: node for name, node in read.items() if node is not None}
    return nodes, frozenset(files) - frozenset(nodes)


def _node(file: FileText, findings: list[Finding]) -> Node | None:
    if file.fault is not None:
        at = Span(file.shown, 1, 1, 1, 1)
        findings.append(UnreadableFile(path=file.shown, reason=file.fault, span=at))
        return None
    try:
        return read_yaml(file.content, file.shown)
    except Unreadable as error:
        findings.extend(error.findings)
        return None


def _version(folder: VersionFolder, common: Shared, memory: Memory, findings: list[Finding]) -> _Version:
    nodes, lost = _nodes(folder.files, memory, findings)
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


def _yielding(common: Shared, of_versions: Sequence[tuple[DraftFact, ...]]) -> Shared:
    """A borrowed vocabulary gives way to the facts that the folder's own plans define."""
    own = {draft.definition.name: draft for drafts in reversed(of_versions) for draft in drafts}
    return replace(common, drafts=tuple(own.get(d.definition.name, d) for d in common.drafts))


def _resolved(
    drafts: Sequence[DraftFact], before: Vocabulary, common: Shared, findings: list[Finding]
) -> tuple[FactDefinition, ...]:
    everything = before.with_facts(draft.definition for draft in drafts)
    roles = None if "departments.yaml" in common.flawed else [role.id for role in common.roles]
    return resolved_facts(drafts, everything, roles, findings)


def _plan(
    version: _Version, shared_facts: Vocabulary, common: Shared, memory: Memory, findings: list[Finding]
) -> tuple[Plan | None, bool, tuple[FactDefinition, ...]]:
    """The plan as far as it can be read, whether nothing in its files is wrong, and its own facts."""
    at, noted = version.shown, list[Finding]()
    own = memory.noting(
        ("own facts", at),
        (version.drafts, shared_facts, common),
        lambda told: _resolved(version.drafts, shared_facts, common, told),
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


def _by_city(plans: Iterable[Plan]) -> dict[str, tuple[Plan, ...]]:
    """Each city's versions, oldest first."""
    cities: dict[str, tuple[Plan, ...]] = {}
    for plan in sorted(plans, key=lambda each: (each.city, each.period.start, each.version)):
        cities[plan.city] = (*cities.get(plan.city, ()), plan)
    return cities
