"""Spark's run: the answers and the rejects of DuckDB's, from a folder of partitioned Parquet."""

from __future__ import annotations

import importlib.util
import runpy
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from policyengine.batch.runs.spark import run_on_spark
from policyengine.errors import RequestError
from tests.agreement.databases import spark_session
from tests.batch.runs.test_duckdb import answered, asked, enterprises

ROWS = 2_000
JOB = Path(__file__).parents[3] / "examples" / "spark" / "batch_job.py"

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
        reason="Spark is not installed",
    ),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with spark_session() as session:
        yield session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Enterprises by province, some of them wrong."""
    table = enterprises(ROWS)
    revenue = [None if value is None else str(value) for value in table["revenue"].to_pylist()]
    revenue[3], revenue[4], revenue[1_999] = "abc", "1200万元", "-1"
    ids = table["enterprise_id"].to_pylist()
    ids[8] = None
    table = table.set_column(3, "revenue", pa.array(revenue)).set_column(0, "enterprise_id", pa.array(ids))
    for province, begin in (("henan", 0), ("guangdong", 700)):
        below = tmp_path / "e" / f"province={province}"
        below.mkdir(parents=True)
        part = table.slice(begin, 700 if begin == 0 else None)
        pq.write_table(part, below / "part-0.parquet", row_group_size=300)
    return tmp_path / "e"


def sorted_rows(table: pa.Table) -> list[tuple[Any, ...]]:
    return sorted(zip(*(column.to_pylist() for column in table.columns), strict=True), key=str)


def test_the_answers_and_the_rejects_are_those_of_duckdb(session: Any, folder: Path, tmp_path: Path) -> None:
    question = asked("anyang", columns={"province": None})
    output, rejects = tmp_path / "spark", tmp_path / "spark.rejects"
    done = run_on_spark(question, str(folder), str(output), str(rejects))
    here = answered(folder, tmp_path / "here.parquet", question, part_rows=ROWS)
    assert (
        (done.rows, done.answers, done.rejects)
        == (here.rows, here.answers, here.rejects)
        == (2_000, 1_997, 3)
    )
    answers, wanted = pq.read_table(output), pq.read_table(tmp_path / "here.parquet")
    assert answers.schema.names == wanted.schema.names
    assert sorted_rows(answers) == sorted_rows(wanted)
    refused = [pyarrow.csv.read_csv(part) for part in rejects.glob("*.csv")]
    told = [row for part in refused for row in part.to_pylist()]
    wanted_rejects = pyarrow.csv.read_csv(tmp_path / "here.rejects.csv").to_pylist()
    assert [(row["row"], row["column"], row["reason_zh"]) for row in told] == [
        (row["row"], row["column"], row["reason_zh"]) for row in wanted_rejects
    ]


def test_wrong_columns_and_missing_tables_are_refused(session: Any, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    for question, source in (
        (asked("anyang"), folder),
        (asked("anyang", key="uscc"), folder),
        (asked("anyang"), tmp_path / "none"),
        (asked("anyang"), tmp_path / "e.csv"),
    ):
        with pytest.raises(RequestError):
            run_on_spark(question, str(source), str(output), str(tmp_path / "rejects"))
    assert not output.exists()


def test_the_job_in_the_examples_answers_every_row(
    session: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, rejects = tmp_path / "answers", tmp_path / "refused"
    given = [JOB, folder, out, rejects, "2022-06-30", "anyang"]
    monkeypatch.setattr(sys, "argv", [str(each) for each in given])
    runpy.run_path(str(JOB), run_name="__main__")
    assert pq.read_table(out).num_rows == 1_997
    assert sorted(pq.read_table(rejects)["enterprise_id"].to_pylist(), key=str) == [None, "企业1999", "企业3"]
