"""The columns that a statement gives: their names, and of which rule they are which part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import Ends
from policyengine.batch.numbers import Number
from policyengine.batch.reading import Reading
from policyengine.batch.sheet import Shown
from policyengine.batch.sides import Side
from policyengine.batch.storage import NARROW, decimal_type
from policyengine.language.sizes import Digits


class Part(StrEnum):
    """What a column tells of its rule, or of all rewards together."""

    STATUS = "status"
    LOW = "low"
    HIGH = "high"
    ASSURED = "assured"
    POSSIBLE = "possible"
    DUE_ON = "due_on"
    UNQUANTIFIED = "unquantified"
    CONTRADICTED = "contradicted"
    PAYMENT_STATUS = "payment_status"
    PAYMENT_LOW = "payment_low"
    PAYMENT_HIGH = "payment_high"
    EARLIEST = "earliest"
    RETURNED_LOW = "returned_low"
    RETURNED_HIGH = "returned_high"


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """A column of the answer.

    `city`: whose plan it tells of. `rule`: the local id of its rule, None where it tells of all rewards
    together; `payer`: whose part of the amount it is, None for the whole; `payment`: of which payment of the
    reward, or clawback, it tells. `type`: as the dialect writes it.
    Money is in 元; a `high` is NULL where nothing bounds it.
    """

    name: str
    city: str
    rule: str | None
    part: Part
    type: str
    payer: str | None = None
    payment: str | None = None


@dataclass
class Outputs:
    """The columns of the answer while they are gathered, in order, each with its comment."""

    reading: Reading
    columns: list[tuple[OutputColumn, Shown]] = field(default_factory=list)
    types: dict[str, exp.DataType] = field(default_factory=dict)

    def text(
        self, name: str, rule: str | None, part: Part, how: Sql, why: str, payment: str | None = None
    ) -> None:
        """A column of words."""
        self._add(name, rule, part, how, exp.DataType.build("TEXT"), why, payment=payment)

    def day(self, name: str, rule: str, part: Part, how: Sql, why: str, payment: str | None = None) -> None:
        """A column of days."""
        self._add(name, rule, part, how, exp.DataType.build("DATE"), why, payment=payment)

    def sum(
        self, name: str, rule: str | None, part: Part, number: Number, why: str, payment: str | None = None
    ) -> None:
        """One column of money."""
        type_ = decimal_type(money_size(number.whole.size))
        self._add(name, rule, part, exp.cast(number.whole.sql.copy(), type_), type_, why, payment=payment)

    def count(self, name: str, part: Part, how: Sql, why: str) -> None:
        """A column of whole numbers."""
        self._add(name, None, part, how, exp.DataType.build("INT"), why)

    def money(self, name: str, rule: str | None, ends: Ends, why: str, payer: str | None = None) -> Ends:
        """Two columns of money, the low and the high, and how these are read again."""
        return Ends(
            self._end(name, rule, Part.LOW, ends.low, why, payer),
            self._end(name, rule, Part.HIGH, ends.high, why, payer),
        )

    def total(self, ends: Ends, why: str) -> None:
        """The totals: what is assured, and what is possible."""
        self._end("total", None, Part.ASSURED, ends.low, why, None)
        self._end("total", None, Part.POSSIBLE, ends.high, why, None)

    def _end(
        self, name: str, rule: str | None, part: Part, number: Number, why: str, payer: str | None
    ) -> Number:
        side = number.whole
        size = money_size(side.size)
        type_ = decimal_type(size)
        how, is_so = side.sql, self.types.get(side.sql.name) == type_
        told = f"{why}, {part.value}"
        at = self._add(
            f"{name}__{part.value}", rule, part, how if is_so else exp.cast(how, type_), type_, told, payer
        )
        return number if number.value is not None else replace(number, above=Side(at, side.size, size))

    def _add(
        self,
        name: str,
        rule: str | None,
        part: Part,
        how: Sql,
        type_: exp.DataType,
        why: str,
        payer: str | None = None,
        payment: str | None = None,
    ) -> exp.Column:
        at, called = self.reading.sheet.told(name, how, self.reading.stage)
        self.types[at.name] = type_
        written = type_.sql(dialect=self.reading.dialect.written_as)
        column = OutputColumn(called, self.reading.plan.city, rule, part, written, payer, payment)
        self.columns.append((column, Shown(called, at, why)))
        return at

    def within(self, reading: Reading) -> Outputs:
        """The same columns, worked out in another stage."""
        return Outputs(reading, self.columns, self.types)

    def __iter__(self) -> Iterator[tuple[OutputColumn, Shown]]:
        return iter(self.columns)


def money_size(size: Digits) -> Digits:
    """The type of a column of money: to the 分 at least, in 64 bits where that will do."""
    decimals = max(2, size.decimals)
    return Digits((NARROW if size.whole + decimals <= NARROW else 38) - decimals, decimals)
