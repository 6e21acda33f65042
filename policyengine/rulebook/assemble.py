"""The files of a folder of policies → its Rulebook. Imports all that reading YAML and rules needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policyengine.errors import Bilingual, Finding, Severity
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.findings import UnknownFact
from policyengine.language.misuses import UnknownArea
from policyengine.rulebook.as_dict import with_digest
from policyengine.rulebook.cases import Case, cases_findings, read_cases
from policyengine.rulebook.checks import check_plan, succession
from policyengine.rulebook.checks.grounding import UngroundedNumber
from policyengine.rulebook.checks.quoted.number import NumberKind
from policyengine.rulebook.entries import sections
from policyengine.rulebook.fact_names import name_findings
from policyengine.rulebook.findings import BorrowedFile, NothingThere, UnknownFile, UnusableId
from policyengine.rulebook.folder import SHARED_FILES, VERSION_FILES, FileText, PolicyFolder, VersionFolder
from policyengine.rulebook.from_document.conditions import selector_findings
from policyengine.rulebook.from_document.version import VersionText, plan_of
from policyengine.rulebook.jurisdictions import jurisdiction_findings
from policyengine.rulebook.loaded import Loaded, in_file_order
from policyengine.rulebook.plan import Plan, Rulebook
from policyengine.rulebook.shared import Shared, broken_facts, shared
from policyengine.rulebook.text.nodes import Node
from policyengine.rulebook.text.yaml import Unreadable, read_yaml
from policyengine.rulebook.text.yaml_findings import UnreadableFile
from policyengine.rulebook.vocabulary import DraftFact, draft_facts, resolved_facts

# What cannot be said of a plan some of whose rules could not be read: they may be what is missed.
_OF_WHOLE_PLANS = frozenset(
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
class _Version:
    """A version's files as nodes, and its own facts as far as each can be read.

    `broken`: facts that are listed and could not be read; `lost`: files that could not be read, or under
    names that nothing reads.
    """

    text: VersionText
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
    findings = list(_of_the_folder(folder))
    shared_nodes, lost = _nodes(folder.shared, findings)
    common = shared(shared_nodes, lost, findings)
    versions = [_version(each, common, findings) for each in _with_plan(folder)]
    if "vocabulary.yaml" in folder.borrowed:
        common = _yielding(common, versions)
    findings.extend(name_findings(draft for drafts in _all_drafts(common, versions) for draft in drafts))
    vocabulary = Vocabulary(_resolved(common.drafts, Vocabulary(()), common, findings))
    plans: list[Plan] = []
    flawed: list[Plan] = []
    whole = vocabulary
    for version in versions:
        noted: list[Finding] = []
        own = _resolved(version.drafts, vocabulary, common, noted)
        plan, sound = _plan(version, vocabulary.with_facts(own), own, common, noted)
        whole = whole.with_facts(own)
        findings.extend(each for each in noted if not version.excuses(each))
        if plan is not None:
            (plans if sound else flawed).append(plan)
    findings.extend(jurisdiction_findings(plans))
    findings.extend(succession((*plans, *flawed), _version_names(folder)))
    rulebook = Rulebook(whole, common.themes, common.roles, _by_city(plans), common.received)
    return Loaded(rulebook, in_file_order(findings), tuple(flawed))


def _of_the_folder(folder: PolicyFolder) -> Iterator[Finding]:
    for name in folder.borrowed:
        yield BorrowedFile(path=f"{folder.shown}/{name}")
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


def _nodes(files: Mapping[str, FileText], findings: list[Finding]) -> tuple[dict[str, Node], frozenset[str]]:
    """The files as nodes, and the names of those that are no YAML."""
    nodes: dict[str, Node] = {}
    for name, file in files.items():
        if file.fault is not None:
            findings.append(UnreadableFile(path=file.shown, reason=file.fault))
            continue
        try:
            nodes[name] = read_yaml(file.content, file.shown)
        except Unreadable as error:
            findings.extend(error.findings)
    return nodes, frozenset(files) - frozenset(nodes)


def _version(folder: VersionFolder, common: Shared, findings: list[Finding]) -> _Version:
    nodes, lost = _nodes(folder.files, findings)
    lost |= frozenset(folder.strangers)
    if "vocabulary.yaml" in common.flawed:
        lost |= {"facts.yaml"}
    before = len(findings)
    facts = (
        sections(nodes["facts.yaml"], ("facts",), findings).get("facts") if "facts.yaml" in nodes else None
    )
    if len(findings) > before:
        lost |= {"facts.yaml"}
    drafts = draft_facts(facts, findings)
    cases = read_cases(nodes["cases.yaml"], findings) if "cases.yaml" in nodes else ()
    text = VersionText(folder.city, folder.version, nodes)
    return _Version(text, drafts, common.broken | broken_facts(facts, drafts), lost, cases)


def _yielding(common: Shared, versions: Sequence[_Version]) -> Shared:
    """A borrowed vocabulary gives way to the facts that the folder's own plans define."""
    own = {draft.definition.name: draft for version in reversed(versions) for draft in version.drafts}
    return replace(common, drafts=tuple(own.get(d.definition.name, d) for d in common.drafts))


def _all_drafts(common: Shared, versions: Sequence[_Version]) -> Iterator[Sequence[DraftFact]]:
    yield common.drafts
    yield from (version.drafts for version in versions)


def _resolved(
    drafts: Sequence[DraftFact], before: Vocabulary, common: Shared, findings: list[Finding]
) -> tuple[FactDefinition, ...]:
    everything = before.with_facts(draft.definition for draft in drafts)
    roles = None if "departments.yaml" in common.flawed else [role.id for role in common.roles]
    return resolved_facts(drafts, everything, roles, findings)


def _plan(
    version: _Version,
    vocabulary: Vocabulary,
    own: Sequence[FactDefinition],
    common: Shared,
    findings: list[Finding],
) -> tuple[Plan | None, bool]:
    """The plan as far as it can be read, checked, and whether nothing in its files is wrong."""
    done = plan_of(version.text, vocabulary, own, findings)
    plan, whole = done.plan, done.whole and not version.lost and not version.broken
    checked = check_plan(
        plan,
        None if "themes.yaml" in common.flawed else common.themes,
        None if "departments.yaml" in common.flawed else common.roles,
    )
    if not done.head_read:
        findings.extend(each for each in checked if _of_rules_alone(each))
        return None, False
    findings.extend(each for each in checked if whole or each.code not in _OF_WHOLE_PLANS)
    if whole:
        findings.extend(selector_findings(plan))
        findings.extend(cases_findings(version.cases, plan))
    sound = whole and not any(each.severity is Severity.ERROR for each in findings)
    return (with_digest(plan) if sound else plan), sound


def _by_city(plans: Iterable[Plan]) -> dict[str, tuple[Plan, ...]]:
    """Each city's versions, oldest first."""
    cities: dict[str, tuple[Plan, ...]] = {}
    for plan in sorted(plans, key=lambda each: (each.city, each.period.start, each.version)):
        cities[plan.city] = (*cities.get(plan.city, ()), plan)
    return cities
