"""How long a person waits: importing the library, and evaluating one profile on the command line.

Each command is run in turn, several rounds, so that a noisy moment touches all alike. Modules are compiled
beforehand, as pip does when it installs a wheel; without that, each start compiles them anew and takes half
as long again.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.tables import Table

ROOT = Path(__file__).parents[1]
ROUNDS, FEW_ROUNDS = 9, 2
ASK = ["evaluate", "examples/enterprise.yaml", "--city", "jiangmen", "--as-of", "2022-06-30"]
CLI = [sys.executable, "-m", "policyengine"]
NOTHING = "python, doing nothing"
COMMANDS = {
    NOTHING: [sys.executable, "-c", ""],
    "import policyengine": [sys.executable, "-c", "import policyengine"],
    "load the five plans (cached)": [sys.executable, "-c", "import policyengine; policyengine.load()"],
    "evaluate one profile (cached)": [*CLI, *ASK],
    "evaluate one profile (no cache)": [*CLI, *ASK],
    "compare five cities (cached)": [*CLI, "compare", ASK[1], *ASK[4:]],
}


def measure(quick: bool) -> Table:
    """Each command's median, and its ratio to starting Python itself."""
    compileall.compile_dir(str(ROOT / "policyengine"), quiet=1)
    rounds = FEW_ROUNDS if quick else ROUNDS
    medians = {name: statistics.median(times) for name, times in _taken(rounds).items()}
    floor = medians[NOTHING]
    return Table(
        title="How long a start takes",
        columns=["", "median", "ratio to doing nothing"],
        rows=[[name, f"{each * 1000:,.0f} ms", f"{each / floor:.1f}×"] for name, each in medians.items()],
        notes=[f"The time that one waits, {rounds} rounds in turn, after one that fills the cache."],
    )


def _taken(rounds: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as warm:
        for round_number in range(rounds + 1):
            for name, command in COMMANDS.items():
                with tempfile.TemporaryDirectory() as cold:
                    cache = cold if "no cache" in name else warm
                    took = _seconds(command, os.environ | {"POLICYENGINE_CACHE": cache})
                if round_number:  # The first round fills the cache and the disk's memory.
                    taken[name].append(took)
    return taken


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(measure("--quick" in sys.argv).markdown())
