"""The table may be a file or stand in memory; what cannot be counted is told, and never more than that."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest

from policyengine.budget.budget import budget
from policyengine.engine import Engine
from policyengine.errors import RequestError
from tests.budget.made_up import DAY, rows, table
from tests.conformance.suite import CITY

ENTERPRISES = rows(25, seed=2)


def told(engine: Engine, given: Any, **asked: Any) -> dict[str, Any]:
    return budget(engine, given, city=CITY, as_of=DAY, **asked).to_dict()


def test_every_kind_of_table_gives_the_same_budget(made_up_city: Engine, tmp_path: Path) -> None:
    arrow = table(ENTERPRISES)
    pa.parquet.write_table(arrow, tmp_path / "rows.parquet")
    wanted = told(made_up_city, arrow)
    with duckdb.connect() as connection:
        kinds = (
            tmp_path / "rows.parquet",
            arrow.to_pandas(types_mapper=pd.ArrowDtype),
            pl.from_arrow(arrow),
            connection.from_arrow(arrow),
        )
        for kind in kinds:
            assert told(made_up_city, kind) == wanted


def test_columns_may_bear_other_names(made_up_city: Engine) -> None:
    arrow = table(ENTERPRISES)
    renamed = arrow.rename_columns({"sales": "收入", "enterprise_id": "编号"})
    assert told(made_up_city, renamed, key="编号", columns={"收入": "sales"}) == told(made_up_city, arrow)


def test_a_row_that_contradicts_itself_is_left_out_as_evaluating_refuses_it(made_up_city: Engine) -> None:
    arrow = table([{"registered_in": "410502", "sales": Decimal(100), "research": Decimal(5)}] * 3)
    ratios = pa.array([Decimal("0.05"), Decimal("0.06"), None], pa.decimal128(18, 8))
    taken = told(made_up_city, arrow.append_column("intensity", ratios))["enterprises"]
    assert (taken["rows"], taken["counted"]) == (3, 2)
    assert [(each["column"], each["rows"]) for each in taken["reasons"]] == [("intensity", 1)]


def test_an_enterprise_that_stands_there_twice_is_told(made_up_city: Engine) -> None:
    arrow = table(ENTERPRISES)
    assert told(made_up_city, arrow)["enterprises"]["repeated"] == 0
    assert told(made_up_city, pa.concat_tables([arrow, arrow]))["enterprises"]["repeated"] == 25


def test_no_enterprise_costs_nothing(made_up_city: Engine) -> None:
    nothing = told(made_up_city, table([]))
    assert nothing["totals"]["possible"] == "0"
    assert nothing["facts"] == []


def test_what_is_no_table_or_lacks_its_ids_is_refused(made_up_city: Engine) -> None:
    for given in ([{"first": True}], 7, table(ENTERPRISES).drop_columns("enterprise_id")):
        with pytest.raises(RequestError):
            told(made_up_city, given)


def test_two_versions_are_set_side_by_side_over_the_same_rows(made_up_city: Engine) -> None:
    both = told(made_up_city, table(ENTERPRISES), what_if="v2")
    alone = told(made_up_city, table(ENTERPRISES), version="v2")
    for part in ("rewards", "themes", "payers", "totals", "funds", "facts"):
        assert both["what_if"][part] == alone[part]
    rewards = {each["id"]: each for each in both["differences"]["rewards"]}
    assert (rewards["arrival"]["in_old"], rewards["arrival"]["in_new"]) == (False, True)
    assert (rewards["settling"]["in_old"], rewards["settling"]["in_new"]) == (True, False)
    first = rewards["recognition"]["assured"]
    assert Decimal(first["difference"]) == Decimal(first["new"]) - Decimal(first["old"])
    assert both["what_if"]["plan"]["force"] == "lapsed"
