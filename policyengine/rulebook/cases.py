"""cases.yaml: what enterprises a plan's author expects to get, as the author signs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import Field, WithJsonSchema

from policyengine.errors import Bilingual, Finding, RulebookError, Span
from policyengine.language.facts import nearest
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.document.forms import OF_RULES, SHARED
from policyengine.rulebook.entries import listed, sections
from policyengine.rulebook.expectations import Expectation, Expected, ExpectedTotals, TotalsExpectation
from policyengine.rulebook.findings import UnknownPayment, UnknownRule
from policyengine.rulebook.folder import read_folder
from policyengine.rulebook.plan import Plan, Reward
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Mapping as MappingNode
from policyengine.rulebook.text.nodes import Node, PlainValue, plain
from policyengine.rulebook.text.yaml import Unreadable, read_yaml
from policyengine.rulebook.written import GIVEN, Day, Flag, Words, Written, Year

Profile: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema({SHARED: "profile"})]


class CaseWritten(Written):
    """One entry of `cases:`."""

    name: Words
    as_of: Day
    year: Year | None = None
    profile: Profile
    assume_registered: Flag = False
    assume_not_received: Flag | None = None
    expect: dict[str, Expectation] = Field(default={}, json_schema_extra=OF_RULES)
    totals: TotalsExpectation | None = None
    confirmed: Flag = True


NOTHING_EXPECTED = ExpectedTotals()


@dataclass(frozen=True, slots=True)
class Case:
    """An enterprise, a day, and what is expected of each item by local id, and of the totals.

    `confirmed`: False while nobody has held what is expected against the text; the engine wrote it down.
    """

    name: Bilingual
    as_of: date
    profile: Mapping[str, PlainValue]
    expect: Mapping[str, Expected]
    totals: ExpectedTotals = NOTHING_EXPECTED
    year: int | None = None
    assume_registered: bool = False
    assume_not_received: bool | None = None
    confirmed: bool = True
    span: Span | None = field(default=None, compare=False, repr=False)
    profile_at: Span | None = field(default=None, compare=False, repr=False)


CasesOf: TypeAlias = dict[tuple[str, str], tuple[Case, ...]]


def load_cases(path: str | Path | None = None, cities: Iterable[str] | None = None) -> CasesOf:
    """The cases of a folder by city and version. RulebookError with all findings where one cannot be read."""
    root = policies_path() if path is None else Path(path)
    findings: list[Finding] = []
    cases: CasesOf = {}
    for city, versions in read_folder(root, cities).cities.items():
        for version in versions:
            file = version.files.get("cases.yaml")
            if file is not None:
                try:
                    node = read_yaml(file.content, file.shown)
                except Unreadable as error:
                    findings.extend(error.findings)
                else:
                    cases[city, version.version] = read_cases(node, findings)
    if findings:
        raise RulebookError(findings)
    return cases


def read_cases(node: Node, findings: list[Finding]) -> tuple[Case, ...]:
    """The cases of one file, as far as each can be read."""
    below = sections(node, ("cases",), findings)
    cases = [_case(entry, findings) for entry in listed(below.get("cases"), findings)]
    return tuple(case for case in cases if case is not None)


def cases_findings(cases: Iterable[Case], plan: Plan) -> Iterator[Finding]:
    """A finding for each rule or payment that the plan does not have, where a case first expects it."""
    ids = (*plan.rewards, *plan.supports, *plan.obligations)
    told: set[tuple[str, str | None]] = set()
    for case in cases:
        for name, expected in case.expect.items():
            if name not in ids:
                if (name, None) not in told:
                    told.add((name, None))
                    yield UnknownRule(found=name, nearest=nearest(name, ids), span=expected.span)
                continue
            valid = payments_of(plan.rewards[name]) if name in plan.rewards else ()
            for payment in expected.payments or ():
                if payment not in valid and (name, payment) not in told:
                    told.add((name, payment))
                    yield _unknown_payment(payment, name, valid, expected)


def payments_of(reward: Reward) -> tuple[str, ...]:
    """The ids under which a reward's payments, and what sends it back, are spoken of."""
    payments = (payment.id for payment in reward.payments)
    return (*payments, *(clawback.id for clawback in reward.clawbacks))


def _unknown_payment(payment: str, rule: str, valid: tuple[str, ...], expected: Expected) -> Finding:
    span = expected.payments_at.get(payment, expected.span)
    return UnknownPayment(found=payment, rule=rule, nearest=nearest(payment, valid), valid=valid, span=span)


def _case(node: Node, findings: list[Finding]) -> Case | None:
    before = len(findings)
    written = shaped(CaseWritten, node, findings)
    if written is None:
        return None
    if not isinstance(written.profile, MappingNode):
        findings.append(wrong(written.profile, "企业的事实", "the facts of an enterprise"))
        return None
    if len(findings) > before:
        return None
    profile = plain(written.profile)
    assert isinstance(profile, dict)
    return Case(
        name=written.name.bilingual(),
        as_of=written.as_of,
        profile=profile,
        expect={name: each.expected() for name, each in written.expect.items()},
        totals=NOTHING_EXPECTED if written.totals is None else written.totals.expected(),
        year=written.year,
        assume_registered=written.assume_registered,
        assume_not_received=written.assume_not_received,
        confirmed=written.confirmed,
        span=written.node.span,
        profile_at=written.profile.span,
    )
