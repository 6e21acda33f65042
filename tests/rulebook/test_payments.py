"""How a reward is paid out: what each payment comes to, and what of the promise can be had at all."""

import pytest

from policyengine.language.parse import parse_amount
from policyengine.language.tree import ALWAYS
from policyengine.language.write import write
from policyengine.rulebook.choices import PaymentKind
from tests.rulebook.entries import amounts, reward, told


def test_without_payments_what_is_promised_can_be_had():
    made = told(reward("amount: 30万元"))
    assert made.amount == made.promised
    assert made.payments == ()


def test_half_now_and_the_rest_on_a_condition_a_year_later():
    made = told(
        reward("""\
amount: 30万元
payments:
  - {id: first, title: 首笔, share: 50%}
  - {share: remainder, when: status = valid, not_before: recognised_on + 1年}
""")
    )
    first, second = made.payments
    assert (first.id, first.title.zh, write(first.amount), first.when) == (
        "first",
        "首笔",
        "50% * 30万元",
        ALWAYS,
    )
    assert (second.id, second.title.zh, write(second.amount)) == ("payment_2", "第2笔", "50% * 30万元")
    assert (write(second.when), write(second.earliest)) == ("status = valid", "recognised_on + 1年")
    assert write(made.promised) == "30万元"
    assert write(made.amount) == "50% * 30万元 + (50% * 30万元 if status = valid, otherwise 0元)"


def test_payments_that_ask_nothing_leave_the_promise_as_it_is():
    made = told(reward("amount: 30万元\npayments: [{share: 60%}, {share: 40%, not_before: recognised_on}]"))
    assert made.amount == made.promised


def test_payments_on_one_condition_are_asked_for_once():
    made = told(
        reward("""\
amount: 30万元
payments:
  - {share: 40%}
  - {share: 30%, when: status = valid}
  - {share: 30%, when: status = valid}
""")
    )
    assert write(made.amount) == "40% * 30万元 + (60% * 30万元 if status = valid, otherwise 0元)"


def test_a_ratio_falls_due_year_by_year():
    made = told(
        reward(
            "amount: 90万元\n"
            'payments: {ratio: "4:3:3", each: year, from: recognised_on, when: status = valid}'
        )
    )
    assert amounts(made.payments) == ["40% * 90万元", "30% * 90万元", "30% * 90万元"]
    days = ["recognised_on", "recognised_on + 1年", "recognised_on + 2年"]
    assert [write(each.earliest) for each in made.payments] == days
    assert write(made.amount) == "90万元 if status = valid, otherwise 0元"


@pytest.mark.parametrize("ratio", ['"4:3:3"', "4∶3∶3", "4：3：3", "4:3:3", '"40 : 30 : 30"'])
def test_a_ratio_is_written_as_texts_print_it(ratio):
    made = told(reward(f"amount: 90万元\npayments: {{ratio: {ratio}}}"))
    assert amounts(made.payments) == ["40% * 90万元", "30% * 90万元", "30% * 90万元"]


def test_of_three_thirds_the_last_takes_what_rounding_leaves():
    made = told(reward('amount: 100万元\npayments: {ratio: "1:1:1", each: year, from: recognised_on}'))
    third = "100万元 / 3 rounded down to 0.01元"
    assert amounts(made.payments) == [third, third, f"100万元 - ({third}) - ({third}) at least 0元"]
    assert write(made.amount) == "100万元"


def test_a_subsidy_by_the_month_is_promised_for_all_months():
    made = told(reward("payments: {each: month, times: 36, amount: 3000元, from: hired_on}"))
    assert write(made.promised) == "36 * 3000元"
    assert len(made.payments) == 36
    assert write(made.payments[35].earliest) == "hired_on + 35个月"


@pytest.mark.parametrize("amount", ["108000元", "36 * 3000元", "3000元 * 36"])
def test_a_subsidy_by_the_month_may_name_its_sum(amount):
    made = told(
        reward(f"amount: {amount}\npayments: {{each: month, times: 36, amount: 3000元, from: hired_on}}")
    )
    assert write(made.promised) == write(made.amount)


@pytest.mark.parametrize(
    ("each", "second"), [("half", "6个月"), ("quarter", "3个月"), ("month", "1个月"), ("day", "1天")]
)
def test_periods_between_payments_are_those_of_the_calendar(each, second):
    made = told(reward(f"payments: {{each: {each}, times: 2, amount: 1元, from: hired_on}}"))
    assert write(made.payments[1].earliest) == f"hired_on + {second}"


def test_an_advance_is_settled_by_what_was_promised():
    made = told(
        reward("""\
amount: {amount: 20% * cost, at_most: 300万元}
payments: [{advance: 8% * planned_cost}, {settlement: true, when: accepted}]
""")
    )
    advance, settlement = made.payments
    assert (advance.kind, advance.title.zh) == (PaymentKind.ADVANCE, "预拨")
    assert (settlement.kind, settlement.amount) == (PaymentKind.SETTLEMENT, made.promised)
    assert write(made.amount) == "20% * cost at most 300万元 if accepted, otherwise 8% * planned_cost"


def test_sums_of_money_may_leave_a_remainder():
    made = told(
        reward("amount: 30% * cost\npayments: [{amount: 10万元}, {share: remainder, when: accepted}]")
    )
    assert amounts(made.payments) == ["10万元", "30% * cost - 10万元 at least 0元"]


def test_sums_of_money_alone_are_the_promise():
    made = told(reward("payments: [{amount: 10万元}, {amount: 5万元, when: accepted}]"))
    assert write(made.promised) == "10万元 + 5万元"


def test_sides_of_a_ratio_may_stand_one_by_one():
    made = told(reward("amount: 10万元\npayments: [{share: 3}, {share: 1}]"))
    assert amounts(made.payments) == ["75% * 10万元", "25% * 10万元"]


@pytest.mark.parametrize(
    ("payments", "parts", "whole"),
    [
        ("[{share: 50%}, {share: 40%}]", "90%", "100%"),
        ("[{share: 60%}, {share: 40%}, {share: remainder}]", "100%", "100%"),
        ("[{amount: 10万元}, {amount: 15万元}]", "25万元", "30万元"),
        ("[{amount: 30万元}, {share: remainder}]", "30万元", "30万元"),
        ("[{amount: 10万元}, {share: 50%}]", "25万元", "30万元"),
        ("{each: month, times: 10, amount: 2万元, from: hired_on}", "10 * 2万元", "30万元"),
    ],
)
def test_payments_make_up_the_promise_neither_more_nor_less(payments, parts, whole):
    (finding,) = reward(f"amount: 30万元\npayments: {payments}").findings
    assert (finding.code, finding.parts, finding.whole) == ("payment-split", parts, whole)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("amount: 1元\npayments: [{when: accepted}]", "keys-exclude"),
        ("amount: 1元\npayments: [{share: 50%, amount: 1元}]", "keys-exclude"),
        ("amount: 1元\npayments: [{settlement: true}]", "missing-key"),
        ("amount: 1元\npayments: [{advance: 1元}]", "missing-key"),
        ("amount: 1元\npayments: [{advance: 1元}, {share: 50%}, {settlement: true}]", "keys-exclude"),
        ("amount: 1元\npayments: [{advance: 1元}, {settlement: true}, {settlement: true}]", "wrong-value"),
        ("amount: 1元\npayments: [{advance: 1元}, {settlement: false}]", "wrong-value"),
        ("amount: 1元\npayments: [{share: remainder}, {share: remainder}]", "wrong-value"),
        ("amount: 1元\npayments: [{share: 1元}]", "wrong-value"),
        ("amount: 1元\npayments: [{share: 50%}, {share: 1}]", "wrong-value"),
        ("amount: 1元\npayments: [{share: 100%, not_before: cost}]", "wrong-kind"),
        ("amount: 1元\npayments: [{id: a, share: 50%}, {id: a, share: 50%}]", "duplicate-id"),
        ("amount: 1元\npayments: []", "wrong-value"),
        ('amount: 1元\npayments: {ratio: "4"}', "wrong-value"),
        ('amount: 1元\npayments: {ratio: "4:0"}', "wrong-value"),
        ('amount: 1元\npayments: {ratio: "4:3", each: year}', "missing-key"),
        ('amount: 1元\npayments: {ratio: "4:3", times: 2}', "keys-exclude"),
        ("payments: {times: 2, amount: 1元, from: hired_on}", "missing-key"),
        ("payments: {each: month, from: hired_on, amount: 1元}", "keys-exclude"),
        ("payments: [{share: 50%}, {share: 50%}]", "missing-key"),
        ("payments: {each: month, times: 12, amount: 1元, from: hired_on}\nat_most: 5元", "missing-key"),
        ("nothing_else: 1", "unknown-key"),
        ("when: accepted", "missing-key"),
    ],
)
def test_payments_that_say_too_little_or_too_much_are_refused(text, code):
    assert reward(text).codes == [code]


def test_a_payment_and_a_clawback_are_told_apart_by_their_ids():
    read = reward("amount: 1元\npayments: [{id: a, share: 100%}]\nclawback: {id: a, when: moved_out}")
    assert read.codes == ["duplicate-id"]


def test_a_wrong_amount_is_told_once_though_payments_lean_on_it():
    assert reward("amount: 30\npayments: [{share: 50%}, {share: 50%}]").codes == ["missing-unit"]


@pytest.mark.parametrize("promise", ["{up_to: 30万元}", "{unstated: true}"])
def test_a_promise_without_a_figure_is_paid_in_parts_too(promise):
    made = told(reward(f"amount: {promise}\npayments: [{{share: 40%}}, {{share: 60%, when: accepted}}]"))
    for each in (made.amount, *(payment.amount for payment in made.payments)):
        assert parse_amount(write(each)) == each
