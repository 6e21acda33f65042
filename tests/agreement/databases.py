"""Real databases to run statements in: DuckDB, Spark in local mode, PostgreSQL started for the tests."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.csv

from policyengine.batch.statement import Statement
from tests.postgres import programs, server

Rows: TypeAlias = list[tuple[Any, ...]]
Run: TypeAlias = Callable[[Statement, pa.Table], Rows]
"""Runs a statement over a table of enterprises; the rows in no order, the key first."""


@contextmanager
def duckdb() -> Iterator[Run]:
    import duckdb as library

    with library.connect() as connection:

        def run(statement: Statement, table: pa.Table) -> Rows:
            connection.register("enterprises", table)
            return connection.sql(statement.sql).fetchall()

        yield run


@contextmanager
def spark_session() -> Iterator[Any]:
    """Spark in local mode, stopped at the end."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("policyengine")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.log.level": "ERROR",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def spark() -> Iterator[Run]:
    with spark_session() as session, tempfile.TemporaryDirectory() as folder:

        def run(statement: Statement, table: pa.Table) -> Rows:
            import pyarrow.parquet

            path, answer = f"{folder}/enterprises.parquet", f"{folder}/answer"
            pyarrow.parquet.write_table(table, path)
            session.read.parquet(path).createOrReplaceTempView("enterprises")
            session.sql(statement.sql).write.mode("overwrite").parquet(answer)
            return rows_of(pyarrow.parquet.read_table(answer))

        yield run


def rows_of(table: pa.Table) -> Rows:
    """The rows of an Arrow table."""
    columns = [column.to_pylist() for column in table.columns]
    return list(zip(*columns, strict=True))


POSTGRES_TYPES = {pa.string(): "TEXT", pa.bool_(): "BOOLEAN", pa.date32(): "DATE", pa.int8(): "INTEGER"}


@contextmanager
def postgres() -> Iterator[Run]:
    import psycopg

    found = programs()
    assert found is not None, "PostgreSQL is not installed: apt-get install postgresql"
    with server(found) as url, psycopg.connect(url.format(name="postgres")) as client:

        def run(statement: Statement, table: pa.Table) -> Rows:
            with client.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS enterprises")
                types = [
                    f'"{field.name}" {POSTGRES_TYPES.get(field.type) or _numeric(field.type)}'
                    for field in table.schema
                ]
                cursor.execute(f"CREATE TABLE enterprises ({', '.join(types)})")
                with cursor.copy("COPY enterprises FROM STDIN WITH (FORMAT csv)") as copy:
                    copy.write(_csv(table))
                # Without parameters psycopg sends the text as it is.
                cursor.execute(statement.sql.encode())
                return cursor.fetchall()

        yield run


def _numeric(type_: pa.DataType) -> str:
    return f"NUMERIC({type_.precision}, {type_.scale})"


def _csv(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pyarrow.csv.write_csv(table, out, pyarrow.csv.WriteOptions(include_header=False))
    return out.getvalue()


def numbered(table: pa.Table) -> pa.Table:
    """The table with yes and no as 1 and 0."""
    columns = {
        name: table[name].cast(pa.int8()) if table[name].type == pa.bool_() else table[name]
        for name in table.column_names
    }
    return pa.table(columns)


DATABASES = {"duckdb": duckdb, "spark": spark, "postgres": postgres}
"""Each database by the name of its dialect."""
