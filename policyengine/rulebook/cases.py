"""cases.yaml: what enterprises a plan's author expects to get, as the author signs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema

from policyengine.errors import Bilingual, Finding, RulebookError, Span
from policyengine.language.facts import nearest
from policyengine.language.interval import Interval, decimal_of
from policyengine.language.literals import written as value_written
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.entries import listed, sections
from policyengine.rulebook.findings import UnknownRule
from policyengine.rulebook.folder import read_folder
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Mapping as MappingNode
from policyengine.rulebook.text.nodes import Node, PlainValue, Scalar, plain
from policyengine.rulebook.text.yaml import Unreadable, read_yaml
from policyengine.rulebook.written import GIVEN, Day, Flag, Text, Words, Written, Year, is_null

STATUSES = ("eligible", "ineligible", "undetermined", "not_bound", "met", "due", "unmet")

_NAME_SCHEMA = {"type": ["string", "object"], "required": ["zh", "en"]}
_EXPECTATION_SCHEMA = {
    "anyOf": [
        {"enum": list(STATUSES)},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {"status": {"enum": list(STATUSES)}, "amount": {}, "missing": {}, "due_on": {}},
        },
    ]
}

Profile: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema({"type": "object"})]
Money: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema({"type": ["string", "number", "object"]})]


class ExpectationWritten(Written):
    """What is expected of one item; a bare word stands for its status."""

    status: Text | None = None
    amount: Money = None
    missing: list[Text] | None = None
    due_on: Day | None = None


class TotalsWritten(Written):
    """What the totals are expected to be."""

    assured: Money = None
    possible: Money = None


def _name(value: object) -> object:
    if isinstance(value, Scalar) and not is_null(value):
        return Words.model_construct(zh=value.text, en=value.text)
    return value


def _expectation(value: object) -> object:
    if isinstance(value, Scalar) and not is_null(value):
        bare = ExpectationWritten.model_construct(status=value.text)
        bare._node = value
        return bare
    return value


Expectation: TypeAlias = Annotated[
    ExpectationWritten, BeforeValidator(_expectation), WithJsonSchema(_EXPECTATION_SCHEMA)
]


class CaseWritten(Written):
    """One entry of `cases:`."""

    name: Annotated[Words, BeforeValidator(_name), WithJsonSchema(_NAME_SCHEMA)]
    as_of: Day
    year: Year | None = None
    profile: Profile
    assume_registered: Flag = False
    assume_not_received: Flag | None = None
    expect: dict[str, Expectation] = Field(default={})
    totals: TotalsWritten | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one item; None where the case says nothing of it."""

    status: str | None = None
    amount: Interval | None = None
    missing: tuple[str, ...] | None = None
    due_on: date | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """An enterprise, a day, and what is expected of each item by local id. Totals are in 元."""

    name: Bilingual
    as_of: date
    profile: Mapping[str, PlainValue]
    expect: Mapping[str, Expected]
    assured: Interval | None = None
    possible: Interval | None = None
    year: int | None = None
    assume_registered: bool = False
    assume_not_received: bool | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


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
    """A finding for every rule that the plan does not have, where a case first expects something of it."""
    ids = [*plan.rewards, *plan.supports, *plan.obligations]
    told: set[str] = set()
    for case in cases:
        for name, expected in case.expect.items():
            if name not in ids and name not in told:
                told.add(name)
                yield UnknownRule(found=name, nearest=nearest(name, ids), span=expected.span)


def _case(node: Node, findings: list[Finding]) -> Case | None:
    before = len(findings)
    written = shaped(CaseWritten, node, findings)
    if written is None:
        return None
    if not isinstance(written.profile, MappingNode):
        findings.append(wrong(written.profile, "企业的事实", "the facts of an enterprise"))
        return None
    expect = {name: _expected(each, findings) for name, each in written.expect.items()}
    totals = written.totals
    assured, possible = (
        _amount(None if totals is None else figure, findings)
        for figure in ((None, None) if totals is None else (totals.assured, totals.possible))
    )
    if len(findings) > before:
        return None
    profile = plain(written.profile)
    assert isinstance(profile, dict)
    return Case(
        name=written.name.bilingual(),
        as_of=written.as_of,
        profile=profile,
        expect=expect,
        assured=assured,
        possible=possible,
        year=written.year,
        assume_registered=written.assume_registered,
        assume_not_received=written.assume_not_received,
        span=written.node.span,
    )


def _expected(written: ExpectationWritten, findings: list[Finding]) -> Expected:
    node: Node = written._node
    if written.status is not None and written.status not in STATUSES:
        place = node.items["status"] if isinstance(node, MappingNode) else node
        findings.append(wrong(place, "、".join(STATUSES) + "之一", "one of " + ", ".join(STATUSES)))
    missing = None if written.missing is None else tuple(written.missing)
    amount = _amount(written.amount, findings)
    return Expected(written.status, amount, missing, written.due_on, node.span)


def _amount(node: Node | None, findings: list[Finding]) -> Interval | None:
    """An amount literal, or `{low: 0, high: 30万元}` with a high of null where nothing bounds it."""
    if node is None:
        return None
    if not isinstance(node, MappingNode):
        point = _money(node, findings)
        return None if point is None else Interval(point, point)
    ends = sections(node, ("low", "high"), findings)
    if set(ends) != {"low", "high"}:
        findings.append(wrong(node, "{low: 金额, high: 金额}", "{low: amount, high: amount}"))
        return None
    low = _money(ends["low"], findings)
    high = None if is_null(ends["high"]) else _money(ends["high"], findings)
    if low is None or (high is None and not is_null(ends["high"])):
        return None
    return Interval(low, high)


def _money(node: Node, findings: list[Finding]) -> Decimal | None:
    """Money in 元; a bare number is 元 here, as it is in a profile."""
    found = value_written(node.text) if isinstance(node, Scalar) else None
    literal = found.literal() if found else None
    if literal is None or not isinstance(literal.value, Fraction):
        findings.append(wrong(node, "金额", "an amount of money"))
        return None
    return decimal_of(literal.value)
