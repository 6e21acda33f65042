"""DuckDB's run: the same answers from every format, as the one statement gives them, in the table's order."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

import policyengine
from policyengine.batch.runs.asked import Asked
from policyengine.batch.runs.here import run_here
from policyengine.batch.runs.run import Finished, Places
from policyengine.batch.sql import version_for
from policyengine.errors import RequestError
from policyengine.rulebook.lent_names import lent_by_all

DAY = date(2022, 6, 30)
ENGINE = policyengine.load()
COLUMNS = {
    "enterprise_id": pa.string(),
    "registered_in": pa.string(),
    "hte_recognition": pa.string(),
    "revenue": pa.decimal128(17, 2),
    "rd_expense": pa.decimal128(17, 2),
    "in_talent_island": pa.bool_(),
}


def asked(*cities: str, **changed: Any) -> Asked:
    plans = ENGINE.rulebook.plans
    said: dict[str, Any] = {
        "chosen": {city: version_for(plans[city], DAY) for city in cities or ("anyang", "jiangmen")},
        "names": lent_by_all(ENGINE.rulebook),
        "as_of": DAY,
        "year": None,
        "key": "enterprise_id",
        "columns": {},
        "assume_registered": False,
        "assume_not_received": None,
    }
    return Asked(**{**said, **changed})


def enterprises(rows: int) -> pa.Table:
    """Rows that differ, with facts left out."""
    table = [
        {
            "enterprise_id": f"企业{n}",
            "registered_in": ("410522", "440703", "110105", None)[n % 4],
            "hte_recognition": ("first", "renewal", "none", None, "first")[n % 5],
            "revenue": Decimal(n * 1_000_000) if n % 7 else None,
            "rd_expense": Decimal(n) * 30_000 + Decimal("0.01") if n % 3 else None,
            "in_talent_island": (True, False, None)[n % 3],
        }
        for n in range(rows)
    ]
    return pa.Table.from_pylist(table, pa.schema(list(COLUMNS.items())))


def as_parquet(table: pa.Table, file: Path) -> Path:
    path = file.with_suffix(".parquet")
    pq.write_table(table, path, row_group_size=70)
    return path


def as_csv(table: pa.Table, file: Path) -> Path:
    path = file.with_suffix(".csv")
    pyarrow.csv.write_csv(table, path)
    return path


def as_gb18030(table: pa.Table, file: Path) -> Path:
    path = as_csv(table, file)
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    return path


def as_json_lines(table: pa.Table, file: Path) -> Path:
    path = file.with_suffix(".jsonl")
    rows = [{name: value for name, value in row.items() if value is not None} for row in table.to_pylist()]
    lines = [json.dumps(row, default=float, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), "utf-8")
    return path


def answered(source: Path, output: Path, asked_: Asked, part_rows: int = 100) -> Finished:
    return run_here(asked_, str(source), Places.of(output, None), part_rows=part_rows, memory="500MB")


@pytest.mark.parametrize("write", [as_parquet, as_csv, as_gb18030, as_json_lines])
def test_every_format_gives_the_answers_of_the_table(
    tmp_path: Path, write: Callable[[pa.Table, Path], Path]
) -> None:
    table = enterprises(250)
    done = answered(write(table, tmp_path / "e"), tmp_path / "out.parquet", asked())
    found = pq.read_table(tmp_path / "out.parquet")
    assert done == Finished(rows=250, answers=250, rejects=0, resumed=0)
    assert found["enterprise_id"].to_pylist() == table["enterprise_id"].to_pylist()
    for number in (0, 1, 6, 121, 249):
        facts = {
            name: value for name, value in table.slice(number, 1).to_pylist()[0].items() if value is not None
        }
        del facts["enterprise_id"]
        row = found.slice(number, 1).to_pylist()[0]
        for city in ("anyang", "jiangmen"):
            totals = ENGINE.evaluate(facts, city=city, as_of=DAY).totals
            assert row[f"{city}__total__assured"] == totals.assured
            assert row[f"{city}__total__possible"] == totals.possible


def test_parts_of_any_size_give_the_same_rows(tmp_path: Path) -> None:
    source = as_parquet(enterprises(250), tmp_path / "e")
    for rows in (99, 250, 1_000):
        answered(source, tmp_path / f"{rows}.parquet", asked("anyang"), rows)
    tables = [pq.read_table(tmp_path / f"{rows}.parquet") for rows in (99, 250, 1_000)]
    assert tables[0].equals(tables[1])
    assert tables[1].equals(tables[2])


def test_bad_rows_are_told_with_row_key_column_and_reason_and_the_others_answered(tmp_path: Path) -> None:
    lines = [
        "enterprise_id,registered_in,revenue",
        "a,410522,1200万元",
        "b,410522,abc",
        ",410522,1",
        "d,410522,1,2",
        "e,410522,-5",
        "f,安阳市,300",
    ]
    (tmp_path / "e.csv").write_text("\n".join(lines), "utf-8")
    done = answered(tmp_path / "e.csv", tmp_path / "out.csv", asked("anyang"), part_rows=2)
    assert (done.rows, done.answers, done.rejects) == (6, 2, 4)
    with (tmp_path / "out.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["row"], row["enterprise_id"], row["column"], row["found"]) for row in rows] == [
        ("2", "b", "revenue", "abc"),
        ("3", "", "enterprise_id", ""),
        ("4", "d", "", "d,410522,1,2"),
        ("5", "e", "revenue", "-5"),
    ]
    assert all(row["reason_zh"] and row["reason_en"] for row in rows)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["enterprise_id"] for row in csv.DictReader(file)] == ["a", "f"]


def test_a_fact_that_json_lines_give_late_is_read_all_the_same(tmp_path: Path) -> None:
    lines = ['{"enterprise_id": "a"}'] * 5_000
    lines += ['{"enterprise_id": "z", "registered_in": "410522", "hte_recognition": "first"}']
    (tmp_path / "e.jsonl").write_text("\n".join(lines), "utf-8")
    answered(tmp_path / "e.jsonl", tmp_path / "out.parquet", asked("anyang"), part_rows=10_000)
    last = pq.read_table(tmp_path / "out.parquet").slice(5_000).to_pylist()[0]
    assert last["anyang__hte_first_recognition__status"] == "eligible"


@pytest.mark.parametrize("write", [as_parquet, as_csv, as_json_lines])
def test_an_empty_table_gives_an_empty_answer_with_its_columns(
    tmp_path: Path, write: Callable[[pa.Table, Path], Path]
) -> None:
    source = write(enterprises(0), tmp_path / "e")
    assert answered(source, tmp_path / "out.parquet", asked("anyang")).rows == 0
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.num_rows == 0
    assert "anyang__total__assured" in found.schema.names


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (["enterprise_id", "revenu"], "revenue"),
        (["id", "revenue"], "enterprise_id"),
    ],
)
def test_columns_that_are_wrong_are_refused_before_anything_is_written(
    tmp_path: Path, columns: list[str], told: str
) -> None:
    (tmp_path / "e.csv").write_text(",".join(columns) + "\n1,2\n", "utf-8")
    with pytest.raises(RequestError) as refused:
        answered(tmp_path / "e.csv", tmp_path / "out.csv", asked("anyang"))
    words = [f"{each.message().en} {each.help().en}" for each in refused.value.findings if each.help()]
    assert any(told in each for each in words)
    assert [each.name for each in tmp_path.iterdir()] == ["e.csv"]


def test_columns_are_mapped_by_the_users_word(tmp_path: Path) -> None:
    text = "企业编号,注册地,认定,地址\nx,410522,首次认定,某路\n"
    (tmp_path / "e.csv").write_text(text, "utf-8")
    said = {"注册地": "registered_in", "认定": "hte_recognition", "地址": None}
    answered(tmp_path / "e.csv", tmp_path / "out.parquet", asked("anyang", key="企业编号", columns=said))
    (row,) = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert row["企业编号"] == "x"
    assert row["anyang__hte_first_recognition__status"] == "eligible"
