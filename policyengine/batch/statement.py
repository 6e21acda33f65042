"""A plan as one statement of SQL, for one day: the statuses and amounts of evaluating each enterprise."""

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
from policyengine.batch.sheet import Sheet
from policyengine.rulebook.force import Force
from policyengine.rulebook.plan import Plan

KEY = "enterprise_id"
"""The column that says whose row it is, unless another is named."""
TABLE = "enterprises"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement ready to run. `inputs`: the columns it reads beside the key, `columns`: those it gives.

    Both are by name and in order; `columns` leaves out the key.
    """

    sql: str
    plan: Plan
    as_of: date
    year: int
    dialect: str
    key: str
    inputs: Mapping[str, InputColumn]
    columns: Mapping[str, OutputColumn]


def statement_for(
    plan: Plan,
    as_of: date,
    year: int | None = None,
    dialect: str = "duckdb",
    *,
    table: str = TABLE,
    key: str = KEY,
    force: Force | None = None,
    assume_registered: bool = False,
    assume_not_received: bool | None = None,
) -> Statement:
    """One version's statement for a day. KeyError for a dialect there is none of.

    `year`: the year assessed, clipped to the plan's period; that of `as_of` where none is given. `force` is
    only told. The assumptions are as in evaluating. NotExpressible, with a finding for each rule, where the
    dialect cannot say what the plan says.
    """
    spoken = DIALECTS[dialect]
    sheet = Sheet(spoken, key)
    assumed = Assumed(assume_registered, assume_not_received)
    read = plan_columns(plan, as_of, year, assumed, sheet, spoken)
    read.refusals.raise_if_any()
    return Statement(
        sql=text_of(sheet, table, [(read, force)]),
        plan=plan,
        as_of=as_of,
        year=read.year,
        dialect=dialect,
        key=key,
        inputs=MappingProxyType({each.name: each for each in read.inputs}),
        columns=MappingProxyType({each.name: each for each, _ in read.outputs}),
    )
