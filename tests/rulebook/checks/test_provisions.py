"""What a plan says about its rules together speaks of rules, areas, versions and readings that there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policyengine.errors import Severity
from policyengine.language.parse import parse_condition
from policyengine.language.tree import Kind, Named, Not
from policyengine.rulebook.checks.areas import UnlistedArea, areas
from policyengine.rulebook.checks.definitions import definitions
from policyengine.rulebook.checks.readings import SameReading, readings
from policyengine.rulebook.checks.selectors import selectors
from policyengine.rulebook.checks.succession import CircularSuccession, UnknownVersion, succession
from policyengine.rulebook.choices import Nature, RuleKind
from policyengine.rulebook.plan import Plan, Reading
from policyengine.rulebook.provisions import Area, Definition, PlanWide, Selector, Transition
from tests.rulebook.checks.plans import codes, obligation, plan, quoting, reward, support, target, words, yuan

LARGE = parse_condition("large")

# Definitions


def defined(id: str, what: object = LARGE) -> Definition:
    return Definition(**{**quoting("条文"), "id": id}, what=what, kind=Kind.BOOLEAN)  # type: ignore[arg-type]


def test_a_definition_that_nothing_uses_is_warned_of() -> None:
    used = Named("big", words("大企业"), LARGE)
    assert codes(definitions(plan(reward(""), definitions=(defined("big"),)))) == ["unused-definition"]
    assert codes(definitions(plan(reward("", when=Not(used)), definitions=(defined("big"),)))) == []
    (finding,) = definitions(plan(definitions=(defined("big"),)))
    assert finding.severity is Severity.WARNING


def test_a_definition_is_used_by_way_of_another() -> None:
    inner = Named("big", words("大企业"), LARGE)
    outer = Named("fit", words("符合条件"), Not(inner))
    both = (defined("big"), defined("fit", Not(inner)))
    assert codes(definitions(plan(reward("", when=outer), definitions=both))) == []


# Selectors


def selecting(*selected: Selector, but: tuple[Selector, ...] = ()) -> list[str]:
    wide = PlanWide(
        **quoting("失信的不予支持"), require=Not(LARGE), applies_to=selected, exceptions=but, written_at=AT
    )
    rules = (reward("", id="award"), support("", id="advice", nature=Nature.DISCRETIONARY))
    return codes(selectors(plan(*rules, conditions=(wide,))))


AT = {"applies_to": None}  # it is written out, wherever that is
REWARDS, SUPPORTS = Selector(RuleKind.REWARD), Selector(RuleKind.SUPPORT)


def test_a_condition_for_many_applies_to_some() -> None:
    assert selecting(REWARDS, SUPPORTS) == []
    assert selecting(Selector(nature=Nature.DISCRETIONARY), Selector(theme="growth")) == []
    assert selecting(REWARDS, Selector(RuleKind.OBLIGATION)) == ["selects-nothing"]
    assert selecting(Selector(theme="grwth")) == ["selects-nothing"]
    assert selecting(Selector(RuleKind.REWARD, Nature.DISCRETIONARY)) == ["selects-nothing"]


def test_an_exception_is_one_of_what_the_condition_applies_to() -> None:
    assert selecting(REWARDS, SUPPORTS, but=(Selector(rule="advice"),)) == []
    assert selecting(REWARDS, but=(Selector(rule="advice"),)) == ["selects-nothing"]


def test_a_rule_that_is_not_there_is_told_elsewhere() -> None:
    assert selecting(REWARDS, but=(Selector(rule="nobody"),)) == []


def test_the_default_of_rewards_and_supports_asks_for_only_one_of_them() -> None:
    wide = PlanWide(**quoting("条文"), require=LARGE, applies_to=(REWARDS, SUPPORTS))
    assert codes(selectors(plan(reward(""), conditions=(wide,)))) == []
    assert codes(selectors(plan(obligation("", requires=LARGE, standing=True), conditions=(wide,)))) == [
        "selects-nothing",
        "selects-nothing",
    ]


# Areas

ISLAND = Area("talent_island", words("人才岛"), "440703/talent_island")


@pytest.mark.parametrize("area", ["人才岛", "talent_island", "各区镇", None])
def test_areas_are_the_plans_or_other_words(area: str | None) -> None:
    assert codes(areas(plan(target("", area=area), areas=(ISLAND,)))) == []


def test_an_area_nearly_as_listed_is_warned_of() -> None:
    (finding,) = areas(plan(target("", area="talent_iland"), areas=(ISLAND,)))
    assert isinstance(finding, UnlistedArea)
    assert finding.nearest == "talent_island"
    assert codes(areas(plan(target("", area="talent_iland")))) == []


# Versions


def succeeding(**more: object) -> Plan:
    return plan(**more)


def test_versions_that_are_spoken_of_are_there() -> None:
    handed = Transition(**quoting("条文"), when=LARGE, version="2019")
    known = {"linshui": ["2019", "2021"]}
    assert codes(succession([succeeding(transitions=(handed,), repeals=("2019",))], known)) == []
    assert codes(succession([succeeding(transitions=(handed,))], {"linshui": ["2021"]})) == [
        "unknown-version"
    ]
    (finding,) = succession([succeeding(repeals=("2091",))], known)
    assert isinstance(finding, UnknownVersion)
    assert finding.nearest == "2019"


def test_a_version_neither_repeals_nor_succeeds_itself() -> None:
    (finding,) = succession([succeeding(repeals=("2021",))], {"linshui": ["2019", "2021"]})
    assert isinstance(finding, UnknownVersion)
    assert finding.own


@pytest.mark.parametrize("repealing", [True, False])
def test_versions_neither_repeal_each_other_nor_hand_over_in_a_circle(repealing: bool) -> None:
    def naming(version: str, other: str) -> Plan:
        handed = Transition(**quoting("条文"), when=LARGE, version=other)
        more = {"repeals": (other,)} if repealing else {"transitions": (handed,)}
        return succeeding(version=version, **more)

    names = ["2019", "2021", "2023"]
    known, around = {"linshui": names}, [*names[1:], names[0]]
    circle = [naming(version, other) for version, other in zip(names, around, strict=True)]
    assert codes(succession(circle[:2], known)) == []
    (finding,) = succession(circle, known)
    assert isinstance(finding, CircularSuccession)
    assert (finding.circle, finding.repealing) == (tuple(names), repealing)


def test_a_version_may_leave_cases_to_one_that_it_repeals() -> None:
    handed = Transition(**quoting("条文"), when=LARGE, version="2019")
    both = [succeeding(transitions=(handed,), repeals=("2019",)), succeeding(version="2019")]
    assert codes(succession(both, {"linshui": ["2019", "2021"]})) == []


# Readings


def test_a_reading_differs_from_the_chosen_one_and_from_every_other() -> None:
    chosen = reward("给予30万元")
    more = replace(chosen, amount=yuan(1), promised=yuan(1))
    only_words = replace(chosen, interpretation=words("另解"), derived="1 + 1 = 2")

    def read(*rules: object) -> list[SameReading]:
        listed = tuple(Reading(f"r{i}", words("解"), each) for i, each in enumerate(rules))  # type: ignore[arg-type]
        found = list(readings(plan(replace(chosen, readings=(Reading("chosen", words("采用")), *listed)))))
        return [each for each in found if isinstance(each, SameReading)]

    assert read(more) == []
    assert [each.reading for each in read(only_words)] == ["r0"]
    assert [(each.reading, each.other) for each in read(more, more)] == [("r1", "r0")]
