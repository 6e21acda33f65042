"""Working a thing out once for each plan or vocabulary, which are frozen but too large to hash every time."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

AT_MOST = 1024
"""Plans and vocabularies remembered by each function; past it the oldest is worked out again."""


_KEPT: list[dict[int, Any]] = []


def forget() -> None:
    """Let go of everything kept: for a process that outlives many plans, each taking the place of another."""
    for entries in _KEPT:
        entries.clear()


def kept(make: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """The same function, worked out once for each very object it is given.

    INVARIANT: an entry holds its object, so no other object can come to bear its id. Threads may work out
    the same thing twice; each gets a whole result.
    """
    entries: dict[int, tuple[Given, Made]] = {}
    _KEPT.append(entries)

    @wraps(make)
    def remembered(given: Given) -> Made:
        entry = entries.get(id(given))
        if entry is not None:
            return entry[1]
        made = make(given)
        if len(entries) >= AT_MOST:
            entries.pop(next(iter(entries)), None)
        entries[id(given)] = (given, made)
        return made

    return remembered


MOST_ANSWERS = 4096
"""Answers remembered of one question about a plan; past it they are forgotten and worked out again."""


class Remembered(Generic[Made]):
    """What was worked out before from the same things, of which few kinds come up again and again.

    INVARIANT: what is remembered is immutable, and follows from its key alone. Threads may work out the same
    thing twice.
    """

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: dict[Hashable, Made] = {}

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for an equal key, or what is made now."""
        found = self._made.get(key)
        if found is None:
            found = make()
            if len(self._made) >= MOST_ANSWERS:
                self._made.clear()
            self._made[key] = found
        return found
