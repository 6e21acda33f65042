"""Groups lie inside each other or apart, go in no circle, and join more than one reward or cap one."""

from __future__ import annotations

from dataclasses import replace

from policyengine.rulebook.checks.groups import CircularGroups, CrossingGroups, UnknownMember, groups
from policyengine.rulebook.choices import Pay, Per
from policyengine.rulebook.paying import Ceiling
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Group
from tests.rulebook.checks.plans import codes, plan, quoting, reward, yuan


def group(id: str, *members: str) -> Group:
    return Group(**{**quoting("条文"), "id": id}, members=members, pay=Pay.HIGHEST)


def of(*made: Group) -> Plan:
    return plan(*(reward("", id=each) for each in "abc"), groups=made)


def found(*made: Group) -> list[str]:
    return codes(groups(of(*made)))


def test_groups_name_rewards_or_groups_of_the_plan() -> None:
    assert found(group("g", "a", "b")) == []
    assert found(group("g", "a", "b"), group("h", "g", "c")) == []
    assert found(group("h", "inner", "c"), group("inner", "a", "b")) == []
    (finding,) = groups(of(group("inner", "a", "b"), group("h", "iner", "c")))
    assert isinstance(finding, UnknownMember)
    assert finding.nearest == "inner"


def test_groups_do_not_cross() -> None:
    (finding,) = groups(of(group("g", "a", "b"), group("h", "b", "c")))
    assert isinstance(finding, CrossingGroups)
    assert (finding.member, finding.groups, finding.nested) == ("b", ("g", "h"), None)
    assert finding.help() is not None


def test_what_an_inner_group_holds_is_not_listed_beside_it() -> None:
    (finding,) = groups(of(group("g", "a", "b"), group("h", "g", "a")))
    assert isinstance(finding, CrossingGroups)
    assert finding.nested == "h"
    advice = finding.help()
    assert advice is not None
    assert "“h”" in advice.zh


def test_a_group_is_inside_one_other_at_most() -> None:
    inner = group("g", "a", "b")
    assert found(inner, group("h", "g", "c"), group("k", "g", "h")) == ["crossing-groups"]


def test_a_member_listed_twice_is_found() -> None:
    assert found(group("g", "a", "b", "a")) == ["crossing-groups"]


def test_groups_that_contain_each_other_are_shown_as_a_loop() -> None:
    (finding,) = groups(of(group("g", "a", "h"), group("h", "b", "g")))
    assert isinstance(finding, CircularGroups)
    assert "g → h → g" in finding.message().zh
    assert "g → h → g" in finding.message().en
    assert found(group("g", "a", "g")) == ["circular-groups"]


def test_a_group_of_one_needs_a_ceiling() -> None:
    alone = group("g", "a")
    assert found(alone) == ["single-member-group"]
    assert found(group("g", "a", "a")) == ["single-member-group"]
    assert found(replace(alone, pay=None, ceilings=(Ceiling(yuan(1), Per.YEAR),))) == []
