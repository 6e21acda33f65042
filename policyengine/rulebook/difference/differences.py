"""The changes from one version to another, section by section.

Entries are paired by id, else by content or title (`pairing`), references of the old version are put under
the new names (`renaming`), and each pair is compared field by field (`fields`). What follows from a change
that is told where it was made, such as every rule that uses a definition, is named there and not told again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policyengine.errors import Bilingual
from policyengine.language.walk import AnyNode, rewrite
from policyengine.reporting.terms import PAYERS
from policyengine.rulebook.difference import entries
from policyengine.rulebook.difference.affected import affected
from policyengine.rulebook.difference.change import SECTIONS, Change, ChangeKind
from policyengine.rulebook.difference.comparing import changes_in
from policyengine.rulebook.difference.entries import Entry
from policyengine.rulebook.difference.fields import FIELDS
from policyengine.rulebook.difference.meaning import same
from policyengine.rulebook.difference.pairing import Pairs, paired
from policyengine.rulebook.difference.place import Place, Side
from policyengine.rulebook.difference.renaming import Names, renamed
from policyengine.rulebook.paying import PAID_BY_NOBODY, Splits
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support

RULES = ("rewards", "supports", "obligations", "duties", "targets")


def differences(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Everything in which a version means something else than another, in the order of `SECTIONS`.

    Empty where they mean the same, however they are written. Either may be of any city.
    """
    matched = {section: _matched(section, old, new) for section in SECTIONS}
    names = _names(matched, old, new)
    # Once more with the new names in place: what differed in nothing but a name is the same now.
    old = renamed(old, names)
    matched = {section: _matched(section, old, new) for section in SECTIONS}
    sides = _side(old, new), _side(new, old)
    told = [
        change for section in SECTIONS for change in _of_section(section, matched[section], old, new, sides)
    ]
    return tuple(replace(each, affects=affected(each, old, new)) for each in told)


@dataclass(frozen=True)
class _Matched:
    """The entries of one section: those of both versions, those gone, those that have come."""

    pairs: Pairs
    gone: list[Entry]
    come: list[Entry]


def _matched(section: str, old: Plan, new: Plan) -> _Matched:
    """The entries of a section; facts that the other version knows are neither gone nor new."""
    were, are = _entries(section, old), _entries(section, new)
    if section == "facts":
        return _facts(were, are, old, new)
    return _Matched(*paired(were, are))


def _facts(were: Sequence[Entry], are: Sequence[Entry], old: Plan, new: Plan) -> _Matched:
    pairs, gone, come = paired(
        [each for each in were if each.id not in new.vocabulary or any(e.id == each.id for e in are)],
        [each for each in are if each.id not in old.vocabulary or any(e.id == each.id for e in were)],
    )
    return _Matched(pairs, gone, come)


def _entries(section: str, plan: Plan) -> tuple[Entry, ...]:
    match section:
        case "plan":
            return (Entry("plan", plan.title, plan, plan, plan.written_at, plan.span),)
        case "paid_by":
            default = plan.payers_by_default
            return () if default is None else entries.rules((default,))
        case _ if section in _OF_THEIR_OWN:
            return _OF_THEIR_OWN[section](plan)
        case _:
            return entries.rules(getattr(plan, section))


_OF_THEIR_OWN: Mapping[str, Callable[[Plan], tuple[Entry, ...]]] = {
    "groups": entries.groups,
    "clauses": entries.clauses,
    "departments": entries.departments,
    "related_documents": entries.related,
    "areas": entries.areas,
    "payers": entries.payers,
    "facts": entries.facts,
}


def _names(matched: dict[str, _Matched], old: Plan, new: Plan) -> Names:
    """What other entries refer to and is called otherwise now."""

    def of(*sections: str) -> dict[str, str]:
        return {
            before.id: after.id
            for section in sections
            for before, after in matched[section].pairs
            if before.id != after.id
        }

    places = {
        before.what.place: after.what.place
        for before, after in matched["areas"].pairs
        if before.what.place != after.what.place and before.id != after.id
    }
    return Names(
        rules=of(*RULES),
        groups=of("groups"),
        definitions=of("definitions"),
        facts=of("facts"),
        clauses=of("clauses"),
        departments=of("departments"),
        payers=of("payers"),
        places=places,
    )


def _side(plan: Plan, other: Plan) -> Side:
    """What the plan's words are read by; names that only the other knows may stand in it, being renamed."""
    vocabulary = plan.vocabulary.with_facts(other.vocabulary)
    return Side(vocabulary, {**PAYERS, **dict(other.payers), **dict(plan.payers)})


# One section


def _of_section(
    section: str, matched: _Matched, old: Plan, new: Plan, sides: tuple[Side, Side]
) -> Iterator[Change]:
    for each in matched.come:
        yield _come_or_gone(section, None, each, sides)
    for each in matched.gone:
        yield _come_or_gone(section, each, None, sides)
    for before, after in matched.pairs:
        yield from _of_pair(section, before, after, old, new, sides)


def _come_or_gone(section: str, old: Entry | None, new: Entry | None, sides: tuple[Side, Side]) -> Change:
    entry = new or old
    assert entry is not None
    short = entries.gist(entry.what, sides[new is not None])
    zh, en = ("新增", "new") if new is not None else ("取消", "dropped")
    if short is not None:
        zh, en = (
            f"{zh}，{'' if new is not None else '原'}{short.zh}",
            f"{en}, {'' if new else 'formerly '}{short.en}",
        )
    place = _place(section, old, new, sides)
    change = place.told(
        Bilingual(zh, en),
        None if old is None else old.title,
        None if new is None else new.title,
        ChangeKind.REMOVED if new is None else ChangeKind.ADDED,
    )
    return replace(
        change, old_at=None if old is None else change.old_at, new_at=None if new is None else change.new_at
    )


def _place(section: str, old: Entry | None, new: Entry | None, sides: tuple[Side, Side]) -> Place:
    entry = new or old
    assert entry is not None
    before, after = (
        side if each is None else replace(side, written_at=each.written_at, span=each.span, path=each.path)
        for side, each in zip(sides, (old, new), strict=True)
    )
    title = Bilingual(entry.id, entry.id) if section == "clauses" else entry.title
    return Place(section, entry.id, title, before, after)


def _of_pair(
    section: str, before: Entry, after: Entry, old: Plan, new: Plan, sides: tuple[Side, Side]
) -> Iterator[Change]:
    place = _place(section, before, after, sides)
    if before.id != after.id:
        yield _new_name(section, place, before, after)
    if isinstance(before.what, Bilingual):
        if before.what != after.what:
            label = replace(place, part="name", label=Bilingual("名称", "the name"))
            yield label.became(before.what, after.what, ChangeKind.TITLE)
    else:
        yield from _of_values(place, before.what, after.what, old, new)


def _new_name(section: str, place: Place, before: Entry, after: Entry) -> Change:
    zh, en = ("名称", "name") if section in ("departments", "related_documents") else ("编号", "id")
    return replace(place, part=en).told(
        Bilingual(f"{zh}由{before.id}改为{after.id}", f"the {en} was {before.id} and is now {after.id}"),
        Bilingual(before.id, before.id),
        Bilingual(after.id, after.id),
        ChangeKind.RENAMED,
    )


def _of_values(place: Place, before: Any, after: Any, old: Plan, new: Plan) -> Iterator[Change]:
    """The changes of one entry, without those that follow from others."""
    if isinstance(before, Reward) and isinstance(after, Reward):
        before = _following(before, after, old, new)
    told = tuple(changes_in(FIELDS[type(after)], place, before, after))
    yield from told
    if isinstance(after, Reward | Support | Obligation):
        yield from _of_readings(place, before, after, told, old, new)


def _following(before: Reward, after: Reward, old: Plan, new: Plan) -> Reward:
    """The old reward with what only follows from another change taken over from the new one.

    Payments are parts of what is promised, and what can be had is made of both; who pays by default is told
    once for all rewards that say nothing else.
    """
    payments = tuple(
        replace(each, amount=_put(each.amount, before.promised, after.promised)) for each in before.payments
    )
    if not same((before.promised, before.payments), (after.promised, after.payments)):
        before = replace(before, amount=after.amount)
    defaults = _default(old), _default(new)
    if same(before.paid_by, defaults[0]) and same(after.paid_by, defaults[1]):
        before = replace(before, paid_by=after.paid_by)
    return replace(before, payments=payments)


def _put(tree: AnyNode, part: AnyNode, other: AnyNode) -> Any:
    return rewrite(tree, lambda node: other if node == part else node)


def _default(plan: Plan) -> Splits:
    return PAID_BY_NOBODY if plan.payers_by_default is None else plan.payers_by_default.paid_by


# Readings


def _of_readings(
    place: Place, before: Any, after: Any, told: Sequence[Change], old: Plan, new: Plan
) -> Iterator[Change]:
    """Which reading is chosen, and the rule under each other, as far as the rule itself does not tell."""
    pairs, _, _ = paired(before.readings, after.readings)
    chosen = [
        next((each.words for each in rule.readings if each.rule is None), None) for rule in (before, after)
    ]
    known = {(each.part, each.words) for each in told}
    for was, is_ in pairs:
        if (was.rule is None) != (is_.rule is None):
            label = Bilingual("所采用的读法", "the reading chosen")
            here = replace(place, part=f"readings.{is_.id}", label=label, kind=ChangeKind.INTERPRETATION)
            yield here.became(*chosen)
        elif was.rule is not None and is_.rule is not None:
            for change in _of_values(place, was.rule, is_.rule, old, new):
                if (change.part, change.words) not in known:
                    yield _under(is_.id, is_.words, change)


def _under(id_: str, reading: Bilingual, change: Change) -> Change:
    zh, en = reading.zh.rstrip("。"), reading.en.rstrip(".")
    words = Bilingual(f"按“{zh}”的读法，{change.words.zh}", f"read as “{en}”, {change.words.en}")
    return replace(change, part=f"readings.{id_}.{change.part}", words=words)
