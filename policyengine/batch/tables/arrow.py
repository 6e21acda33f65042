"""Tables of Arrow: what their columns are called in SQL, and their rows as they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from policyengine.batch.tables.asked import ID, NUMBER, AskedTable

_TYPES = {
    pa.bool_(): "BOOLEAN",
    pa.int8(): "TINYINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.uint8(): "UTINYINT",
    pa.uint16(): "USMALLINT",
    pa.uint32(): "UINTEGER",
    pa.uint64(): "UBIGINT",
    pa.float32(): "FLOAT",
    pa.float64(): "DOUBLE",
    pa.string(): "VARCHAR",
    pa.date32(): "DATE",
    pa.timestamp("s"): "TIMESTAMP_S",
    pa.timestamp("ms"): "TIMESTAMP_MS",
    pa.timestamp("us"): "TIMESTAMP",
    pa.timestamp("ns"): "TIMESTAMP_NS",
    pa.null(): "NULL",
}
"""The types that DuckDB has too, as it writes them."""


def described(schema: pa.Schema) -> list[tuple[str, str]]:
    """Each column with its type as DuckDB writes it; of a type that holds no values, Arrow's name."""
    return [(field.name, _written(_plainer(field.type))) for field in schema]


def rows_of(table: pa.Table, asked: AskedTable, numbers: Sequence[int] | None = None) -> pa.Table:
    """The columns that are needed, under the names that `asked` has for them.

    `numbers`: of each row in the source, from 1; where None the rows are counted.
    """
    names = table.column_names
    found = {ID: _as_plainer(table.column(names.index(asked.key)))}
    for name, cell in asked.cells.items():
        found[cell.at] = _as_plainer(table.column(names.index(asked.sources[name])))
    if numbers is not None:
        found[NUMBER] = pa.array(numbers, pa.int64())
    return pa.table(found)


def _plainer(type_: pa.DataType) -> pa.DataType:
    """The type in which DuckDB takes a column of another type over with the same values."""
    if pa.types.is_dictionary(type_):
        return _plainer(type_.value_type)
    if pa.types.is_large_string(type_) or pa.types.is_string_view(type_):
        return pa.string()
    if pa.types.is_decimal(type_):
        # What is too wide for a decimal of SQL is read as its digits.
        fits = type_.precision <= 38 and type_.scale >= 0
        return pa.decimal128(type_.precision, type_.scale) if fits else pa.string()
    if pa.types.is_float16(type_):
        return pa.float32()
    return pa.date32() if pa.types.is_date64(type_) else type_


def _as_plainer(column: pa.ChunkedArray) -> pa.ChunkedArray:
    plainer = _plainer(column.type)
    return column if column.type == plainer else column.cast(plainer)


def _written(type_: pa.DataType) -> str:
    if pa.types.is_decimal(type_):
        return f"DECIMAL({type_.precision},{type_.scale})"
    return _TYPES.get(type_, str(type_))
