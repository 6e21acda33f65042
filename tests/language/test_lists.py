"""Lists: counting and summing entries in rules, and what a profile may give for them."""

from datetime import date
from fractions import Fraction

import pytest

from policyengine.language.check import resolve_condition, resolve_term
from policyengine.language.parse import LanguageError, parse_condition, parse_term
from policyengine.language.tree import ALWAYS, Aggregate, Compare, Duration, Fact, Kind, Literal, Relation
from policyengine.language.types import TYPES, Refused
from policyengine.language.walk import facts_read
from policyengine.language.write import write
from tests.strategies import VOCABULARY

HIRES = VOCABULARY["hires"]


def resolved(text):
    term, findings = resolve_term(parse_term(text), VOCABULARY, None)
    assert findings == ()
    return term


def test_a_bare_name_is_a_field_first_and_a_fact_of_the_enterprise_second():
    term = resolved("count(新招用人员 where 岗位 = 研发岗 and on_island)")
    post = Compare(Fact("hires.post"), Relation.EQUAL, Literal(Kind.CHOICE, "research"))
    assert term.items == "hires"
    assert term.where.parts == (post, Fact("on_island"))
    assert write(term) == "count(hires where post = research and on_island)"


def test_a_field_may_be_named_after_its_list():
    assert resolved("sum(hires.cost of hires)") == Aggregate("hires", ALWAYS, Fact("hires.cost"))
    assert parse_term("sum(hires.cost of hires)") == Aggregate("hires", ALWAYS, Fact("cost"))


def test_each_entry_may_have_a_ceiling_of_its_own():
    term = resolved("sum(50% * cost at most 5000元 of hires where local)")
    assert write(term) == "sum((50% * cost at most 5000元) of hires where local)"


def test_an_aggregate_reads_its_list_and_the_enterprise_and_not_its_fields():
    assert facts_read(resolved("sum(cost of hires where local and on_island)")) == ("hires", "on_island")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("count(hirez) > 1", "unknown-fact"),
        ("count(hires where costt > 3元) > 1", "unknown-fact"),
        ("count(revenue) > 1", "not-a-list"),
        ("hires > 1", "list-as-value"),
        ("hires", "list-as-value"),
        ("cost > 3元", "unknown-fact"),
        ("hires.cost > 3元", "field-outside-list"),
        ("sum(hired_on of hires) > 1", "not-a-number"),
        ("sum(cost / 3 of hires) > 1元", "endless-division"),
        ("count(hires where count(hires) > 1) > 1", "nested-aggregate"),
        ("count(hires where post = researhc) > 1", "unknown-choice"),
        ("sum(cost of hires) > 1", "missing-unit"),
    ],
)
def test_a_mistake_about_lists_is_told_once(text, code):
    assert [each.code for each in resolve_condition(parse_condition(text), VOCABULARY)[1]] == [code]


@pytest.mark.parametrize(
    "text", ["count(a + b) > 1", "sum(a) > 1", "count(a of b) > 1", "count(a, b) > 1", "sum(a where b) > 1"]
)
def test_what_cannot_be_counted_or_summed_is_told_with_an_example(text):
    with pytest.raises(LanguageError) as caught:
        parse_condition(text)
    (finding,) = caught.value.findings
    assert finding.code == "misused-function"
    assert finding.usage in finding.help().zh


def test_the_nearest_field_is_offered():
    (finding,) = resolve_condition(parse_condition("count(hires where locl) > 1"), VOCABULARY)[1]
    assert finding.help().en == "did you mean `local`?"


def test_entries_are_read_by_name_or_label_and_what_is_left_out_is_unknown():
    given = [{"用工成本": "3万元", "local": None}, {"hired_on": "2021-03-01", "post": "研发岗"}, {}]
    read = TYPES[Kind.LIST].read(given, HIRES)
    assert read == (
        (("cost", Fraction(30000)),),
        (("post", "research"), ("hired_on", date(2021, 3, 1))),
        (),
    )
    assert TYPES[Kind.LIST].read(read, HIRES) == read
    assert TYPES[Kind.LIST].read(TYPES[Kind.LIST].plain(read), HIRES) == read
    assert (TYPES[Kind.LIST].zh(read), TYPES[Kind.LIST].en(read)) == ("3项", "3 entries")


def test_a_length_of_time_in_an_entry_is_shown_plainly():
    assert TYPES[Kind.LIST].plain(((("long", Duration(months=6)),),)) == '[{"long": "P6M"}]'


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (3, "至多10000项的清单，每项可有：cost、post、local、hired_on"),
        ("nonsense", "清单"),
        ([3], "第1项不是"),
        ([{}, {"cost": -1}], "第2项的“用工成本”为不小于零"),
        ([{"wage": 1}], "第1项没有“wage”这一栏"),
        ([{"cost": 1, "用工成本": 2}], "第1项中“用工成本”重复"),
        ([{}] * 10_001, "至多10000项"),
    ],
)
def test_a_list_that_is_none_is_told_by_entry_and_field(given, said):
    with pytest.raises(Refused) as refused:
        TYPES[Kind.LIST].read(given, HIRES)
    assert said in refused.value.wanted.zh
    assert refused.value.wanted.en
