"""A run on this machine, by DuckDB."""

from __future__ import annotations

from collections.abc import Callable

from policyengine.batch.runs.asked import Asked
from policyengine.batch.runs.duckdb import DuckDb
from policyengine.batch.runs.question import question
from policyengine.batch.runs.run import Finished, Places, Told, run
from policyengine.batch.runs.sources import open_source


def run_here(
    asked: Asked,
    enterprises: str,
    places: Places,
    *,
    part_rows: int,
    memory: str,
    restart: bool = False,
    told: Callable[[Told], None] = lambda _: None,
) -> Finished:
    """Answer a table in a file or folder, or go on where an earlier run with the same question stopped.

    `memory`: what the database may take, as `2GB`; what goes beyond it lies on the disk, beside the output.
    RequestError where the table or its columns are wrong; then nothing is written.
    """
    source = open_source(enterprises)
    wanted = question(source, asked.statement("duckdb"), {**asked.options(), "part_rows": part_rows})
    return run(
        source,
        places,
        wanted,
        lambda spill: DuckDb(asked, source, memory, spill),
        part_rows=part_rows,
        restart=restart,
        told=told,
    )
