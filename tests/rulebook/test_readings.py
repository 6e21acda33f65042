"""Words that can be read in several ways: one reading is the rule, each other is the whole rule so read."""

import pytest

from policyengine.language.write import write
from tests.rulebook.entries import obligation, reward, support, told

TWO = """\
readings:
  - {id: replaces, zh: 代替, en: in its place, chosen: true}
  - {id: adds, zh: 另给, instead: {amount: 80万元, derived: "50万元 + 30万元 = 80万元"}}
"""


def test_the_chosen_reading_is_the_rule_itself():
    made = told(reward(f"amount: 50万元\n{TWO}"))
    replaces, adds = made.readings
    assert (replaces.id, replaces.words.zh, replaces.words.en, replaces.rule) == (
        "replaces",
        "代替",
        "in its place",
        None,
    )
    assert (adds.id, adds.words.en) == ("adds", "另给")


def test_another_reading_is_the_whole_rule_with_other_words():
    made = told(reward(f"amount: 50万元\nonce: true\npayments: [{{share: 40%}}, {{share: 60%}}]\n{TWO}"))
    other = made.readings[1].rule
    assert write(made.promised) == "50万元"
    assert (write(other.promised), other.derived) == ("80万元", "50万元 + 30万元 = 80万元")
    assert [write(each.amount) for each in other.payments] == ["40% * 80万元", "60% * 80万元"]
    assert (other.id, other.once, other.readings) == (made.id, made.once, ())


def test_a_reading_may_take_a_key_away():
    made = told(
        reward("""\
amount: 30% * cost
at_most: 50万元
readings:
  - {id: capped, zh: 最高50万元, chosen: true}
  - {id: free, zh: 不设上限, instead: {at_most: null}}
""")
    )
    assert write(made.amount) == "30% * cost at most 50万元"
    assert write(made.readings[1].rule.amount) == "30% * cost"


def test_a_reading_keeps_the_place_where_it_is_written():
    read = reward(f"amount: 50万元\n{TWO}")
    other = told(read).readings[1].rule
    line = read.text.splitlines()[other.promised.span.line - 1]
    assert line[other.promised.span.column - 1 : other.promised.span.end_column - 1] == "80万元"


def test_supports_and_obligations_have_readings_too():
    readings = "readings:\n  - {id: a, zh: 甲, chosen: true}\n  - {id: b, zh: 乙, instead: {%s}}\n"
    made = told(support(readings % "when: accepted"))
    assert write(made.readings[1].rule.when) == "accepted"
    made = told(obligation("standing: true\n" + readings % "standing: null, each: year"))
    assert made.readings[1].rule.each == "year"


@pytest.mark.parametrize(
    ("readings", "code"),
    [
        ("[{id: a, zh: 甲, chosen: true}]", "unchosen-reading"),
        (
            "[{id: a, zh: 甲, instead: {amount: 1元}}, {id: b, zh: 乙, instead: {amount: 2元}}]",
            "unchosen-reading",
        ),
        ("[{id: a, zh: 甲, chosen: true}, {id: b, zh: 乙, chosen: true}]", "unchosen-reading"),
        ("[{id: a, zh: 甲, chosen: true}, {id: b, zh: 乙}]", "missing-key"),
        (
            "[{id: a, zh: 甲, chosen: true, instead: {once: true}}, {id: b, zh: 乙, instead: {once: true}}]",
            "keys-exclude",
        ),
        ("[{id: a, zh: 甲, chosen: true}, {id: a, zh: 乙, instead: {amount: 2元}}]", "duplicate-id"),
        ("[{id: a, zh: 甲, chosen: true}, {id: b, zh: 乙, instead: {id: c}}]", "unknown-key"),
        ("[{id: a, zh: 甲, chosen: true}, {id: b, zh: 乙, instead: 2元}]", "wrong-value"),
        ("[{id: a, zh: 甲, chosen: true}, {id: b, instead: {amount: 2元}}]", "missing-key"),
        ("[{id: a, zh: 甲, chosen: true}, {id: b, zh: 乙, instead: {amount: 2}}]", "missing-unit"),
        ("[{id: a, zh: 甲, chosen: true}, {id: b, zh: 乙, instead: {amout: 2元}}]", "unknown-key"),
    ],
)
def test_exactly_one_reading_is_chosen_and_every_other_says_what_it_would_mean(readings, code):
    assert reward(f"amount: 1元\nreadings: {readings}").codes == [code]


def test_what_is_wrong_with_the_rule_is_told_once_for_all_its_readings():
    assert reward(f"amount: 50万元\nwhen: acepted\n{TWO}").codes == ["unknown-fact"]


def test_what_is_wrong_with_another_reading_is_told_though_the_rule_is_wrong_too():
    read = reward(f"when: acepted\namount: 1元\n{TWO.replace('80万元, derived', '80, derived')}")
    assert sorted(read.codes) == ["missing-unit", "unknown-fact"]
