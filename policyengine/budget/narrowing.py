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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from policyengine.batch.inputs import InputColumn
from policyengine.batch.outputs import Part
from policyengine.batch.several import SeveralStatement
from policyengine.batch.statement import KEY
from policyengine.budget.amounts import total
from policyengine.budget.sums import NIL, quoted
from policyengine.budget.values import Lacking, Missing, Values
from policyengine.language.interval import decimal_of, plain
from policyengine.language.tree import Kind, Value

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from policyengine.budget.question import Question
    from policyengine.rulebook.plan import Plan

OPEN, SUPPOSED, VALUES = "open_rows", "supposed", "fact_values"


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


class Narrowings:
    """The rows whose amount is not certain, and what each missing fact would make of them."""

    def __init__(self, connection: DuckDBPyConnection, question: Question, full: Plan, table: str) -> None:
        self.connection, self.table = connection, table
        self.statement = question.statement(full, table)
        self.supposing = question.statement(full, SUPPOSED)
        self.values = Values(full, question.as_of, self.statement.years[full.city], question.nobody)

    def found(self) -> Iterator[Narrowing]:
        """Every fact that is missing somewhere and would narrow something, the most telling first."""
        self._set_apart()
        found = filter(None, (self._of(column) for column in self.statement.inputs.values()))
        yield from sorted(found, key=lambda each: each.rank, reverse=True)

    def _set_apart(self) -> None:
        """The rows of which not all is certain: what is certain no fact can change."""
        width, open_ = uncertain(self.statement)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {OPEN} AS "
            f"SELECT t.*, a.width, a.gone FROM {self.table} AS t JOIN ("
            f"SELECT {quoted(KEY)}, {width} AS width, {open_} AS gone FROM (\n{self.statement.sql})"
            f" AS answers WHERE {width} > 0 OR {open_} > 0) AS a USING ({quoted(KEY)})"
        )

    def _of(self, column: InputColumn) -> Narrowing | None:
        of_receipts = column.name.startswith(("received__", "received_amount__"))
        if of_receipts or column.kind is Kind.LIST:
            return None  # neither has a few values that stand for all
        fact = self.values.of(column.fact)
        found = Narrowing(fact, self._count(self._lacks(fact)))
        if not found.missing:
            return None
        for way in fact.ways:
            found = self._supposed(found, column, way)
        return found if any(found.rank) else None

    def _lacks(self, fact: Missing) -> str:
        return " OR ".join(f"({self._lacks_so(fact, way)})" for way in fact.ways)

    def _lacks_so(self, fact: Missing, way: Lacking) -> str:
        """That a row leaves the fact open in one way; a fact that follows from others it does not lack."""
        name = quoted(self._columns[fact.fact])
        if way.known is not None:
            return f"{name} = '{way.known}'"
        unfollowed = [self._lacks(self.values.of(source)) for source in fact.sources]
        return f"{name} IS NULL" + (f" AND ({' OR '.join(unfollowed)})" if unfollowed else "")

    @property
    def _columns(self) -> Mapping[str, str]:
        return {column.fact: column.name for column in self.statement.inputs.values()}

    def _count(self, condition: str) -> int:
        row = self.connection.execute(f"SELECT count(*) FROM {self.table} WHERE {condition}").fetchone()
        assert row is not None
        return int(row[0])

    def _supposed(self, so_far: Narrowing, column: InputColumn, way: Lacking) -> Narrowing:
        """With what comes of the rows that lack a fact in one way, once it has each of its values."""
        self._suppose(so_far.fact, column, way)
        row = self.connection.execute(self._asking(exact=so_far.fact.exact)).fetchone()
        assert row is not None
        at_least, at_most, low, high = (0 if each is None else each for each in row)
        return Narrowing(
            so_far.fact,
            so_far.missing,
            total(so_far.at_least, Decimal(at_least)),
            total(so_far.at_most, Decimal(at_most)),
            so_far.bounded_at_least + int(low),
            so_far.bounded_at_most + int(high),
        )

    def _suppose(self, fact: Missing, column: InputColumn, way: Lacking) -> None:
        """A view of those rows, each as often as the fact has values; the key tells what it was before."""
        run = self.connection.execute
        run(f"CREATE OR REPLACE TEMP TABLE {VALUES} (supposed {column.type})")
        self.connection.executemany(
            f"INSERT INTO {VALUES} VALUES (?)", [(_stored(value),) for value in way.values]
        )
        others = (name for name in self.statement.inputs if name != column.name)
        read = ", ".join(["v.supposed AS " + quoted(column.name), *(f"o.{quoted(name)}" for name in others)])
        before = f"struct_pack(row := o.{quoted(KEY)}, width := o.width, gone := o.gone) AS {quoted(KEY)}"
        run(
            f"CREATE OR REPLACE TEMP VIEW {SUPPOSED} AS SELECT {before}, {read} "
            f"FROM (SELECT * FROM {OPEN} WHERE {self._lacks_so(fact, way)}) AS o CROSS JOIN {VALUES} AS v"
        )

    def _asking(self, *, exact: bool) -> str:
        """By how much the rows narrow in all. Values that contradict what a row says are none of its."""
        width, open_ = uncertain(self.supposing)
        known = _consistent(self.supposing)
        # Where the values do not stand for all there are, anything from nothing to all of it may go.
        least, most = ("b.width - most", "b.width - least") if exact else ("0", "b.width")
        surely, perhaps = ("most_open = 0", "fewest = 0") if exact else ("false", "true")
        return f"""
            SELECT
              sum({least}) FILTER (fewest = b.gone AND most_open = b.gone),
              sum({most}) FILTER (fewest = b.gone AND most_open = b.gone),
              count(*) FILTER (b.gone > 0 AND {surely}),
              count(*) FILTER (b.gone > 0 AND {perhaps})
            FROM (
              SELECT {quoted(KEY)} AS b, max({width}) AS most, min({width}) AS least,
                max({open_}) AS most_open, min({open_}) AS fewest
              FROM (\n{self.supposing.sql}) AS answers WHERE {known} GROUP BY {quoted(KEY)})"""


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


def _stored(value: Value) -> object:
    """A value as the database takes it."""
    return decimal_of(value) if isinstance(value, Fraction) else value
