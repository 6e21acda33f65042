"""What stands before brackets: growth(…), count(…), years(…). Each is its node, or rewritten into others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from lark import Tree

from policyengine.errors import Finding, Span
from policyengine.language import over_years
from policyengine.language.facts import nearest
from policyengine.language.misreadings import (
    MisplacedFunction,
    MisusedFunction,
    UncomparedGrowth,
    UnknownFunction,
)
from policyengine.language.over_years import MOST_YEARS, NoFigure
from policyengine.language.parse_tree import Parsed, phrase
from policyengine.language.tree import (
    ALWAYS,
    Aggregate,
    Condition,
    Duration,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Term,
    Unit,
)
from policyengine.language.write import bare

USAGES: Mapping[str, str] = {
    "growth": "growth(revenue_by_year[year - 1])",
    "increase": "increase(revenue_by_year[year - 1])",
    "average": "average(revenue_by_year[year - 1], 3年)",
    "compound_growth": "compound_growth(revenue_by_year[year - 1], 3年) >= 10%",
    "growing": "growing(revenue_by_year[year - 1], 2年)",
    "count": "count(patents where kind = invention)",
    "sum": "sum(cost of projects where status = done)",
    "years": "years(established_on, as_of)",
    "months": "months(hired_on, as_of)",
    "days": "days(recognised_on, applied_on)",
}
"""Every function with an example of how it is written."""

_IN_CHINESE = {
    "增长率": "growth",
    "增加额": "increase",
    "平均值": "average",
    "复合增长率": "compound_growth",
    "连续增长": "growing",
    "计数": "count",
    "合计": "sum",
    "满年数": "years",
    "满月数": "months",
    "天数": "days",
}


@dataclass(frozen=True, slots=True)
class Call:
    """A function as called: its name here and its arguments as parsed."""

    name: str
    written: str
    arguments: tuple[Parsed, ...]
    span: Span


class _Misused(Exception):
    """The arguments are none this function takes."""


class Reader(Protocol):
    """Who reads what stands between the brackets, and gathers what is wrong with it."""

    findings: list[Finding]

    def term(self, parsed: Parsed) -> Term:
        """A term."""

    def condition(self, parsed: Parsed) -> Condition:
        """A condition."""

    def span(self, parsed: Parsed) -> Span:
        """Where it stands."""


class Calls:
    """The calls of one text; mistakes go to the findings of its reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, parsed: Parsed) -> Call:
        """A call with the function's own name, whichever it was written by."""
        name, *arguments = parsed.children
        taken = tuple(each for each in arguments if isinstance(each, Tree))
        return Call(_IN_CHINESE.get(str(name), str(name)), str(name), taken, self._reader.span(parsed))

    def condition(self, call: Call) -> Condition:
        """`growing(…)`, which alone is a condition."""
        try:
            series, years = self._over_years(call)
            return over_years.growing(series, years, call.span)
        except (_Misused, NoFigure):
            return self._misused(call)

    def term(self, call: Call) -> Term:
        """Any other; one that is no term, or is unknown, is a finding."""
        if call.name not in USAGES:
            near = nearest(call.written, [*USAGES, *_IN_CHINESE])
            return self._wrong(
                UnknownFunction(found=call.written, nearest=near, every=tuple(USAGES), span=call.span)
            )
        if call.name == "growing":
            return self._wrong(MisplacedFunction(found=call.written, span=call.span))
        if call.name == "compound_growth":
            return self._uncompared(call.span)
        try:
            return self._term(call)
        except (_Misused, NoFigure):
            return self._misused(call)

    def compared(self, one: Parsed, other: Parsed) -> tuple[Term, Term]:
        """The sides of a comparison; a rate of compound growth set against a percentage is multiplied out."""
        left, right = self._compound(one), self._compound(other)
        if left is not None and right is None:
            return self._against(left, self._reader.term(other))
        if right is not None and left is None:
            grown, rate = self._against(right, self._reader.term(one))
            return rate, grown
        return self._reader.term(one), self._reader.term(other)

    def _compound(self, parsed: Parsed) -> Call | None:
        call = self.read(parsed) if parsed.data == "call" else None
        return call if call is not None and call.name == "compound_growth" else None

    def _against(self, call: Call, rate: Term) -> tuple[Term, Term]:
        match rate:
            case Literal(Kind.RATIO, Fraction() as rise):
                try:
                    series, years = self._over_years(call)
                    grown = over_years.grown(series, years, call.span)
                except (_Misused, NoFigure):
                    return self._misused(call), rate
                return grown, over_years.compounded(rate, rise, years)
            case _:
                return self._uncompared(call.span), rate

    def _term(self, call: Call) -> Term:
        match call.name:
            case "growth":
                return over_years.growth(self._value(call, of=1)[0], call.span)
            case "increase":
                return over_years.increase(self._value(call, of=1)[0], call.span)
            case "average":
                series, years = self._over_years(call)
                return over_years.average(series, years, call.span)
            case "count" | "sum":
                return self._aggregate(call)
            case unit:
                start, end = self._value(call, of=2)
                return Elapsed(start, end, Unit(unit), span=call.span)

    def _value(self, call: Call, of: int) -> list[Term]:
        """The arguments, so many and plain terms."""
        parts = [each.children for each in call.arguments]
        if len(parts) != of or any(items is not None or where is not None for _, items, where in parts):
            raise _Misused
        return [self._reader.term(phrase(value)) for value, _, _ in parts]

    def _over_years(self, call: Call) -> tuple[Term, int]:
        series, length = self._value(call, of=2)
        match length:
            case Literal(Kind.DURATION, Duration(months, 0)) if months and months % 12 == 0:
                if months // 12 <= MOST_YEARS:
                    return series, months // 12
        raise _Misused

    def _aggregate(self, call: Call) -> Aggregate:
        if len(call.arguments) != 1:
            raise _Misused
        value, items, where = call.arguments[0].children
        counting = call.name == "count"
        if counting is not (items is None):
            raise _Misused
        listed = self._reader.term(phrase(value if counting else items))
        if not isinstance(listed, Fact):
            raise _Misused
        each = None if counting else self._reader.term(phrase(value))
        condition = ALWAYS if where is None else self._reader.condition(phrase(where))
        return Aggregate(
            listed.name,
            bare(condition, listed.name),
            None if each is None else bare(each, listed.name),
            span=call.span,
        )

    def _misused(self, call: Call) -> Literal:
        return self._wrong(MisusedFunction(found=call.written, usage=USAGES[call.name], span=call.span))

    def _uncompared(self, span: Span) -> Literal:
        return self._wrong(UncomparedGrowth(span=span))

    def _wrong(self, finding: Finding) -> Literal:
        self._reader.findings.append(finding)
        return Literal(Kind.BOOLEAN, False, span=finding.span)
