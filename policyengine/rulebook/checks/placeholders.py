"""What `policyengine new` leaves open: every value that still says TODO."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence

MARK = "TODO"

_MARKED = re.compile(rf"\b{MARK}\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class ToBeFilled(Finding):
    """A value still says TODO.

    Why: a version that is begun from another, or from nothing, must not pass with a hole in it.
    Mend: put in what the document says; where it says nothing, `null`, or take the key away.
    """

    code = "to-be-filled"

    def message(self) -> Bilingual:
        """That something is still to be written here."""
        return Bilingual(zh=f"此处尚待填写（{MARK}）", en=f"this is still to be filled in ({MARK})")


def placeholders(nodes: Iterable[Node]) -> Iterator[ToBeFilled]:
    """A finding for each value or key of some files that bears the mark. Comments may bear it."""
    for node in nodes:
        match node:
            case Scalar(text=text, span=span):
                if MARK in text and _MARKED.search(text):
                    yield ToBeFilled(span=span)
            case Sequence(items):
                yield from placeholders(items)
            case Mapping(items, keys):
                yield from placeholders(keys.values())
                yield from placeholders(items.values())
