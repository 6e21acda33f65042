"""What a plan says of all its rules: its areas and payers, who pays, what it governs, and older versions."""

from fractions import Fraction

import pytest

from policyengine.language.tree import ALWAYS, Named
from policyengine.language.write import write
from policyengine.rulebook.as_dict import version_dict
from policyengine.rulebook.checks import check_sources

ZONE = {"id": "zone", "name": {"zh": "高新区", "en": "the zone"}}
CITED = {"cite": {"clause": "一", "quote": "由市、县财政各承担一半"}}
HALVES = {"city_finance": "50%", "county_finance": "remainder"}
DEFINITION = {
    "id": "strong",
    "title": {"zh": "优质企业", "en": "strong enterprise"},
    "condition": "hte_recognition = first",
    "cite": {"clause": "一", "quote": "首次认定的"},
}


def codes(folder):
    return [each.code for each in folder.findings() if each.severity == "error"]


def test_an_area_is_a_place_in_the_plans_code(folder):
    folder.plan["areas"] = [ZONE]
    folder.reward["when"] = "registered_in = 高新区 and hte_recognition = first"
    plan = folder.the_plan()
    assert [(each.id, each.place) for each in plan.areas] == [("zone", "410500/zone")]
    assert plan.vocabulary.area_name("410500/zone").en == "the zone"
    assert "registered_in = 410500/zone" in write(plan.rewards["first"].when)


def test_an_area_may_lie_in_one_of_the_plans_districts(folder):
    folder.plan["areas"] = [{**ZONE, "within": "410522"}]
    assert folder.the_plan().areas[0].place == "410522/zone"


@pytest.mark.parametrize(
    ("areas", "code"),
    [
        ([{**ZONE, "within": "410600"}], "wrong-value"),
        ([ZONE, {**ZONE, "name": {"zh": "开发区", "en": "the other zone"}}], "duplicate-id"),
        ([ZONE, {**ZONE, "id": "other"}], "wrong-value"),
        ([{**ZONE, "name": {"zh": "营业收入", "en": "zone"}}], "name-taken"),
        ([{"id": "zone"}], "missing-key"),
        ([{"id": "Zone", "name": "高新区"}], "wrong-value"),
    ],
)
def test_an_area_lies_in_the_plan_and_has_a_name_of_its_own(folder, areas, code):
    folder.plan["areas"] = areas
    assert codes(folder) == [code]


def test_a_plan_may_name_payers_of_its_own(folder):
    folder.plan["payers"] = {"zone_finance": {"zh": "高新区财政", "en": "Zone finance"}}
    folder.reward["paid_by"] = "zone_finance"
    plan = folder.the_plan()
    assert plan.payers[0][1].zh == "高新区财政"
    assert plan.rewards["first"].paid_by[0].shares == (("zone_finance", 1),)


def test_a_built_in_payer_is_not_named_again(folder):
    folder.plan["payers"] = {"city_finance": {"zh": "市财政", "en": "City finance"}}
    assert codes(folder) == ["wrong-value"]


def test_a_payer_that_nobody_names_is_refused(folder):
    folder.reward["paid_by"] = "zone_finance"
    assert codes(folder) == ["wrong-value"]


def test_who_pays_by_default_pays_what_no_reward_says_otherwise(folder):
    folder.plan["paid_by"] = {"shares": HALVES, **CITED}
    own = {**folder.reward, "id": "second", "paid_by": "city_finance"}
    folder.rewards["rewards"].append(own)
    plan = folder.the_plan()
    half = Fraction(1, 2)
    assert plan.payers_by_default.paid_by[0].shares == (("city_finance", half), ("county_finance", half))
    assert plan.rewards["first"].paid_by == plan.payers_by_default.paid_by
    assert plan.rewards["second"].paid_by[0].shares == (("city_finance", 1),)


def test_other_readings_are_paid_by_default_too(folder):
    folder.plan["paid_by"] = {"shares": HALVES, **CITED}
    folder.reward["readings"] = [
        {"id": "a", "zh": "甲", "chosen": True},
        {"id": "b", "zh": "乙", "instead": {"when": "hte_status = valid"}},
    ]
    plan = folder.the_plan()
    other = plan.rewards["first"].readings[1].rule
    assert other.paid_by == plan.payers_by_default.paid_by


def test_who_pays_may_differ_by_area(folder):
    folder.plan["areas"] = [ZONE]
    shares = [{"when": "registered_in = 高新区", "shares": "county_finance"}, {"otherwise": HALVES}]
    folder.plan["paid_by"] = {"shares": shares, **CITED}
    split, otherwise = folder.the_plan().rewards["first"].paid_by
    assert (write(split.when), otherwise.when) == ("registered_in = 410500/zone", ALWAYS)


def test_sums_of_money_are_no_default(folder):
    folder.plan["paid_by"] = {"shares": {"city_finance": "15万元", "county_finance": "15万元"}, **CITED}
    assert "wrong-value" in codes(folder)


def test_what_a_plan_governs_is_a_date(folder):
    folder.plan["governs"] = "established_on"
    assert folder.the_plan().governs == "established_on"
    folder.plan["governs"] = "revenue"
    assert codes(folder) == ["wrong-value"]


def versions(folder, **given):
    folder.files["test/2015/plan.yaml"] = {
        **folder.plan,
        "period": {"from": "2015-01-01", "to": "2019-12-31"},
    }
    folder.files["test/2015/rewards.yaml"] = folder.rewards
    folder.plan = folder.files["test/2020/plan.yaml"] = {**folder.plan, **given}
    return folder


TRANSITION = {
    "id": "accepted_before",
    "title": {"zh": "此前受理的", "en": "Accepted before"},
    "when": "hte_recognition = first",
    "version": "2015",
    "cite": {"clause": "一", "quote": "首次认定的"},
}


def test_older_cases_are_handed_to_the_older_version_which_is_repealed(folder):
    newer = versions(folder, transitions=[TRANSITION], repeals=["2015"]).load().rulebook.plans["test"][-1]
    (transition,) = newer.transitions
    assert (transition.version, write(transition.when)) == ("2015", "hte_recognition = first")
    assert newer.repeals == ("2015",)


@pytest.mark.parametrize(
    "given",
    [{"repeals": ["2016"]}, {"repeals": ["2020"]}, {"transitions": [{**TRANSITION, "version": "2016"}]}],
)
def test_a_version_that_the_city_does_not_have_is_told(folder, given):
    assert codes(versions(folder, **given)) == ["unknown-version"]


def defined(folder, **more):
    folder.files["test/2020/definitions.yaml"] = {"definitions": [{**DEFINITION, **more}]}
    return folder


def test_what_a_plan_defines_is_used_by_id_or_title(folder):
    defined(folder)
    for name in ("strong", "优质企业"):
        folder.reward["when"] = name
        plan = folder.the_plan()
        assert isinstance(plan.rewards["first"].when, Named)
        assert write(plan.rewards["first"].when) == "strong"
        assert [each.id for each in plan.definitions] == ["strong"]
        assert plan.vocabulary.defined("strong") is not None


def test_definitions_may_stand_in_transitions_and_in_who_pays(folder):
    defined(folder)
    shares = [{"when": "strong", "shares": "city_finance"}, {"otherwise": HALVES}]
    given = {"transitions": [{**TRANSITION, "when": "strong"}], "paid_by": {"shares": shares, **CITED}}
    newer = versions(folder, **given).load().rulebook.plans["test"][-1]
    assert write(newer.transitions[0].when) == write(newer.payers_by_default.paid_by[0].when) == "strong"


def test_a_definition_may_speak_of_an_area(folder):
    folder.plan["areas"] = [ZONE]
    defined(folder, condition="registered_in = 高新区")
    folder.reward["when"] = "strong"
    assert write(folder.the_plan().definitions[0].what) == "registered_in = 410500/zone"


def test_a_definition_that_cannot_be_read_makes_no_rule_wrong(folder):
    defined(folder, condition="hte_recogniton = first")
    folder.reward["when"] = "strong"
    assert codes(folder) == ["unknown-fact"]


def test_a_condition_for_all_names_rules_that_are_there(folder):
    wide = {
        "id": "all",
        "title": {"zh": "条件", "en": "Condition"},
        "require": "hte_recognition = first",
        "cite": {"clause": "一", "quote": "首次认定的"},
        "except": ["frist"],
    }
    folder.files["test/2020/conditions.yaml"] = {"conditions": [wide]}
    (finding,) = [each for each in folder.findings() if each.severity == "error"]
    assert (finding.code, finding.nearest, finding.span.file.endswith("conditions.yaml")) == (
        "unknown-rule",
        "first",
        True,
    )
    wide["except"] = ["first"]
    assert folder.the_plan().conditions[0].exceptions[0].rule == "first"


@pytest.mark.parametrize("file", ["definitions", "conditions", "transitions"])
def test_ids_are_unique_over_all_files(folder, file):
    entry = {
        "definitions": {**DEFINITION, "id": "first"},
        "transitions": {**TRANSITION, "id": "first", "version": "2015"},
        "conditions": {**DEFINITION, "id": "first", "title": "条件"},
    }[file]
    if file == "transitions":
        versions(folder, transitions=[entry])
    else:
        if file == "conditions":
            entry["require"] = entry.pop("condition")
        folder.files[f"test/2020/{file}.yaml"] = {file: [entry]}
    assert "duplicate-id" in codes(folder)


def test_clauses_are_covered_by_whatever_cites_them(folder):
    folder.plan["clauses"].extend([{"id": "二"}, {"id": "三"}, {"id": "四"}])
    folder.plan["paid_by"] = {"shares": HALVES, "cite": {"clause": "二", "quote": "各承担一半"}}
    folder.reward["clawback"] = {
        "when": "hte_status = expired",
        "cite": {"clause": "三", "quote": "失去资格的，退回"},
    }
    defined(folder, cite={"clause": "四", "quote": "首次认定的"})
    folder.reward["when"] = "strong"
    covered = {each["id"]: each["covered_by"] for each in version_dict(folder.the_plan())["clauses"]}
    assert covered == {
        "一": ["test.first"],
        "二": ["test.paid_by"],
        "三": ["test.first"],
        "四": ["test.strong"],
    }


# The plan's own force


EFFECT = [{"id": "二", "heading": {"zh": "施行", "en": "Effect"}}]
IN_FORCE = {"clause": "二", "quote": "本方案自2020年1月1日起施行，原方案同时废止"}


def test_what_the_text_says_of_its_own_force_covers_its_clause(folder):
    folder.plan["clauses"] += EFFECT
    assert "uncovered-clause" in codes(folder)
    folder.plan["cite"] = IN_FORCE
    assert codes(folder) == []
    shown = version_dict(folder.the_plan())
    assert shown["plan"]["cite"] == [IN_FORCE]
    assert {each["id"]: each["covered_by"] for each in shown["clauses"]}["二"] == ["test.period"]


def test_a_clause_cited_for_the_plans_force_is_one_that_is_listed(folder):
    folder.plan["cite"] = [IN_FORCE]
    assert codes(folder) == ["unknown-clause"]


def test_a_plan_that_cites_nothing_for_its_force_shows_nothing(folder):
    assert version_dict(folder.the_plan())["plan"]["cite"] == []


@pytest.mark.parametrize(("said", "code"), [("原方案同时废止", []), ("原方案继续有效", ["quote-not-found"])])
def test_the_quote_of_the_plans_force_is_proved(folder, tmp_path, said, code):
    folder.plan["clauses"] += EFFECT
    folder.plan["cite"] = [{"clause": "二", "quote": said}]
    sources = tmp_path / "documents"
    sources.mkdir()
    (sources / "test.txt").write_text(
        "一、首次认定的给予30万元奖励。\n二、本方案自2020年1月1日起施行，原方案同时废止。", "utf-8"
    )
    found = check_sources(folder.the_plan(), sources)
    assert [each.code for each in found] == code
