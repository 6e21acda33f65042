"""Design, section 5: the smallest sets of changes that would make an enterprise eligible."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings

from policyengine.evaluation.inquiry.changes import Change, size_of
from policyengine.language.tree import Condition
from policyengine.rulebook.choices import Every, Nature, Per, Scope, SupportKind
from policyengine.rulebook.plan import Plan, Support
from tests.evaluation.building import ask, cite, obligation, plan, reward, support, vocabulary
from tests.evaluation.completions import completions
from tests.evaluation.small import GRID, conditions, full_profiles, small_vocabulary

CHANGEABLE = {"changeable": True}
WORDS = vocabulary(
    income={"kind": "money", "label": "营业收入", **CHANGEABLE},
    rd={"kind": "money", "label": "研发费用", **CHANGEABLE},
    intensity={"kind": "ratio", "label": "研发强度", "derived": "rd / income", **CHANGEABLE},
    n={"kind": "count", "label": "发明专利申请", **CHANGEABLE},
    m={"kind": "count", **CHANGEABLE},
    ledger={"kind": "boolean", "label": "设置研发费用辅助账", **CHANGEABLE},
    on={"kind": "date", **CHANGEABLE},
    debt={"kind": "ratio", "label": "负债率", **CHANGEABLE},
    first="boolean",
    grade={"kind": "choice", "choices": ("low", "high")},
)


def repairs(when: str, **profile: Any) -> list[list[tuple[str, Any, Any]]]:
    """What each change turns into what, for a support that hangs on a condition."""
    found = ask(plan(WORDS, support("s", WORDS, when)), profile).supports["s"].repairs
    return [[(c["fact"], c["from"], c["to"]) for c in map(Change.to_dict, repair)] for repair in found]


@pytest.mark.parametrize(
    ("when", "profile", "expected"),
    [
        ("n >= 3", {"n": 2}, [[("n", "2", "3")]]),
        ("n > 3", {"n": 2}, [[("n", "2", "4")]]),
        ("n = 3", {"n": 5}, [[("n", "5", "3")]]),
        ("ledger", {"ledger": False}, [[("ledger", False, True)]]),
        ("rd >= 30万元", {"rd": 175_000}, [[("rd", "175000", "300000")]]),
        ("rd > 30万元", {"rd": 175_000}, [[("rd", "175000", "300000.01")]]),
        ("debt <= 60%", {"debt": "75%"}, [[("debt", "0.75", "0.6")]]),
        ("on <= 2020-12-31", {"on": "2021-06-01"}, [[("on", "2021-06-01", "2020-12-31")]]),
        ("n >= 3 and m >= 1", {"n": 2, "m": 0}, [[("n", "2", "3"), ("m", "0", "1")]]),
        ("n >= 3 or m >= 1", {"n": 2, "m": 0}, [[("n", "2", "3")], [("m", "0", "1")]]),
        (
            "n >= 3 or (m >= 1 and ledger)",
            {"n": 2, "m": 0, "ledger": True},
            [[("n", "2", "3")], [("m", "0", "1")]],
        ),
        ("n >= 3", {"n": 3}, []),
        ("n >= 3", {}, []),
        ("n >= 3 and first", {"n": 2, "first": False}, []),
        ("first", {"first": False}, []),
        ("grade = high", {"grade": "low"}, []),
        ("n >= 3 and first", {"n": 2, "first": True}, [[("n", "2", "3")]]),
        ("n >= 3 and first", {"n": 2}, []),  # even then it would not be sure
        ("n >= 3 and ledger", {"n": 2}, [[("n", "2", "3"), ("ledger", None, True)]]),
    ],
)
def test_the_smallest_changes_are_offered_of_what_can_be_changed(
    when: str, profile: Mapping[str, Any], expected: list[list[tuple[str, Any, Any]]]
) -> None:
    assert repairs(when, **profile) == expected


def test_of_a_share_the_numerator_is_raised_and_the_denominator_left() -> None:
    profile = {"income": 10_000_000, "rd": 250_000}
    for when in ("intensity >= 3%", "rd >= 3% * income", "rd / income >= 3%"):
        assert repairs(when, **profile) == [[("rd", "250000", "300000")]]


def test_a_numerator_is_raised_to_the_very_fen() -> None:
    assert repairs("intensity >= 3%", income=10_000_007, rd=250_000) == [[("rd", "250000", "300000.21")]]


def test_a_share_given_alone_is_raised_itself() -> None:
    assert repairs("intensity >= 3%", intensity="2%") == [[("intensity", "0.02", "0.03")]]


def test_a_share_is_repaired_after_what_it_is_a_share_of() -> None:
    found = repairs("income >= 1000万元 and intensity >= 3%", income=5_000_000, rd=200_000)
    assert found == [[("income", "5000000", "10000000"), ("rd", "200000", "300000")]]


def test_revenue_is_never_made_smaller() -> None:
    assert repairs("income <= 1000万元", income=20_000_000) == []


def test_nobody_is_told_to_move_or_to_have_what_was_paid_paid_again() -> None:
    made = plan(WORDS, reward("r", WORDS, "1元", "n >= 3", once=Per.EVER))
    elsewhere, paid = {"registered_in": "110000", "n": 2}, {"received": [{"reward": "r"}], "n": 2}
    assert ask(made, elsewhere).rewards["r"].repairs == ()
    assert ask(made, paid).rewards["r"].repairs == ()
    assert ask(made, {"n": 2}).rewards["r"].repairs != ()


def test_an_obligation_not_met_says_what_is_lacking() -> None:
    made = plan(WORDS, obligation("o", WORDS, "first", "n >= 3", each=Every.YEAR))
    (repair,) = ask(made, {"first": True, "n": 1}).obligations["o"].repairs
    assert [change.to_dict()["change"] for change in repair] == ["2"]
    assert ask(made, {"first": False, "n": 1}).obligations["o"].repairs == ()
    assert ask(made, {"first": True, "n": 3}).obligations["o"].repairs == ()


@pytest.mark.parametrize(
    ("when", "profile", "zh", "en", "change"),
    [
        ("rd >= 30万元", {"rd": 175_000}, "研发费用 +12.5万元", "Fact rd +CNY 125,000", "125000"),
        ("n >= 3", {"n": 2}, "发明专利申请 +1", "Fact n +1", "1"),
        ("debt <= 60%", {"debt": "75%"}, "负债率 −15个百分点", "Fact debt −15 percentage points", "-0.15"),
        ("ledger", {"ledger": False}, "设置研发费用辅助账：否→是", "Fact ledger: no → yes", None),
        ("n >= 3 and ledger", {"n": 3, "ledger": None, "m": 0}, None, None, None),
    ],
)
def test_a_change_is_told_as_a_difference(
    when: str, profile: Mapping[str, Any], zh: str | None, en: str | None, change: str | None
) -> None:
    found = ask(plan(WORDS, support("s", WORDS, when)), profile).supports["s"].repairs
    if zh is None:
        assert found == ()
        return
    ((only,),) = found
    assert (only.words.zh, only.words.en, only.to_dict()["change"]) == (zh, en, change)


def test_what_is_not_known_yet_is_told_as_such() -> None:
    made = plan(WORDS, support("s", WORDS, "n >= 3 and ledger"))
    ((_, ledger),) = ask(made, {"n": 2}).supports["s"].repairs
    assert ledger.words.zh == "设置研发费用辅助账：未知→是"
    assert ledger.words.en == "Fact ledger: not known → yes"


# Against brute force

CHANGING = small_vocabulary(changeable=True)


def helping(when: Condition) -> Plan:
    rule = Support(
        kind=SupportKind.GUIDANCE, nature=Nature.ENTITLEMENT, when=when, scope=Scope.ANY, **cite("s")
    )
    return plan(CHANGING, rule)


def status(made: Plan, profile: Mapping[str, Any]) -> str:
    return ask(made, profile).supports["s"].status


def minimal_sets(made: Plan, profile: Mapping[str, Any]) -> set[frozenset[str]]:
    """The smallest sets of facts some change of which makes the enterprise eligible."""
    enough: set[frozenset[str]] = set()
    for count in range(1, len(GRID) + 1):
        for facts in map(frozenset, combinations(GRID, count)):
            rest = {name: value for name, value in profile.items() if name not in facts}
            if not any(smaller <= facts for smaller in enough) and any(
                status(made, full) == "eligible" for full in completions(rest, GRID)
            ):
                enough.add(facts)
    return enough


@settings(max_examples=60, deadline=None)
@given(conditions, full_profiles)
def test_repairs_do_what_they_say_and_are_all_the_smallest(when: Condition, profile: dict[str, Any]) -> None:
    made = helping(when)
    found = ask(made, profile).supports["s"]
    if found.status != "ineligible":
        assert found.repairs == ()
        return
    for repair in found.repairs:
        changed = {c["fact"]: c["to"] for c in map(Change.to_dict, repair)}
        assert status(made, {**profile, **changed}) == "eligible"
        for left_out in changed:
            rest = {name: to for name, to in changed.items() if name != left_out}
            assert status(made, {**profile, **rest}) != "eligible"
    sets = {frozenset(change.fact for change in repair) for repair in found.repairs}
    assert sets == minimal_sets(made, profile)
    sizes = [(len(repair), size_of(repair)) for repair in found.repairs]
    assert sizes == sorted(sizes)
