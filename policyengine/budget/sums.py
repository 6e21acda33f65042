"""The answers to a table, added up in the database: sums of money and numbers of enterprises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from policyengine.batch.outputs import OutputColumn, Part
from policyengine.batch.several import SeveralStatement
from policyengine.budget.question import plan_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NIL = Decimal(0)


class Ends(NamedTuple):
    """Sums in 元: of what is sure, of what is possible where that has an end; `open`: how many have none."""

    low: Decimal = NIL
    high: Decimal = NIL
    open: int = 0


class Slot(NamedTuple):
    """Whose sum it is: of which reward, of which payer; None stands for all of them together."""

    rule: str | None
    payer: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """What the rows of a table come to under one statement.

    `rows`: how many there are. `statuses`: how many enterprises have which status for each reward.
    """

    rows: int
    ends: Mapping[Slot, Ends]
    statuses: Mapping[str, Mapping[str, int]]

    def of(self, rule: str | None = None, payer: str | None = None) -> Ends:
        """The sums of a slot; nothing where the plan has no such slot."""
        return self.ends.get(Slot(rule, payer), Ends())


STATUSES = ("eligible", "undetermined", "ineligible")


def added(connection: DuckDBPyConnection, statement: SeveralStatement) -> Added:
    """Runs a statement over its table, keeping nothing but sums. Sums are decimals of 38 digits: exact."""
    asked = dict(_asked(statement))
    sums = ",\n  ".join(asked.values())
    row = connection.execute(f"SELECT\n  {sums}\nFROM (\n{statement.sql}) AS answers").fetchone()
    assert row is not None
    told = dict(zip(asked, (0 if each is None else each for each in row), strict=True))
    slots: dict[Slot, dict[Part, Decimal | int]] = {}
    statuses: dict[str, dict[str, int]] = {}
    for (slot, part, status), value in told.items():
        if status is not None:
            assert slot.rule is not None
            statuses.setdefault(slot.rule, {})[status] = int(value)
        elif part is not None:
            slots.setdefault(slot, {})[part] = value
    ends = {
        slot: Ends(Decimal(parts[Part.LOW]), Decimal(parts[Part.HIGH]), int(parts[Part.UNQUANTIFIED]))
        for slot, parts in slots.items()
    }
    return Added(int(told[ROWS]), ends, statuses)


Key = tuple[Slot, Part | None, str | None]
ALL = Slot(None, None)
ROWS: Key = (ALL, None, None)


def _asked(statement: SeveralStatement) -> Iterator[tuple[Key, str]]:
    columns = statement.columns.values()
    lows = {Slot(each.rule, each.payer): quoted(each.name) for each in columns if each.part is Part.LOW}
    yield ROWS, "count(*)"
    for column in columns:
        yield from _of_column(column, lows)
    if not plan_of(statement).rewards:  # and then there are no totals
        for part in (Part.LOW, Part.HIGH, Part.UNQUANTIFIED):
            yield (ALL, part, None), "0"


def _of_column(column: OutputColumn, lows: Mapping[Slot, str]) -> Iterator[tuple[Key, str]]:
    name, slot = quoted(column.name), Slot(column.rule, column.payer)
    match column.part:
        case Part.STATUS:
            for status in STATUSES:
                yield (slot, None, status), f"count(*) FILTER ({name} = '{status}')"
        case Part.LOW | Part.ASSURED:
            yield (slot, Part.LOW, None), f"sum({name})"
        case Part.HIGH:
            # Of what has no upper end the low is possible, and no more is known.
            yield (slot, Part.HIGH, None), f"sum(coalesce({name}, {lows[slot]}))"
            yield (slot, Part.UNQUANTIFIED, None), f"count(*) FILTER ({name} IS NULL)"
        case Part.POSSIBLE:
            yield (slot, Part.HIGH, None), f"sum({name})"
        case Part.UNQUANTIFIED:
            yield (slot, Part.UNQUANTIFIED, None), f"count(*) FILTER ({name} > 0)"
        case _:
            return


def quoted(name: str) -> str:
    """A name as an identifier of DuckDB, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'
