"""docs/benchmarks.md: the machine, and a section for each benchmark, replaced when it is measured again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.machine import description
from benchmarks.tables import Table

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"

HEAD = """# Benchmarks

Written by `make benchmark`, which measures everything below in one go on the machine at hand; `make docs`
does not touch it, since no two machines give the same figures. `python -m benchmarks NAME` measures one
section anew; `python -m benchmarks --quick` tries all of them on small inputs and writes nothing.

| Machine | |
| --- | --- |
{machine}

## How to read it

- **Ratios count, milliseconds do not.** What is compared is run alternately in one run, so that a noisy
  moment touches all alike, and the median is taken. On another machine the milliseconds differ and the ratios
  hold. Each section says when it was measured and how busy the machine was.
- **Fairly** means: the other engine's fastest documented use, the same rules, the same inputs, the same
  outputs, answers compared before times are taken, its version stated. What the other engine cannot do
  (unknown facts, intervals, reasons) is said in the notes of its section.
- **Exponents** are slopes on two logarithmic axes. 1 is a straight line, cost in proportion to size; 0 is a
  cost that does not grow; between them a fixed cost still weighs at the small end.

## Limits

The plans of the growth curves are the five bundled ones made other cities', and the enterprises are
generated: as realistic as we could make them, but no province's register. Times of the command line hold for
compiled modules and a warm disk. Memory is the most that a process held at any moment, as the system counts
it.
"""

_SECTION = re.compile(r"<!-- (\w+) -->\n(.*?)<!-- end -->\n", re.DOTALL)


def section(table: Table, moment: str) -> str:
    """A benchmark's part of the page."""
    return f"{table.markdown()}\nMeasured {moment}.\n"


def written(before: str, measured: Mapping[str, str], order: Sequence[str]) -> str:
    """The page with the sections measured in the place of those before, in a fixed order."""
    sections = {**dict(_SECTION.findall(before)), **measured}
    machine = "\n".join(f"| {name} | {value} |" for name, value in description())
    parts = (f"\n<!-- {name} -->\n{sections[name]}<!-- end -->\n" for name in order if name in sections)
    return HEAD.format(machine=machine) + "".join(parts)
