"""Several cities' plans as one statement of SQL: one scan of the table answers all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from policyengine.batch.dialects import DIALECTS
from policyengine.batch.inputs import InputColumn
from policyengine.batch.one_plan import plan_columns, text_of
from policyengine.batch.outputs import OutputColumn
from policyengine.batch.received import Assumed
from policyengine.batch.refused import NotExpressible
from policyengine.batch.sheet import Sheet
from policyengine.batch.statement import KEY, TABLE
from policyengine.rulebook.force import Chosen
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class SeveralStatement:
    """A statement ready to run, for one city or more.

    `inputs`: the columns it reads beside the key; a fact that several cities read is one column. `columns`:
    those it gives, `<city>__<column of the city's own statement>`, city by city, without the key. `plans` and
    `years`: what answers for each city, and the year assessed.
    """

    sql: str
    as_of: date
    dialect: str
    key: str
    plans: Mapping[str, Plan]
    years: Mapping[str, int]
    inputs: Mapping[str, InputColumn]
    columns: Mapping[str, OutputColumn]


def statement_for_several(
    chosen: Mapping[str, Chosen],
    as_of: date,
    year: int | None = None,
    dialect: str = "duckdb",
    *,
    table: str = TABLE,
    key: str = KEY,
    assume_registered: bool = False,
    assume_not_received: bool | None = None,
) -> SeveralStatement:
    """One statement for all the cities, in their order. KeyError for a dialect there is none of.

    Everything else is as in `statement_for`, but for two names: whether a reward was received before is asked
    of `received__<city>__<reward>`, and a fact that two rulebooks define unlike is `<city>__<fact>` for the
    later one. NotExpressible names every rule of every city that the dialect cannot say.
    """
    spoken = DIALECTS[dialect]
    sheet = Sheet(spoken, key)
    assumed = Assumed(assume_registered, assume_not_received)
    read = [
        (plan_columns(each.plan, as_of, year, assumed, sheet.of(f"{city}__"), spoken), each.force)
        for city, each in chosen.items()
    ]
    refused = [finding for each, _ in read for finding in each.refusals.found]
    if refused:
        raise NotExpressible(refused)
    return SeveralStatement(
        sql=text_of(sheet, table, read),
        as_of=as_of,
        dialect=dialect,
        key=key,
        plans=MappingProxyType({city: each.plan for city, each in chosen.items()}),
        years=MappingProxyType({city: each.year for city, (each, _) in zip(chosen, read, strict=True)}),
        inputs=MappingProxyType({each.name: each for plan, _ in read for each in plan.inputs}),
        columns=MappingProxyType({each.name: each for plan, _ in read for each, _ in plan.outputs}),
    )
