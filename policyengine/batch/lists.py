"""Counts and sums over the entries of a list, in SQL: `evaluation/meaning/aggregates.py`.

A list is one column of structs. What is asked of an entry is said within a lambda of the database, which
reads the entry's fields and the enterprise's own columns, and is added up there: nothing is exploded.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from sqlglot import exp

from policyengine.batch.certainty import may_be, sure
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import Ends
from policyengine.batch.numbers import UNKNOWN, ZERO, Number, chosen, compared, known_or
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Inexpressible
from policyengine.batch.sheet import identifier
from policyengine.batch.sides import Side
from policyengine.batch.storage import SIZES, column_type, decimal_type
from policyengine.language.facts import FactDefinition
from policyengine.language.kinds import NUMBERS
from policyengine.language.sizes import MOST, Digits
from policyengine.language.tree import Aggregate, Condition, Kind, Term
from policyengine.language.types.list import MOST_ENTRIES

ENTRY = "entry"
"""What an entry is called within a lambda."""
HELD = frozenset(Kind) - {Kind.LIST, Kind.DURATION}
"""The kinds of fields that a struct holds."""
_MANY = Digits(len(str(MOST_ENTRIES)), 0)

TruthOf: TypeAlias = Callable[[Condition, Reading], Sql]
EndsOf: TypeAlias = Callable[[Term, Reading], Ends]


def list_type(definition: FactDefinition, *, numbered: bool) -> exp.DataType:
    """The type of a list's column: an array of structs, a field for each field of its entries."""
    fields = [
        exp.ColumnDef(this=identifier(each.name), kind=column_type(each.kind, numbered=numbered))
        for each in definition.fields
        if each.kind in HELD
    ]
    struct = exp.DataType(this=exp.DType.STRUCT, expressions=fields, nested=True)
    return exp.DataType(this=exp.DType.ARRAY, expressions=[struct], nested=True)


def aggregated(node: Aggregate, reading: Reading, truth_of: TruthOf, ends_of: EndsOf) -> Ends:
    """How many entries count, or the sum of what each brings, as far as that is known."""
    if reading.inline:
        raise Inexpressible("清单之中的清单", "a list within a list")
    items = reading.value(node.items)
    adding = _Adding(items, reading)
    definition = reading.vocabulary[node.items]
    entry = _with_fields(definition, reading, given=True)
    counts = truth_of(node.where, entry)
    one, none = exp.Literal.number(1), exp.Literal.number(0)
    if node.each is None:
        low = adding.count(exp.Case().when(counts, one).else_(none))
        high = adding.count(exp.Case().when(exp.not_(may_be(counts)), none.copy()).else_(one.copy()))
        return Ends(known_or(low, ZERO), high)
    each = ends_of(node.each, entry)
    without = ends_of(node.each, _with_fields(definition, reading, given=False))
    return Ends(
        _or_any(adding.sum(_lower(counts, each.low)), items, without.low, exp.GTE),
        _or_any(adding.sum(_upper(counts, each.high)), items, without.high, exp.LTE),
    )


def _lower(counts: Sql, low: Number) -> Number:
    """The least that an entry adds; one that may not count at all may add nothing."""
    if low.never_negative and not low.optional:
        return chosen([(sure(counts), low)], ZERO)
    not_more = chosen([(compared(low, exp.GT, ZERO), ZERO)], low)
    return chosen([(exp.not_(may_be(counts)), ZERO), (sure(counts), low)], not_more)


def _upper(counts: Sql, high: Number) -> Number:
    if high.never_negative:
        return chosen([(exp.not_(may_be(counts)), ZERO)], high)
    not_less = chosen([(compared(high, exp.LT, ZERO), ZERO)], high)
    return chosen([(exp.not_(may_be(counts)), ZERO), (sure(counts), high)], not_less)


def _or_any(total: Number, items: Sql, part: Number, relation: type[exp.Binary]) -> Number:
    """The total or, where no list is given, nothing if no entry can bring anything on that side."""
    if relation is exp.GTE and part.never_negative and not part.optional:
        return chosen([(_gone(items), ZERO)], total)
    nothing = chosen([(compared(part, relation, ZERO), ZERO)], None)
    return chosen([(_gone(items), nothing)], total)


def _gone(items: Sql) -> Sql:
    return exp.Is(this=items.copy(), expression=exp.null())


class _Adding:
    """What a lambda gives for each entry, added up over a list; NULL where no list is given."""

    def __init__(self, items: Sql, reading: Reading) -> None:
        self.items, self.reading = items, reading

    def count(self, each: Sql) -> Number:
        """The sum of ones and zeros."""
        total = self._total(each, _MANY)
        return self.reading.bind(Number(Side(total, _MANY, _MANY), None, True, Fraction(0)))

    def sum(self, each: Number) -> Number:
        """The sum of numbers; NULL where one of them is."""
        side = each.whole
        size = Digits(side.size.whole + _MANY.whole, side.size.decimals)
        if size.total > MOST:
            raise Inexpressible("超过38位的合计", "a sum of more than 38 digits")
        told = (
            exp.Coalesce(this=side.sql.copy(), expressions=[exp.Literal.number(0)])
            if each.optional
            else side.sql
        )
        total = self._total(told, size)
        least = Fraction(0) if each.never_negative else None
        if not each.optional:
            return self.reading.bind(Number(Side(total, size, size), None, True, least))
        gone = exp.Is(this=exp.Paren(this=side.sql.copy()), expression=exp.null())
        open_ = self.count(exp.Case().when(gone, exp.Literal.number(1)).else_(exp.Literal.number(0)))
        whole = exp.Case().when(compared(open_, exp.EQ, ZERO), total)
        return self.reading.bind(Number(Side(whole, size, size), None, True, least))

    def _total(self, each: Sql, size: Digits) -> Sql:
        type_ = decimal_type(size)
        added = self.reading.dialect.total(self.items.copy(), ENTRY, exp.cast(each, type_), type_)
        return exp.Case().when(exp.not_(_gone(self.items)), exp.cast(added, type_))


def _with_fields(definition: FactDefinition, reading: Reading, *, given: bool) -> Reading:
    """The reading within a lambda: the fields of an entry beside the facts, and nothing set apart."""
    here = reading.within_a_lambda()
    for each in definition.fields:
        if each.kind in HELD and each.derived is None:
            _take(f"{definition.name}.{each.name}", each, here, given=given)
        else:
            here.unreadable[f"{definition.name}.{each.name}"] = definition.label
    return here


def _take(name: str, of: FactDefinition, here: Reading, *, given: bool) -> None:
    numbered = here.dialect.numbered
    type_ = column_type(of.kind, numbered=numbered)
    at: Sql = exp.cast(exp.null(), type_)
    if given:
        at = exp.Dot(this=exp.to_identifier(ENTRY), expression=identifier(of.name))
    if of.kind in NUMBERS:
        size = SIZES[of.kind]
        side = Side(exp.cast(at, type_), size, size)
        here.numbers[name] = Number(side, None, True, Fraction(0)) if given else UNKNOWN
    elif of.kind is Kind.BOOLEAN:
        here.truths[name] = here.read_truth(at)
    else:
        here.values[name] = at
