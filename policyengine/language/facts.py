"""What can be known of an enterprise: each fact's name, kind, labels, and how it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from policyengine.errors import Bilingual
from policyengine.language.tree import Kind, Term


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

    def choice(self, name: str) -> Choice | None:
        """The choice of that id or label, if there is one."""
        return next((c for c in self.choices if name in (c.id, c.label.zh, c.label.en)), None)


@dataclass(frozen=True)
class Vocabulary:
    """All facts, in the order in which they are listed, found by name, label or alias."""

    definitions: tuple[FactDefinition, ...]
    _by_any_name: Mapping[str, FactDefinition] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names: dict[str, FactDefinition] = {}
        for definition in self.definitions:
            for name in (definition.name, definition.label.zh, definition.label.en, *definition.aliases):
                names.setdefault(name, definition)
        object.__setattr__(self, "_by_any_name", names)

    def __iter__(self) -> Iterator[FactDefinition]:
        return iter(self.definitions)

    def __getitem__(self, name: str) -> FactDefinition:
        """The definition of a fact by its vocabulary name; KeyError where there is none."""
        found = self._by_any_name[name]
        if found.name != name:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        found = self._by_any_name.get(name) if isinstance(name, str) else None
        return found is not None and found.name == name

    def find(self, name: str) -> FactDefinition | None:
        """The fact of that name, Chinese or English label, or alias."""
        return self._by_any_name.get(name)

    def nearest(self, name: str) -> str | None:
        """The valid name most like a misspelt one, in the writing the author used."""
        return nearest(name, self._by_any_name)

    def with_facts(self, more: Iterable[FactDefinition]) -> Vocabulary:
        """This vocabulary and a plan's own facts after it; a name already there keeps its place."""
        own = tuple(d for d in more if d.name not in self)
        return Vocabulary((*self.definitions, *own)) if own else self

    @property
    def by_name(self) -> Mapping[str, FactDefinition]:
        """Definitions by vocabulary name alone."""
        return MappingProxyType({d.name: d for d in self.definitions})


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like `name`, if any is like it at all; first of all one of the same characters."""
    names = list(valid)
    swapped = (each for each in names if each != name and sorted(each) == sorted(name))
    # A short name or a Chinese one is half changed by one slip; a long one is not.
    cutoff = 0.6 if name.isascii() and len(name) > 5 else 0.5
    return next(swapped, next(iter(get_close_matches(name, names, n=1, cutoff=cutoff)), None))
