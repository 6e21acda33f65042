"""What a report says of how an amount is come by, and of what is not known yet."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from tests.reporting.plans import INCUBATED, ZONE, linjiang, yunxi


def shown(result: dict[str, Any], lang: Lang = Lang.ZH, format: str = "table") -> str:
    return render(result, format, lang, width=160, explain=True)


@pytest.mark.parametrize("format", ["table", "md", "html"])
def test_reasons_show_the_rate_and_each_definition_with_value_and_quote(format: str) -> None:
    told = shown(yunxi(ZONE), format=format)
    for words in ("标准：“兑付比例”与“补助基数”之积", "兑付比例 = 80%", "补助基数 = 146.9万元", "B级兑付80%"):
        assert words in told


def test_reasons_in_english_show_the_rate_too() -> None:
    assert "= CNY 1,469,000, being " in shown(yunxi(ZONE), Lang.EN)


def test_the_clause_column_lists_the_clauses_of_the_definitions_used() -> None:
    assert "二(二)、一(一)" in shown(yunxi(ZONE))


def test_what_is_asked_of_every_reward_stands_once_above_and_is_named_under_each() -> None:
    rewards = shown(yunxi(ZONE)).split("科技人才公寓 — ")[0]
    assert rewards.count("失信主体除外：不存在") == 1
    assert rewards.count("方案的共同规定：失信主体除外") == 6


def test_a_cut_by_a_ceiling_that_is_not_known_says_so() -> None:
    result = copy.deepcopy(yunxi(ZONE))
    result["totals"]["cuts"][-1]["at_most"] = {"low": "0", "high": None}
    assert "年度限额：限额尚不能确定，由" in shown(result)
    assert "the ceiling is not known yet" in shown(result, Lang.EN)


def test_what_may_have_to_go_back_says_of_which_reward() -> None:
    told = shown(yunxi(ZONE, assume_not_received=False))
    assert "可能须退回（不计入合计）：金额尚不能确定（认定奖励）" in told


def test_an_obligation_from_a_day_that_is_not_known_does_not_stand() -> None:
    result = linjiang({name: value for name, value in INCUBATED.items() if name != "recognised_on"})
    assert [each["standing"] for each in result["obligations"]] == [False] * len(result["obligations"])
    assert "长期" not in shown(result).split("理由")[0]
