"""The facts that a plan reads, as columns of the table it is asked of, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.lists import list_type
from policyengine.batch.meaning import day_of, ends_of, number_of, text_of
from policyengine.batch.numbers import Number, chosen, compared, constant, is_known, known_or, plus, times
from policyengine.batch.numbers import given as from_column
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Inexpressible
from policyengine.batch.sheet import InputColumn as InputColumn
from policyengine.batch.sheet import Stage, column
from policyengine.batch.storage import SIZES, column_type
from policyengine.errors import Bilingual
from policyengine.language.facts import CALENDAR, FactDefinition, Vocabulary
from policyengine.language.figures import figure_in, is_relative
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import Kind, Term
from policyengine.language.walk import facts_read

FINEST = 10**8
"""A derived number may be given to its eighth decimal."""


def column_of(fact: str, year: int) -> str:
    """The column of a fact: its name, or for one year's figure the series and the calendar year."""
    figure = figure_in(fact)
    if figure is None:
        return fact
    series, of_year = figure
    return f"{series}_{year + of_year if is_relative(of_year) else of_year}"


def given_as(fact: str, year: int) -> str:
    """The fact as a profile names it: `revenue_by_year[-1]` is `revenue_by_year[2021]` in 2022."""
    figure = figure_in(fact)
    if figure is None or not is_relative(figure[1]):
        return fact
    return f"{figure[0]}[{year + figure[1]}]"


def followed(read: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts that some trees read and those from which these follow, sources before what follows."""
    found: dict[str, None] = {}

    def take(name: str, above: frozenset[str]) -> None:
        if name in found or name in CALENDAR or name in above:
            return
        definition = vocabulary[name]
        if definition.derived is not None:
            for source in facts_read(definition.derived):
                take(source, above | {name})
        found[name] = None

    for name in read:
        take(name, frozenset())
    return tuple(found)


def read_facts(names: tuple[str, ...], reading: Reading) -> Iterator[InputColumn]:
    """Takes the facts of these names, sources first, into the reading; gives the columns they need."""
    taken: dict[str, str] = {}
    for name in names:
        definition = reading.vocabulary[name]
        at = column_of(name, reading.year)
        if definition.kind in _UNHELD:
            reading.unreadable[name] = _UNHELD[definition.kind]
        elif definition.kind is Kind.LIST and not reading.dialect.holds_lists:
            reading.unreadable[name] = _NO_LIST
        elif taken.setdefault(at, given_as(name, reading.year)) != given_as(name, reading.year):
            reading.unreadable[name] = Bilingual(
                f"同列的两个事实（{at}）", f"two facts in one column, `{at}`"
            )
        else:
            try:
                yield _input(at, name, definition, reading)
            except Inexpressible as refusal:
                reading.unreadable[name] = refusal.construct


_UNHELD: Mapping[Kind, Bilingual] = {
    Kind.DURATION: Bilingual("时长类事实", "a fact that is a length of time"),
}
_NO_LIST = Bilingual("清单类事实（请用duckdb或spark）", "a fact that is a list (take duckdb or spark)")


def _input(at: str, name: str, definition: FactDefinition, reading: Reading) -> InputColumn:
    numbered = reading.dialect.numbered
    is_list = definition.kind is Kind.LIST
    type_ = (
        list_type(definition, numbered=numbered)
        if is_list
        else column_type(definition.kind, numbered=numbered)
    )
    written = type_.sql(dialect=reading.dialect.written_as)
    needed = InputColumn(at, given_as(name, reading.year), definition.kind, written)
    if reading.sheet.given.get(at, needed) != needed:
        # What another plan knows by this name is another fact.
        needed = replace(needed, name=f"{reading.sheet.prefix}{at}")
    given: Sql = column(needed.name)
    if definition.kind in NUMBERS:
        given = exp.cast(given, type_)
    _take(name, reading.sheet.taken(needed, given, definition.label.en), definition, reading)
    return needed


def _take(name: str, at: exp.Column, definition: FactDefinition, reading: Reading) -> None:
    kind = definition.kind
    here = reading.of(name, Stage.DERIVED)
    if kind in NUMBERS:
        number = from_column(at, SIZES[kind])
        if definition.derived is not None:
            number = _derived_number(name, number, definition.derived, here)
        reading.numbers[name] = number
    elif kind is Kind.BOOLEAN:
        reading.truths[name] = reading.read_truth(at)
    else:
        value: Sql = at
        if definition.derived is not None:
            follows = (day_of if kind is Kind.DATE else text_of)(definition.derived, here)
            how = exp.Coalesce(this=follows, expressions=[at.copy()])
            value = reading.sheet.bound(how, f"{name}__known", f"{name}, or what follows", Stage.DERIVED)
        reading.values[name] = value


def _derived_number(name: str, given: Number, term: Term, reading: Reading) -> Number:
    """What follows where its sources are known, else what is given."""
    follows = number_of(term, reading)
    lowest = ends_of(term, reading).low
    why = f"{name}, or what follows from its sources"
    either = chosen([(is_known(follows), follows)], given) if follows.below else known_or(follows, given)
    part = "above" if either.below else "known"
    above = reading.sheet.bound(either.above.sql, f"{name}__{part}", why, Stage.DERIVED)
    found = replace(either, above=replace(either.above, sql=above), optional=True)
    if either.below is not None:
        below = reading.sheet.bound(either.below.sql, f"{name}__below", f"{name}: divisor", Stage.DERIVED)
        found = replace(found, below=replace(either.below, sql=below))
    differs = exp.Case().when(_contradicted(given, follows), exp.Literal.string(name))
    reading.contradictions.append(differs)
    # What may follow as less than zero is anything while it is not known, as in the scalar engine.
    least = Fraction(0) if lowest.never_negative and not lowest.optional else None
    return replace(found, least=least)


def _contradicted(given: Number, follows: Number) -> Sql:
    """That what is given is neither what follows nor that rounded to its eighth decimal."""
    differs = compared(given, exp.NEQ, follows)
    if follows.below is None:
        return differs
    half, twice = constant(Fraction(1, 2 * FINEST)), constant(Fraction(FINEST))
    near = exp.and_(
        compared(minus_half(given, half), exp.LTE, follows), compared(follows, exp.LT, plus(given, half))
    )
    tenth = exp.Mod(this=exp.Paren(this=times(given, twice).above.sql), expression=exp.Literal.number(10))
    written_out = exp.NEQ(this=tenth, expression=exp.Literal.number(0))
    return exp.and_(differs, exp.not_(exp.and_(near, written_out)))


def minus_half(number: Number, half: Number) -> Number:
    """A number less half of its last decimal."""
    return plus(number, constant(-(half.value or Fraction(0))))
