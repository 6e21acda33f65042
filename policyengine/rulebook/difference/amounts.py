"""How one amount became another: the figure, a tier of it, its floor or ceiling, or the whole formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policyengine.errors import Bilingual
from policyengine.language.tree import Amount, Bounded, Branch, Condition, Rounded, Term, Tiers, UpTo
from policyengine.rulebook.difference.change import Change, ChangeKind
from policyengine.rulebook.difference.conditions import condition_changes
from policyengine.rulebook.difference.meaning import same
from policyengine.rulebook.difference.place import Place

_FLOOR = Bilingual("下限", "floor")
_CEILING = Bilingual("上限", "ceiling")
_OTHERWISE = Bilingual("其他情形的数额", "what holds otherwise")


def amount_changes(place: Place, old: Term | None, new: Term | None) -> Iterator[Change]:
    """Each change of an amount, or of another term, in a sentence of its own; none where it is the same."""
    if same(old, new):
        return
    match old, new:
        case (Bounded(), _) | (_, Bounded()) if old is not None and new is not None:
            yield from _bounded(place, old, new)
        case UpTo(ceiling), UpTo(other):
            yield _part(place, _CEILING).tree_became(ceiling, other, ChangeKind.CEILING)
        case Tiers(), Tiers():
            yield from _tiers(place, old, new)
        case Rounded(amount, direction, to), Rounded(other, now, unit) if direction is now and same(to, unit):
            yield from amount_changes(place, amount, other)
        case _:
            yield place.tree_became(old, new)


def _part(place: Place, label: Bilingual) -> Place:
    """The same amount's part of that name."""
    return place.called(place.named(), label)


def _bounded(place: Place, old: Amount, new: Amount) -> Iterator[Change]:
    """The amount itself, and apart from it the bounds it is held between."""
    (inner, floor, ceiling), (now, lowest, most) = _opened(old), _opened(new)
    yield from amount_changes(place, inner, now)
    for label, was, is_ in ((_FLOOR, floor, lowest), (_CEILING, ceiling, most)):
        if not same(was, is_):
            yield _part(place, label).tree_became(was, is_, ChangeKind.CEILING)


def _opened(amount: Amount) -> tuple[Amount, Term | None, Term | None]:
    if isinstance(amount, Bounded):
        return amount.amount, amount.at_least, amount.at_most
    return amount, None, None


def _tiers(place: Place, old: Tiers, new: Tiers) -> Iterator[Change]:
    """Tier by tier where they can be told apart; as a whole where their order changed too."""
    pairs, gone, come = _matched(old.branches, new.branches)
    if pairs is None:
        yield place.tree_became(old, new)
        return
    for before, after in pairs:
        yield from _tier(place, before, after)
    for branch in come:
        words = place.new.words(branch)
        what = place.named()
        yield place.told(
            Bilingual(f"{what.zh}增加一档：{words.zh}", f"{what.en} has one more tier: {words.en}"),
            None,
            words,
        )
    for branch in gone:
        words = place.old.words(branch)
        what = place.named()
        yield place.told(
            Bilingual(f"{what.zh}取消一档：{words.zh}", f"{what.en} has one tier less: {words.en}"),
            words,
            None,
        )
    yield from amount_changes(_part(place, _OTHERWISE), old.otherwise, new.otherwise)


Pairs = list[tuple[Branch, Branch]]


def _matched(
    old: Sequence[Branch], new: Sequence[Branch]
) -> tuple[Pairs | None, Sequence[Branch], Sequence[Branch]]:
    """Tiers of the same case, or at the same place; no pairs at all where tiers have changed places."""
    order = [next((n for n, each in enumerate(new) if same(each.when, branch.when)), None) for branch in old]
    found = [place for place in order if place is not None]
    if found != sorted(set(found)):
        return None, (), ()
    if len(old) == len(new) and all(place in (None, at) for at, place in enumerate(order)):
        return list(zip(old, new, strict=True)), (), ()
    pairs = [(branch, new[at]) for branch, at in zip(old, order, strict=True) if at is not None]
    gone = [branch for branch, at in zip(old, order, strict=True) if at is None]
    return pairs, gone, [branch for at, branch in enumerate(new) if at not in found]


def _tier(place: Place, old: Branch, new: Branch) -> Iterator[Change]:
    """One tier: in which case it holds, and what it gives."""
    case = place.new.words(new.when)
    called = Bilingual(f"{place.named().zh}中“{case.zh}”一档", f"{place.named().en} where {case.en}")
    if same(old.when, new.when):
        yield from amount_changes(place.called(called), old.amount, new.amount)
    elif same(old.amount, new.amount):
        gives = place.new.words(new.amount)
        tier = Bilingual(f"{place.named().zh}中“{gives.zh}”一档", f"the tier of {gives.en}")
        case_of = place.called(tier, Bilingual("适用条件", "case"))
        yield from condition_changes(case_of, old.when, new.when)
    else:
        yield place.tree_became(old, new)


def tree_changes(place: Place, old: Any, new: Any) -> Iterator[Change]:
    """A condition's or a term's change, whichever the two are."""
    both = isinstance(old, Condition) and isinstance(new, Condition)
    yield from condition_changes(place, old, new) if both else amount_changes(place, old, new)
