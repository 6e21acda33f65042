"""What can be known of an enterprise: each fact's name, kind, labels, and how it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from dataclasses import field as attribute
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType

from policyengine.errors import Bilingual, Span
from policyengine.language.figures import figure_in, figure_label, figure_of, figure_question
from policyengine.language.tree import Kind, Named, Term

__all__ = ["CALENDAR", "Choice", "FactDefinition", "Vocabulary", "figure_in", "figure_of", "nearest"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a fact of kind choice can have."""

    id: str
    label: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDefinition:
    """One typed thing known, or not known, of an enterprise.

    `changeable`: an enterprise can bring it about by its own effort, so that repairs may propose it.
    `held_by`: the id of the department role whose records have it. `derived`: the term it follows from
    when it is not given. `plausible_at_most`: the fact of the same kind it should not exceed.
    `by_year`: a series, one value for each calendar year. `fields`: what is known of each entry of a list,
    under names of their own; a tree names a field `patents.kind`. `span`: where its name is written.
    """

    name: str
    kind: Kind
    label: Bilingual
    question: Bilingual
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    changeable: bool = False
    held_by: str | None = None
    derived: Term | None = None
    plausible_at_most: str | None = None
    note: Bilingual | None = None
    by_year: bool = False
    fields: tuple[FactDefinition, ...] = ()
    span: Span | None = attribute(default=None, compare=False, repr=False)

    def field(self, name: str) -> FactDefinition | None:
        """The list's field of that name, label or alias, named as trees name it: `patents.kind`."""
        found = next((each for each in self.fields if name in _names(each)), None)
        return replace(found, name=f"{self.name}.{found.name}") if found else None

    def choice(self, name: str) -> Choice | None:
        """The choice of that id or label, if there is one."""
        return next((c for c in self.choices if name in (c.id, c.label.zh, c.label.en)), None)


def _calendar(name: str, zh: str, en: str) -> FactDefinition:
    label = Bilingual(zh=zh, en=en)
    question = Bilingual(zh=f"{zh}是哪一天？", en=f"Which day is {en}?")
    return FactDefinition(name=name, kind=Kind.DATE, label=label, question=question)


CALENDAR: Mapping[str, FactDefinition] = MappingProxyType(
    {
        each.name: each
        for each in (
            _calendar("as_of", "评估日", "the day of assessment"),
            _calendar("year_start", "评估年度首日", "the first day of the year assessed"),
            _calendar("year_end", "评估年度末日", "the last day of the year assessed"),
        )
    }
)
"""Days that every assessment knows and no profile gives, by name. The names are reserved."""


@dataclass(frozen=True)
class Vocabulary:
    """All facts, in the order in which they are listed, found by name, label or alias.

    It also knows what a plan adds to them: `named`, its definitions by id and label, and `areas`, its named
    areas by place (`440703/talent_island`). The calendar's days are found here and listed nowhere.
    """

    definitions: tuple[FactDefinition, ...]
    named: Mapping[str, Named] = field(default_factory=dict, hash=False)
    areas: Mapping[str, Bilingual] = field(default_factory=dict, hash=False)

    def __getstate__(self) -> dict[str, object]:
        # What is worked out from these three is worked out again: there are a thousand names in it.
        return {"definitions": self.definitions, "named": self.named, "areas": self.areas}

    @cached_property
    def _by_any_name(self) -> Mapping[str, FactDefinition]:
        """The facts by every name they have. Made when first asked for: few plans of many are."""
        names: dict[str, FactDefinition] = {}
        for definition in (*CALENDAR.values(), *self.definitions):
            for name in _names(definition):
                names.setdefault(name, definition)
        return names

    @cached_property
    def _made(self) -> dict[str, FactDefinition]:
        """Figures and fields, made when first asked for; there is no end of them."""
        return {}

    def __iter__(self) -> Iterator[FactDefinition]:
        return iter(self.definitions)

    def __getitem__(self, name: str) -> FactDefinition:
        """The definition of a fact by its vocabulary name; KeyError where there is none."""
        found = self.find(name)
        if found is None or found.name != name:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        found = self.find(name) if isinstance(name, str) else None
        return found is not None and found.name == name

    def find(self, name: str) -> FactDefinition | None:
        """The fact of that name, label or alias; also a series' figure, and a list's field after a dot."""
        found = self._by_any_name.get(name)
        if found is not None or not (name.endswith("]") or "." in name):
            return found
        made = self._made.get(name) or self._figure(name) or self._field(name)
        if made is not None:
            self._made[name] = made
        return made

    def _figure(self, name: str) -> FactDefinition | None:
        series, year = figure_in(name) or ("", 0)
        found = self._by_any_name.get(series)
        if found is None or not found.by_year:
            return None
        return replace(
            found,
            name=figure_of(found.name, year),
            label=figure_label(found.label, year),
            question=figure_question(found.question, year),
            aliases=(),
            by_year=False,
            plausible_at_most=self._beside(found.plausible_at_most, year),
        )

    def _beside(self, bound: str | None, year: int) -> str | None:
        """The fact a figure should not exceed: of another series, the figure of the same year."""
        found = self._by_any_name.get(bound) if bound else None
        return figure_of(found.name, year) if found is not None and found.by_year else bound

    def _field(self, name: str) -> FactDefinition | None:
        items, _, of_entry = name.partition(".")
        found = self._by_any_name.get(items)
        return found.field(of_entry) if found is not None else None

    def defined(self, name: str) -> Named | None:
        """What the plan's definition of that id or label stands for, if it has one."""
        return self.named.get(name)

    @property
    def places(self) -> Mapping[str, str]:
        """The plan's areas: their places by id and by name."""
        names: dict[str, str] = {}
        for place, label in self.areas.items():
            for name in (place.rpartition("/")[2], label.zh, label.en):
                names.setdefault(name, place)
        return names

    def area_name(self, place: str) -> Bilingual | None:
        """The name of one of the plan's areas, by its place; None for a code and for any other place."""
        return self.areas.get(place)

    def nearest(self, name: str, items: FactDefinition | None = None) -> str | None:
        """The valid name most like a misspelt one, in the writing the author used; of that list's too."""
        own = [each for definition in items.fields for each in _names(definition)] if items else []
        return nearest(name, [*own, *self._by_any_name, *self.named, *self.places])

    def with_facts(self, more: Iterable[FactDefinition]) -> Vocabulary:
        """This vocabulary and a plan's own facts after it; a name already there keeps its place."""
        own: dict[str, FactDefinition] = {}
        for definition in more:
            if definition.name not in self:
                own.setdefault(definition.name, definition)
        return replace(self, definitions=(*self.definitions, *own.values())) if own else self

    def with_named(self, more: Iterable[Named]) -> Vocabulary:
        """This vocabulary and a plan's definitions, found by id and by label."""
        names = dict(self.named)
        for each in more:
            for name in (each.name, each.label.zh, each.label.en):
                names.setdefault(name, each)
        return replace(self, named=names)

    def with_places(self, areas: Mapping[str, Bilingual]) -> Vocabulary:
        """This vocabulary and a plan's areas: the name of each by its place, `440703/talent_island`."""
        return replace(self, areas={**self.areas, **areas})

    @property
    def by_name(self) -> Mapping[str, FactDefinition]:
        """Definitions by vocabulary name alone."""
        return MappingProxyType({d.name: d for d in self.definitions})


def _names(definition: FactDefinition) -> tuple[str, ...]:
    return (definition.name, definition.label.zh, definition.label.en, *definition.aliases)


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like `name`, if any is like it at all; first of all one of the same characters."""
    names = list(valid)
    swapped = (each for each in names if each != name and sorted(each) == sorted(name))
    # A short name or a Chinese one is half changed by one slip; a long one is not.
    cutoff = 0.6 if name.isascii() and len(name) > 5 else 0.5
    return next(swapped, next(iter(get_close_matches(name, names, n=1, cutoff=cutoff)), None))
