"""两种读法 · Where the words of the five plans can be read in two ways, what hangs on the choice.

Each reading is a sentence about the law; the differences are in 元, or in who is helped or bound."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from policyengine.evaluation.readings import OtherReading
from policyengine.rulebook.plan_wide import decided
from tests.law.asking import between, engine, exactly

DAY = {
    "anyang": "2018-06-30",
    "xinxiang": "2018-06-30",
    "jiangmen": "2022-06-30",
    "haimen": "2023-06-30",
    "gaoan": "2024-06-30",
}
HOME = {
    "anyang": "410502",
    "xinxiang": "410702",
    "jiangmen": "440703",
    "haimen": "320614",
    "gaoan": "360983",
}


def otherwise(
    rule: str, reading: str, facts: Mapping[str, Any], as_of: str | None = None, **options: Any
) -> OtherReading:
    """What an enterprise of the city would get under a reading that was not chosen."""
    city, local = rule.split(".")
    profile = {"registered_in": HOME[city], **facts}
    return next(
        other
        for other in engine().readings(profile, city=city, as_of=as_of or DAY[city], **options)
        if (other.rule.id, other.reread.reading.id) == (local, reading)
    )


def yuan(assured: int, possible: int) -> tuple[Decimal, Decimal]:
    """Sums in 元."""
    return Decimal(assured), Decimal(possible)


def statuses(other: OtherReading) -> tuple[str, str]:
    """The status as the plan is read, and under the other reading."""
    told = other.to_dict()
    return told["chosen"]["status"], told["other"]["status"]


# 江门


def test_if_the_island_sum_were_added_a_first_recognition_would_pay_800000_there() -> None:
    there = otherwise(
        "jiangmen.hte_first_recognition", "adds", {"hte_recognition": "first", "in_talent_island": True}
    )
    assert there.chosen.rewards["hte_first_recognition"].amount == exactly(500_000)
    assert there.other.rewards["hte_first_recognition"].amount == exactly(800_000)
    assert there.difference == yuan(300_000, 300_000)


def test_if_the_island_sum_were_added_a_renewal_would_pay_300000_there() -> None:
    there = otherwise(
        "jiangmen.hte_renewal", "adds", {"hte_recognition": "renewal", "in_talent_island": True}
    )
    assert there.chosen.rewards["hte_renewal"].amount == exactly(200_000)
    assert there.other.rewards["hte_renewal"].amount == exactly(300_000)


@pytest.mark.parametrize(("rule", "how"), [("hte_first_recognition", "first"), ("hte_renewal", "renewal")])
def test_off_the_island_it_makes_no_difference_how_its_sums_are_read(rule: str, how: str) -> None:
    elsewhere = otherwise(f"jiangmen.{rule}", "adds", {"hte_recognition": how, "in_talent_island": False})
    assert not elsewhere.differs


def test_while_the_island_is_not_known_nothing_more_is_assured_and_300000_more_possible() -> None:
    unsure = otherwise("jiangmen.hte_first_recognition", "adds", {"hte_recognition": "first"})
    assert unsure.other.rewards["hte_first_recognition"].amount == between(300_000, 800_000)
    assert unsure.difference == yuan(0, 300_000)
    assert "in_talent_island" in unsure.turns_on


def test_if_only_high_tech_enterprises_may_move_in_another_loses_up_to_1000000() -> None:
    other = {"relocated_whole": True, "hte_status": "expired"}
    moved = otherwise("jiangmen.whole_relocation", "high_tech_only", other)
    assert statuses(moved) == ("eligible", "ineligible")
    assert moved.difference == yuan(0, -1_000_000)
    assert not otherwise(
        "jiangmen.whole_relocation", "high_tech_only", other | {"hte_status": "valid"}
    ).differs


def test_if_only_high_tech_enterprises_are_subsidised_another_loses_a_quarter_of_its_deduction() -> None:
    research = {"claims_super_deduction": True, "rd_super_deduction": "360万元", "hte_status": "none"}
    subsidy = otherwise("jiangmen.rd_expense_subsidy", "high_tech_only", research)
    assert subsidy.chosen.rewards["rd_expense_subsidy"].amount == between(0, 900_000)
    assert subsidy.difference == yuan(0, -900_000)


# 安阳


def test_if_newly_recognised_covers_renewal_a_renewal_pays_300000() -> None:
    renewed = otherwise("anyang.hte_first_recognition", "renewal_too", {"hte_recognition": "renewal"})
    assert statuses(renewed) == ("ineligible", "eligible")
    assert renewed.difference == yuan(300_000, 300_000)
    assert renewed.other.rewards["hte_first_recognition"].paid_by == {
        "city_finance": exactly(150_000),
        "county_finance": exactly(150_000),
    }


def test_if_renewal_counts_an_award_received_before_does_not_bar_another() -> None:
    before = {"reward": "anyang.hte_first_recognition", "amount": "30万元", "on": "2018-01-31"}
    again = otherwise(
        "anyang.hte_first_recognition",
        "renewal_too",
        {"hte_recognition": "renewal", "received": [before]},
        as_of="2021-06-30",
    )
    assert statuses(again) == ("ineligible", "eligible")


def test_a_first_recognition_pays_300000_however_newly_is_read() -> None:
    assert not otherwise("anyang.hte_first_recognition", "renewal_too", {"hte_recognition": "first"}).differs


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ("none", ("eligible", "eligible")),
        ("expired", ("eligible", "ineligible")),
        ("valid", ("ineligible", "ineligible")),
    ],
)
def test_an_expired_title_is_where_not_recognised_can_be_read_in_two_ways(
    standing: str, expected: tuple[str, str]
) -> None:
    guided = {"tech_sme_registered": True, "hte_status": standing}
    assert statuses(otherwise("anyang.sme_to_hte_guidance", "never_recognised", guided)) == expected


def test_training_for_high_tech_enterprises_only_would_shut_the_others_out() -> None:
    assert statuses(otherwise("anyang.hte_training", "for_them", {"hte_status": "none"})) == (
        "eligible",
        "ineligible",
    )


# 新乡


@pytest.mark.parametrize(
    "rule", ["little_giant_express", "little_giant_cooperation", "little_giant_project_priority"]
)
def test_if_the_bracket_names_those_under_cultivation_only_a_provincial_little_giant_is_left_out(
    rule: str,
) -> None:
    provincial = otherwise(f"xinxiang.{rule}", "cultivation_only", {"little_giant": "provincial"})
    assert statuses(provincial) == ("eligible", "ineligible")
    assert not otherwise(f"xinxiang.{rule}", "cultivation_only", {"little_giant": "cultivation"}).differs


# 高安


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ("rd_institution", "has_rd_institution"),
        ("rd_project_filing", "rd_projects_filed"),
        ("rd_ledger", "has_rd_ledger"),
    ],
)
def test_if_above_scale_limits_both_a_small_pool_enterprise_is_not_bound(rule: str, fact: str) -> None:
    small = {"hte_status": "none", "in_hte_pool": True, "above_scale": False, fact: False}
    assert statuses(otherwise(f"gaoan.{rule}", "both", small)) == ("unmet", "not_bound")
    assert not otherwise(f"gaoan.{rule}", "both", small | {"above_scale": True}).differs
    recognised = small | {"hte_status": "valid", "in_hte_pool": False}
    assert statuses(otherwise(f"gaoan.{rule}", "both", recognised)) == ("not_bound", "not_bound")


def test_if_the_field_is_enough_entry_into_the_pool_is_due() -> None:
    entry = otherwise("gaoan.pool_entry", "all_enter", {"main_product_field": "electronics"})
    assert entry.differs
    assert (entry.chosen.supports["pool_entry"].nature, entry.other.supports["pool_entry"].nature) == (
        "discretionary",
        "entitlement",
    )
    assert not otherwise("gaoan.pool_entry", "all_enter", {"main_product_field": "none"}).differs


def test_if_both_traits_are_asked_for_an_enterprise_with_one_is_not_courted() -> None:
    one = {"hte_status": "valid", "suits_gaoan_industry": False, "complements_gaoan_industry": True}
    courted = otherwise("gaoan.priority_recruitment", "both", one)
    assert statuses(courted) == ("eligible", "ineligible")
    assert not otherwise("gaoan.priority_recruitment", "both", one | {"suits_gaoan_industry": True}).differs


# 海门


def test_the_enterprises_favoured_are_those_of_one_register_or_of_the_other() -> None:
    in_pool = {"tech_sme_registered": False, "in_hte_pool": True}
    assert statuses(otherwise("haimen.tech_sme_preference", "pool", in_pool)) == ("ineligible", "eligible")
    registered = {"tech_sme_registered": True, "in_hte_pool": False}
    assert statuses(otherwise("haimen.tech_sme_preference", "pool", registered)) == (
        "eligible",
        "ineligible",
    )


@pytest.mark.parametrize(
    ("kind", "carriers", "enterprises"),
    [("enterprise", "ineligible", "eligible"), ("incubator", "eligible", "ineligible")],
)
def test_vouchers_may_be_for_carriers_or_for_enterprises(kind: str, carriers: str, enterprises: str) -> None:
    organisation = {"organisation_type": kind}
    assert statuses(otherwise("haimen.innovation_voucher", "carriers", organisation))[1] == carriers
    assert statuses(otherwise("haimen.innovation_voucher", "enterprises", organisation))[1] == enterprises


def test_if_experts_come_mainly_for_three_groups_others_may_be_advised_and_nobody_must() -> None:
    other = {"in_hte_pool": False, "hte_status": "none", "near_hte_threshold": False}
    advised = otherwise("haimen.expert_consultation", "mainly_these", other)
    assert statuses(advised) == ("ineligible", "eligible")
    assert advised.other.supports["expert_consultation"].nature == "discretionary"
    named = otherwise("haimen.expert_consultation", "mainly_these", other | {"in_hte_pool": True})
    assert named.differs


def test_guidance_for_those_in_cultivation_only_leaves_a_recognised_enterprise_out() -> None:
    recognised = {"hte_status": "valid", "in_hte_pool": False}
    assert statuses(otherwise("haimen.on_site_guidance", "in_cultivation", recognised)) == (
        "eligible",
        "ineligible",
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-01-01", ("due", "due")),
        ("2024-01-02", ("due", "unmet")),
        ("2024-12-31", ("due", "unmet")),
    ],
)
def test_if_by_2024_is_its_beginning_the_day_has_passed_all_through_2024(
    day: str, expected: tuple[str, str]
) -> None:
    without = {"hte_status": "valid", "invention_patents_granted": 0}
    late = otherwise("haimen.invention_grant", "start_of_year", without, as_of=day)
    assert late.differs
    assert statuses(late) == expected


# 五个方案


def test_every_reading_is_told_in_both_languages_and_the_choice_is_explained() -> None:
    for plan in engine().plans:
        for rule in decided(plan):
            for reading in rule.readings:
                assert reading.words.zh.endswith("。")
                assert reading.words.en.endswith(".")
                assert rule.interpretation is not None


def test_for_every_reading_there_is_an_enterprise_for_which_it_matters() -> None:
    for witness in engine().reading_witnesses():
        assert witness.found is not None, witness.to_dict()["rule"]
        assert witness.found.differs
