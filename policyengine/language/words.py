"""Trees into phrases: what is said, before any language says it.

A phrase knows labels, not names; negation has reached the comparison it turns round; what a language must
put in brackets is nested. `zh.py` and `en.py` put phrases into words, and another language would be one file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.kinds import kind_of
from policyengine.language.tree import (
    AllOf,
    Among,
    Amount,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Condition,
    Direction,
    Fact,
    Kind,
    Literal,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.types import TYPES
from policyengine.language.walk import AnyNode


@dataclass(frozen=True, slots=True)
class Thing:
    """A fact as a noun: 营业收入."""

    label: Bilingual


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as each language writes it: 30万元. `bare` is a choice's label, which may read as a denial."""

    text: Bilingual
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A share or a multiple of something: 营业收入的3%, 营业收入的2倍."""

    figure: Figure
    whole: Noun
    multiple: bool


@dataclass(frozen=True, slots=True)
class Combined:
    """Two nouns added, subtracted, multiplied or divided; `ratio` where the two are of one kind."""

    left: Noun
    operator: Operator
    right: Noun
    ratio: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A day so much later or earlier than another: 成立日期之后3年."""

    day: Noun
    length: Noun
    later: bool


@dataclass(frozen=True, slots=True)
class Holds:
    """That a boolean fact is so, or is not."""

    label: Bilingual
    so: bool


@dataclass(frozen=True, slots=True)
class Related:
    """That one thing is more, less or the same as another of its kind."""

    subject: Noun
    relation: Relation
    object: Noun
    kind: Kind


@dataclass(frozen=True, slots=True)
class OneOf:
    """That a thing is one of several, or none of them."""

    subject: Noun
    options: tuple[Figure, ...]
    so: bool


@dataclass(frozen=True, slots=True)
class Several:
    """That all parts hold, or any of them."""

    parts: tuple[Clause, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """That so many of the parts hold."""

    count: int
    parts: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """That several parts together do not hold."""

    part: Clause


@dataclass(frozen=True, slots=True)
class Settled:
    """True or false of every enterprise."""

    so: bool


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most so much, the rest left open."""

    most: Noun


@dataclass(frozen=True, slots=True)
class Open:
    """Money whose amount the text leaves open."""


@dataclass(frozen=True, slots=True)
class Case:
    """So much where a condition holds."""

    when: Clause
    amount: Sum


@dataclass(frozen=True, slots=True)
class Cases:
    """The first case that holds, else the rest."""

    cases: tuple[Case, ...]
    otherwise: Sum


@dataclass(frozen=True, slots=True)
class Held:
    """An amount between a floor and a ceiling."""

    amount: Sum
    floor: Noun | None
    ceiling: Noun | None


@dataclass(frozen=True, slots=True)
class RoundedTo:
    """An amount rounded to a multiple of a unit."""

    amount: Sum
    direction: Direction
    unit: Figure


Noun: TypeAlias = Thing | Figure | Part | Combined | Moved
Clause: TypeAlias = Holds | Related | OneOf | Several | Counted | Denied | Settled
Sum: TypeAlias = Noun | Ceiling | Open | Cases | Held | RoundedTo
Phrase: TypeAlias = Noun | Clause | Sum | Case

_OPPOSITE = {
    Relation.EQUAL: Relation.NOT_EQUAL,
    Relation.NOT_EQUAL: Relation.EQUAL,
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.LESS,
    Relation.GREATER: Relation.AT_MOST,
    Relation.AT_MOST: Relation.GREATER,
}


def phrase(node: AnyNode, vocabulary: Vocabulary) -> Phrase:
    """What any node says. A boolean fact or literal is a statement, every other one a noun."""
    words = _Words(vocabulary)
    match node:
        case Fact() if words.kind(node) is not Kind.BOOLEAN:
            return words.noun(node)
        case Literal(kind) if kind is not Kind.BOOLEAN:
            return words.noun(node)
        case Arithmetic():
            return words.noun(node)
        case Branch():
            return words.case(node)
        case UpTo() | Unstated() | Tiers() | Bounded() | Rounded():
            return words.sum(node)
        case _:
            return words.clause(node)


@dataclass(frozen=True, slots=True)
class _Words:
    vocabulary: Vocabulary

    # Statements

    def clause(self, node: Condition, so: bool = True) -> Clause:
        match node:
            case Literal(_, value):
                return Settled((value is True) is so)
            case Fact(name):
                return Holds(self.label(name), so)
            case Compare():
                return self.compared(node, so)
            case Among(term, options):
                definition = self.definition(term)
                figures = tuple(self.figure(option, definition) for option in options)
                return OneOf(self.noun(term), figures, so)
            case Not(part):
                return self.clause(part, not so)
            case AllOf(parts) | AnyOf(parts):
                several = Several(tuple(map(self.clause, parts)), isinstance(node, AllOf))
                return several if so else Denied(several)
            case AtLeast(count, parts):
                counted = Counted(count, tuple(map(self.clause, parts)))
                return counted if so else Denied(counted)
            case unread:
                assert_never(unread)

    def compared(self, node: Compare, so: bool) -> Clause:
        relation = node.relation if so else _OPPOSITE[node.relation]
        match node.left, node.right:
            case (Fact(name), Literal(Kind.BOOLEAN, value)) | (Literal(Kind.BOOLEAN, value), Fact(name)):
                return Holds(self.label(name), (value is True) is (relation is Relation.EQUAL))
            case left, right:
                subject = self.noun(left, self.definition(right))
                return Related(subject, relation, self.noun(right, self.definition(left)), self.kind(left))

    # Nouns

    def noun(self, term: Term, opposite: FactDefinition | None = None) -> Noun:
        match term:
            case Literal():
                return self.figure(term, opposite)
            case Fact(name):
                return Thing(self.label(name))
            case Arithmetic():
                return self.combined(term)
            case unread:
                assert_never(unread)

    def combined(self, node: Arithmetic) -> Noun:
        left, operator, right = node.left, node.operator, node.right
        if Kind.DURATION in (self.kind(left), self.kind(right)):
            return Moved(self.noun(left), self.noun(right), operator is Operator.PLUS)
        if operator is Operator.TIMES and isinstance(left, Literal) != isinstance(right, Literal):
            literal, whole = (left, right) if isinstance(left, Literal) else (right, left)
            return self.part(literal, whole)
        ratio = operator is Operator.OVER and self.kind(left) is self.kind(right)
        return Combined(self.noun(left), operator, self.noun(right), ratio)

    def part(self, literal: Term, whole: Term) -> Noun:
        figure = self.noun(literal)
        if isinstance(literal, Literal) and literal.kind in (Kind.RATIO, Kind.COUNT):
            return Part(self.figure(literal, None), self.noun(whole), literal.kind is Kind.COUNT)
        return Combined(figure, Operator.TIMES, self.noun(whole))

    def figure(self, literal: Literal, opposite: FactDefinition | None) -> Figure:
        kind = TYPES[literal.kind]
        text = Bilingual(zh=kind.zh(literal.value, opposite), en=kind.en(literal.value, opposite))
        return Figure(text, bare=literal.kind is Kind.CHOICE)

    # Amounts

    def sum(self, node: Amount) -> Sum:
        match node:
            case Literal() | Fact() | Arithmetic():
                return self.noun(node)
            case UpTo(ceiling):
                return Ceiling(self.noun(ceiling))
            case Unstated():
                return Open()
            case Tiers(branches, otherwise):
                return Cases(tuple(map(self.case, branches)), self.sum(otherwise))
            case Bounded(amount, at_least, at_most):
                floor = None if at_least is None else self.noun(at_least)
                return Held(self.sum(amount), floor, None if at_most is None else self.noun(at_most))
            case Rounded(amount, direction, to):
                return RoundedTo(self.sum(amount), direction, self.figure(to, None))
            case unread:
                assert_never(unread)

    def case(self, branch: Branch) -> Case:
        return Case(self.clause(branch.when), self.sum(branch.amount))

    # Names

    def definition(self, term: Term) -> FactDefinition | None:
        return self.vocabulary.find(term.name) if isinstance(term, Fact) else None

    def label(self, name: str) -> Bilingual:
        """The fact's label, or its name where no vocabulary has it, so that anything can be read."""
        definition = self.vocabulary.find(name)
        return definition.label if definition else Bilingual(zh=name, en=name)

    def kind(self, term: Term) -> Kind:
        """The kind of a term for choosing words; text where it cannot be told."""
        try:
            return kind_of(term, self.vocabulary)
        except (KeyError, ValueError):
            return Kind.TEXT
