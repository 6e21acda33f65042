"""The outline of a file: its entries, by title."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from policyengine.errors import Span
from policyengine.languageserver.positions import Text
from policyengine.reporting.lang import Lang
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.text.yaml import Unreadable, read_yaml

_TITLES = ("title", "name", "label", "heading")


def symbols(text: Text, name: str, lang: Lang) -> list[types.DocumentSymbol]:
    """What stands under each key of a file, entry by entry; nothing of a file that cannot be read."""
    try:
        root = read_yaml(text.text, name)
    except Unreadable:
        return []
    if not isinstance(root, Mapping):
        return []
    return [
        _symbol(key, "", item, root.keys[key].span, text, [*_entries(item, text, lang)])
        for key, item in root.items.items()
    ]


def _entries(node: Node, text: Text, lang: Lang) -> Iterator[types.DocumentSymbol]:
    """The entries of a list that have ids or names; those of a mapping that are mappings themselves."""
    match node:
        case Sequence(items):
            for item in items:
                if isinstance(item, Mapping):
                    id_ = _text(item.get("id"))
                    title = _title(item, lang) or id_
                    if title:
                        yield _symbol(title, id_ if id_ != title else "", item, item.head, text, [])
        case Mapping(items):
            for key, item in items.items():
                if isinstance(item, Mapping):
                    yield _symbol(key, _title(item, lang), item, node.keys[key].span, text, [])


def _title(entry: Mapping, lang: Lang) -> str:
    for key in _TITLES:
        node = entry.get(key)
        if isinstance(node, Mapping):
            node = node.get(lang.value)
        if isinstance(node, Scalar):
            return node.text.strip()
    return ""


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _symbol(
    name: str, detail: str, node: Node, at: Span, text: Text, children: list[types.DocumentSymbol]
) -> types.DocumentSymbol:
    # An alias stands elsewhere than what it stands for: there the key alone is shown.
    whole = node.span if (node.span.line, node.span.column) >= (at.line, at.column) else at
    span = Span(at.file, at.line, at.column, whole.end_line, whole.end_column)
    return types.DocumentSymbol(
        name=name,
        kind=types.SymbolKind.Array if children else types.SymbolKind.Object,
        range=text.range_of(span),
        selection_range=text.range_of(at),
        detail=detail or None,
        children=children,
    )
