"""Enterprises of five cities at once, as profiles and as tables, and what the scalar engine says of them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import pyarrow as pa

from policyengine.batch.several import SeveralStatement, statement_for_several
from policyengine.batch.sql import statement_for
from policyengine.batch.tables.asked import GOOD, ROW_KEY
from policyengine.batch.tables.matching import RECEIVED
from policyengine.batch.versions import version_for
from policyengine.engine import Engine
from policyengine.errors import ProfileError
from policyengine.language.tree import Kind
from tests.agreement.answers import told
from tests.agreement.profiles import arrow_type, generated

REFUSED = "refused"


def statement_of(engine: Engine, day: date) -> SeveralStatement:
    chosen = {city: version_for(engine.rulebook.plans[city], day) for city in engine.cities}
    return statement_for_several(chosen, day, table=GOOD, key=ROW_KEY)


@dataclass(frozen=True)
class Enterprises:
    """So many rows, by column of the statement; None where a fact is not known."""

    statement: SeveralStatement
    columns: Mapping[str, Sequence[Any]]
    number: int

    @property
    def ids(self) -> list[str]:
        return [f"{row:05}" for row in range(self.number)]

    def typed(self) -> pa.Table:
        """Each column in the type of its fact."""
        arrays = {
            name: pa.array(self.columns[name], arrow_type(input_.kind))
            for name, input_ in self.statement.inputs.items()
        }
        return pa.table({"enterprise_id": pa.array(self.ids), **arrays})

    def text(self) -> pa.Table:
        """Each cell as a person would write it in a CSV file, an unknown one empty."""
        arrays = {
            name: pa.array([written(value, input_.kind, row) for row, value in enumerate(self.columns[name])])
            for name, input_ in self.statement.inputs.items()
        }
        return pa.table({"enterprise_id": pa.array(self.ids), **arrays})

    def profile(self, row: int) -> dict[str, Any]:
        """The row as a profile."""
        return profile_of({name: column[row] for name, column in self.columns.items()}, self.statement)


def written(value: Any, kind: Kind, row: int) -> str:
    """A value in one of the ways in which people write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (("true", "是") if value else ("false", "否"))[row % 2]
    if kind is Kind.MONEY:
        return (f"{value:f}", f"{value:,f}元", f" {value:f} ")[row % 3]
    if kind is Kind.RATIO:
        return (f"{value:f}", f"{value * 100:f}%")[row % 2]
    if isinstance(value, date):
        return (value.isoformat(), f"{value.year:04}年{value.month}月{value.day}日")[row % 2]
    return str(value)


def profile_of(row: Mapping[str, Any], statement: SeveralStatement) -> dict[str, Any]:
    """What is known of a row, as a profile names it."""
    profile: dict[str, Any] = {}
    received: list[dict[str, Any]] | None = None
    for name, value in row.items():
        if value is None:
            continue
        if name.startswith(RECEIVED):
            city, _, reward = name.removeprefix(RECEIVED).partition("__")
            entry = {"reward": f"{city}.{reward}", "on": date(statement.years[city], 1, 1)}
            received = [*(received or ()), *([entry] if value else ())]
        else:
            profile[statement.inputs[name].fact] = value
    return profile if received is None else profile | {"received": received}


def enterprises(engine: Engine, day: date, number: int, seed: str) -> Enterprises:
    """Rows whose values lie near what the rules of some city turn at."""
    statement, chance = statement_of(engine, day), random.Random(seed)
    worth: dict[str, list[Sequence[Any]]] = {}
    for city, plan in statement.plans.items():
        own = statement_for(plan, day)
        for name, column in generated(own, number, f"{seed}-{city}").columns.items():
            called = name.replace(RECEIVED, f"{RECEIVED}{city}__")
            worth.setdefault(called, []).append(column)
    columns = {name: [chance.choice(found)[row] for row in range(number)] for name, found in worth.items()}
    assert columns.keys() == statement.inputs.keys()
    return Enterprises(statement, columns, number)


def scalar(engine: Engine, profile: Mapping[str, Any], statement: SeveralStatement) -> Any:
    """What `Engine.evaluate` says of a profile in every city: a value for each column, or REFUSED."""
    answer: list[Any] = []
    for city, plan in statement.plans.items():
        columns = {
            each.name: each
            for each in statement.columns.values()
            if each.city == city and each.part != "contradicted"
        }
        try:
            assessment = engine.evaluate(profile, city=city, as_of=statement.as_of)
        except ProfileError:
            return REFUSED
        answer += told(assessment, SimpleNamespace(plan=plan, columns=columns))
    return tuple(answer)
