"""Every number of a rule stands in one of the rule's own quotes, as a value of the same kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyengine.errors import Bilingual, Finding, Severity
from policyengine.rulebook.checks.quoted.figures import read
from policyengine.rulebook.checks.quoted.number import Number, NumberKind, Reading, together
from policyengine.rulebook.checks.stated import Stated, Statement, Use, final_year, own_years, stated
from policyengine.rulebook.plan import Plan

SHOWN_NUMBERS = 6
"""A finding lists no more of the numbers that the quotes do hold."""


@dataclass(frozen=True, slots=True)
class UngroundedNumber(Finding):
    """A number of a rule stands in none of its quotes.

    Why: a number that no clause holds is either a slip of the pen or somebody's opinion; both would be paid
    out as law. 30万元 grounds money alone, never a count of 300,000. 三年, 倍增 and 二十 are 3年, 2 and 20;
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


@dataclass(frozen=True, slots=True)
class DerivationSilent(Finding):
    """A number stands neither in the rule's quotes nor in its `derived`.

    Why: `derived` excuses a rule from quoting its numbers because it shows the arithmetic; a number that it
    does not show is one that nobody can follow.
    Mend: write the number into the arithmetic, or correct it.
    """

    code = "derivation-silent"
    severity = Severity.WARNING
    rule: str
    number: Number

    def message(self) -> Bilingual:
        """The number."""
        return Bilingual(
            zh=f"“{self.rule}”的条文和derived中都没有{self.number}（{self.number.kind.label.zh}）",
            en=f"neither the quotes of `{self.rule}` nor its `derived` hold {self.number}",
        )


def grounding(plan: Plan) -> Iterator[Finding]:
    """A finding for each number of a rule or group that no quote of it holds."""
    statements: tuple[Statement, ...] = (*plan.rules(), *plan.groups)
    for rule in statements:
        yield from _of(rule, plan)


def _of(rule: Statement, plan: Plan) -> Iterator[Finding]:
    if not all(each.quote for each in rule.cite):  # told already: what it should quote is not known
        return
    quotes = together(read(each.quote) for each in rule.cite)
    missing = [each for each in stated(rule, plan) if not _grounded(each, quotes, plan)]
    if rule.derived is None:
        for each in missing:
            yield _ungrounded(rule, each, quotes)
    else:
        shown = read(rule.derived)
        for each in missing:
            if not _shown(each, shown):
                yield DerivationSilent(rule=rule.id, number=each.number, span=each.span or rule.span)


def _ungrounded(rule: Statement, each: Stated, quotes: Reading) -> Finding:
    return UngroundedNumber(
        rule=rule.id,
        number=each.number,
        clauses=tuple(dict.fromkeys(cited.clause for cited in rule.cite)),
        held=quotes.of(each.number.kind),
        span=each.span or rule.span,
    )


def _grounded(number: Stated, quotes: Reading, plan: Plan) -> bool:
    if any(reading in quotes for reading in number.readings):
        return True
    value = number.number.value
    match number.use:
        case Use.SOME:
            return quotes.some
        case Use.TIMES:  # 每季度召开会议 says once a quarter without a number
            return value == 1 and not quotes.occasions
        case Use.VALUE if isinstance(value, date):
            return _on_a_day_of_some_year(value, quotes, plan)
    return False


def _on_a_day_of_some_year(day: date, quotes: Reading, plan: Plan) -> bool:
    """每年, 年底, 6月底: the day is quoted without its year, which is quoted apart or the plan's."""
    if (day.month, day.day) not in quotes.days:
        return False
    final = final_year(plan)
    if quotes.every_year:
        return plan.period.start.year <= day.year and (final is None or day.year <= final)
    return day.year in own_years(plan) or quotes.holds(NumberKind.YEAR, day.year)


def _shown(number: Stated, derived: Reading) -> bool:
    """Arithmetic may be written with bare figures: a value of any kind will do, and the year of a day."""
    values = {each.value for each in derived.numbers}
    value = number.number.value
    if isinstance(value, date) and Fraction(value.year) in values:
        return True
    return any(reading.value in values for reading in number.readings)
