"""What 1, 10, 100 and 1,000 plans cost: to load, to hold, to ask one of, to compare, and to start beside.

Each size is a folder of generated plans and a cache of its own, and each measure a process of its own:

    python -m benchmarks.growth_of_plans FOLDER         # loads it and prints what that took, as JSON
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.curves import Curve
from benchmarks.generated_plans import write_plans
from policyengine import Assessment

T = TypeVar("T")

ROOT = Path(__file__).parents[1]
ENTERPRISE = ROOT / "examples" / "enterprise.yaml"
DAY = "2022-06-30"
PROFILE = {"registered_in": "440703", "hte_recognition": "first", "hte_status": "valid", "revenue": "1.2亿元"}
LOADS = 3
STARTS = 9
AGAIN = 100
MANY = 500
"""Plans of which a load from nothing takes minutes, and is done once."""


def curves(
    sizes: Sequence[int], folder: Path, *, starts: int = STARTS, loads: int = LOADS
) -> dict[str, list[Curve]]:
    """The curves of all measures, those of all plans and those of asking one city.

    `starts`, `loads`: how often the command line is started, and a folder loaded; the median counts.
    """
    places = {size: folder / str(size) / "policies" for size in sizes}
    cities = {size: write_plans(place, size)[0] for size, place in places.items()}
    cold = {
        size: _loaded(place, cold=True, rounds=1 if size >= MANY else loads) for size, place in places.items()
    }
    warm = {size: _loaded(place, rounds=loads) for size, place in places.items()}
    first = _in_turn({size: _asking(places[size], cities[size]) for size in sizes}, starts)

    def curve(name: str, told: Mapping[int, Mapping[str, float]], key: str, unit: str = "s") -> Curve:
        return Curve(name, unit, {size: each[key] for size, each in told.items()})

    return {
        "all plans": [
            curve("load, nothing cached", cold, "load"),
            curve("load, cached", warm, "load"),
            curve("compare one enterprise in all", warm, "compare"),
        ],
        "memory": [curve("peak memory, loaded from the cache", warm, "memory", "MB")],
        "one city": [
            Curve("command line: evaluate in one city", "s", first),
            curve("load one city, cached", warm, "load_one"),
            curve("evaluate in one city, all loaded", warm, "evaluate"),
        ],
    }


def _loaded(policies: Path, *, cold: bool = False, rounds: int) -> dict[str, float]:
    """The median of each measure over some processes that load a folder."""
    told: list[dict[str, float]] = []
    for number in range(rounds):
        cache = policies.parent / (f"cold{number}" if cold else "cold0")
        command = [sys.executable, "-m", "benchmarks.growth_of_plans", str(policies)]
        ran = subprocess.run(command, cwd=ROOT, env=_with(cache), check=True, stdout=subprocess.PIPE)
        told.append(json.loads(ran.stdout))
    return {name: statistics.median(each[name] for each in told) for name in told[0]}


def _asking(policies: Path, city: str) -> Callable[[], float]:
    """A start of the command line that asks one city, and the seconds that it takes."""
    ask = ["evaluate", str(ENTERPRISE), "--city", city, "--as-of", DAY, "--policies", str(policies)]
    environment = _with(policies.parent / "cold0")

    def seconds() -> float:
        began = time.perf_counter()
        command = [sys.executable, "-m", "policyengine", *ask]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    return seconds


def _in_turn(measures: Mapping[int, Callable[[], float]], rounds: int) -> dict[int, float]:
    """The median of each measure, all taken in turn, so that a noisy moment touches all alike."""
    taken: dict[int, list[float]] = {size: [] for size in measures}
    for _ in range(rounds):
        for size, measure in measures.items():
            taken[size].append(measure())
    return {size: statistics.median(times) for size, times in taken.items()}


def _with(cache: Path) -> dict[str, str]:
    return os.environ | {"POLICYENGINE_CACHE": str(cache)}


def _measured(policies: str) -> dict[str, float]:
    """In a process of its own: the processor's seconds of each step, and the most memory it held, in MB."""
    from policyengine.engine import load

    loading, engine = _seconds(lambda: load(policies))
    memory, city = _most_memory(), engine.cities[0]
    loading_one, _ = _seconds(lambda: load(policies, city))
    # The rules of a city are compiled when it is first asked about.
    _decided([engine.evaluate(PROFILE, city=city, as_of=DAY)])
    evaluating, _ = _seconds(
        lambda: _decided([engine.evaluate(PROFILE, city=city, as_of=DAY) for _ in range(AGAIN)])
    )
    comparing, _ = _seconds(lambda: _decided(engine.compare(PROFILE, as_of=DAY).assessments.values()))
    return {
        "load": loading,
        "memory": memory,
        "load_one": loading_one,
        "evaluate": evaluating / AGAIN,
        "compare": comparing,
    }


def _decided(answers: Iterable[Assessment]) -> None:
    for answer in answers:
        _ = answer.totals


def _seconds(work: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def _most_memory() -> float:
    """The most that this process has held, in MB. `getrusage` counts what began the process, too."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text("utf-8").partition("VmHWM:")[2].split()[0]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 1024


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1])))
