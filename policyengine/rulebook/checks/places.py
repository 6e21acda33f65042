"""One mistake in many places: a department struck off a list is missed by every rule that names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from policyengine.errors import Bilingual, Span

Named: TypeAlias = tuple[str, Span | None]
"""A name and where it stands."""

FEW = 3
"""So many places are told one by one; of more, the first."""


def told(named: Iterable[Named]) -> Iterator[tuple[str, Span | None, int]]:
    """Each name at each of its places; where these are many, at the first, with how many there are."""
    places: dict[str, list[Span | None]] = {}
    for name, span in named:
        places.setdefault(name, []).append(span)
    for name, spans in places.items():
        many = len(spans) > FEW
        for span in spans[:1] if many else spans:
            yield name, span, len(spans) if many else 1


def counted(words: Bilingual, places: int) -> Bilingual:
    """The words of a finding, with how many places it speaks of where that is more than one."""
    if places == 1:
        return words
    return Bilingual(zh=f"{words.zh}，共{places}处", en=f"{words.en} (in {places} places)")
