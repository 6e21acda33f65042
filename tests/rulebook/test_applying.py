"""How to apply, what the text governs, what sends money back, and when an obligation binds."""

from datetime import date
from fractions import Fraction

import pytest

from policyengine.language.tree import Duration, MonthDay
from policyengine.language.write import write
from policyengine.rulebook.applying import Window
from tests.rulebook.entries import obligation, reward, support, told


def applied(text):
    return told(reward(f"amount: 1元\napply: {text}")).apply


def test_a_window_opens_every_year():
    assert applied("{window: {from: 4月1日, to: 5月31日}}").windows == (
        Window(MonthDay(4, 1), MonthDay(5, 31)),
    )


def test_the_end_of_february_is_its_last_day_leap_year_or_not():
    (window,) = applied("{window: {from: 11月1日, to: 2月末}}").windows
    assert window.last == MonthDay(2, 29)


def test_windows_may_be_several_and_of_one_year():
    first, second = applied(
        "{window: [{from: 2024-03-01, to: 2024-03-31}, {from: 2024-09-01, to: 2024-09-30}]}"
    ).windows
    assert (first.first, second.last) == (date(2024, 3, 1), date(2024, 9, 30))


def test_a_deadline_runs_from_an_event():
    how = applied("{within: 30天, after: recognised_on}")
    assert (how.within, write(how.after)) == (Duration(days=30), "recognised_on")


def test_where_and_with_what_to_apply_are_told():
    how = applied("{where: 市科技局, materials: [申请表, {zh: 审计报告, en: audit report}]}")
    assert (how.where.zh, [each.en for each in how.materials]) == ("市科技局", ["申请表", "audit report"])


def test_supports_are_applied_for_too():
    assert (
        told(support("apply: {where: 市科技局, cite: {clause: 二, quote: 向市科技局申请}}"))
        .apply.cite[0]
        .clause
        == "二"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{window: {from: 4月1日}}", "missing-key"),
        ("{window: {from: 4月31日, to: 5月1日}}", "wrong-value"),
        ("{window: {from: 13月1日, to: 5月1日}}", "wrong-value"),
        ("{window: {from: 4月1日, to: 2024-05-31}}", "wrong-value"),
        ("{window: {from: 2024-05-31, to: 2024-05-01}}", "wrong-value"),
        ("{window: {from: 2024-02-30, to: 2024-05-01}}", "wrong-value"),
        ("{window: []}", "wrong-value"),
        ("{within: 30天}", "missing-key"),
        ("{after: recognised_on}", "missing-key"),
        ("{within: 30, after: recognised_on}", "wrong-value"),
        ("{within: 30天, after: cost}", "wrong-kind"),
        ("{wherever: 1}", "unknown-key"),
    ],
)
def test_a_window_has_two_days_of_one_sort_and_a_deadline_an_event(text, code):
    assert reward(f"amount: 1元\napply: {text}").codes == [code]


def test_what_governs_is_a_date():
    assert told(reward("amount: 1元\ngoverns: recognised_on项")).governs == "recognised_on"
    assert reward("amount: 1元\ngoverns: cost").codes == ["wrong-value"]
    assert reward("amount: 1元\ngoverns: recogised_on").codes == ["unknown-fact"]


def test_a_clawback_takes_all_of_it_unless_it_says_how_much():
    all_of_it, half = told(
        reward("amount: 1元\nclawback: [{when: moved_out}, {id: half, when: not accepted, share: 50%}]")
    ).clawbacks
    assert (all_of_it.id, all_of_it.share, all_of_it.title.zh) == ("clawback_1", 1, "退回")
    assert (half.id, half.share, write(half.when)) == ("half", Fraction(1, 2), "not accepted")


def test_one_clawback_may_stand_without_a_list():
    assert [each.id for each in told(reward("amount: 1元\nclawback: {when: moved_out}")).clawbacks] == [
        "clawback_1"
    ]


@pytest.mark.parametrize("share", ["0%", "120%", "1万元", "half"])
def test_no_more_is_taken_back_than_was_received(share):
    assert reward(f"amount: 1元\nclawback: {{when: moved_out, share: {share}}}").codes == ["wrong-value"]


def test_a_clawback_has_a_condition():
    assert reward("amount: 1元\nclawback: {share: 50%}").codes == ["missing-key"]


def test_an_obligation_may_fall_due_some_days_after_an_event():
    assert write(told(obligation("by: recognised_on + 30天")).by) == "recognised_on + 30天"
    assert write(told(obligation("by: 2024-12-31")).by) == "2024-12-31"


def test_an_obligation_may_bind_for_some_years_and_outlast_the_plan():
    made = told(obligation("each: quarter\nwithin: 15天\nfrom: recognised_on\nfor: 3年\nsurvives: true"))
    assert (made.each, made.grace, write(made.start)) == ("quarter", Duration(days=15), "recognised_on")
    assert (made.lasts, made.survives) == (Duration(months=36), True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("by: cost", "wrong-kind"),
        ("by: 30天", "wrong-kind"),
        ("standing: true\nwithin: 15天", "missing-key"),
        ("each: year\nfor: 3年", "missing-key"),
        ("each: year\nfrom: recognised_on\nfor: 3", "wrong-value"),
        ("within: 15天", "keys-exclude"),
    ],
)
def test_an_obligation_that_says_half_of_when_is_refused(text, code):
    assert obligation(text).codes == [code]
