"""What SQL reads in a cell, the reader of profiles reads too, as the same value; it reads all the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import policyengine
from policyengine.batch.inputs import InputColumn
from policyengine.batch.lists import list_type
from policyengine.batch.storage import column_type
from policyengine.batch.tables.arrow import described, rows_of
from policyengine.batch.tables.asked import asked_table
from policyengine.batch.tables.duckdb import DuckDbTable
from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.interval import decimal_of
from policyengine.language.tree import Kind
from policyengine.language.types import Refused
from policyengine.language.values import exact_value
from policyengine.rulebook.lent_names import LentNames

ENGINE = policyengine.load()
NAMES = ENGINE.names_for(ENGINE.cities)
FACTS = {
    Kind.MONEY: "revenue",
    Kind.RATIO: "rd_intensity",
    Kind.COUNT: "ip_owned",
    Kind.DATE: "established_on",
    Kind.BOOLEAN: "tech_enterprise",
    Kind.CHOICE: "hte_recognition",
    Kind.JURISDICTION: "registered_in",
    Kind.TEXT: "name",
    Kind.CREDIT_CODE: "uscc",
}
WRITINGS = (
    *("0", "5", "5.0", "007", "12.34", "12.345", "-1", "+1", "1e3", "１２", "３．５", "1,234.5", "1.", ".5"),
    *("1200万元", "30 万元", "2亿", "3%", "３％", "3‰", "0.00000001", "0.000000001", "9999999999.99999999"),
    *(
        "999999999999999.99",
        "999999999999999",
        "1000000000000000",
        "nan",
        "inf",
        "NaN",
        "NULL",
        "-",
        " ",
        "　",
    ),
    *("true", "True", "是", "否", " 是 ", "1", "none", "first", "首次认定", " first ", "firrst", "FIRST"),
    *(
        "安阳市",
        "anyang",
        "410500",
        " 410500",
        "410500 ",
        "991234",
        "41050",
        "4105000",
        "440703/none",
        "410500/x",
    ),
    *(
        "甲公司",
        "x" * 1000,
        "x" * 1001,
        "\t",
        "2021-01-05",
        "2021-02-30",
        "2021-1-5",
        "2021年1月5日",
        "0000-01-01",
    ),
    *("91110000600037341L", "91110000600037341X", "12\n", "410500\n", "a'b\"c\\d"),
)

ONCE = (Phase.explicit, Phase.reuse, Phase.generate)
"""Each example is a table in a database; a failure shows the cell at fault as it is."""


def meant(value: Any, kind: Kind) -> Any:
    """What the reader of profiles takes a cell for; Refused where for nothing."""
    definition = NAMES.vocabulary[FACTS[kind]]
    try:
        found = exact_value(value, definition, NAMES.places)
    except Refused:
        return Refused
    return decimal_of(found) if isinstance(found, Fraction) else found


def read(column: pa.Array, kind: Kind) -> list[Any]:
    """What the cells of a column are read as, in order; Refused where a cell is refused."""
    fact = FACTS[kind]
    input_ = InputColumn(fact, fact, kind, column_type(kind).sql(dialect="duckdb"))
    table = pa.table({"id": range(len(column)), fact: column})
    asked = asked_table({fact: input_}, described(table.schema), NAMES, "id", {})
    with duckdb.connect() as connection:
        found = DuckDbTable(connection.from_arrow(rows_of(table, asked)), asked)
        good, bad = dict(found.good().fetchall()), found.bad().fetchall()
    assert len(good) + len(bad) == len(column)
    return [good.get(at, Refused) for at in range(len(column))]


def agree(column: pa.Array, values: Sequence[Any], kind: Kind) -> None:
    wanted = [None if value is None else meant(value, kind) for value in values]
    found = read(column, kind)
    assert [pair for pair in zip(values, found, wanted, strict=True) if pair[1] != pair[2]] == []


@pytest.mark.parametrize("kind", FACTS)
def test_a_text_means_what_it_means_in_a_profile(kind: Kind) -> None:
    agree(pa.array(WRITINGS), WRITINGS, kind)
    agree(pa.array(WRITINGS).dictionary_encode(), WRITINGS, kind)


@settings(max_examples=3, deadline=None, phases=ONCE)
@given(st.data())
@pytest.mark.parametrize("kind", FACTS)
def test_any_text_means_what_it_means_in_a_profile(kind: Kind, data: st.DataObject) -> None:
    sign = st.sampled_from("0123456789.,-%‰万亿元 ０９．是否年月日/abTt'\"")
    text = st.text(sign, min_size=1, max_size=12) | st.text(
        st.characters(codec="utf-8"), min_size=1, max_size=8
    )
    values = data.draw(st.lists(text.filter(lambda each: "\0" not in each), min_size=60, max_size=120))
    agree(pa.array(values, pa.string()), values, kind)


@settings(max_examples=2, deadline=None, phases=ONCE)
@given(st.data())
@pytest.mark.parametrize("kind", [Kind.MONEY, Kind.RATIO, Kind.COUNT, Kind.JURISDICTION, Kind.CHOICE])
def test_a_number_means_what_it_means_in_a_profile(kind: Kind, data: st.DataObject) -> None:
    near = st.integers(-1000, 10**16).map(lambda each: each / 100) | st.integers(0, 10**9).map(
        lambda x: x / 10**8
    )
    floats = data.draw(st.lists(st.none() | st.floats() | near, min_size=60, max_size=120))
    agree(pa.array(floats, pa.float64()), floats, kind)
    singles = [None if each is None else float(pa.array([each], pa.float32())[0].as_py()) for each in floats]
    agree(pa.array(floats, pa.float32()), singles, kind)
    whole = data.draw(
        st.lists(
            st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(0, 999999), min_size=60, max_size=120
        )
    )
    agree(pa.array(whole, pa.int64()), whole, kind)
    total, scale = data.draw(
        st.sampled_from([(17, 2), (18, 8), (15, 0), (9, 1), (38, 0), (38, 10), (38, 38), (20, 2)])
    )
    digits = st.integers(-(10**total) + 1, 10**total - 1) | st.integers(
        0, min(10**total - 1, 10 ** (scale + 6))
    )
    decimals = [
        Decimal(f"{each}e-{scale}") for each in data.draw(st.lists(digits, min_size=60, max_size=120))
    ]
    agree(pa.array(decimals, pa.decimal128(total, scale)), decimals, kind)


@pytest.mark.parametrize("kind", FACTS)
def test_a_truth_a_day_or_nothing_means_what_it_means_in_a_profile(kind: Kind) -> None:
    agree(pa.array([True, False, None]), [True, False, None], kind)
    days = [date(2021, 1, 5), date(1, 1, 1), date(9999, 12, 31), None]
    agree(pa.array(days, pa.date32()), days, kind)
    agree(pa.nulls(2), [None, None], kind)
    if kind is not Kind.DATE:
        # A moment is no day in a profile; a table may hold days as moments at midnight.
        moment = [datetime(2021, 1, 5)]
        agree(pa.array(moment, pa.timestamp("us")), moment, kind)


def test_an_empty_text_is_not_known() -> None:
    assert read(pa.array(["", None]), Kind.MONEY) == [None, None]


def test_a_moment_is_a_day_at_midnight_only() -> None:
    moments = [datetime(2021, 1, 5), datetime(2021, 1, 5, 0, 0, 1), None]
    for unit in ("s", "ms", "us", "ns"):
        assert read(pa.array(moments, pa.timestamp(unit)), Kind.DATE) == [date(2021, 1, 5), Refused, None]


def test_days_that_no_calendar_of_profiles_has_are_refused() -> None:
    input_ = InputColumn("established_on", "established_on", Kind.DATE, "DATE")
    asked = asked_table({input_.name: input_}, [("id", "INTEGER"), (input_.name, "DATE")], NAMES, "id", {})
    days = "('infinity'), ('-infinity'), ('10000-01-01'), ('0001-01-01 (BC)'), ('0001-01-01')"
    with duckdb.connect() as connection:
        source = connection.sql(
            f"SELECT 0 AS id, CAST(d AS DATE) AS established_on FROM (VALUES {days}) AS t(d)"
        )
        table = DuckDbTable(source.query("source", asked.rows("source")), asked)
        assert table.good().fetchall() == [(0, date(1, 1, 1))]
        assert len(table.bad().fetchall()) == 4


def test_a_list_is_read_from_json_with_every_digit() -> None:
    def of(name: str, kind: Kind, fields: tuple[FactDefinition, ...] = ()) -> FactDefinition:
        word = Bilingual(name, name)
        return FactDefinition(name=name, kind=kind, label=word, question=word, fields=fields)

    patents = of("patents", Kind.LIST, (of("price", Kind.MONEY), of("on", Kind.DATE)))
    names = LentNames(Vocabulary((patents,)), {}, {}, {})
    input_ = InputColumn(
        "patents", "patents", Kind.LIST, list_type(patents, numbered=False).sql(dialect="duckdb")
    )
    most = '[{"price": 999999999999999.99, "on": "2021-01-05"}, {}]'
    table = pa.table({"id": [1, 2, 3, 4], "patents": [most, "[]", "", '[{"price": -1}]']})
    asked = asked_table({"patents": input_}, described(table.schema), names, "id", {})
    with duckdb.connect() as connection:
        found = DuckDbTable(connection.from_arrow(rows_of(table, asked)), asked)
        first = {"price": Decimal("999999999999999.99"), "on": date(2021, 1, 5)}
        good = [(1, [first, {"price": None, "on": None}]), (2, []), (3, None)]
        assert found.good().fetchall() == good
        assert [row[:3] for row in found.bad().fetchall()] == [(4, 4, "patents")]
