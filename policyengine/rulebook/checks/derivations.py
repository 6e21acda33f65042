"""What a `derived:` says is true, starts from the text, and shows the numbers it excuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyengine.errors import Bilingual, Finding, Span, shown
from policyengine.language.tree import Duration
from policyengine.rulebook.checks.quoted.equations import Equation, Quantity, equations_in
from policyengine.rulebook.checks.quoted.figures import read
from policyengine.rulebook.checks.quoted.number import Number, NumberKind, Reading
from policyengine.rulebook.checks.stated import Stated, Statement, Use, own_years, place
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class DerivationSilent(Finding):
    """A number stands neither in the rule's quotes nor in the arithmetic of its `derived`.

    Why: `derived` excuses a rule from quoting its numbers because it shows the arithmetic; a sum, a share or
    a count that no equation of it holds is one that nobody can follow. For days and years prose will do, if
    it names them.
    Mend: write the number into an equation, such as `30万元 × 120% = 36万元`, or correct it.
    """

    code = "derivation-silent"
    rule: str
    number: Number

    def message(self) -> Bilingual:
        """The number."""
        return Bilingual(
            zh=f"“{self.rule}”的条文和derived的算式中都没有{self.number}（{self.number.kind.label.zh}）",
            en=f"neither the quotes of `{self.rule}` nor the arithmetic of its `derived` hold {self.number}",
        )

    def help(self) -> Bilingual:
        """What an equation looks like."""
        return Bilingual(
            zh=f"写成算式，如“50万元 + 30万元 = 80万元”，等号后为{self.number}",
            en=f"write an equation that comes to {self.number}, as in `50万元 + 30万元 = 80万元`",
        )


@dataclass(frozen=True, slots=True)
class DerivationWrong(Finding):
    """An equation in `derived` does not come out.

    Why: the arithmetic is what stands in for the text; if it is false, so is the number that rests on it.
    Mend: correct whichever side is wrong. Sides are compared exactly; nothing is rounded.
    """

    code = "derivation-wrong"
    rule: str
    equation: str
    comes_to: str

    def message(self) -> Bilingual:
        """The equation, and what its left side comes to."""
        equation = shown(self.equation)
        return Bilingual(
            zh=f"“{self.rule}”的算式“{equation}”不成立：左边得{self.comes_to}",
            en=f"`{equation}` in `derived` of `{self.rule}` is false: the left side comes to {self.comes_to}",
        )


@dataclass(frozen=True, slots=True)
class DerivationUngrounded(Finding):
    """An equation in `derived` starts from a number that no quote holds and no earlier equation gives.

    Why: arithmetic proves a number only as far as what it starts from is the text's. What needs no quote: 1
    and 100%, twelve months where months or years are spoken of, four quarters where quarters are, and the
    plan's own first and last year and how many they span.
    Mend: quote the words that hold the number, or derive it first; equations are separated by ；.
    """

    code = "derivation-ungrounded"
    rule: str
    number: str
    equation: str

    def message(self) -> Bilingual:
        """The number and the equation it stands in."""
        equation = shown(self.equation)
        return Bilingual(
            zh=f"“{self.rule}”的算式“{equation}”中的{self.number}，条文中没有，前面的算式也没有得出",
            en=f"{self.number} in `{equation}` stands in no quote of `{self.rule}` and follows from nothing",
        )


@dataclass(frozen=True, slots=True)
class Derivation:
    """The `derived:` of a statement, beside all that its quotes hold. INVARIANT: the statement has one."""

    statement: Statement
    quotes: Reading
    plan: Plan

    @property
    def equations(self) -> tuple[Equation, ...]:
        """Its equations, in their order."""
        return tuple(equations_in(self._text))

    def findings(self) -> Iterator[Finding]:
        """What is false in it, or comes from nowhere."""
        span = place(self.statement, "derived")
        results: set[Fraction] = set()
        continued: Equation | None = None
        for equation in self.equations:
            if not equation.holds():
                wrong = equation.comes_to()
                yield DerivationWrong(self.statement.id, equation.written, wrong, span=span)
            chained = continued is not None and continued.right == equation.left
            if not chained:
                yield from self._from_nowhere(equation, results, span)
            if equation.result is not None:
                results.add(equation.result.value)
            continued = equation

    def shows(self, stated: Stated) -> bool:
        """Whether it shows a number that no quote holds.

        Prose will do for dates, for lengths of time, and for having any at all (至少1件, 高于0元).
        """
        if any(
            self._is(reading, each, eq)
            for reading in stated.readings
            for eq in self.equations
            for each in eq.numbers
        ):
            return True
        in_prose = stated.use is Use.SOME or stated.number.kind in _IN_PROSE
        return in_prose and _named(stated, read(self._text))

    @property
    def _text(self) -> str:
        return self.statement.derived or ""

    def _is(self, number: Number, quantity: Quantity, equation: Equation) -> bool:
        """A figure without a unit may stand for a number of any kind; one with a unit is of its own."""
        if quantity.kind is NumberKind.MONEY and number.kind is not NumberKind.MONEY:
            return False
        if quantity.kind is NumberKind.RATIO and number.kind is NumberKind.MONEY:
            return False
        return any(_same(number, value) for value in equation.amounts(quantity))

    def _from_nowhere(
        self, equation: Equation, results: set[Fraction], span: Span | None
    ) -> Iterator[Finding]:
        for quantity in equation.operands:
            held = any(self._is(number, quantity, equation) for number in self.quotes.numbers)
            if not (held or quantity.value in results or self._needs_no_quote(quantity)):
                yield DerivationUngrounded(self.statement.id, quantity.written, equation.written, span=span)

    def _needs_no_quote(self, quantity: Quantity) -> bool:
        value, words = quantity.value, "".join(each.quote for each in self.statement.cite) + self._text
        if quantity.kind is NumberKind.MONEY:
            return False
        if value == 1 or (value == 12 and ("年" in words or "月" in words)) or (value == 4 and "季" in words):
            return True
        years = own_years(self.plan)
        return value in years or value == max(years) - min(years) + 1


_IN_PROSE = frozenset(
    {NumberKind.DATE, NumberKind.YEAR, NumberKind.MONTH, NumberKind.MONTH_DAY, NumberKind.DURATION}
)


def _same(number: Number, value: Fraction) -> bool:
    match number.value:
        case Fraction() as other:
            return other == value
        case Duration(months, days):
            return value in (Fraction(months, 12), months) if months else value == days
        case date(year=year):
            return value == year
    return False


def _named(stated: Stated, prose: Reading) -> bool:
    """Prose may give a day by its year alone, or a length of time by its figure."""
    values = {each.value for each in prose.numbers}
    value = stated.number.value
    if stated.use is Use.SOME:
        return not values.isdisjoint({Fraction(0), Fraction(1)})
    if isinstance(value, date) and Fraction(value.year) in values:
        return True
    return any(reading.value in values for reading in stated.readings)
