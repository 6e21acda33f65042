"""A table is answered as each of its rows would be: what is good exactly so, what is bad with the reason."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import policyengine
from policyengine.engine import Engine
from policyengine.errors import ProfileError
from policyengine.language.tree import Kind
from tests.agreement.databases import rows_of
from tests.batch.tables.asking import REFUSED, Enterprises, enterprises, profile_of, scalar

DAY = date(2022, 6, 30)
ROWS = 60
OTHERS = {"*": None}
"""What other cities' rules read is nothing to one city's."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return policyengine.load()


@pytest.fixture(scope="module")
def asked(engine: Engine) -> Enterprises:
    return enterprises(engine, DAY, ROWS, "tables")


@pytest.fixture(scope="module")
def wanted(engine: Engine, asked: Enterprises) -> list[Any]:
    return [scalar(engine, asked.profile(row), asked.statement) for row in range(ROWS)]


@pytest.mark.parametrize("written", [Enterprises.typed, Enterprises.text], ids=["typed", "as text"])
def test_every_row_has_the_answer_it_would_have_alone(
    engine: Engine, asked: Enterprises, wanted: list[Any], written: Callable[[Enterprises], pa.Table]
) -> None:
    answers, rejects = engine.evaluate_table(written(asked), as_of=DAY)
    good = [(id_, *answer) for id_, answer in zip(asked.ids, wanted, strict=True) if answer != REFUSED]
    assert rows_of(answers) == good
    assert rejects["row"].to_pylist() == [at for at, each in enumerate(wanted, 1) if each == REFUSED]
    assert 0 < len(good) < ROWS, "some contradict themselves, most do not"


def test_every_kind_of_table_is_given_back_with_the_same_answers(engine: Engine, asked: Enterprises) -> None:
    arrow = asked.text()
    want = engine.evaluate_table(arrow, as_of=DAY, cities="anyang", columns=OTHERS)
    of_pandas = engine.evaluate_table(arrow.to_pandas(), as_of=DAY, cities="anyang", columns=OTHERS)
    of_polars = engine.evaluate_table(pl.from_arrow(arrow), as_of=DAY, cities="anyang", columns=OTHERS)
    assert {type(of_pandas.answers), type(of_pandas.rejects)} == {pd.DataFrame}
    assert {type(of_polars.answers), type(of_polars.rejects)} == {pl.DataFrame}
    for mine, theirs, again in zip(want, of_pandas, of_polars, strict=True):
        assert rows_of(pa.Table.from_pandas(theirs)) == rows_of(mine)
        assert rows_of(again.to_arrow()) == rows_of(mine)


def test_a_relation_is_answered_by_relations_of_its_own_connection(
    engine: Engine, asked: Enterprises
) -> None:
    arrow = asked.text()
    want = engine.evaluate_table(arrow, as_of=DAY, cities="anyang", columns=OTHERS)
    with duckdb.connect() as connection:
        connection.register("given", arrow)
        answers, rejects = engine.evaluate_table(
            connection.table("given"), as_of=DAY, cities="anyang", columns=OTHERS
        )
        assert answers.fetchall() == rows_of(want.answers)
        assert rejects.fetchall() == rows_of(want.rejects)
        assert answers.aggregate("count(*)").fetchall() == [(want.answers.num_rows,)]


def test_the_given_table_is_left_as_it_is(engine: Engine, asked: Enterprises) -> None:
    frame = asked.text().to_pandas()
    before = frame.copy(deep=True)
    engine.evaluate_table(frame, as_of=DAY, cities="anyang", columns=OTHERS)
    pd.testing.assert_frame_equal(frame, before)


def test_an_empty_table_has_an_empty_answer_with_the_same_columns_and_types(
    engine: Engine, asked: Enterprises
) -> None:
    whole = engine.evaluate_table(asked.typed(), as_of=DAY, cities="anyang", columns=OTHERS)
    none = engine.evaluate_table(asked.typed().slice(0, 0), as_of=DAY, cities="anyang", columns=OTHERS)
    assert none.answers.num_rows == none.rejects.num_rows == 0
    assert none.answers.schema == whole.answers.schema
    assert none.rejects.schema == whole.rejects.schema


WRONG = (
    *("-1", "0.123", "1e400", "十万", "1000000000000000", "nan", "12 34", "１２.5", "３％", "3%", "5.0"),
    *(
        "2021-02-30",
        "2021-1-5",
        "2021年3月1日",
        "0000-01-01",
        "maybe",
        "True",
        "是",
        "1",
        "首次认定",
        "firrst",
    ),
    *(
        "安阳市",
        "41050",
        "990000",
        "440703/none",
        "410500/nowhere",
        " 410500 ",
        "   ",
        "NULL",
        "1200万元",
        "007",
    ),
)
"""Cells good for some facts and bad for others."""
LIKELY = {
    Kind.MONEY: ("1200万元", " 1,200.5元 ", "7.25"),
    Kind.RATIO: ("3%", "0.5", "3‰"),
    Kind.COUNT: ("5", "5.0", "2万"),
    Kind.BOOLEAN: ("是", "false", " 否"),
    Kind.CHOICE: ("none", "无"),
    Kind.JURISDICTION: ("安阳市", "440703/none", "410500"),
}


def test_a_row_is_rejected_just_where_evaluating_it_is_refused(engine: Engine, asked: Enterprises) -> None:
    chance = random.Random(5)
    statement, names = asked.statement, list(asked.statement.inputs)
    rows: list[dict[str, Any]] = []
    for at in range(80):
        row: dict[str, Any] = dict.fromkeys(names)
        name = chance.choice(names)
        row[name] = chance.choice(WRONG if at % 2 else LIKELY[statement.inputs[name].kind])
        # Beside it something that is good, or good for another kind of fact only.
        beside = chance.choice(names)
        row[beside] = row[beside] or chance.choice(LIKELY[statement.inputs[beside].kind])
        rows.append(row)
    given = pa.Table.from_pylist(
        [{"enterprise_id": str(at), **row} for at, row in enumerate(rows)],
        pa.schema([(name, pa.string()) for name in ("enterprise_id", *names)]),
    )
    answers, rejects = engine.evaluate_table(given, as_of=DAY)
    refused = [at for at, row in enumerate(rows, 1) if _is_refused(engine, row, asked)]
    assert rejects["row"].to_pylist() == refused
    assert answers.num_rows + rejects.num_rows == len(rows)
    assert 20 < len(refused) < 70
    good = [
        (str(at - 1), *scalar(engine, _as_given(row, asked), statement))
        for at, row in enumerate(rows, 1)
        if at not in refused
    ]
    assert rows_of(answers) == good


def _is_refused(engine: Engine, row: dict[str, Any], asked: Enterprises) -> bool:
    try:
        return scalar(engine, _as_given(row, asked), asked.statement) == REFUSED
    except _NoTruth:
        return True


class _NoTruth(Exception):
    """Whether a reward was received is said by neither yes nor no."""


def _as_given(row: dict[str, Any], asked: Enterprises) -> dict[str, Any]:
    truths = {"true": True, "是": True, "false": False, "否": False}
    given = dict(row)
    for name, value in row.items():
        if name.startswith("received__") and value is not None:
            if value not in truths:
                raise _NoTruth
            given[name] = truths[value]
    return profile_of(given, asked.statement)


def test_a_reject_says_which_row_which_column_what_and_why(engine: Engine) -> None:
    table = pa.table(
        {
            "code": ["a", "b", None, "d"],
            "营收": ["1200万元", "-5", "1", "10"],
            "rd_expense": [1.0, 2.0, 3.0, 4.0],
        }
        | {"研发投入强度": [None, None, None, "3%"]}
    )
    answers, rejects = engine.evaluate_table(
        table, as_of=DAY, cities="anyang", key="code", columns={"营收": "营业收入"}
    )
    assert answers["code"].to_pylist() == ["a"]
    assert rejects.column_names == ["row", "code", "column", "found", "reason_zh", "reason_en"]
    bad, no_id, apart = rejects.to_pylist()
    assert (bad["row"], bad["code"], bad["column"], bad["found"]) == (2, "b", "营收", "-5")
    assert "（revenue）的值无效：所给为“-5”，应为不小于零" in bad["reason_zh"]
    assert "wanted: money of zero or more" in bad["reason_en"]
    assert (no_id["row"], no_id["code"], no_id["column"]) == (3, None, "code")
    assert (apart["row"], apart["column"], apart["found"]) == (4, "研发投入强度", "3%")
    assert "由研发费用、营业收入得出的不符" in apart["reason_zh"]


def test_all_that_is_wrong_with_a_row_is_told_in_one_reject(engine: Engine) -> None:
    table = pa.table({"enterprise_id": ["a"], "revenue": ["-1"], "registered_in": ["江门"]})
    _, rejects = engine.evaluate_table(table, as_of=DAY, cities="anyang")
    (reject,) = rejects.to_pylist()
    assert "（revenue）的值无效" in reject["reason_zh"]
    assert "是否指江门市" in reject["reason_zh"]


def test_ids_keep_their_type_and_their_leading_zeros(engine: Engine) -> None:
    for ids in (["007", "７", "007"], [3, 1, 2]):
        table = pa.table({"enterprise_id": ids})
        answers, rejects = engine.evaluate_table(table, as_of=DAY, cities="anyang")
        assert answers["enterprise_id"].to_pylist() == ids
        assert answers.schema.field("enterprise_id").type == table.schema.field("enterprise_id").type
        assert rejects.num_rows == 0


def test_a_long_table_keeps_its_order_though_cells_are_read_in_python(engine: Engine) -> None:
    number = 60_000
    table = pa.table(
        {"enterprise_id": pa.array(range(number)), "revenue": [f"{row}元" for row in range(number)]}
    )
    answers, rejects = engine.evaluate_table(table, as_of=DAY, cities="anyang")
    assert answers["enterprise_id"].to_pylist() == list(range(number))
    assert rejects.num_rows == 0


def test_what_is_taken_for_granted_counts_for_every_row(engine: Engine) -> None:
    table = pa.table(
        {"enterprise_id": ["a"], "hte_recognition": ["first"], "received__hte_first_recognition": [True]}
    )
    name = "anyang__hte_first_recognition__status"

    def status(**assumed: bool) -> str:
        answers, _ = engine.evaluate_table(
            table, as_of=DAY, cities="anyang", assume_registered=True, **assumed
        )
        return str(answers[name].to_pylist()[0])

    alone: dict[str, Any] = {"city": "anyang", "as_of": DAY, "assume_registered": True}
    profile = {"hte_recognition": "first", "received": [{"reward": "hte_first_recognition"}]}
    for assumed in ({}, {"assume_not_received": True}):
        want = engine.evaluate(profile, **alone, **assumed).rewards["hte_first_recognition"].status
        assert status(**assumed) == want.value


def test_a_profile_and_a_row_of_mixed_python_values_mean_the_same(engine: Engine) -> None:
    given = [12_000_000, "1200万元", 12_000_000.0, True, date(2021, 1, 1)]
    frame = pd.DataFrame({"enterprise_id": range(5), "revenue": given})
    answers, rejects = engine.evaluate_table(frame, as_of=DAY, cities="anyang")
    assert list(answers["enterprise_id"]) == [0, 1, 2]
    for value in given[3:]:
        with pytest.raises(ProfileError):
            engine.evaluate({"revenue": value}, city="anyang", as_of=DAY)
    assert list(rejects["found"]) == ["true", "2021-01-01"]
