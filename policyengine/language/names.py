"""What a name means where it stands: a field of the list at hand, a definition, a fact, a choice, an area."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from policyengine.errors import Bilingual, Finding, Span
from policyengine.language.facts import FactDefinition, Vocabulary, figure_in, nearest
from policyengine.language.findings import (
    ImpossibleValue,
    UnknownChoice,
    UnknownFact,
)
from policyengine.language.kinds import kind_of
from policyengine.language.misuses import (
    FieldOutsideList,
    ListAsValue,
    NotASeries,
    SeriesWithoutYear,
    UnknownArea,
)
from policyengine.language.tree import Fact, Kind, Literal, Named, Term
from policyengine.language.types import TYPES, Refused
from policyengine.language.types.numbers import digits

_NOMINAL = frozenset({Kind.CHOICE, Kind.TEXT, Kind.JURISDICTION, Kind.CREDIT_CODE})


class Names:
    """The names of one tree. `items`: the list whose entries are spoken of, inside an aggregate."""

    def __init__(self, findings: list[Finding], vocabulary: Vocabulary) -> None:
        self.items: FactDefinition | None = None
        self._findings = findings
        self._vocabulary = vocabulary

    def defined(self, name: str) -> Named | None:
        """The plan's definition a name stands for; a field of the list at hand comes first."""
        return None if self._field(name) else self._vocabulary.defined(name)

    def found(self, name: str) -> FactDefinition | None:
        """The fact or field of that name, without a word about it."""
        return self._field(name) or self._vocabulary.find(name)

    def _field(self, name: str) -> FactDefinition | None:
        items = self.items
        return items.field(name.removeprefix(f"{items.name}.")) if items else None

    def fact(self, node: Fact) -> tuple[Fact, Kind | None]:
        """A fact by its vocabulary name, and its kind; None, and a finding, where it is no value."""
        definition = self.found(node.name)
        if definition is None:
            self._unfound(node)
            return node, None
        mistake = self._misuse(definition, node)
        if mistake is not None:
            self._findings.append(mistake)
        return replace(node, name=definition.name), None if mistake else definition.kind

    def _misuse(self, definition: FactDefinition, node: Fact) -> Finding | None:
        name = definition.name
        if definition.by_year:
            return SeriesWithoutYear(fact=definition.label, found=node.name, span=node.span)
        if definition.kind is Kind.LIST:
            return ListAsValue(fact=definition.label, found=node.name, span=node.span)
        of = name.partition(".")[0] if "." in name else None
        if of is not None and (self.items is None or self.items.name != of):
            return FieldOutsideList(found=node.name, items=of, span=node.span)
        return None

    def _unfound(self, node: Fact) -> None:
        series = (figure_in(node.name) or (None, 0))[0]
        listed = self._vocabulary.find(series) if series else None
        if listed is not None and series is not None:
            self._findings.append(NotASeries(fact=listed.label, found=series, span=node.span))
        else:
            self.unknown(series or node.name, node.span)

    def unknown(self, name: str, span: Span | None) -> None:
        """A finding: nobody defined that name."""
        near = self._vocabulary.nearest(name, self.items)
        self._findings.append(UnknownFact(found=name, nearest=near, span=span))

    def unlisted(self, term: Term) -> bool:
        """Whether a term is a name that means nothing by itself."""
        if not isinstance(term, Fact) or self.defined(term.name):
            return False
        return self.found((figure_in(term.name) or (term.name, 0))[0]) is None

    def nominal(self, term: Term) -> FactDefinition | None:
        """The definition of a bare fact whose values are names, codes or texts."""
        definition = self.of(term)
        return definition if definition and definition.kind in _NOMINAL else None

    def of(self, term: Term) -> FactDefinition | None:
        """The definition of a bare fact, or of the values that a definition of the plan takes."""
        match term:
            case Fact(name):
                named = self.defined(name)
                return self.of(named) if named is not None else self.found(name)
            case Named(_, _, Fact() as fact):
                return self.of(fact)
            case Named(name, label, what) if kind_of(what, self._vocabulary) is Kind.TEXT:
                return FactDefinition(name=name, kind=Kind.TEXT, label=label, question=label)
            case _:
                return None

    def opposite(self, term: Term, other: Term) -> Term:
        """A side of a comparison, as a literal if the fact opposite makes it one."""
        definition = self.nominal(other)
        if definition is None:
            return term
        match term:
            case Fact(name) if not self._rather_a_fact(name, definition):
                return self.value(term, name, definition)
            case Literal(kind, value) if kind in (Kind.COUNT, *_NOMINAL):
                text = digits(value) if isinstance(value, Fraction) else str(value)
                return self.value(term, text, definition)
            case _:
                return term

    def _rather_a_fact(self, name: str, definition: FactDefinition) -> bool:
        """A name is a value first, where the fact opposite has one of that name, and a fact second."""
        if definition.choice(name) is not None:
            return False
        if definition.kind is Kind.JURISDICTION and name in self._vocabulary.places:
            return False
        return self.found(name) is not None or self.defined(name) is not None or figure_in(name) is not None

    def value(self, term: Term, text: str, definition: FactDefinition) -> Literal:
        """The literal a name or code means opposite a fact; if it is none, the text itself and a finding."""
        kind = definition.kind
        if kind is Kind.JURISDICTION:
            text = self._vocabulary.places.get(text, text)
        try:
            value = TYPES[kind].read(text, definition)
        except Refused as refused:
            self._findings.append(self._no_value(text, definition, refused.wanted, term.span))
            return Literal(kind, text, span=term.span)
        if kind is Kind.JURISDICTION and "/" in text and text not in self._vocabulary.areas:
            near = nearest(text, self._vocabulary.areas)
            self._findings.append(UnknownArea(found=text, nearest=near, span=term.span))
        return Literal(kind, value, span=term.span)

    def _no_value(
        self, text: str, definition: FactDefinition, wanted: Bilingual, span: Span | None
    ) -> Finding:
        if definition.kind is Kind.JURISDICTION and self._vocabulary.areas and not text[:1].isdigit():
            return UnknownArea(found=text[:60], nearest=nearest(text, self._vocabulary.places), span=span)
        if definition.kind is not Kind.CHOICE:
            return ImpossibleValue(found=text[:60], wanted=wanted, span=span)
        ids = tuple(choice.id for choice in definition.choices)
        near = nearest(text, (*ids, *(choice.label.zh for choice in definition.choices)))
        return UnknownChoice(found=text, fact=definition.label, nearest=near, choices=ids, span=span)
