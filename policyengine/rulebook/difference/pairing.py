"""Which entry of a new version is which of the old one: by id, else by its content, else by its title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from policyengine.errors import Bilingual
from policyengine.rulebook.difference.meaning import meaning

Pairs = list[tuple[Any, Any]]
Key = Callable[[Any], Any]


def paired(old: Sequence[Any], new: Sequence[Any]) -> tuple[Pairs, list[Any], list[Any]]:
    """Entries of both that are one another, in the old order; then those that are gone, those that have come.

    An entry under another id is the same if nothing else of it changed, or nothing but its title, or if
    its title is as before and no other entry bears it.
    """
    by_id = {each.id: each for each in new}
    pairs = [(each, by_id[each.id]) for each in old if each.id in by_id]
    known = {each.id for each, _ in pairs}
    gone, come = ([each for each in values if each.id not in known] for values in (old, new))
    for key in (_content, _content_but_title, _title):
        for before, after in _alike(gone, come, key):
            pairs.append((before, after))
            gone = [each for each in gone if each is not before]
            come = [each for each in come if each is not after]
    order = {id(each): place for place, each in enumerate(old)}
    return sorted(pairs, key=lambda pair: order[id(pair[0])]), gone, come


def _alike(gone: Sequence[Any], come: Sequence[Any], key: Key) -> Iterator[tuple[Any, Any]]:
    """Entries of which each side has exactly one with that key."""
    before, after = [key(each) for each in gone], [key(each) for each in come]
    for each, its in zip(gone, before, strict=True):
        if its is not None and before.count(its) == 1 and after.count(its) == 1:
            yield each, come[after.index(its)]


def _content(entry: Any) -> Any:
    return meaning(_nameless(entry))


def _content_but_title(entry: Any) -> Any:
    content = _nameless(entry)
    titled = isinstance(getattr(content, "title", None), Bilingual)
    return meaning(replace(content, title=Bilingual("", ""))) if titled else None


def _title(entry: Any) -> Any:
    return meaning(entry.title) if hasattr(entry, "title") else None


def _nameless(entry: Any) -> Any:
    """What an entry says beside the name by which others refer to it."""
    return entry.content if hasattr(entry, "content") else replace(entry, id="")
