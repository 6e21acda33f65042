"""Every name in the files of a folder: what it names, where it stands, and whether it is defined there.

A file's names are found in its YAML alone, by what its schema says may stand where; so they are there while
other files, or its own rules, are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from policyengine.errors import Span
from policyengine.languageserver.cursor import ITEM
from policyengine.languageserver.shape import EXPRESSIONS, Place, Shape, shape_of
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.text.places import place


class Kind(StrEnum):
    """What a name can be the name of."""

    FACT = "fact"
    DEFINITION = "definition"
    CLAUSE = "clause"
    DEPARTMENT = "department"
    ROLE = "role"
    THEME = "theme"
    RULE = "rule"


SHARED = frozenset({Kind.FACT, Kind.ROLE, Kind.THEME})
"""What bears the same name in all versions; the rest is each version's own."""

WORD = re.compile(r"\"(?:\\.|[^\"\\])*\"|“[^”]*”|[^\W\d]\w*(?:\.[^\W\d]\w*)?")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name as it is written somewhere. `kind` is None in conditions and amounts: a fact, or a definition.

    `within`: the whole condition or amount. `under`: the rule, or other entry, that it stands in.
    """

    kind: Kind | None
    text: str
    span: Span
    defines: bool = False
    within: str = ""
    under: str = ""


_PLACES = {
    "theme": Kind.THEME,
    "role": Kind.ROLE,
    "department": Kind.DEPARTMENT,
    "clause": Kind.CLAUSE,
    "fact": Kind.FACT,
    "reward": Kind.RULE,
    "rule": Kind.RULE,
    "target": Kind.RULE,
}
_DEFINED_KEYS: dict[tuple[str, tuple[str, ...]], Kind] = {
    ("facts.yaml", ("facts",)): Kind.FACT,
    ("vocabulary.yaml", ("facts",)): Kind.FACT,
    ("themes.yaml", ("themes",)): Kind.THEME,
    ("departments.yaml", ("roles",)): Kind.ROLE,
}
_DEFINED_VALUES: dict[tuple[str, ...], Kind] = {
    ("clauses", ITEM, "id"): Kind.CLAUSE,
    ("clauses", ITEM): Kind.CLAUSE,
    ("departments", ITEM, "name"): Kind.DEPARTMENT,
    ("definitions", ITEM, "id"): Kind.DEFINITION,
    **{
        (section, ITEM, "id"): Kind.RULE
        for section in ("rewards", "groups", "supports", "obligations", "duties", "targets", "conditions")
    },
}


def occurrences(name: str, node: Node) -> tuple[Occurrence, ...]:
    """The names in a file of that name, in the order written; none in a file that nothing reads."""
    shape = shape_of(name)
    return () if shape is None else tuple(_Walk(name, shape).names(node, (), ""))


class _Walk:
    """One file, gone through with the schema beside it."""

    def __init__(self, name: str, shape: Shape) -> None:
        self._name, self._shape = name, shape

    def names(self, node: Node, path: tuple[str, ...], under: str) -> Iterator[Occurrence]:
        match node:
            case Scalar():
                yield from self._in_scalar(node, path, under)
            case Sequence(items):
                for item in items:
                    yield from self.names(item, (*path, ITEM), _id_of(item) or under)
            case Mapping():
                kind = _DEFINED_KEYS.get((self._name, path))
                of_keys = self._shape.at(path).names_of_keys
                for key, item in node.items.items():
                    scalar = node.keys[key]
                    if kind is not None:
                        yield Occurrence(kind, key, scalar.span, defines=True)
                    yield from _named(of_keys, scalar, under)
                    yield from self.names(item, (*path, key), key if kind or of_keys else under)
                if (
                    self._name in ("facts.yaml", "vocabulary.yaml")
                    and path[:1] == ("facts",)
                    and len(path) == 2
                ):
                    yield from _fields(node, path[1])

    def _in_scalar(self, scalar: Scalar, path: tuple[str, ...], under: str) -> Iterator[Occurrence]:
        defined = _DEFINED_VALUES.get(path)
        if defined is not None:
            yield Occurrence(defined, scalar.text, scalar.span, defines=True, under=under)
            return
        at: Place = self._shape.at(path)
        if at.names & EXPRESSIONS and isinstance(scalar.value, str):
            yield from _in_expression(scalar, under)
        else:
            yield from _named(at.names, scalar, under)


def _fields(fact: Mapping, name: str) -> Iterator[Occurrence]:
    """The fields that a list's definition lists, under the names that trees have for them."""
    fields = fact.get("fields")
    if isinstance(fields, Mapping):
        for key, scalar in fields.keys.items():
            yield Occurrence(Kind.FACT, f"{name}.{key}", scalar.span, defines=True)


def _named(names: frozenset[str], scalar: Scalar, under: str) -> Iterator[Occurrence]:
    kind = next((_PLACES[name] for name in sorted(names) if name in _PLACES), None)
    if kind is not None:
        yield Occurrence(kind, scalar.text, scalar.span, under=under)


def _in_expression(scalar: Scalar, under: str) -> Iterator[Occurrence]:
    where = place(scalar)
    for word in WORD.finditer(scalar.text):
        if word.group()[0] not in '"“':
            yield Occurrence(None, word.group(), where(*word.span()), within=scalar.text, under=under)


def _id_of(node: Node) -> str:
    """The id of an entry that has one; of a case its day, of a case by name nothing."""
    id_ = node.get("id") if isinstance(node, Mapping) else None
    return id_.text if isinstance(id_, Scalar) else ""
