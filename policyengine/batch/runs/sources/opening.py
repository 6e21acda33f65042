"""Which reader a file has, by the ending of its name."""

from __future__ import annotations

import glob
from pathlib import Path

from policyengine.batch.runs.refusals import UnknownEnding, UnreadableTable
from policyengine.batch.runs.sources.source import Source
from policyengine.errors import Bilingual, RequestError
from policyengine.refusals import FileTrouble, reason_of

PARQUET, CSV, JSON_LINES = (".parquet", ".pq"), (".csv",), (".jsonl", ".ndjson")
ENDINGS = (*PARQUET, *CSV, *JSON_LINES)
_SIGNS = ("*", "?", "[")


def open_source(path: str) -> Source:
    """The table in a file; in a folder or under a pattern, all its Parquet files as one table.

    RequestError where it cannot be read.
    """
    # Here and not above: each reader brings a part of pyarrow that only it needs.
    file = Path(path)
    try:
        if file.is_dir():
            from policyengine.batch.runs.sources.parquet import ParquetSource

            return ParquetSource(path, _below(file))
        if any(sign in path for sign in _SIGNS) and not file.exists():
            from policyengine.batch.runs.sources.parquet import ParquetSource

            return ParquetSource(path, _matching(path))
        return _of_file(path, file)
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        cause = error if isinstance(error, OSError) else FileNotFoundError()
        raise RequestError([FileTrouble(path, reason_of(cause))]) from None


def _of_file(path: str, file: Path) -> Source:
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise RequestError([UnknownEnding(path, ENDINGS)])
    if file.exists() and not file.is_file():  # a pipe could not be read again after a stop
        raise RequestError([FileTrouble(path, Bilingual("不是普通文件", "it is not a regular file"))])
    file.stat()
    if ending in PARQUET:
        from policyengine.batch.runs.sources.parquet import ParquetSource

        return ParquetSource(path, (path,))
    if ending in CSV:
        from policyengine.batch.runs.sources.csv import CsvSource

        return CsvSource(path)
    from policyengine.batch.runs.sources.jsonl import JsonLinesSource

    return JsonLinesSource(path)


def _below(folder: Path) -> tuple[str, ...]:
    """The Parquet files of a folder and of those below it. What begins with _ or . is no part of it."""
    found = (
        each
        for each in folder.rglob("*")
        if each.suffix.lower() in PARQUET
        and not any(part.startswith(("_", ".")) for part in each.relative_to(folder).parts)
    )
    return _some(str(folder), sorted(str(each) for each in found))


def _matching(pattern: str) -> tuple[str, ...]:
    found = glob.glob(pattern, recursive=True)
    return _some(pattern, sorted(each for each in found if Path(each).suffix.lower() in PARQUET))


def _some(path: str, files: list[str]) -> tuple[str, ...]:
    if not files:
        none = Bilingual("其中没有Parquet文件", "it holds no Parquet file")
        raise RequestError([UnreadableTable(path, none)])
    return tuple(files)
