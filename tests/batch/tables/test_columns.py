"""Which column holds which fact, and what is said of columns that hold none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import policyengine
from policyengine.engine import Engine
from policyengine.errors import RequestError

STATUS = "anyang__hte_first_recognition__status"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return policyengine.load()


def refusal(engine: Engine, table: Any, **asked: Any) -> list[str]:
    with pytest.raises(RequestError) as refused:
        engine.evaluate_table(table, as_of="2022-06-30", **{"cities": "anyang", **asked})
    return [
        f"{each.code}: {each.message().en}; {help_.en if (help_ := each.help()) else ''}"
        for each in refused.value.findings
    ]


def of(columns: Mapping[str, object], key: str = "enterprise_id") -> pa.Table:
    return pa.table({key: ["a"], **{name: [value] for name, value in columns.items()}})


def test_every_column_that_is_no_fact_is_named_with_the_nearest(engine: Engine) -> None:
    revenue, address = refusal(engine, of({"revenu": 1, "邮箱": "a@b"}))
    assert revenue.startswith("column-is-no-fact: column `revenu`: no such fact; did you mean `revenue`?")
    assert "column `邮箱`: no such fact" in address
    assert '{"邮箱": None}' in address


def test_a_column_without_a_fact_is_left_aside_when_it_is_said_so(engine: Engine) -> None:
    table = of({"revenu": 1, "邮箱": "a@b"})
    for said in ({"revenu": "revenue", "邮箱": None}, {"revenu": "营业收入", "*": None}, {"*": ""}):
        answers, rejects = engine.evaluate_table(table, as_of="2022-06-30", cities="anyang", columns=said)
        assert (answers.num_rows, rejects.num_rows) == (1, 0)


def test_a_fact_that_no_rule_reads_is_left_aside_unread(engine: Engine) -> None:
    table = of({"name": "甲公司", "企业年龄不是事实": None, "uscc": "not a code"})
    answers, rejects = engine.evaluate_table(
        table, as_of="2022-06-30", cities="anyang", columns={"企业年龄不是事实": None}
    )
    assert (answers.num_rows, rejects.num_rows) == (1, 0)


def test_a_column_is_known_by_label_alias_and_padded_name(engine: Engine) -> None:
    profile = {"registered_in": "410500", "hte_recognition": "first"}
    want = engine.evaluate(profile, city="anyang", as_of="2022-06-30").rewards["hte_first_recognition"].status
    for first, second in (("registered_in", "hte_recognition"), ("注册地", " 当年高新技术企业认定 ")):
        answers, _ = engine.evaluate_table(
            of({first: "410500", second: "首次认定"}), as_of="2022-06-30", cities="anyang"
        )
        assert answers[STATUS].to_pylist() == [want.value] == ["eligible"]


def test_two_columns_for_one_fact_are_refused(engine: Engine) -> None:
    (told,) = refusal(engine, of({"revenue": 1, "营业收入": 2}))
    assert told.startswith("two-columns-for-one: the columns `revenue` and `营业收入` both hold `revenue`")
    engine.evaluate_table(
        of({"revenue": 1, "营业收入": 2}), as_of="2022-06-30", cities="anyang", columns={"revenue": None}
    )


def test_two_columns_of_one_name_are_refused(engine: Engine) -> None:
    frame = pd.DataFrame([["a", 1, 2]], columns=["enterprise_id", "revenue", "revenue"])
    assert refusal(engine, frame)[0].startswith("two-columns-for-one")
    twice = pd.DataFrame([["a", "b", 2]], columns=["enterprise_id", "enterprise_id", "revenue"])
    assert refusal(engine, twice)[0].startswith("two-columns-for-one")


def test_names_that_differ_in_capitals_only_are_two_columns(engine: Engine) -> None:
    table = of({"revenue": "1", "REVENUE": "x"})
    assert "column `REVENUE`: no such fact" in refusal(engine, table)[0]
    answers, _ = engine.evaluate_table(table, as_of="2022-06-30", cities="anyang", columns={"REVENUE": None})
    assert answers.num_rows == 1


def test_a_table_without_its_ids_is_refused(engine: Engine) -> None:
    (told,) = refusal(engine, of({"revenue": 1}, key="enterpriseid"), columns={"enterpriseid": None})
    assert "no column is named `enterprise_id`; did you mean `enterpriseid`?" in told


def test_a_map_of_columns_or_facts_that_are_not_there_is_refused(engine: Engine) -> None:
    column, fact = refusal(engine, of({"a": 1}), columns={"b": "revenue", "a": "revenu"})
    assert "no column is named `b`" in column
    assert "no fact is named `revenu`; did you mean `revenue`?" in fact


def test_a_column_whose_type_holds_no_values_is_refused_as_a_whole(engine: Engine) -> None:
    (told,) = refusal(engine, of({"revenue": {"low": 1}}))
    assert told.startswith("column-of-no-values: column `revenue` is of type struct")
    assert "must be money" in told


def test_what_was_received_goes_by_its_reward_with_or_without_the_city(engine: Engine) -> None:
    base = {"registered_in": "410500", "hte_recognition": "first"}
    for name in ("received__hte_first_recognition", "received__anyang__hte_first_recognition"):
        answers, _ = engine.evaluate_table(of(base | {name: "是"}), as_of="2022-06-30", cities="anyang")
        assert answers[STATUS].to_pylist() == ["ineligible"]


def test_a_record_of_receipts_in_one_column_is_refused_with_the_columns_to_take(engine: Engine) -> None:
    (told,) = refusal(engine, of({"received": "hte_first_recognition"}))
    assert "did you mean `received__anyang__" in told


def test_what_is_no_table_is_refused(engine: Engine) -> None:
    (told,) = refusal(engine, [{"enterprise_id": "a"}])
    assert told.startswith("not-a-table: wanted a table of pyarrow, pandas or polars")


@pytest.mark.parametrize("name", ["revenue_by_year_2021", "revenue_by_year[2021]", " 各年度营业收入_2021"])
def test_one_years_figure_is_a_fact_of_its_own(engine: Engine, name: str) -> None:
    answers, _ = engine.evaluate_table(of({name: 1}), as_of="2022-06-30", cities="anyang")
    assert answers.num_rows == 1
    (told,) = refusal(engine, of({"revenue_by_year": 1}))
    assert "column `revenue_by_year`: no such fact" in told
