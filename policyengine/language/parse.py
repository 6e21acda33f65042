"""Text of the rule language to trees. The only thing ever raised is LanguageError.

Lark is loaded by the first condition, amount or term that is parsed: rules read from a cache never need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from policyengine.errors import Finding, PolicyEngineError
from policyengine.language.literals import Shape, folded, written
from policyengine.language.misreadings import ImpossibleDate, TooDeep, TooLong, UnreadableLiteral
from policyengine.language.place import Place, within
from policyengine.language.tree import Amount, Condition, Literal, Term

if TYPE_CHECKING:
    from policyengine.language.from_parse_tree import FromParseTree
    from policyengine.language.parse_tree import Parsed

T = TypeVar("T")

LONGEST = 4000
"""Characters of one text."""

DEEPEST = 50
"""Levels of brackets, and of the tree."""


class LanguageError(PolicyEngineError):
    """A text is not of the rule language. `findings` holds what is wrong, each with its place."""


def parse_condition(text: str, place: Place | None = None) -> Condition:
    """The condition a text states, names as written. LanguageError where it states none."""
    reader, parsed = _read(text, "condition", place or within(text))
    return _sound(reader.condition(parsed), reader.findings)


def parse_amount(text: str, place: Place | None = None) -> Amount:
    """The amount a text states, names as written. LanguageError where it states none."""
    reader, parsed = _read(text, "amount", place or within(text))
    return _sound(reader.term(parsed), reader.findings)


def parse_term(text: str, place: Place | None = None) -> Term:
    """The term a text states, names as written. LanguageError where it states none."""
    reader, parsed = _read(text, "term", place or within(text))
    return _sound(reader.term(parsed), reader.findings)


def parse_literal(text: str, place: Place | None = None) -> Literal:
    """The value a text is, such as `30万元` or `3%`; needs no grammar. LanguageError where it is none."""
    found = written(text)
    literal = found.literal() if found else None
    span = (place or within(text))(0, len(text))
    if literal is not None:
        return Literal(literal.kind, literal.value, span=span)
    impossible = found is not None and found.shape is Shape.DATE
    raise LanguageError([(ImpossibleDate if impossible else UnreadableLiteral)(found=text[:60], span=span)])


def _read(text: str, start: str, place: Place) -> tuple[FromParseTree, Parsed]:
    # Here and not above, for lark's sake: see the head of this file.
    from policyengine.language.from_parse_tree import FromParseTree, deep
    from policyengine.language.grammar import Misread, parsed

    _refuse_size(text, place)
    narrow = folded(text)
    try:
        tree = parsed(narrow, start, place)
    except Misread as misread:
        raise LanguageError([misread.finding]) from misread
    if deep(tree, DEEPEST):
        raise LanguageError([TooDeep(limit=DEEPEST, span=place(0, len(text)))])
    return FromParseTree(narrow, place), tree


def _refuse_size(text: str, place: Place) -> None:
    if len(text) > LONGEST:
        raise LanguageError([TooLong(length=len(text), limit=LONGEST, span=place(0, LONGEST))])
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "([（［") - (sign in ")]）］")
        if depth > DEEPEST:
            raise LanguageError([TooDeep(limit=DEEPEST, span=place(at, at + 1))])


def _sound(tree: T, findings: list[Finding]) -> T:
    if findings:
        raise LanguageError(findings)
    return tree
