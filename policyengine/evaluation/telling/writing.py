"""Condition trees as source: each condition's value and each fact's once, then the trees they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policyengine.errors import Bilingual
from policyengine.evaluation.facts.derived import plain_of, signed
from policyengine.evaluation.facts.series import relative_figure
from policyengine.evaluation.generated.writing import suffix
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.reasons import Told
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Relation,
)
from policyengine.language.walk import as_condition, depth
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Plan

DEEPEST = 20
"""Conditions nested deeper than this are told by the plain evaluator: Python's own parser has its limits."""

_AS_THEY_ARE = frozenset({Kind.BOOLEAN, Kind.CHOICE, Kind.TEXT, Kind.JURISDICTION, Kind.CREDIT_CODE})
"""Kinds whose values are told as they are known."""
_WORDS = frozenset({Kind.CHOICE, Kind.TEXT})
"""Kinds whose values are equal, or are not."""
_SAME = {Relation.EQUAL: "==", Relation.NOT_EQUAL: "!="}


@dataclass
class Writing:
    """One pass over a plan: what the names are bound to, and the lines that work out values."""

    plan: Plan
    bound: dict[str, object] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    _names: dict[tuple[type, object], str] = field(default_factory=dict)
    _facts: dict[str, str] = field(default_factory=dict)
    _values: dict[Condition, str] = field(default_factory=dict)

    # What is the same for everyone

    def text(self, value: str | None) -> str:
        """A text, or None."""
        return "None" if value is None else self.bind(value)

    def bind(self, value: object, hint: object = "") -> str:
        """A name for a value; the same for the same value."""
        key = (type(value), value)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.bind_new(value, hint or value)
        return name

    def bind_new(self, value: object, hint: object) -> str:
        """A name for a value that is no other."""
        name = f"v{len(self.bound)}{suffix(hint)}"
        self.bound[name] = value
        return name

    def words(self, words: Bilingual) -> str:
        """Two languages, as entries of a dictionary."""
        return f'"zh": {self.bind(words.zh)}, "en": {self.bind(words.en)}'

    def listed(self, texts: Iterable[str]) -> str:
        """A list of texts."""
        return f"[{', '.join(map(self.bind, texts))}]"

    def cited(self, cite: Iterable[Citation]) -> str:
        """Clauses with their operative words."""
        each = (f'{{"clause": {self.bind(c.clause)}, "quote": {self.bind(c.quote)}}}' for c in cite)
        return f"[{', '.join(each)}]"

    # What an enterprise brings

    def fact(self, definition: FactDefinition) -> str:
        """The variable that holds a fact as it is told; None while it is unknown."""
        found = self._facts.get(definition.name)
        if found is None:
            found = self._facts[definition.name] = f"f{len(self._facts)}{suffix(definition.name)}"
            name = self.bind(definition.name)
            if definition.kind in _AS_THEY_ARE:
                self.lines.append(f"{found} = get({name})")
            else:
                told = self.bind_new(plain_of(definition), "plain")
                self.lines.append(f"{found} = {told}(get({name}))")
        return found

    def facts(self, read: Iterable[FactDefinition]) -> str:
        """Facts with their values, under the names by which a profile of the year gives them."""
        return f"{{{', '.join(f'{self._given(each)}: {self.fact(each)}' for each in read)}}}"

    def _given(self, definition: FactDefinition) -> str:
        name = self.bind(definition.name)
        return f"of_year({name}, year)" if relative_figure(definition.name) else name

    def value(self, condition: Condition) -> str:
        """The variable, or constant, that holds what a condition comes to; None while that is open."""
        match condition:
            case Literal(value=value):
                return str(value is True)
            case Fact(name=name):
                return self.fact(self.plan.vocabulary[name])
            case Named(what=what):
                return self.value(as_condition(what))
        found = self._values.get(condition)
        if found is None:
            source = self._source(condition)
            found = self._values[condition] = f"is{len(self._values)}"
            self.lines.append(f"{found} = {source}")
        return found

    def _source(self, condition: Condition) -> str:
        match condition:
            case Not(part=part):
                negated = self.value(part)
                return f"None if {negated} is None else not {negated}"
            case AllOf(parts=parts) if parts:
                values = self._each(parts)
                fails, open_ = _one_of(values, "False"), _one_of(values, "None")
                return f"False if {fails} else None if {open_} else True"
            case AnyOf(parts=parts) if parts:
                values = self._each(parts)
                holds, open_ = _one_of(values, "True"), _one_of(values, "None")
                return f"True if {holds} else None if {open_} else False"
            case Compare(left=Fact(name=name), relation=relation, right=Literal(value=str() as wanted)):
                sign = _SAME.get(relation)
                if sign is not None and self._is_a_word(name):
                    word = self.fact(self.plan.vocabulary[name])
                    return f"None if {word} is None else {word} {sign} {self.bind(wanted)}"
            case Among(term=Fact(name=name), options=options) if self._is_a_word(name):
                word = self.fact(self.plan.vocabulary[name])
                options_ = self.bind(frozenset(option.value for option in options), "options")
                return f"None if {word} is None else {word} in {options_}"
        truth = self.bind_new(truth_of(condition, signed(self.plan.vocabulary)), "truth")
        return f"SETTLED[{truth}(known)]"

    def _is_a_word(self, name: str) -> bool:
        definition = self.plan.vocabulary.find(name)
        return definition is not None and definition.kind in _WORDS

    def _each(self, parts: Sequence[Condition]) -> list[str]:
        return list(dict.fromkeys(map(self.value, parts)))

    # Trees

    def tree(self, told: Told | None) -> str:
        """A condition tree, as an expression that makes it anew."""
        if told is None:
            return "None"
        if depth(told.condition) > DEEPEST:
            return f"{self.bind_new(told, 'deep')}.of(known, year).to_dict()"
        parts = ", ".join(map(self.tree, told.parts))
        return (
            f'{{"kind": {self.bind(told.kind)}, {self.words(told.words)}, '
            f'"value": {self.value(told.condition)}, "facts": {self.facts(told.facts)}, "parts": [{parts}]}}'
        )


def _one_of(values: Sequence[str], value: str) -> str:
    return " or ".join(f"{each} is {value}" for each in values)
