"""Every number of a rule stands in one of the rule's own quotes, as a value of the same kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyengine.errors import Bilingual, Finding
from policyengine.language.tree import Duration, MonthDay
from policyengine.rulebook.checks.derivations import Derivation, DerivationSilent
from policyengine.rulebook.checks.quoted.figures import read
from policyengine.rulebook.checks.quoted.number import Number, NumberKind, Reading, together
from policyengine.rulebook.checks.stated import Stated, Statement, Use, final_year, own_years
from policyengine.rulebook.checks.statements import Part, parts, readings
from policyengine.rulebook.cited import quoting
from policyengine.rulebook.plan import Plan

SHOWN_NUMBERS = 6
"""A finding lists no more of the numbers that the quotes do hold."""


@dataclass(frozen=True, slots=True)
class UngroundedNumber(Finding):
    """A number of a rule stands in none of its quotes.

    Why: a number that no clause holds is either a slip of the pen or somebody's opinion; both would be paid
    out as law. 30万元 grounds money alone, never a count of 300,000. 三年, 12个月, 倍增, 二十 and 贰拾 are
    read as what they say; 6∶4 grounds 60% and 40%, 上浮20% grounds 20% and 120%, 下浮20% 20% and 80%, 减半
    50%, 三分之一 a third, 不予 0% and 全额 100%; of the shares of a whole one may follow from the others.
    到2021年, 2021年底 and 每年 ground the last day of the year; 拥有, 全覆盖, 建立 and 实现 ground one or
    more (`>= 1`, `> 0`). 一, 两, 百 and 千 count only before a measure word, never in 一批 or 一次性.
    Mend: correct the number, or quote the words that hold it. Where it follows from the text by arithmetic,
    say how in `derived`.
    """

    code = "ungrounded-number"
    rule: str
    number: Number
    clauses: tuple[str, ...]
    held: tuple[Number, ...]

    def message(self) -> Bilingual:
        """The number, its kind, and the clauses whose quotes were searched."""
        kind, clauses = self.number.kind.label, self.clauses or ("—",)
        return Bilingual(
            zh=f"“{self.rule}”所引{'、'.join(clauses)}的条文中没有{self.number}（{kind.zh}）",
            en=f"no quote of `{self.rule}` holds {self.number} ({kind.en}); searched {', '.join(clauses)}",
        )

    def help(self) -> Bilingual:
        """What the quotes hold of that kind, or the way out."""
        if not self.held:
            return Bilingual(
                zh="引用含有该数的条文，或者用derived写明算法",
                en="quote the words that hold it, or say how it follows in `derived`",
            )
        held = [str(each) for each in self.held[:SHOWN_NUMBERS]]
        return Bilingual(
            zh=f"条文中的{self.number.kind.label.zh}有：{'、'.join(held)}",
            en=f"the quotes hold {', '.join(held)}",
        )


def grounding(plan: Plan) -> Iterator[Finding]:
    """A finding for each number of a statement that no quote of it holds, and each false derivation."""
    told: set[Finding] = set()
    for statement in (*quoting(plan), *readings(plan)):
        for finding in _of(statement, plan):
            if finding not in told:  # what another reading shares with the chosen one is told once
                told.add(finding)
                yield finding


@dataclass(frozen=True, slots=True)
class _Searched:
    """A number, the part that states it, and what that part's quotes hold."""

    stated: Stated
    part: Part
    quotes: Reading


def _of(statement: Statement, plan: Plan) -> Iterator[Finding]:
    every = tuple(parts(statement, plan))
    if not all(each.quote for part in every for each in part.cite):  # told: what it should quote is not known
        return
    searched = [each for part in every for each in _searched(part)]
    missing = _but_what_follows([each for each in searched if not _grounded(each, plan)], searched)
    quotes = together(read(cite.quote) for part in every for cite in part.cite)
    if statement.derived is None:
        yield from map(_ungrounded, missing)
        return
    derivation = Derivation(statement, quotes, plan)
    yield from derivation.findings()
    for each in missing:
        if not derivation.shows(each.stated):
            span = each.stated.span or statement.span
            yield DerivationSilent(rule=statement.id, number=each.stated.number, span=span)


def _searched(part: Part) -> Iterator[_Searched]:
    quotes = together(read(each.quote) for each in part.quotes)
    for stated in part.numbers:
        yield _Searched(stated, part, quotes)


def _but_what_follows(missing: list[_Searched], searched: Iterable[_Searched]) -> list[_Searched]:
    """Of the parts of one whole, one follows from the others where all of them are grounded."""
    sizes = Counter(each.stated.whole for each in searched)
    lacking = Counter(each.stated.whole for each in missing)

    def follows(whole: str | None) -> bool:
        return whole is not None and lacking[whole] == 1 and sizes[whole] > 1

    return [each for each in missing if not follows(each.stated.whole)]


def _ungrounded(each: _Searched) -> Finding:
    number, part = each.stated.number, each.part
    return UngroundedNumber(
        rule=part.statement.id,
        number=number,
        clauses=tuple(dict.fromkeys(cited.clause for cited in part.quotes)),
        held=each.quotes.of(number.kind),
        span=each.stated.span or part.statement.span,
    )


def _grounded(each: _Searched, plan: Plan) -> bool:
    number, quotes = each.stated, each.quotes
    if any(reading in quotes for reading in number.readings):
        return True
    value = number.number.value
    match number.use:
        case Use.SOME:
            return quotes.some
        case Use.TIMES:  # 每季度召开会议 says once a quarter without a number
            return value == 1 and not quotes.occasions
        case Use.SHARE_ALIKE:
            return quotes.equal_parts
        case Use.TIMES_PAID:  # 按1∶1∶1分期 says three times
            return any(Fraction(len(split)) == value for split in quotes.splits)
        case Use.PERIOD:
            return any(_lasts(number.number, months) for months in quotes.periods)
        case Use.VALUE if isinstance(value, MonthDay):
            return (value.month, value.day) in quotes.ends
        case Use.VALUE if isinstance(value, date):
            return _on_a_day_of_some_year(value, quotes, plan)
    return False


def _lasts(number: Number, months: int) -> bool:
    return number == Number(NumberKind.DURATION, Duration(months=months))


def _on_a_day_of_some_year(day: date, quotes: Reading, plan: Plan) -> bool:
    """每年, 年底, 6月底: the day is quoted without its year, which is quoted apart or the plan's."""
    if (day.month, day.day) not in quotes.days:
        return False
    final = final_year(plan)
    if quotes.every_year:
        return plan.period.start.year <= day.year and (final is None or day.year <= final)
    return day.year in own_years(plan) or quotes.holds(NumberKind.YEAR, day.year)
