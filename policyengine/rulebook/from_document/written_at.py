"""Where the values of a mapping stand, by dotted path, for findings that come after reading."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.errors import Span
from policyengine.rulebook.text.nodes import Mapping, Node, Sequence

# Texts that no check points into; and what bears places of its own.
_WORDS = frozenset({"title", "interpretation", "heading"})
_TREES = frozenset({"when", "amount", "value", "bound", "requires", "condition", "require", "exclude"})


def written_at(node: Mapping) -> dict[str, Span]:
    """The place of every value under a mapping: `theme`, `departments.0`, `paid_by.city_finance`."""
    return {
        path: span
        for key, item in node.items.items()
        for path, span in (
            [(key, item.span)] if key in _WORDS | _TREES else _paths(_numbered(key, item), item)
        )
    }


def _numbered(key: str, item: Node) -> str:
    """A citation that stands alone is the first of its list."""
    return f"{key}.0" if key == "cite" and isinstance(item, Mapping) else key


def _paths(path: str, node: Node) -> Iterator[tuple[str, Span]]:
    yield path, node.span
    match node:
        case Mapping(items):
            for key, item in items.items():
                if key not in _WORDS:
                    yield from _paths(f"{path}.{key}", item)
        case Sequence(listed):
            for index, item in enumerate(listed):
                yield from _paths(f"{path}.{index}", item)
