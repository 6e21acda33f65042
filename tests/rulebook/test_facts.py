"""Facts as vocabulary.yaml and facts.yaml define them."""

import pytest

from policyengine.language.tree import Kind
from policyengine.language.write import write


def fact(kind="boolean", zh="自有事实", en="An own fact", **given):
    return {"type": kind, "label": {"zh": zh, "en": en}, "question": {"zh": "？", "en": "?"}, **given}


def own(folder, **facts):
    folder.files["test/2020/facts.yaml"] = {"facts": facts}


def test_a_plans_own_facts_come_after_the_shared_ones(folder):
    own(folder, patents=fact("count", "专利数", "Patents"))
    plan = folder.the_plan()
    assert [each.name for each in plan.own_facts] == ["patents"]
    assert [each.name for each in plan.vocabulary][-1] == "patents"
    assert plan.vocabulary["patents"].kind is Kind.COUNT


def test_everything_an_entry_says_is_kept(folder):
    choices = {"none": {"zh": "无", "en": "none"}, "some": {"zh": "有", "en": "some"}}
    own(
        folder,
        grade=fact(
            "choice", "等级", "Grade", choices=choices, held_by="tax", aliases=["级别"], changeable=True
        ),
        half=fact("money", "一半营收", "Half", derived="50% * revenue", plausible_at_most="revenue"),
    )
    vocabulary = folder.the_plan().vocabulary
    grade, half = vocabulary["grade"], vocabulary["half"]
    assert [choice.id for choice in grade.choices] == ["none", "some"]
    assert (grade.held_by, grade.aliases, grade.changeable) == ("tax", ("级别",), True)
    assert (write(half.derived), half.plausible_at_most) == ("50% * revenue", "revenue")
    assert vocabulary.find("级别") is grade


def test_a_fact_may_be_derived_from_one_listed_after_it_by_its_label(folder):
    own(folder, a=fact("money", "甲", "A", derived="2 * 乙"), b=fact("money", "乙", "B"))
    assert write(folder.the_plan().vocabulary["a"].derived) == "2 * b"


def words(zh, en):
    return {"zh": zh, "en": en}


PATENTS = fact(
    "list",
    "专利清单",
    "Patents",
    fields={
        "sort": {
            "type": "choice",
            "label": words("专利类别", "Sort"),
            "choices": {"invention": words("发明专利", "invention"), "design": words("外观设计", "design")},
        },
        "granted_on": {
            "type": "date",
            "label": words("授权日期", "Granted on"),
            "question": words("何日授权？", "Granted on which day?"),
        },
    },
)


def test_a_series_has_a_figure_for_every_year(folder):
    own(folder, sales=fact("money", "各年度销量", "Sales by year", by_year=True))
    vocabulary = folder.the_plan().vocabulary
    assert vocabulary["sales"].by_year
    figure = vocabulary["sales[-1]"]
    assert (figure.label.zh, figure.kind, figure.by_year) == ("上一年度销量", Kind.MONEY, False)


def test_a_list_has_fields_named_within_it(folder):
    own(folder, patents=PATENTS)
    vocabulary = folder.the_plan().vocabulary
    patents, sort = vocabulary["patents"], vocabulary["patents.sort"]
    assert patents.kind is Kind.LIST
    assert [each.name for each in patents.fields] == ["sort", "granted_on"]
    assert [choice.id for choice in sort.choices] == ["invention", "design"]
    assert vocabulary["patents.granted_on"].question.zh == "何日授权？"
    assert sort.question.zh == "专利类别是什么？"


def test_a_rule_counts_what_a_list_holds(folder):
    own(folder, patents=PATENTS)
    folder.reward["when"] = "count(专利清单 where 专利类别 = 发明专利) >= 1"
    folder.reward["cite"][0]["quote"] = "拥有发明专利的，首次认定的给予30万元"
    assert write(folder.the_reward().when) == "count(patents where sort = invention) >= 1"


def test_a_field_may_bear_the_name_of_a_fact(folder):
    fields = {"revenue": {"type": "money", "label": words("营业收入", "Revenue")}}
    own(folder, shops=fact("list", "门店清单", "Shops", fields=fields))
    assert folder.the_plan().vocabulary["shops.revenue"].kind is Kind.MONEY


def test_a_figure_may_be_bounded_by_another_series_of_its_year(folder):
    own(
        folder,
        sales=fact("money", "各年度销量", "Sales by year", by_year=True, plausible_at_most="revenue_by_year"),
    )
    assert folder.the_plan().vocabulary["sales[2021]"].plausible_at_most == "revenue_by_year[2021]"


def test_a_fact_may_be_derived_from_a_years_figures(folder):
    own(folder, more=fact("money", "增收额", "Increase", derived="increase(revenue_by_year[year - 1])"))
    derived = folder.the_plan().vocabulary["more"].derived
    assert write(derived) == "revenue_by_year[year - 1] - revenue_by_year[year - 2]"


FIELD = {"type": "count", "label": words("件数", "Number")}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "list"}, "missing-key"),
        ({"kind": "list", "fields": {}}, "wrong-value"),
        ({"kind": "count", "fields": {"a": FIELD}}, "wrong-value"),
        ({"kind": "list", "by_year": True, "fields": {"a": FIELD}}, "wrong-value"),
        ({"kind": "list", "fields": {"a": {**FIELD, "type": "list"}}}, "wrong-value"),
        ({"kind": "list", "fields": {"A": FIELD}}, "unusable-id"),
        ({"kind": "list", "fields": {"a": {**FIELD, "derived": "1"}}}, "unknown-key"),
        ({"kind": "list", "fields": {"a": {**FIELD, "type": "choice"}}}, "missing-key"),
        ({"kind": "list", "fields": {"a": {**FIELD, "label": words("件 数", "N")}}}, "name-unwritable"),
        ({"kind": "list", "fields": {"a": FIELD, "b": FIELD}}, "name-taken"),
        ({"kind": "list", "fields": {"a": FIELD}, "derived": "revenue"}, "wrong-value"),
        ({"kind": "money", "by_year": True, "derived": "2 * revenue"}, "wrong-value"),
        ({"kind": "money", "by_year": True, "plausible_at_most": "revenue"}, "wrong-value"),
        ({"kind": "money", "plausible_at_most": "revenue_by_year"}, "wrong-value"),
        ({"kind": "date", "zh": "评估日"}, "name-taken"),
        ({"kind": "date", "aliases": ["year_end"]}, "name-taken"),
    ],
)
def test_a_list_or_series_that_cannot_be_is_refused(folder, given, code):
    own(folder, own=fact(**given))
    codes = folder.codes()
    assert set(codes) == {code}


@pytest.mark.parametrize(
    "other",
    [
        fact("count", by_year=True),
        fact("list", fields={"a": FIELD}),
    ],
)
def test_two_plans_cannot_give_one_fact_another_shape(folder, other):
    own(folder, mine=fact("count"))
    second_version(folder, mine=other)
    assert folder.codes() == ["fact-retyped"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "number"}, "wrong-value"),
        ({"kind": "choice"}, "missing-key"),
        ({"choices": {"a": {"zh": "甲", "en": "A"}}}, "wrong-value"),
        ({"kind": "choice", "choices": {}}, "wrong-value"),
        ({"kind": "choice", "choices": {"A-1": {"zh": "甲", "en": "A"}}}, "unusable-id"),
        ({"held_by": "sciense_technology"}, "wrong-value"),
        ({"kind": "money", "derived": "revenu * 2"}, "unknown-fact"),
        ({"kind": "money", "derived": "revenue / revenue"}, "wrong-kind"),
        ({"kind": "money", "plausible_at_most": "ip_owned"}, "wrong-value"),
        ({"kind": "money", "plausible_at_most": "revenu"}, "wrong-value"),
        ({"kind": "money", "plausible_at_most": "own"}, "wrong-value"),
        ({"label": {"zh": "", "en": "x"}}, "wrong-value"),
        ({"zh": "收入 总额"}, "name-unwritable"),
        ({"zh": "收入（总额）"}, "name-unwritable"),
        ({"zh": "2021年收入"}, "name-unwritable"),
        ({"zh": "非"}, "name-unwritable"),
        ({"zh": "Ａ类收入"}, "name-unwritable"),
        ({"kind": "choice", "choices": {"a": {"zh": "甲 乙", "en": "A"}}}, "name-unwritable"),
        ({"zh": "营业收入"}, "name-taken"),
        ({"en": "Revenue"}, "name-taken"),
        ({"aliases": ["企业名称"]}, "name-taken"),
        ({"aliases": ["revenue"]}, "name-taken"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(folder, given, code):
    own(folder, own=fact(**{key: value for key, value in given.items() if key != "label"}))
    if "label" in given:
        folder.files["test/2020/facts.yaml"]["facts"]["own"]["label"] = given["label"]
    findings = folder.findings()
    assert [each.code for each in findings] == [code]
    assert findings[0].span.file.endswith("facts.yaml")


def test_labels_may_begin_with_a_word_that_is_an_operator_elsewhere(folder):
    own(folder, private=fact(zh="非公有制企业", en="Private"))
    folder.reward["when"] = "非公有制企业"
    assert write(folder.the_reward().when) == "private"


def test_facts_cannot_be_derived_in_a_circle(folder):
    own(
        folder,
        a=fact("money", "甲", "A", derived="2 * b"),
        b=fact("money", "乙", "B", derived="c"),
        c=fact("money", "丙", "C", derived="a / 2"),
    )
    findings = folder.findings()
    assert [(each.code, each.names) for each in findings] == [("circular-facts", ("a", "b", "c"))]


def test_a_fact_that_could_not_be_read_is_no_unknown_fact_besides(folder):
    own(folder, mine=fact("nonsense"))
    folder.reward["when"] = "mine"
    assert folder.codes() == ["wrong-value"]


def second_version(folder, **facts):
    folder.files["test/2021/plan.yaml"] = {**folder.plan, "period": {"from": "2023-01-01", "to": None}}
    folder.files["test/2021/rewards.yaml"] = folder.rewards
    folder.files["test/2021/facts.yaml"] = {"facts": facts}


def test_two_plans_may_define_one_fact_alike(folder):
    own(folder, mine=fact())
    second_version(folder, mine=fact())
    assert folder.codes() == []


@pytest.mark.parametrize("other", [{"kind": "count"}, {"zh": "别的事实"}])
def test_two_plans_cannot_define_one_fact_differently(folder, other):
    own(folder, mine=fact())
    second_version(folder, mine=fact(**other))
    findings = folder.findings()
    assert [each.code for each in findings] == ["fact-retyped"]
    assert "2020/facts.yaml:2" in findings[0].other


def test_two_plans_cannot_give_two_facts_one_label(folder):
    own(folder, mine=fact())
    second_version(folder, yours=fact())
    assert set(folder.codes()) == {"name-taken"}


def test_the_whole_vocabulary_holds_every_plans_facts(folder):
    own(folder, mine=fact())
    second_version(folder, yours=fact(zh="别的事实", en="Other"))
    names = [each.name for each in folder.load().rulebook.vocabulary]
    assert names[-2:] == ["mine", "yours"]


def test_a_borrowed_vocabulary_gives_way_to_a_fact_of_ones_own(folder):
    own(folder, revenue=fact("money", "营收", "Turnover"))
    assert folder.the_plan().vocabulary["revenue"].label.zh == "营收"


def test_a_vocabulary_of_ones_own_does_not(folder):
    folder.files["vocabulary.yaml"] = {
        "facts": {"mine": fact("money"), "hte_recognition": fact("count", "认定", "R")}
    }
    folder.reward["when"] = "hte_recognition = 1"
    own(folder, mine=fact("count"))
    assert "fact-retyped" in folder.codes()


def test_a_vocabulary_that_cannot_be_read_is_told_once(folder):
    folder.files["vocabulary.yaml"] = "facts:\n\tx: y"
    assert folder.codes() == ["yaml-syntax"]
