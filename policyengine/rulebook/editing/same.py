"""Whether two texts differ in nothing but layout."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.rulebook.editing.pieces import Group, Piece, Whole
from policyengine.rulebook.editing.pieces_of import pieces_of
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.text.yaml import Unreadable, read_yaml


def says_the_same(text: str, node: Node, whole: Whole) -> bool:
    """Whether a text holds the values of `node`, and the anchors and comments of `whole`, in their order."""
    try:
        same = _same(node, read_yaml(text, ""))
    except Unreadable:
        return False
    return same and tuple(_beside_values(whole)) == tuple(_beside_values(pieces_of(text)))


def _same(one: Node, other: Node) -> bool:
    match one, other:
        case Scalar(), Scalar():
            return (type(one.value), one.value, one.text) == (type(other.value), other.value, other.text)
        case Sequence(), Sequence():
            return len(one.items) == len(other.items) and all(map(_same, one.items, other.items))
        case Mapping(), Mapping():
            pairs = zip(one.items.items(), other.items.items(), strict=False)
            return len(one.items) == len(other.items) and all(
                key == its and _same(value, twin) for (key, value), (its, twin) in pairs
            )
    return False


def _beside_values(whole: Whole) -> Iterator[str]:
    """The comments in order, then anchors and aliases in order."""
    yield from (comment.text for comment in whole.comments())
    if whole.root is not None:
        yield from _names(whole.root)


def _names(piece: Piece) -> Iterator[str]:
    if piece.properties:
        yield piece.properties
    if isinstance(piece, Group):
        for member in piece.members:
            yield from (
                _names(member.value) if member.key is None else (*_names(member.key), *_names(member.value))
            )
    elif piece.is_alias:
        yield piece.source
