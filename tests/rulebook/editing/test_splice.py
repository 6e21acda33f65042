"""One value changed, added or taken away: the rest of the file stays what it was, character for character."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policyengine.errors import RequestError
from policyengine.rulebook.editing.paths import Spot, spot, steps_of, written
from policyengine.rulebook.editing.pieces import Group, Leaf, Piece
from policyengine.rulebook.editing.pieces_of import pieces_of
from policyengine.rulebook.editing.splice import with_value, without
from policyengine.rulebook.text.yaml import Unreadable, read_yaml
from tests.rulebook.editing.messy import Hand, Many, files
from tests.rulebook.editing.test_layout import often, readable, said, seeds

REWARDS = """\
# 头
rewards:
  - id: a
    title: {zh: 甲, en: "A"}  # 题
    amount:
      # 分档
      - {when: x, amount: 5万元}
      - otherwise: 3万元
    tags: [one, two]
  -   id: b   # 乙
      amount:   7万元
groups: []
"""


def at(text: str, path: str) -> Spot:
    return spot(pieces_of(text).root, steps_of(path), path)


@pytest.mark.parametrize(
    ("path", "value", "was", "becomes"),
    [
        ("rewards.a.title.zh", "丙", "zh: 甲", "zh: 丙"),
        ("rewards.a.title.en", "B", '"A"', '"B"'),
        ("rewards.a.title.en", "B, C", '"A"', '"B, C"'),
        ("rewards.a.title.zh", "B, C", "zh: 甲", 'zh: "B, C"'),
        ("rewards.a.title.zh", "备注: 甲", "zh: 甲", 'zh: "备注: 甲"'),
        ("rewards.a.amount[0].amount", "6万元", "5万元", "6万元"),
        ("rewards[0].amount[1].otherwise", "4万元", "3万元", "4万元"),
        ("rewards.b.amount", "8万元", "amount:   7万元", "amount: 8万元"),
        ("rewards.b.amount", "{up_to: 8万元}", "amount:   7万元", "amount: {up_to: 8万元}"),
        ("rewards.a.tags[1]", "three", "two]", "three]"),
        ("rewards.a.tags[2]", "three", "two]", "two, three]"),
        ("rewards.a.title.note", "x", '"A"}', '"A", note: x}'),
        ("rewards.b.once", "true", "7万元\n", "7万元\n      once: true\n"),
        ("groups[0]", "{id: g}", "[]", "[{id: g}]"),
        ("rewards[2]", "{id: c}", "7万元\n", "7万元\n  - {id: c}\n"),
        (
            "rewards.a.amount",
            "9万元",
            "      - {when: x, amount: 5万元}\n      - otherwise: 3万元\n",
            "      9万元\n",
        ),
    ],
)
def test_a_value_is_put_in_its_place(path: str, value: str, was: str, becomes: str) -> None:
    assert REWARDS.count(was) == 1
    assert with_value(REWARDS, at(REWARDS, path), value) == REWARDS.replace(was, becomes)


@pytest.mark.parametrize(
    ("path", "gone", "left"),
    [
        ("rewards.a.title.zh", "zh: 甲, ", ""),
        ("rewards.a.title.en", ', en: "A"', ""),
        ("rewards.a.tags", "    tags: [one, two]\n", ""),
        ("rewards.a.amount[0]", "      - {when: x, amount: 5万元}\n", ""),
        ("rewards.a.id", "- id: a\n    title", "- title"),
        ("rewards.b", "  -   id: b   # 乙\n      amount:   7万元\n", ""),
        ("groups", "groups: []\n", ""),
    ],
)
def test_what_is_taken_away_leaves_no_trace(path: str, gone: str, left: str) -> None:
    assert REWARDS.count(gone) == 1
    assert without(REWARDS, at(REWARDS, path)) == REWARDS.replace(gone, left)


@pytest.mark.parametrize(
    "path", ["", ".", "rewards.", "rewards[x]", "rewards[99].id", "rewards.a.title.zh.x", "plan"]
)
def test_a_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(RequestError):
        at(REWARDS, path)


def test_a_path_through_an_alias_is_refused() -> None:
    text = "rewards:\n  - {id: a, title: &t {zh: 甲}}\n  - {id: b, title: *t}\n"
    with pytest.raises(RequestError, match="another place"):
        at(text, "rewards.b.title.zh")


def leaves(piece: Piece, steps: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all values of a file that are no lists or mappings."""
    if isinstance(piece, Leaf):
        return [steps]
    found = []
    for number, member in enumerate(piece.members):
        step = number if member.key is None else member.key.text
        found += leaves(member.value, (*steps, step))
    return found


@often
@given(files(), seeds, st.data())
def test_any_value_of_any_file_can_be_changed_alone(file: Many, seed: int, data: st.DataObject) -> None:
    text = readable(Hand(seed).written(file))
    root = pieces_of(text).root
    assume(isinstance(root, Group) and not root.is_list and leaves(root))
    assert root is not None
    steps = data.draw(st.sampled_from(leaves(root)))
    value = data.draw(
        st.sampled_from(("40万元", "true", "x, y", "k: v", "# no", "", "5", "'q'", "a\nb", "- x"))
    )
    made = with_value(text, spot(root, ("plan", *steps), written(("plan", *steps))), value)
    try:
        new = read_yaml(made, "x.yaml")
    except Unreadable:
        raise AssertionError(made) from None
    old = said(read_yaml(text, "x.yaml"))
    now = said(new)
    assert without_value(old, steps) == without_value(now, steps)
    assert re.findall(r"\b[kc]\d+\b", made) == re.findall(r"\b[kc]\d+\b", text)


def without_value(value: object, steps: tuple[str | int, ...]) -> object:
    """What is said of a file but for the value at a place."""
    if not steps:
        return ...
    first, *rest = steps
    assert isinstance(value, list)
    if isinstance(first, int):
        return [without_value(each, tuple(rest)) if n == first else each for n, each in enumerate(value)]
    return [(key, without_value(each, tuple(rest)) if key == first else each) for key, each in value]
