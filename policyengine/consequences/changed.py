"""Which rules that decide something about an enterprise a change between two versions reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from policyengine.errors import Bilingual
from policyengine.rulebook.difference import Change, ChangeKind
from policyengine.rulebook.plan import Plan

DECIDED = ("rewards", "supports", "obligations")
_WORDS = frozenset(
    {
        ChangeKind.TITLE,
        ChangeKind.CITATION,
        ChangeKind.INTERPRETATION,
        ChangeKind.DEPARTMENT,
        ChangeKind.THEME,
        ChangeKind.APPLICATION,
        ChangeKind.DOCUMENT,
        ChangeKind.BUDGET,
        ChangeKind.RENAMED,
    }
)
"""Kinds of change by which no enterprise gets, or must do, anything else than before."""
_OF_FACTS = frozenset(("", "kind", "derived", "by_year", "choices", "fields"))
"""What of a fact's definition can change an outcome; its labels and questions cannot."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One rule, or the rewards of one group together, as the old version has them and as the new one does.

    `old` and `new`: local ids, none where that version has no such rule. `group`: the group's id, if it is
    one. `reach`: the change also touches where the enterprise must be registered.
    """

    id: str
    title: Bilingual
    old: tuple[str, ...]
    new: tuple[str, ...]
    group: bool = False
    reach: bool = False


def changed(changes: Iterable[Change], old: Plan, new: Plan) -> tuple[Changed, ...]:
    """The rules whose outcome the changes can alter, then the groups, each once."""
    told = [change for change in changes if decides(change)]
    renamed = new_ids(changes)
    before = {renamed.get(id_, id_): id_ for id_ in _titles(old)}
    titles = {**{renamed.get(id_, id_): title for id_, title in _titles(old).items()}, **_titles(new)}
    reached = {id_ for change in told for id_ in _reached(change, renamed, old, new)}
    scopes = {renamed.get(c.id, c.id) for c in told if c.kind is ChangeKind.SCOPE and c.section in DECIDED}
    rules = [
        Changed(
            id_,
            title,
            (before[id_],) if id_ in before else (),
            (id_,) if id_ in _titles(new) else (),
            reach=id_ in scopes,
        )
        for id_, title in titles.items()
        if id_ in reached
    ]
    return (*rules, *_groups(told, old, new))


def decides(change: Change) -> bool:
    """Whether an enterprise can fare differently by a change."""
    if change.section == "facts":
        return change.part in _OF_FACTS
    if change.part.startswith("readings."):
        return False
    return change.kind not in _WORDS and change.section not in ("duties", "targets", "clauses", "departments")


def new_ids(changes: Iterable[Change]) -> Mapping[str, str]:
    """New ids of rules by their old ones, of those that have another."""
    return {
        change.old.en: change.new.en
        for change in changes
        if change.kind is ChangeKind.RENAMED and change.section in DECIDED and change.part == "id"
        if change.old is not None and change.new is not None
    }


def _reached(change: Change, renamed: Mapping[str, str], old: Plan, new: Plan) -> Iterator[str]:
    """The new ids of the rules that one change reaches; a group's members are asked about together."""
    if change.section in DECIDED:
        yield renamed.get(change.id, change.id)
    elif change.section == "plan":
        if change.part.startswith("period") or change.part == "governs":
            yield from (*(renamed.get(id_, id_) for id_ in _governed(old)), *_governed(new))
    elif change.section != "groups":
        for id_ in change.affects:
            local = id_.partition(".")[2]
            yield renamed.get(local, local)


def _governed(plan: Plan) -> Iterator[str]:
    """The rules that hang on the plan's period: those of events that it governs, and all obligations."""
    yield from plan.obligations
    yield from (id_ for id_, each in plan.rewards.items() if each.governs or plan.governs)
    yield from (id_ for id_, each in plan.supports.items() if each.governs or plan.governs)


def _titles(plan: Plan) -> Mapping[str, Bilingual]:
    rules = (*plan.rewards.values(), *plan.supports.values(), *plan.obligations.values())
    return {each.id: each.title for each in rules}


def _groups(told: Iterable[Change], old: Plan, new: Plan) -> Iterator[Changed]:
    ids = dict.fromkeys(change.id for change in told if change.section == "groups")
    titles = {change.id: change.title for change in told if change.section == "groups"}
    for id_ in ids:
        members = [
            local
            for change in told
            if change.section == "groups" and change.id == id_
            for local in (each.partition(".")[2] for each in change.affects)
        ]
        rewards = tuple(dict.fromkeys(members))
        yield Changed(
            id_,
            titles[id_],
            tuple(each for each in rewards if each in old.rewards),
            tuple(each for each in rewards if each in new.rewards),
            group=True,
        )
