"""How fields that hold several values are compared: as a bag, in their order, by clause, by id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from policyengine.errors import Bilingual
from policyengine.rulebook.difference.change import Change, ChangeKind
from policyengine.rulebook.difference.comparing import Comparer, Fields, changes_in
from policyengine.rulebook.difference.meaning import meaning, same
from policyengine.rulebook.difference.pairing import paired
from policyengine.rulebook.difference.place import Place, Side
from policyengine.rulebook.difference.telling import Tell, citation, ids, listed


def several(tell: Tell) -> Comparer:
    """Values whose order says nothing, each told by itself where it came or went."""

    def compare(place: Place, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
        gone, come = _apart(old, new)
        what = place.named()
        for value in come:
            words = tell(value, place.new)
            yield place.told(
                Bilingual(f"{what.zh}增加{words.zh}", f"{what.en}: {words.en} added"), None, words
            )
        for value in gone:
            words = tell(value, place.old)
            yield place.told(
                Bilingual(f"{what.zh}减少{words.zh}", f"{what.en}: {words.en} removed"), words, None
            )

    return compare


def in_order(tell: Tell) -> Comparer:
    """Values whose order matters: told apart where they came or went, together where they changed places."""
    apart = several(tell)

    def compare(place: Place, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
        told = tuple(apart(place, old, new))
        yield from told
        if not told and not same(tuple(old), tuple(new)):
            before, after = (
                listed(tell(each, side) for each in values) for values, side in _sides(place, old, new)
            )
            words = Bilingual(
                f"{place.named().zh}的次序由{before.zh}改为{after.zh}",
                f"the order of {place.named().en} was {before.en} and is now {after.en}",
            )
            yield place.told(words, before, after)

    return compare


def _sides(place: Place, old: Sequence[Any], new: Sequence[Any]) -> tuple[tuple[Sequence[Any], Side], ...]:
    return (old, place.old), (new, place.new)


def _apart(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """What either has more often than the other."""
    left, come = [(each, meaning(each)) for each in old], []
    for each in new:
        found = next((index for index, (_, key) in enumerate(left) if key == meaning(each)), None)
        if found is None:
            come.append(each)
        else:
            del left[found]
    return [each for each, _ in left], come


def citations(place: Place, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    """Quotes by their clause: the words quoted changed, or a quote came or went. Their order says nothing."""
    gone, come = _apart(old, new)
    for before in list(gone):
        after = next((each for each in come if each.clause == before.clause), None)
        if after is not None:
            gone.remove(before)
            come.remove(after)
            words = Bilingual(
                f"{place.named().zh}{after.clause}由「{before.quote}」改为「{after.quote}」",
                f"the words quoted from {after.clause} were “{before.quote}” and are now “{after.quote}”",
            )
            yield _cited(
                place,
                place.told(words, citation(before, place.old), citation(after, place.new)),
                before,
                after,
            )
    for after in come:
        yield _cited(place, next(several(citation)(place, (), (after,))), None, after)
    for before in gone:
        yield _cited(place, next(several(citation)(place, (before,), ())), before, None)


def _cited(place: Place, change: Change, old: Any, new: Any) -> Change:
    """The change at the very quotes."""
    return replace(
        change,
        old_at=old.span if old is not None and old.span else place.old.at(),
        new_at=new.span if new is not None and new.span else place.new.at(),
    )


def keyed(fields: Callable[[], Fields], noun: Bilingual, tell: Tell, ordered: bool = False) -> Comparer:
    """Entries under ids of their own below an entry, such as the payments of a reward."""

    def compare(place: Place, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
        pairs, gone, come = paired(old, new)
        for each in come:
            yield _at(place, None, each, new).became(None, tell(each, place.new))
        for each in gone:
            yield _at(place, each, None, old).became(tell(each, place.old), None)
        for before, after in pairs:
            yield from _of_pair(place, before, after, old, new)
        kept = (
            [before.id for before, _ in pairs],
            [after.id for _, after in sorted(pairs, key=lambda p: _index(new, p[1]))],
        )
        renamed = {before.id: after.id for before, after in pairs}
        if ordered and [renamed[id_] for id_ in kept[0]] != kept[1]:
            yield place.became(ids(kept[0], place.old), ids(kept[1], place.new))

    def _of_pair(
        place: Place, before: Any, after: Any, old: Sequence[Any], new: Sequence[Any]
    ) -> Iterator[Change]:
        words = getattr(after, "title", None) or after.words
        called = Bilingual(f"{noun.zh}“{words.zh}”", f"{noun.en} “{words.en}”")
        here = replace(
            place.within("", called),
            part=f"{place.part}.{after.id}",
            old=replace(
                place.old.below(str(_index(old, before))),
                span=getattr(before, "span", None) or place.old.span,
            ),
            new=replace(
                place.new.below(str(_index(new, after))), span=getattr(after, "span", None) or place.new.span
            ),
        )
        if before.id != after.id:
            yield replace(here, label=_ID).told(
                Bilingual(
                    f"{called.zh}的编号由{before.id}改为{after.id}",
                    f"the id of {called.en} was {before.id} and is now {after.id}",
                ),
                Bilingual(before.id, before.id),
                Bilingual(after.id, after.id),
                ChangeKind.RENAMED,
            )
        yield from changes_in(fields(), here, before, after)

    return compare


_ID = Bilingual("编号", "id")


def _index(values: Sequence[Any], value: Any) -> int:
    return next(index for index, each in enumerate(values) if each is value)


def _at(place: Place, old: Any, new: Any, values: Sequence[Any]) -> Place:
    """The place of one entry of a list that only one side has."""
    index = str(_index(values, old if new is None else new))
    if new is None:
        return replace(place, old=place.old.below(index))
    return replace(place, new=place.new.below(index))
