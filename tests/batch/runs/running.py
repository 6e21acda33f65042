"""A run without rules: what is even is answered, what is odd is refused. Stopped where a test wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from policyengine.batch.runs.run import Finished, Places, Told, run
from policyengine.batch.runs.sources import Slice, open_source

QUESTION = {"source": 1, "rules": 1, "statement": "x", "asked": {"as_of": "2022-06-30"}, "software": {}}


class Stopped(BaseException):
    """As if the process had been killed here."""


class Halving:
    """Answers even numbers with their half."""

    columns = ("enterprise_id", "number")
    key = "enterprise_id"
    schema = pa.schema([("enterprise_id", pa.string()), ("half", pa.int64())])
    reject_schema = pa.schema(
        [
            ("row", pa.int64()),
            *((name, pa.string()) for name in ("enterprise_id", "column", "found", "reason_zh", "reason_en")),
        ]
    )

    def __init__(self, stop_at: int | None = None) -> None:
        self.asked: list[int] = []
        self._stop_at = stop_at

    def answers(self, piece: Slice) -> Iterator[pa.Table]:
        rows = [row for row in piece.table.to_pylist() if not int(row["number"]) % 2]
        self.asked.append(len(piece.numbers))
        for begin in range(0, len(rows), 10):
            taken = [
                {"enterprise_id": row["enterprise_id"], "half": int(row["number"]) // 2}
                for row in rows[begin : begin + 10]
            ]
            if self._stop_at in [int(row["number"]) for row in rows[begin : begin + 10]]:
                raise Stopped
            yield pa.Table.from_pylist(taken, self.schema)

    def rejects(self, piece: Slice) -> pa.Table:
        odd = [
            (number, row)
            for number, row in zip(piece.numbers, piece.table.to_pylist(), strict=True)
            if int(row["number"]) % 2
        ]
        told = [
            [number, row["enterprise_id"], "number", str(row["number"]), "奇数", "odd"] for number, row in odd
        ]
        columns = list(zip(*told, strict=True)) or [[]] * 6
        return pa.table([pa.array(c, f.type) for c, f in zip(columns, self.reject_schema, strict=True)],
                        schema=self.reject_schema)  # fmt: skip


def table(path: Path, rows: int) -> Path:
    """A table of so many numbered enterprises, in the format of the name."""
    ids = [f"企业{number}" for number in range(rows)]
    if path.suffix == ".csv":
        lines = [f"{name},{number}\n" for number, name in enumerate(ids)]
        lines[7:8] = ["ragged,1,2,3\n"] if rows > 7 else []
        path.write_text("enterprise_id,number\n" + "".join(lines), "utf-8")
    else:
        pq.write_table(pa.table({"enterprise_id": ids, "number": list(range(rows))}), path, row_group_size=90)
    return path


def halved(
    source: Path,
    output: Path,
    answering: Halving | None = None,
    told: Callable[[Told], None] = lambda _: None,
    *,
    restart: bool = False,
    question: dict[str, object] = QUESTION,
) -> Finished:
    """One run in parts of 100 rows."""
    return run(
        open_source(str(source)),
        Places.of(output, None),
        question,
        lambda _: answering or Halving(),
        part_rows=100,
        told=told,
        restart=restart,
    )
