"""What a change is told as: one sentence in Chinese and one in English, at its places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from policyengine.errors import Bilingual
from policyengine.language.tree import AllOf, AnyOf, Bounded, Kind, Literal, Named, Not
from policyengine.language.walk import rewrite
from policyengine.rulebook.choices import Nature
from policyengine.rulebook.difference import ChangeKind, differences
from policyengine.rulebook.load import load_rulebook

FIRST, FILING = "hte_first_recognition", "little_giant_filing"


@pytest.fixture(scope="module")
def anyang():
    return load_rulebook(cities=["anyang"]).rulebook.plans["anyang"][-1]


@pytest.fixture(scope="module")
def yunxi():
    return load_rulebook("examples/policies", cities=["yunxi"]).rulebook.plans["yunxi"]


def with_reward(plan, id_=FIRST, **fields):
    return replace(plan, rewards={**plan.rewards, id_: replace(plan.rewards[id_], **fields)})


def with_support(plan, **fields):
    return replace(plan, supports={**plan.supports, FILING: replace(plan.supports[FILING], **fields)})


def money(yuan):
    return Literal(Kind.MONEY, Fraction(yuan))


def only(changes):
    assert len(changes) == 1, [each.sentence().zh for each in changes]
    return changes[0]


def ratio(percent):
    return Literal(Kind.RATIO, Fraction(percent, 100))


def test_another_amount_is_told_from_and_to(anyang):
    changed = only(differences(anyang, with_reward(anyang, promised=money(400_000), amount=money(400_000))))
    assert changed.kind is ChangeKind.AMOUNT
    assert changed.sentence() == Bilingual(
        "奖补“新认定高新技术企业奖励”：金额由30万元改为40万元。",
        "Reward “Award for a newly recognised high-tech enterprise”: the amount was CNY 300,000 and is now "
        "CNY 400,000.",
    )
    assert changed.old_at.file.endswith("rewards.yaml")
    assert changed.old_at.line == anyang.rewards[FIRST].written_at["amount"].line


def test_another_threshold_is_told_of_what_is_measured(anyang):
    parts = anyang.supports[FILING].when.parts
    higher = replace(parts[1], right=ratio(5))
    changed = only(differences(anyang, with_support(anyang, when=AllOf((parts[0], higher, parts[2])))))
    assert changed.kind is ChangeKind.THRESHOLD
    assert changed.words.zh == "条件中研发费用占营业收入比例由不低于3%改为不低于5%"
    assert (
        changed.words.en
        == "in the condition, R&D intensity was to be at least 3% and is now to be at least 5%"
    )


def test_another_choice_is_told_without_the_copula_twice(anyang):
    renewed = replace(anyang.rewards[FIRST].when, right=Literal(Kind.CHOICE, "renewal"))
    changed = only(differences(anyang, with_reward(anyang, when=renewed)))
    assert changed.words.zh == "条件中当年高新技术企业认定由首次认定改为重新认定"


def test_a_requirement_more_and_one_less_are_told_by_themselves(anyang):
    old = anyang.supports[FILING].when
    less = with_support(anyang, when=AllOf(old.parts[:2]))
    assert only(differences(anyang, less)).words.zh.startswith("条件减少一项要求：")
    assert only(differences(less, anyang)).words.zh.startswith("条件增加一项要求：")


def test_another_case_that_is_accepted_is_told_as_such(anyang):
    first, second, third = anyang.supports[FILING].when.parts
    either = with_support(anyang, when=AnyOf((first, second)))
    more = with_support(anyang, when=AnyOf((first, second, third)))
    assert only(differences(either, more)).words.zh.startswith("条件增加一种可选情形：")


@pytest.mark.parametrize("turn", [lambda tree: AllOf(tree.parts[::-1]), lambda tree: Not(Not(tree))])
def test_the_same_condition_put_otherwise_is_no_change(anyang, turn):
    assert differences(anyang, with_support(anyang, when=turn(anyang.supports[FILING].when))) == ()


def test_a_ceiling_is_told_apart_from_the_amount(anyang):
    capped = Bounded(money(300_000), None, money(200_000))
    changed = only(differences(anyang, with_reward(anyang, promised=capped, amount=capped)))
    assert (changed.kind, changed.words.zh) == (ChangeKind.CEILING, "新增金额的上限：20万元")


def test_a_rule_under_another_id_is_renamed_and_nothing_else(anyang):
    reward = anyang.rewards[FIRST]
    rest = {id_: each for id_, each in anyang.rewards.items() if id_ != FIRST}
    changed = only(
        differences(anyang, replace(anyang, rewards={**rest, "other": replace(reward, id="other")}))
    )
    assert changed.kind is ChangeKind.RENAMED
    assert changed.words.zh == "编号由hte_first_recognition改为other"


def test_a_department_that_is_renamed_is_told_once_and_not_in_every_rule(anyang):
    def called(names):
        return tuple("市科学技术局" if name == "市科技局" else name for name in names)

    def in_rule(rule):
        named = replace(rule, departments=called(rule.departments))
        readings = [
            each if each.rule is None else replace(each, rule=in_rule(each.rule))
            for each in getattr(rule, "readings", ())
        ]
        return replace(named, readings=tuple(readings)) if readings else named

    renamed = replace(
        anyang,
        departments=tuple(replace(each, name=called([each.name])[0]) for each in anyang.departments),
        **{
            kind: {id_: in_rule(rule) for id_, rule in getattr(anyang, kind).items()}
            for kind in ("rewards", "supports", "obligations", "duties", "targets")
        },
    )
    changed = only(differences(anyang, renamed))
    assert changed.sentence().zh == "部门“市科学技术局”：名称由市科技局改为市科学技术局。"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("nature", Nature.DISCRETIONARY, "性质由“应得”改为“酌定”"),
        ("departments", ("市科技局",), "责任单位减少“市财政局”"),
        ("theme", "growth", "主题由“recognition”改为“growth”"),
        ("once", None, "取消享受次数限制（原为：“仅一次”）"),
    ],
)
def test_fields_of_a_reward_are_told_by_what_they_are_called(anyang, field, value, words):
    assert words in [each.words.zh for each in differences(anyang, with_reward(anyang, **{field: value}))]


def test_a_rule_that_came_and_one_that_went_say_what_they_are_worth(anyang):
    without = replace(anyang, rewards={id_: r for id_, r in anyang.rewards.items() if id_ != FIRST})
    assert only(differences(anyang, without)).words.zh == "取消，原金额：30万元"
    assert only(differences(without, anyang)).words.zh == "新增，金额：30万元"


def test_the_period_is_told_by_its_ends(anyang):
    ended = replace(anyang, period=replace(anyang.period, end=date(2025, 12, 31)))
    assert only(differences(anyang, ended)).words.zh == "新增有效期的截止日：2025-12-31"


def test_a_definition_is_told_once_and_names_the_rules_that_use_it(yunxi):
    new = yunxi[-1]
    definition = next(each for each in new.definitions if each.id == "quality_enterprise")
    status, intensity = definition.what.parts
    weaker = replace(definition, what=AllOf((status, replace(intensity, right=ratio(2)))))
    others = tuple(weaker if each is definition else each for each in new.definitions)
    # As loading does it: whatever uses the definition holds what it stands for.
    changed = only(differences(new, _with_definitions(new, others)))
    assert changed.section == "definitions"
    assert changed.words.zh == "含义中研发费用占营业收入比例由不低于3%改为不低于2%"
    assert "yunxi.talent_flats" in changed.affects


def _with_definitions(plan, definitions):
    what = {each.id: each.what for each in definitions}

    def put(node):
        return replace(node, what=what[node.name]) if isinstance(node, Named) else node

    supports = {id_: replace(each, when=rewrite(each.when, put)) for id_, each in plan.supports.items()}
    return replace(plan, definitions=definitions, supports=supports)


def test_every_sentence_between_two_versions_is_said_in_both_languages(yunxi):
    changes = differences(*yunxi)
    assert len({each.sentence().zh for each in changes}) == len(changes)
    assert all(each.new_at is not None or each.old_at is not None for each in changes)
