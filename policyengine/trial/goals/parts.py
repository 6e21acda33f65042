"""What cases should try of a condition or an amount: parts, both sides of thresholds, tiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Span
from policyengine.language.en import read_en
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import (
    Aggregate,
    Among,
    Bounded,
    Compare,
    Condition,
    Literal,
    Named,
    Relation,
    Term,
    Tiers,
    Yearly,
)
from policyengine.language.walk import AnyNode, as_condition, as_term, children
from policyengine.language.write import bare, write
from policyengine.language.zh import read_zh
from policyengine.trial.goals.atoms import Deciding, Part, entries_that_count, parts_that_decide
from policyengine.trial.goals.goal import Area, Turns, all_of, opposite
from policyengine.trial.goals.near import nearest_values, one_step_from_turning

_BY_SIZE = (Relation.LESS, Relation.AT_MOST, Relation.GREATER, Relation.AT_LEAST)


@dataclass(frozen=True)
class Wanted:
    """What some case should show of a tree: a goal but for the rule that it is shown by."""

    area: Area
    words: Bilingual
    needs: Condition
    span: Span | None
    items: str | None = None
    turns: Turns | None = None


def of_condition(condition: Condition, guard: Condition, vocabulary: Vocabulary) -> Iterator[Wanted]:
    """What to try of a condition that is asked where `guard` holds."""
    for each in parts_that_decide(condition, guard):
        said = _said(each.part, each.items, vocabulary)
        yield from _decided(each, said)
        yield from _thresholds(each, said, vocabulary)
        if not isinstance(each.part, Named):
            for below in children(each.part):
                if each.items is None and not isinstance(below, Condition):
                    yield from of_term(as_term(below), each.decides, vocabulary)


def _decided(each: Deciding, said: Bilingual) -> Iterator[Wanted]:
    """That it decides while it holds, each of its options once, and while it does not."""

    def wanted(zh: str, en: str, part: Condition) -> Wanted:
        needs = all_of(each.decides, part)
        return Wanted(Area.CONDITIONS, Bilingual(zh, en), needs, each.part.span, each.items)

    if isinstance(each.part, Among):
        for option in each.part.options:
            equal = Compare(each.part.term, Relation.EQUAL, option)
            zh, en = f"成立，取{write(option)}：{said.zh}", f"holds, for {write(option)}: {said.en}"
            yield wanted(zh, en, equal)
    else:
        yield wanted(f"成立：{said.zh}", f"holds: {said.en}", each.part)
    yield wanted(f"不成立：{said.zh}", f"does not hold: {said.en}", opposite(each.part))


def _thresholds(each: Deciding, said: Bilingual, vocabulary: Vocabulary) -> Iterator[Wanted]:
    """The last value on either side of a threshold; of a window, on either side of both its ends."""
    part = each.part
    if isinstance(part, Compare) and part.relation in _BY_SIZE:
        held, failed = nearest_values(part, vocabulary) or (None, None)
        yield _on_a_side(each, said, (-1, 1), held, None, vocabulary, holds=True)
        yield _on_a_side(each, said, (-1, 1), failed, None, vocabulary, holds=False)
    elif isinstance(part, Yearly):
        for signs, end in (
            ((-1,), Bilingual("（窗口起）", ", as the window opens")),
            ((1,), Bilingual("（窗口止）", ", as the window closes")),
        ):
            yield _on_a_side(each, said, signs, None, end, vocabulary, holds=True)
            yield _on_a_side(each, said, (-signs[0],), None, end, vocabulary, holds=False)


def _on_a_side(
    each: Deciding,
    said: Bilingual,
    signs: tuple[int, ...],
    value: Literal | None,
    end: Bilingual | None,
    vocabulary: Vocabulary,
    *,
    holds: bool,
) -> Wanted:
    part = each.part
    assert isinstance(part, Compare | Yearly)
    there = part if holds else opposite(part)
    exact = (
        [] if value is None or not isinstance(part, Compare) else [Compare(part.left, Relation.EQUAL, value)]
    )
    zh, en = ("", "") if value is None else _both(value, vocabulary)
    at = Bilingual(f"（{zh}）", f" ({en})") if value is not None else end or Bilingual("", "")
    words = Bilingual(
        zh=f"{'刚好成立' if holds else '差一步不成立'}{at.zh}：{said.zh}",
        en=f"{'just holds' if holds else 'just fails'}{at.en}: {said.en}",
    )
    turns = one_step_from_turning(part, each.items, signs)
    needs = all_of(each.decides, there, *exact)
    return Wanted(Area.BOUNDARIES, words, needs, part.span, each.items, turns)


def of_term(term: Term, guard: Condition, vocabulary: Vocabulary) -> Iterator[Wanted]:
    """What to try of an amount or another value that is worked out where `guard` holds."""
    match term:
        case Named():
            return  # a definition, tried by itself
        case Tiers():
            yield from _tiers(term, guard, vocabulary)
            return
        case Bounded(amount, at_least, at_most):
            for bound, relation in ((at_least, Relation.LESS), (at_most, Relation.GREATER)):
                if bound is not None:
                    yield from _bound(Compare(amount, relation, bound), guard, term.span, vocabulary)
        case Aggregate():
            for each in entries_that_count(term, guard):
                said = _said(each.part, each.items, vocabulary)
                yield from _decided(each, said)
                yield from _thresholds(each, said, vocabulary)
            return
    for below in children(term):
        if not isinstance(below, Condition):
            yield from of_term(as_term(below), guard, vocabulary)


def _tiers(term: Tiers, guard: Condition, vocabulary: Vocabulary) -> Iterator[Wanted]:
    for branch in term.branches:
        yield from of_condition(branch.when, guard, vocabulary)
        said = _said(branch.when, None, vocabulary)
        words = Bilingual(f"取此档：{said.zh}", f"this tier: {said.en}")
        chosen = all_of(guard, branch.when)
        yield Wanted(Area.TIERS, words, chosen, branch.span or branch.when.span)
        yield from of_term(branch.amount, chosen, vocabulary)
        guard = all_of(guard, opposite(as_condition(branch.when)))
    words = Bilingual("取“其余”一档", "the tier for all others")
    yield Wanted(Area.TIERS, words, guard, term.otherwise.span or term.span)
    yield from of_term(term.otherwise, guard, vocabulary)


def _bound(passed: Compare, guard: Condition, span: Span | None, vocabulary: Vocabulary) -> Iterator[Wanted]:
    """That a floor or ceiling changes an amount, and that it does not."""
    floor = passed.relation is Relation.LESS
    kind = Bilingual("保底", "floor") if floor else Bilingual("封顶", "ceiling")
    bound = Bilingual(*(f" {each}" for each in _both(passed.right, vocabulary)))
    zh, en = f"{kind.zh}起作用：{bound.zh.strip()}", f"the {kind.en} cuts in:{bound.en}"
    yield Wanted(Area.TIERS, Bilingual(zh, en), all_of(guard, passed), span)
    zh, en = f"{kind.zh}不起作用：{bound.zh.strip()}", f"the {kind.en} does not cut in:{bound.en}"
    yield Wanted(Area.TIERS, Bilingual(zh, en), all_of(guard, opposite(passed)), span)


def _said(part: Part | Condition, items: str | None, vocabulary: Vocabulary) -> Bilingual:
    if items is not None:
        written = write(bare(part, items))
        return Bilingual(written, written)
    return Bilingual(*_both(part, vocabulary))


def _both(node: AnyNode, vocabulary: Vocabulary) -> tuple[str, str]:
    return read_zh(node, vocabulary), read_en(node, vocabulary)
