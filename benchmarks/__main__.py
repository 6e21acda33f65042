"""All benchmarks, one after another: `python -m benchmarks [NAME …] [--quick]`.

Tables are printed as they are measured. A full run writes docs/benchmarks.md, of named ones their sections;
`--quick` takes small inputs, a minute or two for all, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from importlib import import_module

from benchmarks.machine import moment
from benchmarks.page import PAGE, section, written
from benchmarks.tables import Table

BENCHMARKS = ("deciding", "explaining", "at_scale", "growth", "start_up", "watching")


def measured(name: str, *, quick: bool) -> Table:
    """The table of one benchmark."""
    table: Table = import_module(f"benchmarks.{name}").measure(quick)
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is named, or everything, and say so."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all by default"
    )
    parser.add_argument("--quick", action="store_true", help="small inputs, and no page is written")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    for number, name in enumerate(names := asked.names or BENCHMARKS, 1):
        before, began = moment(), time.perf_counter()
        print(f"[{number}/{len(names)}] {name}: {before}", file=sys.stderr, flush=True)
        table = measured(name, quick=asked.quick)
        print(f"{table.markdown()}\n({time.perf_counter() - began:.0f} s)\n", flush=True)
        if not asked.quick:
            # Section by section, so that nothing measured is lost where a later one stops.
            text = PAGE.read_text("utf-8") if PAGE.is_file() else ""
            PAGE.write_text(written(text, {name: section(table, before)}, BENCHMARKS), "utf-8")


if __name__ == "__main__":
    main()
