"""A file in the one layout, as `policyengine fmt` writes it."""

from __future__ import annotations

from lsprotocol import types

from policyengine.languageserver.positions import Text
from policyengine.rulebook.editing.layout import formatted
from policyengine.rulebook.text.yaml import Unreadable


def formatting(text: Text, name: str) -> list[types.TextEdit]:
    """What to change; nothing in a file that is laid out already, or that cannot be read."""
    try:
        made = formatted(text.text, name)
    except Unreadable:
        return []
    if made == text.text:
        return []
    # The lines that stay at both ends are left alone, so that the editor keeps its place.
    before, after = text.lines, Text(made).lines
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    if "\r" in text.text:
        first = 0
    where = types.Range(text.position(first, 0), text.end())
    return [types.TextEdit(where, "\n".join(after[first:]))]
