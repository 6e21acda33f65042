"""How cost grows: with plans loaded and with rows in a table, each a curve with its exponent.

A full run draws docs/growth.svg.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from benchmarks import growth_of_plans, growth_of_rows
from benchmarks.curves import Curve, drawn, shown
from benchmarks.tables import Table

PICTURE = Path(__file__).parents[1] / "docs" / "growth.svg"
PLANS, FEW_PLANS = (1, 10, 100, 1000), (1, 5, 25)
ROWS, FEW_ROWS = (10**3, 10**4, 10**5, 10**6, 10**7), (10**3, 10**4, 10**5)


def measure(quick: bool) -> Table:
    """The curves of plans and of rows; of few of both where it is to be quick."""
    plans, rows, starts = (FEW_PLANS, FEW_ROWS, 3) if quick else (PLANS, ROWS, growth_of_plans.STARTS)
    with tempfile.TemporaryDirectory() as folder:
        panels = growth_of_plans.curves(plans, Path(folder), starts=starts)
        panels |= growth_of_rows.curves(rows, Path(folder))
    if not quick:
        headings = {
            "all plans": "Plans, all loaded",
            "one city": "Plans, one asked",
            "rows": "Rows of a table",
        }
        drawn({words: panels[name] for name, words in headings.items()}, PICTURE)
    return table(list(chain.from_iterable(panels.values())), plans, rows, pictured=not quick)


def table(curves: Sequence[Curve], plans: Sequence[int], rows: Sequence[int], *, pictured: bool) -> Table:
    """The curves as rows, one size a column: plans, or rows of a table a step further on."""
    steps = max(len(plans), len(rows))
    return Table(
        title="How cost grows",
        columns=[
            "plans · rows",
            *(f"{_at(plans, step)} · {_at(rows, step)}" for step in range(steps)),
            "exponent",
            "of the last step",
        ],
        rows=[
            [
                curve.name,
                *(shown(cost, curve.unit) for cost in curve.costs.values()),
                *("" for _ in range(steps - len(curve.costs))),
                f"{curve.exponent:.2f}",
                f"{curve.last_step:.2f}",
            ]
            for curve in curves
        ],
        notes=(*(("![The curves](growth.svg)",) if pictured else ()), *NOTES),
    )


def _at(sizes: Sequence[int], step: int) -> str:
    return f"{sizes[step]:,}" if step < len(sizes) else "–"


NOTES = (
    "Each column is a number of plans and a number of rows: the first seven curves grow with plans, the last "
    "with rows. Plans are generated from the bundled ones (`benchmarks/generated_plans.py`): other cities, "
    "codes, sums and facts of their own, about 80 kB each; all pass `check`.",
    "Loading, evaluating and comparing are seconds of the processor in a process of its own, median of three "
    "(many plans with nothing cached: once). A comparison is every city's decision and totals. The command "
    "line is the time one waits, median of rounds taken in turn. It is asked about one city of the folder: "
    "nothing of the other cities is read, so it does not matter how many there are.",
    "A table's rows go from one Parquet file to another on two threads of DuckDB, answered for all five "
    "bundled cities.",
)

if __name__ == "__main__":
    import sys

    print(measure("--quick" in sys.argv).markdown())
