"""Named values and conditions: used by id or title, in any order; circles refused with the loop shown."""

import pytest

from policyengine.language.check import resolve_amount
from policyengine.language.parse import parse_amount
from policyengine.language.tree import Arithmetic, Kind, Named
from policyengine.language.write import write
from tests.rulebook.said import defined

CITE = "cite: {clause: 一, quote: 按研发费用的25%给予补助}"


def entries(*texts):
    return "definitions:\n" + "".join(f"  - {{{text}, {CITE}}}\n" for text in texts)


def texts(*given):
    found, findings = defined(entries(*given))
    assert findings == ()
    return {each.id: write(each.what) for each in found.definitions}


def codes(*given):
    return [each.code for each in defined(entries(*given))[1]]


def test_a_condition_a_value_and_a_sum_of_money():
    found, findings = defined(
        entries(
            "id: eligible, title: 合格企业, condition: above_scale and revenue >= 500万元",
            "id: share, title: 兑付比例, value: [{when: performance = a, value: 100%}, {otherwise: 0%}]",
            "id: base, title: 基数, amount: {amount: 25% * rd_expense, at_most: 100万元}",
        )
    )
    assert findings == ()
    assert [(each.id, each.kind) for each in found.definitions] == [
        ("eligible", Kind.BOOLEAN),
        ("share", Kind.RATIO),
        ("base", Kind.MONEY),
    ]
    assert [write(each.what) for each in found.definitions] == [
        "above_scale and revenue >= 500万元",
        "100% if performance = a, otherwise 0%",
        "25% * rd_expense at most 100万元",
    ]


def test_one_may_use_another_listed_after_it_by_its_title():
    assert texts(
        "id: paid, title: 兑付额, amount: 120% * 基数",
        "id: base, title: 基数, amount: 25% * rd_expense, at_most: 100万元",
    ) == {"paid": "120% * base", "base": "25% * rd_expense at most 100万元"}


def test_the_vocabulary_then_knows_them_by_id_and_title():
    found, _ = defined(entries("id: base, title: {zh: 基数, en: Base sum}, amount: 25% * rd_expense"))
    for name in ("base", "基数"):
        tree, findings = resolve_amount(parse_amount(f"80% * {name}"), found.vocabulary)
        assert findings == ()
        assert isinstance(tree, Arithmetic)
        assert isinstance(tree.right, Named)
        assert (tree.right.name, tree.right.label.zh) == ("base", "基数")


@pytest.mark.parametrize(
    ("amount", "meant"),
    [
        ("revenue - rd_expense", "revenue - rd_expense at least 0元"),
        ("50% * (revenue - rd_expense)", "50% * (revenue - rd_expense) at least 0元"),
        (
            "{amount: revenue - rd_expense, at_most: 3万元}",
            "(revenue - rd_expense at most 3万元) at least 0元",
        ),
        (
            "[{when: above_scale, amount: revenue - 3万元}, {otherwise: 1元}]",
            "(revenue - 3万元 if above_scale, otherwise 1元) at least 0元",
        ),
    ],
)
def test_a_sum_of_money_is_held_at_nothing_where_a_difference_could_fall_below_it(amount, meant):
    assert texts(f"id: base, title: 基数, amount: {amount}") == {"base": meant}


@pytest.mark.parametrize(
    ("amount", "meant"),
    [
        ("25% * rd_expense", "25% * rd_expense"),
        ("{amount: revenue - 1元, at_least: 1万元}", "revenue - 1元 at least 1万元"),
        ("{top_up_to: 100万元, counting: revenue}", "100万元 - revenue at least 0元"),
        (
            "{marginal: revenue, brackets: [{above: 1万元, rate: 2%}]}",
            "2% * ((revenue at least 1万元) - 1万元)",
        ),
    ],
)
def test_a_sum_that_cannot_fall_below_nothing_stays_as_it_is(amount, meant):
    assert texts(f"id: base, title: 基数, amount: {amount}") == {"base": meant}


def test_a_value_may_be_below_nothing():
    assert texts("id: change, title: 增减, value: revenue - rd_expense") == {"change": "revenue - rd_expense"}


def test_a_sum_held_at_nothing_is_not_held_again_by_what_uses_it():
    assert (
        texts(
            "id: net, title: 净额, amount: revenue - rd_expense",
            "id: half, title: 半额, amount: 50% * net",
        )["half"]
        == "50% * net"
    )


def test_a_circle_is_refused_and_shown():
    found, findings = defined(
        entries(
            "id: a, title: 甲额, amount: 2 * b",
            "id: b, title: 乙额, amount: 丙额 + 1元",
            "id: c, title: 丙额, amount: a",
            "id: d, title: 丁额, amount: 2 * a",
            "id: e, title: 戊额, amount: 5元",
        )
    )
    assert [(each.code, each.names) for each in findings] == [("circular-definitions", ("a", "b", "c"))]
    assert "a → b → c → a" in findings[0].message().zh
    assert [each.id for each in found.definitions] == ["e"]


def test_a_definition_cannot_be_its_own():
    _, findings = defined(entries("id: a, title: 甲额, amount: 2 * a"))
    assert findings[0].message().en.endswith("a → a")


def test_two_circles_are_two_mistakes():
    assert codes(
        "id: a, title: 甲额, amount: 2 * b",
        "id: b, title: 乙额, amount: a",
        "id: c, title: 丙额, amount: c",
    ) == ["circular-definitions", "circular-definitions"]


def test_a_choice_that_is_called_like_a_definition_is_no_use_of_it():
    assert texts("id: a, title: 甲类, condition: performance = a") == {"a": "performance = a"}


def test_what_uses_a_broken_definition_is_no_mistake_besides():
    found, findings = defined(
        entries("id: base, title: 基数, amount: 25% * rd_expnse", "id: paid, title: 兑付额, amount: 2 * 基数")
    )
    assert [each.code for each in findings] == ["unknown-fact"]
    assert found.definitions == ()
    assert {"base", "基数", "paid", "兑付额"} <= found.broken


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("id: base, title: 基数", "keys-exclude"),
        ("id: base, title: 基数, value: 3%, amount: 3元", "keys-exclude"),
        ("id: base, title: 基数, condition: above_scale, at_most: 3元", "keys-exclude"),
        ("id: base, amount: 3元", "missing-key"),
        ("id: base, title: 基数, amount: 3%", "wrong-kind"),
        ("id: base, title: 基数, condition: revenue", "not-a-condition"),
        ("id: revenue, title: 基数, amount: 3元", "definition-name-taken"),
        ("id: base, title: 营业收入, amount: 3元", "definition-name-taken"),
        ("id: base, title: 评估日, value: as_of", "definition-name-taken"),
        ("id: Base, title: 基数, amount: 3元", "wrong-value"),
    ],
)
def test_a_definition_that_cannot_be_is_refused_once(entry, code):
    assert codes(entry) == [code]


def test_two_definitions_cannot_bear_one_title():
    assert codes("id: a, title: 基数, amount: 3元", "id: b, title: 基数, amount: 5元") == [
        "definition-name-taken"
    ]


def test_definitions_that_double_one_another_without_end_are_refused():
    doubled = [f"id: d{n}, title: 第{n}倍, value: d{n - 1} + d{n - 1}" for n in range(1, 40)]
    assert codes("id: d0, title: 起数, value: 2 * staff", *doubled) == ["definition-too-large"]


def test_definitions_that_lean_on_one_another_too_deep_are_refused():
    chain = [f"id: d{n}, title: 第{n}层, value: d{n - 1}" for n in range(1, 300)]
    assert codes("id: d0, title: 起数, value: staff", *chain) == ["definition-too-large"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("above_scale", "wrong-value"),
        ("[{when: above_scale, value: true}, {otherwise: false}]", "condition-as-value"),
    ],
)
def test_what_is_true_or_false_is_a_condition_and_no_value(value, code):
    found, findings = defined(entries(f"id: large, title: 大型企业, value: {value}"))
    assert ([each.code for each in findings], found.definitions) == ([code], ())
