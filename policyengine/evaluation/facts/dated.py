"""What is known on a day: the days of the calendar, the figures of the years before, and what follows.

A profile gives figures by calendar year. Rules speak of the previous year, of this year and of today: which
these are is known only once an enterprise is asked about on a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policyengine.errors import ProfileError
from policyengine.evaluation.facts.derived import agrees, derived, differs
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.series import relative_figure
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.terms import Known, ValueOf
from policyengine.language.facts import CALENDAR, FactDefinition, figure_of
from policyengine.language.tree import Term, Value
from policyengine.language.walk import facts_read
from policyengine.rulebook.facts_of import trees_of
from policyengine.rulebook.plan import Plan


def known_on(facts: Facts, plan: Plan, year: int, as_of: date) -> Known:
    """What is known of an enterprise for a plan, on a day, in a year assessed.

    What the profile gives and what follows from it, without more ado where the plan reads nothing that
    depends on the day. ProfileError where a derived fact is given and the figures make something else of it.
    """
    reads = _dated(plan)
    if reads is None:
        return facts.known
    known: dict[str, Value] = {**facts.known, **calendar(year, as_of)}
    for name in reads.figures:
        value = facts.known.get(of_year(name, year))
        if value is not None:
            known[name] = value
    _follow(known, facts, plan, reads)
    return known


def calendar(year: int, as_of: date) -> dict[str, Value]:
    """The days that every assessment knows: today, and the ends of the year assessed."""
    return {"as_of": as_of, "year_start": date(year, 1, 1), "year_end": date(year, 12, 31)}


def of_year(name: str, year: int) -> str:
    """A fact's name as a profile gives it: `revenue[-1]` is `revenue[2021]` where 2022 is assessed."""
    figure = relative_figure(name)
    return name if figure is None else figure_of(figure[0], year + figure[1])


@dataclass(frozen=True, slots=True)
class _Dated:
    """What a plan reads that depends on the day: relative figures, and derived facts, sources first."""

    figures: tuple[str, ...]
    derived: tuple[tuple[FactDefinition, Term, ValueOf], ...]


@kept
def _dated(plan: Plan) -> _Dated | None:
    read = dict.fromkeys(_read(plan))
    following = {definition.name: term for definition, term, _ in derived(plan.vocabulary)}
    waiting = list(read)
    while waiting:
        sources = facts_read(following[name]) if (name := waiting.pop()) in following else ()
        waiting += [source for source in sources if source not in read]
        read |= dict.fromkeys(sources)
    dated = {name for name in read if name in CALENDAR or relative_figure(name) is not None}
    if not dated:
        return None
    moving = []
    for definition, term, follows in derived(plan.vocabulary):
        if definition.name in read and dated & set(facts_read(term)):
            dated.add(definition.name)
            moving.append((definition, term, follows))
    return _Dated(tuple(name for name in read if relative_figure(name) is not None), tuple(moving))


def _read(plan: Plan) -> Iterator[str]:
    for tree in trees_of(plan):
        yield from facts_read(tree)
    # How long an obligation binds is told by the day, though no tree of the plan's says so.
    if any(rule.start is not None or rule.lasts is not None for rule in plan.obligations.values()):
        yield from CALENDAR


def _follow(known: dict[str, Value], facts: Facts, plan: Plan, reads: _Dated) -> None:
    """Adds the derived facts that follow from what is known by now."""
    for definition, term, follows in reads.derived:
        value, claimed = follows(known), facts.given.get(definition.name)
        if value is None:
            continue
        if claimed is not None and not agrees(claimed, value):
            raise ProfileError([differs(definition, term, claimed, value, plan.vocabulary)])
        known[definition.name] = value
