"""A whole table answered: given and given back as Arrow, pandas, Polars or a relation of DuckDB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyengine.batch.several import SeveralStatement
from policyengine.batch.tables.asked import ROWS, asked_table
from policyengine.batch.tables.duckdb import DuckDbTable
from policyengine.batch.tables.kinds import TableAnswer, is_relation, kind_of
from policyengine.rulebook.lent_names import LentNames


def evaluate_table(
    table: Any, statement: SeveralStatement, names: LentNames, key: str, said: Mapping[str, str | None]
) -> TableAnswer:
    """The answers to a table, and its rejects. `statement`: of rows called GOOD, keyed by ROW_KEY.

    A relation is answered by relations of the same connection, lazily: it is looked through once, to see
    which cells must be read in Python, and again whenever the answers are fetched. RequestError where the
    columns are wrong.
    """
    if is_relation(table):
        types = [(name, str(type_)) for name, type_ in zip(table.columns, table.types, strict=True)]
        asked = asked_table(statement.inputs, types, names, key, said)
        return TableAnswer(*DuckDbTable(table.query(ROWS, asked.rows(ROWS)), asked).answered(statement))
    import duckdb

    from policyengine.batch.tables.arrow import described, rows_of

    kind = kind_of(table)
    given = kind.to_arrow(table)
    asked = asked_table(statement.inputs, described(given.schema), names, key, said)
    with duckdb.connect() as connection:
        rows = connection.from_arrow(rows_of(given, asked))
        answers, rejects = DuckDbTable(rows, asked).answered(statement)
        return TableAnswer(kind.of_arrow(answers.to_arrow_table()), kind.of_arrow(rejects.to_arrow_table()))
