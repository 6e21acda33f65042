"""Whether every name of a fact means one fact in a whole folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyengine.errors import Finding, shown
from policyengine.language.facts import CALENDAR, FactDefinition
from policyengine.language.tree import Kind
from policyengine.rulebook.fact_findings import FactRetyped, NameTaken
from policyengine.rulebook.parts import NamedFact

# The calendar's days by every name they have; no fact may bear one.
_CALENDAR = {name: day.name for day in CALENDAR.values() for name in (day.name, day.label.zh, day.label.en)}


def name_clashes(facts: Iterable[NamedFact]) -> Iterator[Finding]:
    """Names that two facts share, facts that two plans define differently, labels that no condition can hold.

    Two plans may define one fact alike; anything else that two entries share is a mistake of the second.
    """
    owners: dict[str, NamedFact] = {}
    defined: dict[str, NamedFact] = {}
    for fact in facts:
        first = defined.setdefault(fact.definition.name, fact)
        if first is not fact:
            yield from _retyped(fact, first)
        else:
            yield from fact.faults
            yield from _taken(fact, owners)


def _taken(fact: NamedFact, owners: dict[str, NamedFact]) -> Iterator[Finding]:
    for name, span in fact.names:
        owner = owners.setdefault(name, fact)
        reserved = _CALENDAR.get(name)
        if reserved is not None or owner is not fact:
            yield NameTaken(name=name, owner=reserved or owner.definition.name, span=span)


def _retyped(fact: NamedFact, first: NamedFact) -> Iterator[Finding]:
    here, there = fact.definition, first.definition
    span, other = here.span, there.span
    place = "" if other is None else f"{other.file}:{other.line}"
    kind, other_kind = _kind(here), _kind(there)
    if kind == other_kind:
        choices, others = _choices(here), _choices(there)
        if choices == others and here.label == there.label:
            return
        # The same kind, but not the same fact: what differs is shown instead.
        kind, other_kind = (
            (shown(sorted(choices)), shown(sorted(others)))
            if choices != others
            else (f"“{here.label.zh}”", f"“{there.label.zh}”")
        )
    yield FactRetyped(name=here.name, kind=kind, other_kind=other_kind, other=place, span=span)


def _kind(definition: FactDefinition) -> str:
    """What profiles give of it: a type, a type for each year, or entries of these fields."""
    if definition.kind is Kind.LIST:
        fields = [f"{each.name}: {each.kind}" for each in definition.fields]
        return shown(f"list({', '.join(sorted(fields))})")
    return f"{definition.kind} by year" if definition.by_year else str(definition.kind)


def _choices(definition: FactDefinition) -> set[str]:
    """The ids of a fact's choices, and those of its fields' after the field's name."""
    of_fields = {f"{field.name}.{choice.id}" for field in definition.fields for choice in field.choices}
    return {choice.id for choice in definition.choices} | of_fields
