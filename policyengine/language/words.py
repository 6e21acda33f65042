"""Trees into phrases. `zh.py` and `en.py` put phrases into words; another language would be one file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from policyengine.errors import Bilingual
from policyengine.language import patterns
from policyengine.language.facts import FactDefinition, Vocabulary, figure_in
from policyengine.language.figures import series_label, year_in_words
from policyengine.language.kinds import kind_of
from policyengine.language.phrases import (
    Added,
    Case,
    Cases,
    Ceiling,
    Clause,
    Combined,
    Compound,
    Counted,
    DayOfTheYear,
    Denied,
    EveryYear,
    Figure,
    Fulfilled,
    Growth,
    Held,
    Holds,
    Lapse,
    Lasted,
    Mean,
    Moved,
    Nearby,
    Noun,
    OneOf,
    Open,
    Part,
    Phrase,
    Quoted,
    Related,
    Rising,
    RoundedTo,
    Settled,
    Several,
    Slice,
    Tally,
    Thing,
    Total,
    Within,
)
from policyengine.language.tree import (
    ALWAYS,
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Condition,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
    Yearly,
)
from policyengine.language.types import TYPES
from policyengine.language.walk import AnyNode

_OPPOSITE = {
    Relation.EQUAL: Relation.NOT_EQUAL,
    Relation.NOT_EQUAL: Relation.EQUAL,
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.LESS,
    Relation.GREATER: Relation.AT_MOST,
    Relation.AT_MOST: Relation.GREATER,
}

_LASTED = (Relation.AT_LEAST, Relation.LESS)


def phrase(node: AnyNode, vocabulary: Vocabulary) -> Phrase:
    """What any node says. What is true or false is a statement, everything else a noun."""
    words = _Words(vocabulary)
    match node:
        case Fact() | Literal() | Named():
            return words.clause(node) if words.kind(node) is Kind.BOOLEAN else words.noun(node)
        case Branch():
            return words.case(node)
        case Compare() | Among() | Yearly() | Not() | AllOf() | AnyOf() | AtLeast():
            return words.clause(node)
        case _:
            return words.noun(node)


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
            case Named(_, label):
                return Fulfilled(label, so)
            case Compare():
                return self.compared(node, so)
            case Among(term, options):
                definition = self.definition(term)
                figures = tuple(self.figure(option, definition) for option in options)
                return OneOf(self.noun(term), figures, so)
            case Yearly(term, first, last):
                return EveryYear(self.noun(term), first, last, so)
            case Not(part):
                return self.clause(part, not so)
            case AllOf(parts) | AnyOf(parts):
                several = self.joined(node)
                return several if so else Denied(several)
            case AtLeast(count, parts):
                counted = Counted(count, tuple(map(self.clause, parts)))
                return counted if so else Denied(counted)
            case unread:
                assert_never(unread)

    def joined(self, node: AllOf | AnyOf) -> Clause:
        special = self.rewritten(node) if isinstance(node, AllOf) else None
        return special or Several(tuple(map(self.clause, node.parts)), isinstance(node, AllOf))

    def rewritten(self, node: AllOf) -> Clause | None:
        """What parsing rewrote into comparisons, as it was said."""
        rising = patterns.rising(node)
        if rising is not None:
            return Rising(*self.over_years(*rising))
        nearby = patterns.nearby(node)
        if nearby is not None and self.kind(nearby[0]) is Kind.DATE:
            day, length, event, after = nearby
            return Nearby(self.noun(day), self.noun(length), self.noun(event), after)
        within = patterns.within(node)
        if within is not None and self.kind(within[0]) is Kind.DATE:
            return Within(*map(self.noun, within))
        return None

    def over_years(self, figure: Fact, years: int) -> tuple[Bilingual, Bilingual, int]:
        """The series, its last year in words, and the years."""
        series, last = figure_in(figure.name) or (figure.name, 0)
        return series_label(self.label(series)), year_in_words(last), years

    def compared(self, node: Compare, so: bool) -> Clause:
        relation = node.relation if so else _OPPOSITE[node.relation]
        compound = patterns.compound(node)
        if compound is not None:
            over, said, rate = compound
            figure = self.figure(Literal(Kind.RATIO, rate), None)
            return Related(
                Compound(*self.over_years(*over)), said if so else _OPPOSITE[said], figure, Kind.RATIO
            )
        match node.left, node.right:
            case (Fact(name), Literal(Kind.BOOLEAN, value)) | (Literal(Kind.BOOLEAN, value), Fact(name)):
                return Holds(self.label(name), (value is True) is (relation is Relation.EQUAL))
            case Elapsed() as elapsed, Literal(_, Fraction()) as number if relation in _LASTED:
                figure = self.figure(number, None)
                return Lasted(self.lapse(elapsed), figure, relation is Relation.AT_LEAST)
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
            case Named(_, label):
                return Quoted(label)
            case Arithmetic():
                return self.combined(term)
            case Elapsed():
                return self.lapse(term)
            case Aggregate(items, where, each):
                entries, clause = self.label(items), None if where == ALWAYS else self.clause(where)
                return Tally(entries, clause) if each is None else Added(self.noun(each), entries, clause)
            case UpTo(ceiling):
                return Ceiling(self.noun(ceiling))
            case Unstated():
                return Open()
            case Tiers(branches, otherwise):
                return Cases(tuple(map(self.case, branches)), self.noun(otherwise))
            case Bounded(amount, at_least, at_most):
                floor = None if at_least is None else self.noun(at_least)
                most = None if at_most is None else self.noun(at_most)
                return Held(self.noun(amount), floor, most, self.kind(amount))
            case Rounded(amount, direction, to):
                return RoundedTo(self.noun(amount), direction, self.figure(to, None))
            case unread:
                assert_never(unread)

    def combined(self, node: Arithmetic) -> Noun:
        left, operator, right = node.left, node.operator, node.right
        day = patterns.day_of_the_year(node)
        if day is not None:
            return DayOfTheYear(day)
        if Kind.DURATION in (self.kind(left), self.kind(right)):
            return Moved(self.noun(left), self.noun(right), operator is Operator.PLUS)
        said = self.over_a_year(node) or self.slice(node)
        if said is not None:
            return said
        if operator is Operator.TIMES and isinstance(left, Literal) != isinstance(right, Literal):
            literal, whole = (left, right) if isinstance(left, Literal) else (right, left)
            return self.part(literal, whole)
        addends = tuple(patterns.addends(node))
        if len(addends) > 2:
            return Total(tuple(map(self.operand, addends)))
        ratio = operator is Operator.OVER and self.kind(left) is self.kind(right)
        return Combined(self.operand(left), operator, self.operand(right), ratio)

    def over_a_year(self, node: Arithmetic) -> Noun | None:
        """Growth and averages, as they were said before they were rewritten."""
        average = patterns.average(node)
        if average is not None:
            return Mean(*self.over_years(*average))
        grown = patterns.growth(node)
        figure = grown or patterns.increase(node)
        return None if figure is None else Growth(self.of_year(figure), rate=grown is not None)

    def of_year(self, term: Term) -> Noun:
        """A figure with its year before it: 2021年营业收入."""
        figure = figure_in(term.name) if isinstance(term, Fact) else None
        if not isinstance(term, Fact) or figure is None:
            return self.noun(term)
        series, year = self.label(figure[0]), year_in_words(figure[1])
        return Thing(Bilingual(zh=f"{year.zh}{series_label(series).zh}", en=self.label(term.name).en))

    def operand(self, term: Term) -> Noun:
        """A term that is calculated with; what is held under a ceiling is the part of it up to there."""
        return self.slice(term) or self.noun(term)

    def slice(self, term: Term) -> Noun | None:
        found = patterns.sliced(term)
        if found is None or self.kind(found[0]) not in (Kind.MONEY, Kind.COUNT):
            return None
        whole, above, up_to = found
        if above is None and (isinstance(whole, Arithmetic) or self.kind(whole) is Kind.COUNT):
            return None
        return Slice(
            self.noun(whole),
            None if above is None else self.noun(above),
            None if up_to is None else self.noun(up_to),
        )

    def part(self, literal: Term, whole: Term) -> Noun:
        figure = self.noun(literal)
        if isinstance(literal, Literal) and literal.kind in (Kind.RATIO, Kind.COUNT):
            return Part(self.figure(literal, None), self.operand(whole), literal.kind is Kind.COUNT)
        return Combined(figure, Operator.TIMES, self.operand(whole))

    def lapse(self, node: Elapsed) -> Lapse:
        return Lapse(self.noun(node.start), self.noun(node.end), node.unit)

    def figure(self, literal: Literal, opposite: FactDefinition | None) -> Figure:
        kind = TYPES[literal.kind]
        area = self.vocabulary.area_name(str(literal.value)) if literal.kind is Kind.JURISDICTION else None
        text = Bilingual(zh=kind.zh(literal.value, opposite), en=kind.en(literal.value, opposite))
        return Figure(area or text, bare=literal.kind is Kind.CHOICE)

    def case(self, branch: Branch) -> Case:
        return Case(self.clause(branch.when), self.noun(branch.amount))

    # Names

    def definition(self, term: Term) -> FactDefinition | None:
        match term:
            case Fact(name):
                return self.vocabulary.find(name)
            case Named(_, _, Fact(name)):
                return self.vocabulary.find(name)
            case _:
                return None

    def label(self, name: str) -> Bilingual:
        """The fact's label, or its name where no vocabulary has it, so that anything can be read."""
        definition = self.vocabulary.find(name)
        return definition.label if definition else Bilingual(zh=name, en=name)

    def kind(self, term: Term | Condition) -> Kind:
        """The kind of a term for choosing words; text where it cannot be told."""
        try:
            return kind_of(term, self.vocabulary)
        except (KeyError, ValueError):
            return Kind.TEXT
