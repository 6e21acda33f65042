"""What it would narrow to know a fact of those enterprises for which it is missing.

The uncertain amount of an enterprise is what hangs on missing facts: its possible less its assured total, if
every office gave all that it may. Let it be w as things stand, and w(v) if one fact that is missing were
known to be v, all else staying as it is. Knowing the fact then narrows the amount by at least w - max w(v)
and at most w - min w(v), over all values v that it can have. Both are summed over the enterprises that lack
it. A fact that follows from others is lacking where neither it nor all of these are given; a place, also
where the code given is so wide that it may or may not lie in a territory which a rule names.

Where a total has no upper end, there is nothing to subtract from; such enterprises are counted instead: how
many of them would have an end whatever the fact turned out to be, and how many for some value of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from policyengine.batch.inputs import InputColumn
from policyengine.batch.outputs import Part
from policyengine.batch.several import SeveralStatement
from policyengine.batch.statement import KEY
from policyengine.budget.amounts import total
from policyengine.budget.question import plan_of
from policyengine.budget.sums import NIL, quoted
from policyengine.budget.values import Lacking, Missing, Values
from policyengine.language.interval import decimal_of, plain
from policyengine.language.tree import Kind, Value

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from policyengine.budget.question import Question

OPEN = "open_rows"
FEW_ROWS = 50_000
MOST_TOGETHER = 100
Span = tuple[Decimal, Decimal]
"""Of something at least how much and at most how much."""
Bounded = tuple[int, int]
"""The same of enterprises."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What one fact would narrow. `missing`: how many enterprises lack it.

    `at_least` and `at_most`: by how much, in 元, the uncertain amount shrinks; `bounded_*`: how many
    enterprises whose total has no upper end get one. Where the fact is not `exact`, these are bounds that
    hold and need not be reached.
    """

    fact: Missing
    missing: int
    at_least: Decimal = NIL
    at_most: Decimal = NIL
    bounded_at_least: int = 0
    bounded_at_most: int = 0

    def plus(self, amount: Span, bounded: Bounded) -> Narrowing:
        """With what comes of more enterprises."""
        return replace(
            self,
            at_least=total(self.at_least, amount[0]),
            at_most=total(self.at_most, amount[1]),
            bounded_at_least=self.bounded_at_least + bounded[0],
            bounded_at_most=self.bounded_at_most + bounded[1],
        )

    @property
    def rank(self) -> tuple[Decimal, int]:
        """The more it narrows the earlier, by the middle of the two ends; then the more it gives an end."""
        return total(self.at_least, self.at_most), self.bounded_at_least + self.bounded_at_most

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        definition = self.fact.definition
        return {
            "fact": self.fact.fact,
            "label": definition.label.to_dict(),
            "question": definition.question.to_dict(),
            "held_by": definition.held_by,
            "missing": self.missing,
            "narrows_by": {"low": plain(self.at_least), "high": plain(self.at_most)},
            "bounds": {"low": self.bounded_at_least, "high": self.bounded_at_most},
            "exact": self.fact.exact,
        }


@dataclass(frozen=True, slots=True)
class Supposition:
    """One way in which rows leave a fact open, to be supposed to have each of its values in turn."""

    fact: Missing
    column: InputColumn
    way: Lacking


class Narrowings:
    """The rows whose amount is not certain, and what each missing fact would make of them.

    `statement`: the version over the table, as if every office gave all that it may.
    """

    def __init__(
        self, connection: DuckDBPyConnection, question: Question, statement: SeveralStatement, table: str
    ) -> None:
        self.connection, self.statement, self.table = connection, statement, table
        plan = plan_of(statement)
        self.values = Values(plan, question.as_of, statement.years[plan.city], question.nobody)
        self._columns = {column.fact: column.name for column in statement.inputs.values()}

    def found(self) -> Iterator[Narrowing]:
        """Every fact that is missing somewhere and would narrow something, the most telling first."""
        self._set_apart()
        lacked = [each for column in self.statement.inputs.values() for each in self._lacked(column)]
        found = {column.name: none_yet for column, none_yet in lacked}
        suppositions = [
            Supposition(none_yet.fact, column, way)
            for column, none_yet in lacked
            for way in none_yet.fact.ways
        ]
        for together in batches(suppositions, {name: each.missing for name, each in found.items()}):
            for number, (amount, bounded) in self._supposed(together).items():
                name = together[number].column.name
                found[name] = found[name].plus(amount, bounded)
        telling = (each for each in found.values() if any(each.rank))
        yield from sorted(telling, key=lambda each: each.rank, reverse=True)

    def _set_apart(self) -> None:
        """The rows of which not all is certain: what is certain no fact can change."""
        width, open_ = uncertain(self.statement)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {OPEN} AS "
            f"SELECT t.*, a.width, a.gone FROM {self.table} AS t JOIN ("
            f"SELECT {quoted(KEY)}, {width} AS width, {open_} AS gone FROM (\n{self.statement.sql})"
            f" AS answers WHERE {width} > 0 OR {open_} > 0) AS a USING ({quoted(KEY)})"
        )

    def _lacked(self, column: InputColumn) -> Iterator[tuple[InputColumn, Narrowing]]:
        """The column with nothing narrowed yet, if its fact is missing somewhere."""
        of_receipts = column.name.startswith(("received__", "received_amount__"))
        if of_receipts or column.kind is Kind.LIST:
            return  # neither has a few values that stand for all
        fact = self.values.of(column.fact)
        missing = self._count(self._lacks(fact))
        if missing:
            yield column, Narrowing(fact, missing)

    def _lacks(self, fact: Missing) -> str:
        return " OR ".join(f"({self._lacks_so(fact, way)})" for way in fact.ways)

    def _lacks_so(self, fact: Missing, way: Lacking) -> str:
        """That a row leaves the fact open in one way; a fact that follows from others it does not lack."""
        name = quoted(self._columns[fact.fact])
        if way.known is not None:
            return f"{name} = '{way.known}'"
        unfollowed = [self._lacks(self.values.of(source)) for source in fact.sources]
        return f"{name} IS NULL" + (f" AND ({' OR '.join(unfollowed)})" if unfollowed else "")

    def _count(self, condition: str) -> int:
        row = self.connection.execute(f"SELECT count(*) FROM {self.table} WHERE {condition}").fetchone()
        assert row is not None
        return int(row[0])

    def _supposed(self, together: Sequence[Supposition]) -> dict[int, tuple[Span, Bounded]]:
        """What comes of the rows that lack a fact once it has each of its values, by supposition."""
        rows = self.connection.execute(
            self._asking(together), [[_written(value) for value in each.way.values] for each in together]
        ).fetchall()
        return {
            number: ((Decimal(least or 0), Decimal(most or 0)), (int(surely), int(perhaps)))
            for number, least, most, surely, perhaps in rows
        }

    def _rows(self, number: int, supposition: Supposition) -> str:
        """The rows that lack the fact, each as often as it has values; the key tells what it was before."""
        column, fact = supposition.column, supposition.fact
        before = (
            f"struct_pack(of := {number}, exact := {fact.exact}, "
            f"row := o.{quoted(KEY)}, width := o.width, gone := o.gone) AS {quoted(KEY)}"
        )
        read = (
            f"{'v.supposed' if name == column.name else f'o.{quoted(name)}'} AS {quoted(name)}"
            for name in self.statement.inputs
        )
        return (
            f"SELECT {', '.join((before, *read))} "
            f"FROM (SELECT * FROM {OPEN} WHERE {self._lacks_so(fact, supposition.way)}) AS o "
            f"CROSS JOIN (SELECT CAST(unnest(CAST(? AS VARCHAR[])) AS {column.type}) AS supposed) AS v"
        )

    def _asking(self, together: Sequence[Supposition]) -> str:
        """By how much the rows narrow in all. Values that contradict what a row says are none of its.

        The statement reads these rows for the table's, whose name they take.
        """
        width, open_ = uncertain(self.statement)
        rows = "\nUNION ALL ".join(self._rows(number, each) for number, each in enumerate(together))
        # Where the values do not stand for all there are, anything from nothing to all of it may go.
        return f"""
            WITH {self.table} AS NOT MATERIALIZED (\n{rows})
            SELECT
              b.of,
              sum(CASE WHEN b.exact THEN b.width - most ELSE 0 END)
                FILTER (fewest = b.gone AND most_open = b.gone),
              sum(CASE WHEN b.exact THEN b.width - least ELSE b.width END)
                FILTER (fewest = b.gone AND most_open = b.gone),
              count(*) FILTER (b.gone > 0 AND b.exact AND most_open = 0),
              count(*) FILTER (b.gone > 0 AND (fewest = 0 OR NOT b.exact))
            FROM (
              SELECT {quoted(KEY)} AS b, max({width}) AS most, min({width}) AS least,
                max({open_}) AS most_open, min({open_}) AS fewest
              FROM (\n{self.statement.sql}) AS answers WHERE {_consistent(self.statement)}
              GROUP BY {quoted(KEY)})
            GROUP BY b.of"""


def batches(
    suppositions: Iterable[Supposition], missing: Mapping[str, int]
) -> Iterator[tuple[Supposition, ...]]:
    """The suppositions in their order, as many at a time as make few rows; `missing`: of how many, by column.

    To plan so long a statement takes half a second, which few rows should not wait for more than once.
    """
    together: list[Supposition] = []
    rows = 0
    for each in suppositions:
        more = missing[each.column.name] * len(each.way.values)
        if together and (rows + more > FEW_ROWS or len(together) == MOST_TOGETHER):
            yield tuple(together)
            together, rows = [], 0
        together.append(each)
        rows += more
    if together:
        yield tuple(together)


def uncertain(statement: SeveralStatement) -> tuple[str, str]:
    """How much of a row's total is not certain, in 元, and how many rewards in it have no upper end."""
    names = {column.part: quoted(column.name) for column in statement.columns.values() if column.rule is None}
    wide = "DECIMAL(38, 4)"
    possible, assured = (names[part] for part in (Part.POSSIBLE, Part.ASSURED))
    return f"({possible}::{wide} - {assured}::{wide})", names[Part.UNQUANTIFIED]


def _consistent(statement: SeveralStatement) -> str:
    for column in statement.columns.values():
        if column.part is Part.CONTRADICTED:
            return f"{quoted(column.name)} IS NULL"
    return "true"


def _written(value: Value) -> str:
    """A value as text that the database reads exactly."""
    return f"{decimal_of(value):f}" if isinstance(value, Fraction) else str(value)
