"""The entries of a version, section by section, each with its id, its title, its own words and its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from policyengine.errors import Bilingual, Span
from policyengine.reporting.terms import CHOICES
from policyengine.rulebook.choices import Cut, Pay
from policyengine.rulebook.difference import telling
from policyengine.rulebook.difference.place import Side
from policyengine.rulebook.facts_of import facts_of
from policyengine.rulebook.plan import Clause, Duty, Obligation, Plan, Reward, Support, Target
from policyengine.rulebook.provisions import Definition, Group, PlanPayers, PlanWide, Transition, WrittenAt

NO_TITLE = Bilingual("", "")


@dataclass(frozen=True)
class Entry:
    """One entry as it is paired and compared. `what` is the value of the legal model itself.

    `content`: what it says beside the name by which others refer to it.
    """

    id: str
    title: Bilingual
    what: Any
    content: Any
    written_at: WrittenAt = field(default_factory=dict, compare=False, repr=False)
    span: Span | None = field(default=None, compare=False, repr=False)
    path: str = field(default="", compare=False)


def rules(named: Mapping[str, Any] | Iterable[Any]) -> tuple[Entry, ...]:
    """Entries that bear their own id, title and places."""
    listed: Iterable[Any] = named.values() if isinstance(named, Mapping) else named
    return tuple(
        Entry(each.id, each.title, each, replace(each, id=""), each.written_at, each.span) for each in listed
    )


def groups(plan: Plan) -> tuple[Entry, ...]:
    """Groups, their members in the order of their ids where the order says nothing."""
    return rules(map(_in_any_order, plan.groups))


def _in_any_order(group: Group) -> Group:
    if group.pay is Pay.FIRST or group.cut is Cut.LAST_FIRST:
        return group
    return replace(group, members=tuple(sorted(group.members)))


def clauses(plan: Plan) -> tuple[Entry, ...]:
    """Clauses by their numbers, titled by their headings."""
    return _of_plan(
        plan, "clauses", [(each.id, each.heading, each, replace(each, id="")) for each in plan.clauses]
    )


def departments(plan: Plan) -> tuple[Entry, ...]:
    """Departments by their names; one of another name in the same role is the same."""
    return _of_plan(
        plan,
        "departments",
        [(each.name, telling.alike(each.name), each, each.role) for each in plan.departments],
    )


def related(plan: Plan) -> tuple[Entry, ...]:
    """Related documents by their titles."""
    named = [
        (each.title.zh, each.title, each, replace(each, title=NO_TITLE)) for each in plan.related_documents
    ]
    return _of_plan(plan, "related_documents", named)


def areas(plan: Plan) -> tuple[Entry, ...]:
    """Areas by their ids."""
    return _of_plan(plan, "areas", [(each.id, each.name, each, each.name) for each in plan.areas])


def payers(plan: Plan) -> tuple[Entry, ...]:
    """The plan's own payers; of each there is nothing but its name."""
    at = plan.written_at
    return tuple(Entry(id_, name, name, name, at, plan.span, f"payers.{id_}") for id_, name in plan.payers)


def facts(plan: Plan) -> tuple[Entry, ...]:
    """The plan's own facts, and the shared ones that its rules read."""
    known = {each.name: each for each in (*facts_of(plan), *plan.own_facts)}
    return tuple(
        Entry(each.name, each.label, each, replace(each, name=""), span=each.span) for each in known.values()
    )


def _of_plan(plan: Plan, key: str, named: Iterable[tuple[str, Bilingual, Any, Any]]) -> tuple[Entry, ...]:
    """Entries of a list in plan.yaml, whose places are the plan's."""
    return tuple(
        Entry(*each, plan.written_at, plan.span, f"{key}.{index}") for index, each in enumerate(named)
    )


# What a new entry, or one that is gone, comes to in short


def gist(what: Any, side: Side) -> Bilingual | None:
    """The most telling part of an entry, with what it is called; None of one that has none."""
    return next((_labelled(*each) for each in _gists(what, side)), None)


def _labelled(label: tuple[str, str], words: Bilingual) -> Bilingual:
    return Bilingual(f"{label[0]}{words.zh}", f"{label[1]} {words.en}".strip())


def _gists(what: Any, side: Side) -> Iterator[tuple[tuple[str, str], Bilingual]]:
    match what:
        case Reward():
            yield ("金额：", "the amount:"), side.words(what.promised)
        case Support():
            yield ("条件：", "the condition:"), side.words(what.when)
        case Obligation():
            yield ("要求：", "it requires:"), side.words(what.requires)
        case Duty(measure=figure) if figure is not None:
            yield ("数量：", "the figure:"), telling.figure(figure, side)
        case Duty(rhythm=rhythm) if rhythm is not None:
            yield ("", ""), telling.rhythm(rhythm, side)
        case Target():
            yield ("目标值：", "the figure:"), telling.figure(what.figure, side)
        case Definition():
            yield ("含义：", "it means:"), side.words(what.what)
        case PlanWide():
            yield ("要求：", "it requires:"), side.words(what.require)
        case PlanPayers():
            yield ("出资方：", "paid by:"), telling.splits(what.paid_by, side)
        case Transition():
            handed = side.words(what.when)
            yield (
                ("", ""),
                Bilingual(
                    f"{handed.zh}的，按{what.version}版本执行", f"{what.version} governs where {handed.en}"
                ),
            )
        case Group():
            yield ("", ""), _group(what, side)
        case Clause():
            yield ("", ""), telling.words(what.heading, side)
        case _:
            return


def _group(group: Group, side: Side) -> Bilingual:
    """How rewards are taken together, and which."""
    ways = [] if group.pay is None else [CHOICES[group.pay.value]]
    ways += [telling.ceiling(each, side) for each in group.ceilings]
    ways += [] if group.budget is None else [telling.budget(group.budget, side)]
    how, which = telling.listed(ways), telling.ids(group.members, side)
    return Bilingual(f"{how.zh}（{which.zh}）", f"{how.en} ({which.en})")
