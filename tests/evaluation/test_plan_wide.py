"""Conditions that a plan states once for many rules, and rules that only reach events in its period."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import pytest

from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.language.tree import ALWAYS, Duration, Fact, Kind, Literal
from policyengine.rulebook.choices import Nature, RuleKind
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.plan_wide import governed, plan_wide, requirements
from policyengine.rulebook.provisions import PlanWide, Selector
from tests.evaluation import building
from tests.evaluation.building import obligation, plan, reward, support, vocabulary

WORDS = vocabulary(dishonest="boolean", recognised_on="date", applied_on="date")
AWARD = reward("award", WORDS, "30万元")
CHOSEN = reward("chosen", WORDS, "10万元", nature=Nature.DISCRETIONARY)
HELP = support("help", WORDS, "true")
PICKED = support("picked", WORDS, "true", nature=Nature.DISCRETIONARY)
REPORT = obligation("report", WORDS, "true", "true", standing=True)
ALL = (AWARD, CHOSEN, HELP, PICKED, REPORT)

REWARDS, SUPPORTS = Selector(kind=RuleKind.REWARD), Selector(kind=RuleKind.SUPPORT)
OBLIGATIONS = Selector(kind=RuleKind.OBLIGATION)
NATURE = {"nature": Nature.DISCRETIONARY}


def honesty(applies_to: Iterable[Selector], *exceptions: Selector) -> PlanWide:
    said = "not dishonest"
    return building.plan_wide("honesty", WORDS, said, applies_to, exceptions=exceptions, excludes=True)


def reached(condition: PlanWide) -> list[str]:
    made = plan(WORDS, *ALL, conditions=(condition,))
    return [rule.id for rule in ALL if plan_wide(made, rule)]


@pytest.mark.parametrize(
    ("applies_to", "exceptions", "rules"),
    [
        ([REWARDS, SUPPORTS], [], ["award", "chosen", "help", "picked"]),
        ([OBLIGATIONS], [], ["report"]),
        ([Selector(**NATURE)], [], ["chosen", "picked"]),
        ([Selector(rule="award"), Selector(rule="report")], [], ["award", "report"]),
        ([Selector(theme="recognition")], [], ["award", "chosen", "help", "picked", "report"]),
        ([Selector(theme="tax")], [], []),
        (
            [REWARDS, SUPPORTS],
            [Selector(kind=RuleKind.SUPPORT, **NATURE)],
            ["award", "chosen", "help"],
        ),
        ([REWARDS], [Selector(rule="chosen")], ["award"]),
    ],
)
def test_a_condition_reaches_the_rules_it_names_but_for_its_exceptions(
    applies_to: Collection[Selector], exceptions: Collection[Selector], rules: list[str]
) -> None:
    assert reached(honesty(applies_to, *exceptions)) == rules


RECOGNISED = {"governs": "recognised_on", "period": (date(2021, 1, 1), date(2023, 12, 31))}


@pytest.mark.parametrize(
    ("recognised_on", "truth"),
    [
        ("2020-12-31", False),
        ("2021-01-01", True),
        ("2023-12-31", True),
        ("2024-01-01", False),
        (None, None),
    ],
)
def test_a_plan_that_governs_events_reaches_those_in_its_period_both_ends_included(
    recognised_on: str | None, truth: bool | None
) -> None:
    made = plan(WORDS, *ALL, **RECOGNISED)
    known = {} if recognised_on is None else {"recognised_on": date.fromisoformat(recognised_on)}
    for rule in (AWARD, HELP):
        assert truth_of(governed(made, rule))(known).settled is truth


def test_a_rules_own_event_goes_before_the_plans() -> None:
    own = reward("own", WORDS, "1万元", governs="applied_on")
    made = plan(WORDS, own, **RECOGNISED)
    known = {"applied_on": date(2022, 1, 1), "recognised_on": date(2019, 1, 1)}
    assert truth_of(governed(made, own))(known).settled is True


def test_a_plan_without_an_end_governs_every_later_event() -> None:
    made = plan(WORDS, AWARD, governs="recognised_on")
    holds = truth_of(governed(made, AWARD))
    assert holds({"recognised_on": date(2050, 1, 1)}).settled is True
    assert holds({"recognised_on": date(2020, 12, 31)}).settled is False


def test_where_nothing_governs_every_day_will_do() -> None:
    assert governed(plan(WORDS, *ALL), AWARD) == ALWAYS


def test_obligations_are_bound_to_an_event_by_their_own_words_and_not_by_what_the_plan_governs() -> None:
    assert governed(plan(WORDS, *ALL, **RECOGNISED), REPORT) == ALWAYS


def ruled(*conditions: PlanWide) -> Plan:
    return plan(WORDS, *ALL, conditions=conditions, **RECOGNISED)


def test_all_that_a_rule_asks_beside_its_own_condition_is_listed_apart_and_joined() -> None:
    made = ruled(honesty([REWARDS]))
    listed = requirements(made, AWARD)
    assert [each.id for each in listed] == ["honesty", None]
    assert "在方案有效期内" in listed[1].title.zh
    holds = truth_of(required(made, AWARD))
    within = {"recognised_on": date(2022, 1, 1)}
    assert holds({**within, "dishonest": False}).settled is True
    assert holds({**within, "dishonest": True}).settled is False
    assert holds(within).settled is None
    assert holds({"dishonest": False}).settled is None


def test_a_rule_that_no_condition_reaches_asks_nothing_more() -> None:
    assert required(plan(WORDS, *ALL), AWARD) == ALWAYS
    assert required(ruled(honesty([REWARDS])), REPORT) == ALWAYS


@pytest.mark.parametrize(
    ("day", "bound"),
    [("2022-05-31", False), ("2022-06-01", True), ("2025-06-01", True), ("2025-06-02", False)],
)
def test_the_term_of_an_obligation_is_asked_like_any_other_requirement(day: str, bound: bool) -> None:
    lasting = obligation(
        "lasting",
        WORDS,
        "true",
        "true",
        standing=True,
        start=Fact("recognised_on"),
        lasts=Duration(months=36),
        survives=True,
    )
    made = plan(WORDS, lasting, period=(date(2021, 1, 1), date(2023, 12, 31)))
    known = {"recognised_on": date(2022, 6, 1), "as_of": date.fromisoformat(day)}
    assert truth_of(required(made, lasting))(known).settled is bound


def test_a_term_that_does_not_survive_ends_with_the_plan() -> None:
    start = Literal(Kind.DATE, date(2022, 6, 1))
    ending = obligation(
        "ending", WORDS, "true", "true", standing=True, lasts=Duration(months=36), start=start
    )
    made = plan(WORDS, ending, period=(date(2021, 1, 1), date(2023, 12, 31)))
    holds = truth_of(required(made, ending))
    assert holds({"as_of": date(2023, 12, 31)}).settled is True
    assert holds({"as_of": date(2024, 1, 1)}).settled is False
