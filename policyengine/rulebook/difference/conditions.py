"""How one condition became another: a threshold moved, a part added or dropped, the whole put otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policyengine.errors import Bilingual
from policyengine.language.tree import (
    ALWAYS,
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Kind,
    Literal,
    Named,
    Not,
    Term,
    Yearly,
)
from policyengine.rulebook.difference.change import Change, ChangeKind
from policyengine.rulebook.difference.meaning import joined, meaning, same
from policyengine.rulebook.difference.place import Place

_MEASURED = frozenset((Kind.MONEY, Kind.RATIO, Kind.COUNT, Kind.DATE, Kind.DURATION))


def condition_changes(place: Place, old: Condition | None, new: Condition | None) -> Iterator[Change]:
    """Each change of a condition in a sentence of its own; nothing where it asks the same."""
    old, new = _asking(old), _asking(new)
    if same(old, new):
        return
    if old is None or new is None:
        yield place.tree_became(old, new)
        return
    match old, new:
        case AtLeast(few, some), AtLeast(many, others) if few != many and same(_bag(some), _bag(others)):
            yield _counted(place, few, many, len(some))
        case AnyOf(), AnyOf():
            yield from _joined(place, old, new, joined(old), joined(new), _ALTERNATIVES)
        case (AllOf(), _) | (_, AllOf()):
            yield from _joined(place, old, new, _parts(old), _parts(new), _REQUIREMENTS)
        case _ if (subject := _subject(old)) is not None and same(subject, _subject(new)):
            yield _of_one_thing(place, old, new, subject)
        case _:
            yield place.tree_became(old, new)


def _asking(condition: Condition | None) -> Condition | None:
    """The condition, if it asks anything."""
    return None if condition is None or condition == ALWAYS else condition


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return joined(condition) if isinstance(condition, AllOf) else (condition,)


def _bag(parts: Sequence[Condition]) -> AllOf:
    return AllOf(tuple(parts))


# Parts

_REQUIREMENTS = (
    Bilingual("{what}增加一项要求：{words}", "{what} now also requires: {words}"),
    Bilingual("{what}减少一项要求：{words}", "{what} no longer requires: {words}"),
)
_ALTERNATIVES = (
    Bilingual("{what}增加一种可选情形：{words}", "{what} now also accepts: {words}"),
    Bilingual("{what}减少一种可选情形：{words}", "{what} no longer accepts: {words}"),
)


def _joined(
    place: Place,
    old: Condition,
    new: Condition,
    were: Sequence[Condition],
    are: Sequence[Condition],
    wordings: tuple[Bilingual, Bilingual],
) -> Iterator[Change]:
    """What is joined, part by part: what is about the same thing as before, what came, what went."""
    gone, come = _apart(were, are)
    if len(gone) == len(were) and len(come) == len(are) and len(were) + len(are) > 2:
        pairs = _pairs(gone, come)
        if len(pairs) < min(len(gone), len(come)):  # little is left of it: told whole it is clearer
            yield place.tree_became(old, new)
            return
    for before, after in (pairs := _pairs(gone, come)):
        yield from condition_changes(place, before, after)
    added, dropped = wordings
    for part in _left(come, [after for _, after in pairs]):
        words = place.new.words(part)
        yield place.told(_worded(added, place, words), None, words)
    for part in _left(gone, [before for before, _ in pairs]):
        words = place.old.words(part)
        yield place.told(_worded(dropped, place, words), words, None)


def _apart(were: Sequence[Condition], are: Sequence[Condition]) -> tuple[list[Condition], list[Condition]]:
    """The parts of either that the other has not."""
    before, after = [meaning(each) for each in were], [meaning(each) for each in are]
    gone = [part for part, key in zip(were, before, strict=True) if key not in after]
    come = [part for part, key in zip(are, after, strict=True) if key not in before]
    return gone, come


def _pairs(gone: Sequence[Condition], come: Sequence[Condition]) -> list[tuple[Condition, Condition]]:
    """Parts of the two that are about the same thing, each in at most one pair."""
    pairs: list[tuple[Condition, Condition]] = []
    for before in gone:
        taken = [after for _, after in pairs]
        alike = (after for after in _left(come, taken) if _alike(before, after))
        pairs.extend((before, after) for after in [*alike][:1])
    return pairs


def _left(parts: Sequence[Condition], taken: Sequence[Condition]) -> list[Condition]:
    return [part for part in parts if not any(part is each for each in taken)]


def _alike(before: Condition, after: Condition) -> bool:
    """Whether one part can be told as what became of the other."""
    subject = _subject(before)
    if subject is not None:
        return same(subject, _subject(after))
    if isinstance(before, AllOf | AnyOf | AtLeast) and type(before) is type(after):
        gone, _ = _apart(before.parts, after.parts)
        return len(gone) < len(before.parts)
    return False


def _worded(wording: Bilingual, place: Place, words: Bilingual) -> Bilingual:
    what = place.named()
    # No format(): the words are a rule writer's and may hold braces.
    return Bilingual(
        wording.zh.replace("{what}", what.zh).replace("{words}", words.zh),
        wording.en.replace("{what}", what.en).replace("{words}", words.en),
    )


def _counted(place: Place, few: int, many: int, of: int) -> Change:
    old, new = (Bilingual(f"{of}项中至少{each}项", f"at least {each} of {of}") for each in (few, many))
    return place.became(old, new, ChangeKind.THRESHOLD)


# One comparison


def _subject(condition: Condition | None) -> Term | Condition | None:
    """What an undivided condition is about; None of one that has parts."""
    match condition:
        case Compare(left, _, right):
            return right if isinstance(left, Literal) else left
        case Among(term) | Yearly(term):
            return term
        case Not(part):
            return _subject(part)
        case Named() | None | Literal():
            return None
        case AllOf() | AnyOf() | AtLeast():
            return None
        case fact:
            return fact


def _of_one_thing(place: Place, old: Condition, new: Condition, subject: Term | Condition) -> Change:
    """A condition about the same thing as before: what it asks of it is all that is said."""
    kind = ChangeKind.THRESHOLD if _only_figures(old, new) else None
    what, about = place.named(), (place.old.words(subject), place.new.words(subject))
    before, after = place.old.words(old), place.new.words(new)
    zh = tuple(_rest(words.zh, each.zh) for words, each in zip((before, after), about, strict=True))
    en = tuple(_rest(words.en, each.en) for words, each in zip((before, after), about, strict=True))
    if not all((*zh, *en)) or before == after:
        return place.tree_became(old, new, kind)
    if all(each.startswith("为") for each in zh):  # 由……改为…… says it already
        zh = tuple(each.removeprefix("为") for each in zh)
    words = Bilingual(
        f"{what.zh}中{about[1].zh}由{zh[0]}改为{zh[1]}",
        f"in {what.en}, {about[1].en} was to be {en[0]} and is now to be {en[1]}",
    )
    return place.told(words, before, after, kind)


def _rest(words: str, subject: str) -> str:
    """What is said of the subject, without it; nothing where the words do not begin with it."""
    rest = words.removeprefix(subject)
    return "" if rest == words else rest.strip().removeprefix("is ").strip()


def _only_figures(old: Condition, new: Condition) -> bool:
    """Whether the two differ in nothing but the figure something is measured against."""
    match old, new:
        case Compare(_, relation, right), Compare(_, now, other):
            return relation is now and _measured(right) and _measured(other)
        case Not(part), Not(other):
            return _only_figures(part, other)
        case Yearly(), Yearly():
            return True
        case _:
            return False


def _measured(term: Any) -> bool:
    return isinstance(term, Literal) and term.kind in _MEASURED
