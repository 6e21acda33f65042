"""Generated enterprises: for each fact a plan reads, unknown or a value near which something turns."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from policyengine.batch.inputs import InputColumn
from policyengine.batch.statement import Statement
from policyengine.evaluation.boundaries import Boundaries
from policyengine.evaluation.inquiry.names import Names
from policyengine.language.interval import decimal_of
from policyengine.language.tree import Kind, Value
from policyengine.language.walk import AnyNode
from policyengine.rulebook.facts_of import trees_of
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.scope import registered
from tests.agreement.receipts import in_column, made_up, told

UNKNOWN = 0.25
"""How often a fact is left out."""
STRANGE = {
    Kind.MONEY: (Decimal("0"), Decimal("0.01"), Decimal("999999999999999.99")),
    Kind.RATIO: (Decimal("0"), Decimal("0.00000001"), Decimal("0.02999999"), Decimal("9999999999.99999999")),
    Kind.COUNT: (Decimal(0), Decimal(1), Decimal(10**15 - 1)),
    Kind.DATE: (date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)),
}
"""Values at the ends of what a fact can be."""


@dataclass(frozen=True)
class Enterprises:
    """Rows for one statement: as profiles for the scalar engine, and as columns for a database."""

    profiles: Sequence[dict[str, Any]]
    columns: Mapping[str, list[Any]]
    ids: list[str]

    def table(self, statement: Statement) -> pa.Table:
        """The rows as a table with the types that the statement asks for."""
        arrays = {"enterprise_id": pa.array(self.ids, pa.string())}
        for name, column in statement.inputs.items():
            arrays[name] = pa.array(self.columns[name], column_type_of(column, statement))
        return pa.table(arrays)


def column_type_of(column: InputColumn, statement: Statement) -> pa.DataType:
    """The type of one column; of a list, of structs with a field for each of its fields."""
    if column.kind is not Kind.LIST:
        return arrow_type(column.kind)
    fields = statement.plan.vocabulary[column.fact].fields
    return pa.list_(pa.struct([(each.name, arrow_type(each.kind)) for each in fields]))


def arrow_type(kind: Kind) -> pa.DataType:
    match kind:
        case Kind.MONEY:
            return pa.decimal128(17, 2)
        case Kind.RATIO:
            return pa.decimal128(18, 8)
        case Kind.COUNT:
            return pa.decimal128(15, 0)
        case Kind.DATE:
            return pa.date32()
        case Kind.BOOLEAN:
            return pa.bool_()
        case _:
            return pa.string()


def days_of(plan: Plan) -> tuple[date, ...]:
    """Days before, at the start of, within, at the end of and after a plan's period."""
    start, end = plan.period.start, plan.period.end or date(plan.period.start.year + 6, 3, 1)
    near = (start - timedelta(days=1), start, start + (end - start) / 2, end, end + timedelta(days=1))
    return tuple(dict.fromkeys(near))


def generated(statement: Statement, number: int, seed: str) -> Enterprises:
    """So many enterprises for a statement, always the same for the same seed."""
    chance = random.Random(seed)
    paid = told(statement)
    values = {
        name: lists_of(column, statement, chance)
        if column.kind is Kind.LIST
        else values_of(column, statement)
        for name, column in statement.inputs.items()
        if name not in paid
    }
    ids = [f"{seed}-{row}" for row in range(number)]
    columns: dict[str, list[Any]] = {
        name: [None if chance.random() < UNKNOWN else chance.choice(found) for _ in range(number)]
        for name, found in values.items()
    }
    _follow(columns, statement, chance)
    records = [
        made_up(statement, chance) if paid and chance.random() > UNKNOWN else None for _ in range(number)
    ]
    profiles = [
        {
            statement.inputs[name].fact: column[row]
            for name, column in columns.items()
            if column[row] is not None
        }
        | ({} if records[row] is None else {"received": records[row]})
        for row in range(number)
    ]
    for name, column in paid.items():
        columns[name] = [in_column(record, column, statement) for record in records]
    return Enterprises(profiles, columns, ids)


def _follow(columns: dict[str, list[Any]], statement: Statement, chance: random.Random) -> None:
    """A derived fact is left out where all it follows from may be given: it must not contradict these."""
    for name, column in statement.inputs.items():
        definition = statement.plan.vocabulary.find(column.fact)
        if name in columns and definition is not None and definition.derived is not None:
            columns[name] = [None if chance.random() < 0.5 else each for each in columns[name]]


def lists_of(column: InputColumn, statement: Statement, chance: random.Random) -> Sequence[Any]:
    """Lists worth trying: of no entry, of several, with fields left out."""
    fields = statement.plan.vocabulary[column.fact].fields
    worth = {
        each.name: values_of(InputColumn(each.name, f"{column.fact}.{each.name}", each.kind, ""), statement)
        for each in fields
    }
    return [
        [
            {name: chance.choice(found) for name, found in worth.items() if chance.random() > UNKNOWN}
            for _ in range(chance.choice((0, 1, 1, 2, 3, 7)))
        ]
        for _ in range(40)
    ]


def values_of(column: InputColumn, statement: Statement) -> Sequence[Any]:
    """Values of one column worth trying."""
    plan = statement.plan
    trees: tuple[AnyNode, ...] = (*trees_of(plan), registered(plan))
    names = Names(plan.vocabulary, statement.year)
    near = Boundaries(trees, names, statement.as_of, plan.jurisdiction).of(column.fact, {})
    found = [plain(value) for value in near]
    if column.kind is Kind.JURISDICTION:
        code = plan.jurisdiction
        found += [code, code, code, f"{code[:4]}22", f"{code[:4]}00", f"{code[:2]}0000", "110000"]
        found += [f"{code}/none", f"{code[:2]}0000/none"]
    return [*found, *STRANGE.get(column.kind, ())]


def plain(value: Value) -> Any:
    return decimal_of(value) if isinstance(value, Fraction) else value
