"""How long a person waits: importing the library, and evaluating one profile on the command line.

Each command is run in turn, several rounds, so that a noisy moment touches all alike; the median is shown
in milliseconds and as a ratio to starting Python itself. Modules are compiled beforehand, as pip does when
it installs a wheel; without that, each start compiles them anew and takes half as long again. Run it with
`make benchmark`.
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

ROOT = Path(__file__).parents[1]
ROUNDS = 9
ASK = ["evaluate", "examples/enterprise.yaml", "--city", "jiangmen", "--as-of", "2022-06-30"]
CLI = [sys.executable, "-m", "policyengine"]
COMMANDS = {
    "python, doing nothing": [sys.executable, "-c", ""],
    "import policyengine": [sys.executable, "-c", "import policyengine"],
    "load the five plans (cached)": [sys.executable, "-c", "import policyengine; policyengine.load()"],
    "evaluate one profile (cached)": [*CLI, *ASK],
    "evaluate one profile (no cache)": [*CLI, *ASK],
    "compare five cities (cached)": [*CLI, "compare", ASK[1], *ASK[4:]],
}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    compileall.compile_dir(str(ROOT / "policyengine"), quiet=1)
    with tempfile.TemporaryDirectory() as warm:
        taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for round_number in range(ROUNDS + 1):
            for name, command in COMMANDS.items():
                with tempfile.TemporaryDirectory() as cold:
                    cache = cold if "no cache" in name else warm
                    took = seconds(command, os.environ | {"POLICYENGINE_CACHE": cache})
                if round_number:  # The first round fills the cache and the disk's memory.
                    taken[name].append(took)
    floor = statistics.median(taken["python, doing nothing"])
    print(f"{'':34}{'median':>8} {'ratio':>7}")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:34}{median * 1000:5.0f} ms {median / floor:6.1f}×")


if __name__ == "__main__":
    main()
