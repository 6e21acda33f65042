"""Cases moved by whole years: the days and the years of their profiles and of what they expect."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyengine.rulebook.editing.pieces import Group, Leaf, Piece
from policyengine.rulebook.editing.pieces_of import pieces_of

# A day, a year of a series (`revenue_by_year[2023]`), or a year alone.
_DAY = r"(?P<year>[0-9]{4})(?P<rest>-[0-9]{2}-[0-9]{2})"
_DATED = re.compile(rf"(?<![0-9]){_DAY}(?![0-9])|(?<=\[)(?P<of_series>[0-9]{{4}})(?=\])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NOT_MOVED = frozenset({"name"})


def moved(text: str, years: int) -> str:
    """The text of a `cases.yaml`, its cases so many years later; names and comments are left as they are.

    A year alone is moved where it is a key or the value of `year`: elsewhere it may be a count.
    """
    parts: list[str] = []
    at = 0
    for start, end, written in _replacements(text, years):
        parts += [text[at:start], written]
        at = end
    return "".join([*parts, text[at:]])


def _replacements(text: str, years: int) -> Iterator[tuple[int, int, str]]:
    root = pieces_of(text).root
    if not isinstance(root, Group):
        return
    for section in root.members:
        if isinstance(section.value, Group):
            for case in section.value.members:
                yield from _inside(case.value, years)


def _inside(piece: Piece, years: int) -> Iterator[tuple[int, int, str]]:
    """What changes within a case, in the order in which it stands."""
    if isinstance(piece, Leaf):
        yield piece.start, piece.end, _DATED.sub(lambda found: _later(found, years), piece.source)
        return
    for member in piece.members:
        key = member.key
        if key is not None and key.text in _NOT_MOVED:
            continue
        if key is not None and _YEAR.fullmatch(key.text):
            yield key.start, key.end, key.source.replace(key.text, str(int(key.text) + years))
        value = member.value
        if key is not None and key.text == "year" and isinstance(value, Leaf) and _YEAR.fullmatch(value.text):
            yield value.start, value.end, value.source.replace(value.text, str(int(value.text) + years))
        else:
            yield from _inside(value, years)


def _later(found: re.Match[str], years: int) -> str:
    if found["of_series"] is not None:
        return str(int(found["of_series"]) + years)
    year, rest = int(found["year"]) + years, found["rest"]
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year:04d}{'-02-28' if rest == '-02-29' and not leap else rest}"
