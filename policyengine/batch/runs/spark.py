"""The same question on Spark: a frame of enterprises in, frames of answers and rejects out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from policyengine.batch.runs.asked import Asked
from policyengine.batch.runs.refusals import UnreadableTable, WentWrongOnSpark
from policyengine.batch.runs.run import Finished
from policyengine.batch.tables.answering import answers, contradicted, contradictions
from policyengine.batch.tables.asked import GOOD, ID, NUMBER, ODD, ROWS, AskedTable
from policyengine.batch.tables.odd import read_odd
from policyengine.errors import Bilingual, RequestError

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

_OURS = "policyengine_"
_ODD_SCHEMA = "place string, found string, value string, reason_zh string, reason_en string"


class FrameAnswer(NamedTuple):
    """What a frame of enterprises comes to; both parts are worked out when they are written or counted.

    INVARIANT: rows of the frame == rows of `answers` + rows of `rejects`.
    """

    answers: DataFrame
    rejects: DataFrame


def answer_frame(
    session: SparkSession, frame: DataFrame, asked: Asked, number: Column | None = None
) -> FrameAnswer:
    """The answers to a frame and its rejects, by a session that is there.

    `number`: what numbers the rows, as the rejects tell it; Spark's own numbers, which are unique and leave
    gaps, where none is given. One look at every cell comes first, for those that SQL does not read; the rest
    is lazy, and the frame must give the same rows whenever it is read. RequestError where its columns are
    wrong.
    """
    from pyspark.sql import functions as f

    statement = asked.statement("spark")
    given = [(name, type_) for name, type_ in frame.dtypes if not name.startswith(_OURS)]
    table = asked.table(statement, given)
    named = [frame[_quoted(table.key)].alias(ID)]
    named += [frame[_quoted(table.sources[name])].alias(cell.at) for name, cell in table.cells.items()]
    counted = f.monotonically_increasing_id() + 1 if number is None else number
    rows = frame.select(*named, counted.alias(NUMBER))
    odd = _odd_columns(session, rows, table)
    cells = _read_odd(session, rows, table, odd)

    def over(text: str, **more: DataFrame) -> DataFrame:
        return _over(session, text, {ROWS: rows, ODD: cells, **more})

    good = over(table.good(odd, ordered=False))
    found = over(answers(table, statement), **{GOOD: good})
    rejects, against = over(table.bad(odd)), contradicted(table, statement)
    if against is not None:
        numbered = over(table.good(odd, numbered=True, ordered=False))
        told = over(against, **{GOOD: numbered})
        rejects = rejects.unionAll(over(contradictions(table), **{GOOD: told}))
    return FrameAnswer(found, rejects.orderBy("row"))


def run_on_spark(asked: Asked, enterprises: str, output: str, rejects: str) -> Finished:
    """Answer a folder of Parquet files on the session there is, or on one begun here.

    The answers are a folder of Parquet files, whole once it holds `_SUCCESS`, the rejects a folder of CSV.
    What a job that failed has left is overwritten by the next. RequestError where anything goes wrong.
    """
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("policyengine batch").getOrCreate()
    try:
        frame, number = _numbered(session, enterprises)
        found = answer_frame(session, frame, asked, number)
        found.answers.write.mode("overwrite").parquet(output)
        found.rejects.write.mode("overwrite").option("header", True).csv(rejects)
        return _finished(session, frame, output, rejects)
    except PySparkException as error:
        raise RequestError([WentWrongOnSpark(enterprises, str(error).splitlines()[0])]) from None


def _finished(session: SparkSession, frame: DataFrame, output: str, rejects: str) -> Finished:
    """What was written, counted again. INVARIANT: rows in = rows out + rejects."""
    rows, answered = frame.count(), session.read.parquet(output).count()
    refused = session.read.option("header", True).option("multiLine", True).csv(rejects).count()
    if rows != answered + refused:
        raise AssertionError(f"{rows} rows in, {answered} answers, {refused} rejects")
    return Finished(rows, answered, refused, 0)


def _numbered(session: SparkSession, enterprises: str) -> tuple[DataFrame, Column]:
    """The files of a folder as one frame, and what numbers its rows: as they stand, file by file by name."""
    from pyspark.sql import functions as f
    from pyspark.sql.window import Window

    if Path(enterprises).suffix.lower() in (".csv", ".jsonl", ".ndjson"):
        only = Bilingual(
            "Spark只读Parquet文件或其文件夹", "on Spark the table is Parquet, a file or a folder"
        )
        raise RequestError([UnreadableTable(enterprises, only)])
    frame = session.read.parquet(enterprises)
    file, row, begins = f"{_OURS}file", f"{_OURS}row", f"{_OURS}begins"
    at, within = frame["_metadata.file_path"], frame["_metadata.row_index"]
    placed = frame.select("*", at.alias(file), within.alias(row))
    counts = placed.groupBy(file).count()
    before = Window.orderBy(file).rowsBetween(Window.unboundedPreceding, -1)
    earlier = counts.select(file, f.coalesce(f.sum("count").over(before), f.lit(0)).alias(begins))
    whole = placed.join(f.broadcast(earlier), file)
    return whole, whole[begins] + whole[row] + 1


def _odd_columns(session: SparkSession, rows: DataFrame, table: AskedTable) -> tuple[str, ...]:
    """The inputs that have cells which SQL does not read."""
    if not table.cells:
        return ()
    (counts,) = _over(session, table.odd_counts(), {ROWS: rows}).collect()
    return tuple(name for name, count in zip(table.cells, counts, strict=True) if count)


def _read_odd(session: SparkSession, rows: DataFrame, table: AskedTable, odd: tuple[str, ...]) -> DataFrame:
    """What these cells mean, each distinct text once."""
    found: list[tuple[str | None, ...]] = []
    for name in odd:
        cell = table.cells[name]
        texts = (text for (text,) in _over(session, table.odd_cells(name), {ROWS: rows}).toLocalIterator())
        for each in read_odd(cell, texts, table.names.places):
            zh, en = (None, None) if each.reason is None else (each.reason.zh, each.reason.en)
            found.append((cell.at, each.found, each.value, zh, en))
    return session.createDataFrame(found, _ODD_SCHEMA)


def _over(session: SparkSession, text: str, frames: dict[str, DataFrame]) -> DataFrame:
    """A query over frames by the names that it has for them."""
    escaped = text.replace("{", "{{").replace("}", "}}")
    read: dict[str, Any] = {name: frame for name, frame in frames.items() if name in escaped}
    for name in read:
        escaped = escaped.replace(name, f"{{{name}}}")
    return session.sql(escaped, **read)


def _quoted(name: str) -> str:
    """A column by exactly its name, dots and all."""
    return f"`{name.replace('`', '``')}`"
