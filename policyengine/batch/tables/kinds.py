"""The kinds of table that are taken and given back: Arrow, pandas, Polars, and relations of DuckDB."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from policyengine.errors import Bilingual, Finding, RequestError, shown

if TYPE_CHECKING:
    import pyarrow as pa


class TableAnswer(NamedTuple):
    """What a table of enterprises comes to, both parts of the kind that was given.

    INVARIANT: rows of the table == rows of `answers` + rows of `rejects`.
    `answers`: the key and a column for each thing told, in the order of the table. `rejects`: the `row` that
    could not be answered, counted from 1, its key, the `column` at fault, what was `found` there, and why.
    """

    answers: Any
    rejects: Any


@dataclass(frozen=True, slots=True)
class NotATable(Finding):
    """What is to be evaluated is no table of a kind that is known.

    Why: guessing which part of it is a row could lose some.
    Mend: give a `pyarrow.Table`, a `pandas.DataFrame`, a `polars.DataFrame` or a DuckDB relation; for a file
    take `policyengine batch`.
    """

    code = "not-a-table"
    found: str

    def message(self) -> Bilingual:
        """What was given."""
        return Bilingual(
            zh=f"应为pyarrow、pandas、polars的表或DuckDB的relation，所给为{shown(self.found)}",
            en=f"wanted a table of pyarrow, pandas or polars, or a DuckDB relation; got {shown(self.found)}",
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table. `to_arrow` of a given one; `of_arrow`: the kind again, of what Arrow holds."""

    to_arrow: Callable[[Any], pa.Table]
    of_arrow: Callable[[pa.Table], Any]


def kind_of(table: object) -> Kind:
    """The kind of a table. RequestError where it is none of them.

    It is known by its class's name and module, so that a library nobody uses is not loaded.
    """
    for each in type(table).__mro__:
        found = _KINDS.get((each.__module__.partition(".")[0], each.__name__))
        if found is not None:
            return found
    raise RequestError([NotATable(type(table).__name__)])


def is_relation(table: object) -> bool:
    """Whether a table is a relation of DuckDB."""
    library = sys.modules.get("duckdb")
    return library is not None and isinstance(table, library.DuckDBPyRelation)


def _of_pandas(frame: Any) -> pa.Table:
    import pyarrow as pa

    columns = [_of_series(frame.iloc[:, at]) for at in range(frame.shape[1])]
    return pa.Table.from_arrays(columns, names=[str(name) for name in frame.columns])


def _of_series(series: Any) -> pa.Array:
    """One column; where it holds values of several kinds, each as the text that means the same."""
    import pyarrow as pa

    try:
        found = pa.Array.from_pandas(series)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        missing = series.isna()
        found = pa.array(
            [None if gone else _as_text(value) for value, gone in zip(series, missing, strict=True)],
            pa.string(),
        )
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime) and value.time() == time.min and value.tzinfo is None:
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _to_pandas(table: pa.Table) -> Any:
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _to_polars(table: pa.Table) -> Any:
    import polars as pl

    return pl.from_arrow(table)


def _as_it_is(table: pa.Table) -> pa.Table:
    return table


_KINDS = {
    ("pyarrow", "Table"): Kind(_as_it_is, _as_it_is),
    ("pandas", "DataFrame"): Kind(_of_pandas, _to_pandas),
    ("polars", "DataFrame"): Kind(lambda frame: frame.to_arrow(), _to_polars),
}
