"""What leans on what: circles, and an order in which everything comes after what it leans on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def circles(uses: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Each circle once, in the direction of use, from the first listed of its names: a uses b, b uses a."""
    rest = {name: tuple(used) for name, used in uses.items()}
    places = {name: place for place, name in enumerate(uses)}
    found: list[tuple[str, ...]] = []
    while True:
        try:
            TopologicalSorter(rest).prepare()
            return tuple(found)
        except CycleError as error:
            loop = error.args[1][:0:-1]  # it runs against the direction of use, and names its start twice
            start = min(range(len(loop)), key=lambda at: places[loop[at]])
            found.append((*loop[start:], *loop[:start]))
            rest = {name: used for name, used in rest.items() if name not in loop}


def used_first(uses: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """All names, each after those it uses. CycleError where some use each other in a circle."""
    return tuple(TopologicalSorter({name: tuple(used) for name, used in uses.items()}).static_order())
