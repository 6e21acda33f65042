"""What was worked out before, and from what: out of the very same things it is not worked out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from policyengine.errors import Finding

T = TypeVar("T")


class Memory:
    """One result for each name, with what it was made from. For one thread.

    INVARIANT: what is made depends on its name and on what it is made from alone, and nobody changes either
    afterwards. The same things are the same objects: two that are equal may stand at other places of a file.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._asked: set[Hashable] = set()

    def of(self, name: Hashable, made_from: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gives, or gave when it was asked for under this name and from the same objects."""
        self._asked.add(name)
        before, made = self._kept.get(name, ((), None))
        same = len(before) == len(made_from) and all(a is b for a, b in zip(before, made_from, strict=True))
        if name not in self._kept or not same:
            made = make()
            self._kept[name] = made_from, made
        result: T = made
        return result

    def noting(
        self,
        name: Hashable,
        made_from: tuple[object, ...],
        make: Callable[[list[Finding]], T],
        findings: list[Finding],
    ) -> T:
        """The same for what also adds to `findings`: what it adds is remembered with it."""

        def noted() -> tuple[T, list[Finding]]:
            own: list[Finding] = []
            return make(own), own

        made, own = self.of(name, made_from, noted)
        findings.extend(own)
        return made

    def forget_the_rest(self) -> None:
        """Keep only what was asked for since this was last called."""
        self._kept = {name: kept for name, kept in self._kept.items() if name in self._asked}
        self._asked = set()
