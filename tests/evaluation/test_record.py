"""Design, section 5: a result on record is replayed, and what differs is told with its clause."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.errors import RequestError
from policyengine.evaluation.differences import differences
from policyengine.evaluation.profile_schema import profile_schema
from policyengine.evaluation.record import jsonable, read_record, recorded
from policyengine.evaluation.schema import record_schema
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Plan, Reward
from tests.evaluation.building import HERE, amount, ask, group, known, plan, reward, support, vocabulary

WORDS = vocabulary(
    first="boolean",
    base="money",
    share="ratio",
    n="count",
    on="date",
    grade={"kind": "choice", "choices": ("x",)},
)
AWARD = reward("award", WORDS, "30万元", "first")
OTHER = reward("other", WORDS, "25% * base at most 50万元", "n >= 3")
MADE = plan(
    WORDS, AWARD, OTHER, support("help", WORDS, "first"), group("g", ["award", "other"], highest=True)
)
SCHEMA = jsonschema.Draft202012Validator(profile_schema(WORDS))
PROFILE = {"registered_in": "410522", "first": True, "base": Decimal("1000000.50"), "on": date(2020, 2, 29)}


def result(made: Plan, profile: dict[str, Any] = PROFILE, **options: Any) -> dict[str, Any]:
    return ask(made, profile, **options).to_dict()


def told(old: Plan, new: Plan) -> list[tuple[str, str, tuple[str, ...], str]]:
    found = differences(result(old), result(new))
    assert all(each.to_dict()["zh"] and each.to_dict()["en"] for each in found)
    return [(each.where, each.what, each.clauses, each.words.zh) for each in found]


def changed(rule: Reward, **parts: Any) -> Plan:
    return replace(MADE, rewards={**MADE.rewards, rule.id: replace(rule, **parts)})


def test_a_record_holds_the_question_and_the_answer() -> None:
    found = ask(MADE, PROFILE, year=2021, assume_registered=True)
    told = recorded(found, PROFILE, "v1").to_dict()
    assert told["schema"] == "policyengine/record@1"
    assert told["options"] == {
        "version": "v1",
        "year": 2021,
        "assume_registered": True,
        "assume_not_received": None,
    }
    assert told["result"] == found.to_dict()
    jsonschema.validate(told, record_schema(WORDS))


def test_a_record_written_and_read_asks_the_same_and_gets_the_same() -> None:
    found = ask(MADE, PROFILE)
    again = read_record(json.loads(json.dumps(recorded(found, PROFILE).to_dict())))
    assert (again.city, again.as_of) == ("made_up", found.as_of)
    assert differences(again.result, result(MADE, dict(again.profile))) == ()


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {},
        {"schema": "policyengine/record@2"},
        {"schema": "policyengine/record@1", "city": "x"},
        {
            "schema": "policyengine/record@1",
            "city": "x",
            "as_of": "x",
            "options": {},
            "profile": {},
            "result": {},
        },
    ],
)
def test_what_is_no_record_is_a_request_error(given: object) -> None:
    with pytest.raises(RequestError) as refusal:
        read_record(given)
    assert refusal.value.findings[0].code == "not-a-record"


def test_a_record_that_was_tampered_with_is_refused() -> None:
    whole = recorded(ask(MADE, PROFILE), PROFILE).to_dict()
    for broken in (
        whole | {"options": {"format": "c:"}},
        whole | {"result": {"schema": "policyengine/assessment@1"}},
        whole | {"result": whole["result"] | {"rewards": [5]}},
        whole | {"result": whole["result"] | {"obligations": {}}},
        whole | {"result": whole["result"] | {"totals": {}}},
        whole | {"result": whole["result"] | {"plan": None}},
    ):
        with pytest.raises(RequestError):
            read_record(broken)


@pytest.mark.parametrize("part", ["city", "as_of", "options", "profile", "result"])
def test_a_record_that_lacks_a_part_says_which(part: str) -> None:
    whole = recorded(ask(MADE, PROFILE), PROFILE).to_dict()
    for broken in ({k: v for k, v in whole.items() if k != part}, whole | {part: None}):
        if part == "city" and part in broken:
            continue
        with pytest.raises(RequestError) as refusal:
            read_record(broken)
        assert part in str(refusal.value)


numbers = st.integers(0, 10**15 - 1) | st.decimals(0, 10**12, places=2) | st.sampled_from([0.1, 1.5, 3.0])


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "first": st.booleans() | st.none(),
            "base": numbers,
            "share": st.sampled_from([0.03, Decimal("0.00000001"), "3%", Fraction(1, 4)]),
            "n": st.integers(0, 9),
            "on": st.dates(),
            "grade": st.just("x"),
            "received": st.just([{"reward": "award", "amount": Decimal("1.50"), "on": date(2020, 1, 1)}]),
        },
    )
)
def test_a_profile_written_as_json_is_the_same_profile(profile: dict[str, Any]) -> None:
    written = json.loads(json.dumps(jsonable(profile)))
    assert SCHEMA.is_valid(written)
    assert known(profile, MADE).digest == known(written, MADE).digest


# Differences


def test_the_same_rules_say_the_same_whatever_their_provenance() -> None:
    assert told(MADE, replace(MADE, digest="sha256:" + "1" * 64)) == []


def test_another_amount_is_told_with_the_clause_it_rests_on() -> None:
    new = changed(AWARD, amount=amount("35万元", WORDS))
    assert told(MADE, new)[:1] == [("made_up.award", "amount", ("一",), "“award”的金额由30万元变为35万元")]
    assert ("totals", "assured", ("一",), "确定合计由30万元变为35万元") in told(MADE, new)


def test_the_clause_that_made_the_difference_is_the_one_cited_otherwise() -> None:
    cite = (*AWARD.cite, Citation("二", "提高到35万元"))
    new = changed(AWARD, amount=amount("35万元", WORDS), cite=cite)
    assert told(MADE, new)[0][2] == ("二",)


def test_a_rule_gone_and_a_rule_new_are_told() -> None:
    without = replace(MADE, rewards={"award": AWARD}, groups=())
    assert ("made_up.other", "item", ("一",), "“other”不再存在") in told(MADE, without)
    assert ("made_up.other", "item", ("一",), "新增“other”") in told(without, MADE)


def test_another_status_force_and_version_are_told() -> None:
    old, new = result(MADE), result(replace(MADE, draft=True, version="v2"), {**HERE, "first": False})
    found = {(each.where, each.what): each.words for each in differences(old, new)}
    assert found["plan", "version"].zh == "所用版本由v1变为v2"
    assert "草案" in found["plan", "force"].zh
    assert found["made_up.award", "status"].zh == "“award”的结论由“符合”变为“不符合”"
    assert found["made_up.award", "status"].en == "the result of “award” was “eligible” and is “not eligible”"
    assert ("warnings", "warnings") in found


@given(st.booleans() | st.none(), st.booleans() | st.none(), st.sampled_from([None, 0, 5]))
def test_two_results_differ_exactly_when_something_is_told(
    old: bool | None, new: bool | None, n: int | None
) -> None:
    before, after = result(MADE, {"first": old}), result(MADE, {"first": new, "n": n})
    without = [{key: value for key, value in each.items() if key != "provenance"} for each in (before, after)]
    assert bool(differences(before, after)) is (without[0] != without[1])


def test_what_an_older_engine_did_not_tell_yet_has_not_become_different() -> None:
    new = result(MADE)
    old = json.loads(json.dumps(new))
    for key in ("cuts", "to_be_returned", "subject_to_fund"):
        del old["totals"][key]
    for item in old["rewards"]:
        del item["payments"], item["fund"], item["apply"], item["working"], item["because"]["plan_wide"]
    assert differences(old, new) == ()


def test_payments_that_became_different_are_told_in_words() -> None:
    paid = {"id": "p", "title": {"zh": "第1笔", "en": "First"}, "amount": {"low": "1", "high": "1"}}
    old, new = result(MADE), result(MADE)
    old["rewards"][0]["payments"] = [paid | {"status": "not_yet"}]
    new["rewards"][0]["payments"] = [paid | {"status": "due"}]
    (found,) = differences(old, new)
    assert (found.what, "尚未到期" in found.words.zh, "现可拨付" in found.words.zh) == (
        "payments",
        True,
        True,
    )
