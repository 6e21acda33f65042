"""The ways in which a field of the legal model is compared: as one value, as a list, part by part.

INVARIANT: every comparer yields at least one change for two values that do not mean the same, and none for
two that do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from policyengine.errors import Bilingual
from policyengine.rulebook.difference.amounts import tree_changes
from policyengine.rulebook.difference.change import Change, ChangeKind
from policyengine.rulebook.difference.meaning import same
from policyengine.rulebook.difference.place import Place, Side
from policyengine.rulebook.difference.telling import Tell
from policyengine.rulebook.difference.telling import words as in_words

Comparer: TypeAlias = Callable[[Place, Any, Any], Iterator[Change]]


@dataclass(frozen=True, slots=True)
class Field:
    """How one field is compared, what it is called, and under which key of the YAML it stands."""

    kind: ChangeKind
    label: Bilingual
    compare: Comparer
    key: str | None = None


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A field that means nothing by itself, and why."""

    reason: str


Fields: TypeAlias = "dict[str, Field | NotCompared]"


def changes_in(fields: Fields, place: Place, old: object, new: object) -> Iterator[Change]:
    """The changes of every field of two values of one class, in the order of the table."""
    for name, told in fields.items():
        if isinstance(told, Field):
            key = told.key or name
            part = f"{place.part}.{name}".strip(".")
            here = replace(place, old=place.old.below(key), new=place.new.below(key), part=part)
            here = replace(here, kind=told.kind, label=told.label)
            yield from told.compare(here, getattr(old, name), getattr(new, name))


# One value


def one(tell: Tell) -> Comparer:
    """A value that is told whole; None and what is empty are nothing."""

    def compare(place: Place, old: Any, new: Any) -> Iterator[Change]:
        if not same(old, new):
            yield place.became(_told(tell, old, place.old), _told(tell, new, place.new))

    return compare


def _told(tell: Tell, value: Any, side: Side) -> Bilingual | None:
    return None if value is None or value == () or value == "" else tell(value, side)


def by_hand(tell: Tell) -> Comparer:
    """A value whose every state is told, None and nothing too."""

    def compare(place: Place, old: Any, new: Any) -> Iterator[Change]:
        if not same(old, new):
            yield place.became(tell(old, place.old), tell(new, place.new))

    return compare


def prose(place: Place, old: Bilingual | None, new: Bilingual | None) -> Iterator[Change]:
    """A text for people, which may be long: the sentence shows it about where it changed."""
    if old == new:
        return
    if old is None or new is None:
        yield from one(in_words)(place, old, new)
        return
    zh, en = excerpts(old.zh, new.zh), excerpts(old.en, new.en)
    was, is_ = (Bilingual(f"“{zh[at]}”", f"“{en[at]}”") for at in (0, 1))
    change = place.became(was, is_)
    yield replace(change, old=old, new=new)


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Two texts without the most of what is alike at their ends, where they are long."""
    if max(len(old), len(new)) <= LONG:
        return old, new
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return _excerpt(old, start, end), _excerpt(new, start, end)


LONG = 80
"""Characters of a text that is shown whole."""
CONTEXT = 16
"""Characters shown before and after what changed in a text."""


def _excerpt(text: str, start: int, end: int) -> str:
    before, after = max(start - CONTEXT, 0), max(end - CONTEXT, 0)
    cut = text[before : len(text) - after]
    return f"{'…' if before else ''}{cut}{'…' if after else ''}"


def trees(place: Place, old: Any, new: Any) -> Iterator[Change]:
    """A condition, an amount or another term."""
    yield from tree_changes(place, old, new)


def part(fields: Callable[[], Fields], tell: Tell) -> Comparer:
    """A value with fields of its own, which may be absent."""

    def compare(place: Place, old: Any, new: Any) -> Iterator[Change]:
        if same(old, new):
            return
        if old is None or new is None:
            yield place.became(_told(tell, old, place.old), _told(tell, new, place.new))
        else:
            yield from changes_in(fields(), place.called(place.named()), old, new)

    return compare
