"""Quotes stand in the source document, verbatim, in the clause they are cited for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.rulebook.checks import check_sources
from policyengine.rulebook.checks.source_clauses import located
from policyengine.rulebook.checks.source_text import SourceText, fold
from policyengine.rulebook.checks.sources import ClauseNotLocated, QuoteElsewhere, QuoteNotFound
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Clause, Plan
from tests.hanging import no_hang
from tests.rulebook.checks.plans import codes, duty, plan, words

DOCUMENT = """临水市高新技术企业培育方案（２０２１－２０２３年）

一、指导思想

深入实施创新驱动发展战略，吸引〔更多〕的科技型企业。

二、重点任务

（一）奖励。对新认定的高新技术企业,给予 30 万
元奖励（国科发火〔2016〕32号）。

1. 首次认定的，奖励30万元。

2．重新认定的，奖励10万元。

（二）培训。

1、每年培训两次。

附件1

分解表

1

培育企业80家。

2

培训企业100家。

三、工作机制

（一）会商。每年两次。

各区镇参照执行。
"""
CLAUSES = (
    "一",
    "二",
    "二(一)",
    "二(一)1",
    "二(一)2",
    "二(二)1",
    "附件1.1",
    "附件1.2",
    "附件2三(一)",
    "附件2末",
)


def quoting(clause: str, quote: str, **more: object) -> Plan:
    rule = duty(cite=(Citation(clause, quote),))
    return plan(rule, clauses=tuple(Clause(each, words(each)) for each in CLAUSES), **more)


@pytest.fixture
def proved(tmp_path: Path):
    (tmp_path / "linshui.txt").write_text(DOCUMENT, "utf-8")
    return lambda plan: check_sources(plan, tmp_path)


@pytest.mark.parametrize(
    ("clause", "quote"),
    [
        ("一", "深入实施创新驱动发展战略"),
        ("二(一)", "给予30万元奖励"),
        ("二(一)", "高新技术企业，给予30万元奖励（国科发火〔2016〕32号）"),
        ("二(一)", "高新技术企业,给予 30 万元奖励(国科发火〔2016〕32号)"),
        ("二(一)1", "奖励30万元"),
        ("二(一)2", "2.重新认定的"),
        ("二", "重新认定的"),
        ("二(二)1", "每年培训两次"),
        ("附件1.1", "培育企业80家"),
        ("附件2三(一)", "会商。每年两次"),
        ("附件2末", "各区镇参照执行"),
    ],
)
def test_a_verbatim_quote_of_its_clause_is_proved(proved, clause: str, quote: str) -> None:
    assert proved(quoting(clause, quote)) == ()


@pytest.mark.parametrize(
    "quote",
    [
        "给予三十万元奖励",
        "给予30万元奖励。。",
        "给予30万元奖劢",
        "首次认定的奖励30万元",
        "国科发火[2016]32号",
    ],
)
def test_one_other_character_and_the_quote_is_not_found(proved, quote: str) -> None:
    assert codes(proved(quoting("二(一)", quote))) == ["quote-not-found"]


def test_the_nearest_passage_is_offered(proved) -> None:
    (found,) = proved(quoting("二(一)1", "首次认定的，奖励50万元"))
    assert isinstance(found, QuoteNotFound)
    assert found.nearest == "首次认定的，奖励30万元"


def test_nothing_is_offered_where_nothing_is_like_it(proved) -> None:
    (found,) = proved(quoting("一", "鸡兔同笼"))
    assert found.help() is None


@pytest.mark.parametrize("quote", ["吸引〔更多〕的", "吸引更多的科技型企业", "更多的科技型企业"])
def test_a_quote_that_touches_a_reconstruction_is_refused(tmp_path: Path, quote: str) -> None:
    (tmp_path / "linshui.txt").write_text(DOCUMENT, "utf-8")
    rules = quoting("一", quote, reconstructions=("〔更多〕",))
    by_plan_alone = "〔更多〕" in quote  # refused when the plan loads, so not told again
    assert codes(check_sources(rules, tmp_path)) == ([] if by_plan_alone else ["reconstructed-words"])


def test_a_part_of_a_reconstruction_is_refused(proved) -> None:
    assert codes(proved(quoting("一", "吸引〔更", reconstructions=("〔更多〕",)))) == ["reconstructed-words"]


def test_words_beside_a_reconstruction_are_the_issuers(proved) -> None:
    assert proved(quoting("一", "的科技型企业", reconstructions=("〔更多〕",))) == ()


def test_a_reconstruction_that_is_not_in_the_document_is_found(proved) -> None:
    assert codes(proved(quoting("一", "战略", reconstructions=("〔更好〕",)))) == ["reconstruction-not-found"]


@pytest.mark.parametrize(
    ("clause", "quote", "holder"),
    [
        ("二(一)2", "首次认定的，奖励30万元", "二(一)1"),
        ("一", "每年培训两次", "二(二)1"),
        ("附件1.2", "培育企业80家", "附件1.1"),
        ("二(二)1", "会商", "附件2三(一)"),
    ],
)
def test_a_quote_of_another_clause_is_found(proved, clause: str, quote: str, holder: str) -> None:
    (found,) = proved(quoting(clause, quote))
    assert isinstance(found, QuoteElsewhere)
    assert found.holder == holder


def test_words_that_stand_twice_may_be_quoted_from_either_place(proved) -> None:
    assert proved(quoting("二(二)1", "每年")) == ()
    assert proved(quoting("附件2三(一)", "每年")) == ()


def test_a_clause_that_cannot_be_located_is_told_once_with_the_one_that_holds_the_quote(proved) -> None:
    rules = quoting("四", "每年培训两次")
    twice = plan(
        *(replace(rules.duties["rule"], id=id) for id in ("one", "two")),
        clauses=(*rules.clauses, Clause("四", words("四"))),
    )
    (found,) = proved(twice)
    assert isinstance(found, ClauseNotLocated)
    assert (found.clause, found.holder, found.severity) == ("四", "二(二)1", "warning")


def test_a_document_that_numbers_nothing_is_not_blamed_for_it(tmp_path: Path) -> None:
    (tmp_path / "linshui.txt").write_text("每年培训两次。", "utf-8")
    assert check_sources(quoting("一", "每年培训两次"), tmp_path) == ()


ARTICLES = """临水市高新技术企业奖补办法

第一章 总则
第一条　为培育高新技术企业，制定本办法。
第二条：本办法所称企业，指在本市注册的企业。依据
第三条第二款规定申请的，从其规定。
第二章 奖补
第一节 认定
第三条奖补标准如下：（一）首次认定的，奖补30万元；（二）重新认定的，奖补10万元。
前款奖补由市财政承担。
第 二十一 条
（一）入库企业，奖补5万元。
1. 两年内未认定的，不予奖补。
（二）规模以上企业，奖补8万元。
第二十二条 所需资金列入预算。
第九十九条 本办法自印发之日起施行。
"""
ARTICLE_IDS = (
    "第一条",
    "第二条",
    "第三条",
    "第三条(一)",
    "第三条(二)",
    "第三条第二款",
    "第二十一条",
    "第二十一条(一)",
    "第二十一条(一)1",
    "第二十一条(二)",
    "第二十二条",
    "第九十九条",
)


def of_articles(tmp_path: Path, clause: str, quote: str, ids: tuple[str, ...] = ARTICLE_IDS):
    (tmp_path / "linshui.txt").write_text(ARTICLES, "utf-8")
    rules = quoting(clause, quote)
    return check_sources(replace(rules, clauses=tuple(Clause(each, words(each)) for each in ids)), tmp_path)


IN_ARTICLES = [
    ("第一条", "为培育高新技术企业"),
    ("第二条", "第三条第二款规定"),
    ("第三条(一)", "首次认定的，奖补30万元"),
    ("第三条(二)", "重新认定的，奖补10万元"),
    ("第二十一条(一)", "入库企业"),
    ("第二十一条(一)1", "两年内未认定的"),
    ("第二十一条(二)", "奖补8万元"),
    ("第二十二条", "所需资金列入预算"),
    ("第九十九条", "自印发之日起施行"),
]


@pytest.mark.parametrize(("clause", "quote"), IN_ARTICLES)
def test_an_article_is_found_by_its_number(tmp_path: Path, clause: str, quote: str) -> None:
    assert of_articles(tmp_path, clause, quote) == ()


@pytest.mark.parametrize(("holder", "quote"), IN_ARTICLES)
def test_the_words_of_one_article_are_not_those_of_another(tmp_path: Path, holder: str, quote: str) -> None:
    other = "第九十九条" if holder != "第九十九条" else "第一条"
    (found,) = of_articles(tmp_path, other, quote)
    assert isinstance(found, QuoteElsewhere)
    assert found.holder == holder


def test_a_paragraph_has_no_number_and_is_proved_to_stand_in_its_article(tmp_path: Path) -> None:
    assert of_articles(tmp_path, "第三条第二款", "前款奖补由市财政承担") == ()
    assert codes(of_articles(tmp_path, "第三条第二款", "入库企业")) == ["quote-elsewhere"]


def test_articles_may_be_listed_by_their_numerals_alone(tmp_path: Path) -> None:
    ids = tuple(each.removeprefix("第").replace("条", "") for each in ARTICLE_IDS if "款" not in each)
    assert of_articles(tmp_path, "二十一(二)", "奖补8万元", ids) == ()
    assert codes(of_articles(tmp_path, "二十一(二)", "入库企业", ids)) == ["quote-elsewhere"]


def test_chapters_are_no_clauses(tmp_path: Path) -> None:
    (found,) = of_articles(tmp_path, "第二章", "奖补8万元", (*ARTICLE_IDS, "第二章"))
    assert isinstance(found, ClauseNotLocated)
    assert found.holder == "第二十一条(二)"


@pytest.mark.parametrize("number", ["一", "十", "十一", "二十", "九十九", "一百零二"])
def test_every_numeral_is_that_of_an_article(number: str) -> None:
    found = located(SourceText(f"第一条至此。\n第{number}条 奖补。\n第一百二十条 施行。"), [f"第{number}条"])
    assert found[f"第{number}条"].start == len("第一条至此。")


@pytest.mark.parametrize("name", ["nothing.txt", "../outside.txt", ".", "\0"])
def test_a_document_that_cannot_be_read_is_one_finding(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text(DOCUMENT, "utf-8")
    assert codes(check_sources(quoting("一", "战略", source=name), folder)) == ["source-missing"]


def test_a_document_that_is_not_utf8_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "linshui.txt").write_bytes(DOCUMENT.encode("gb18030"))
    assert codes(check_sources(quoting("一", "战略"), tmp_path)) == ["source-missing"]


def test_many_wrong_quotes_are_told_quickly(tmp_path: Path) -> None:
    (tmp_path / "linshui.txt").write_text(DOCUMENT * 50, "utf-8")
    quote = "一二三四五六七八九十" * 12
    rules = quoting("一", quote)
    many = plan(*(replace(rules.duties["rule"], id=f"d{i}") for i in range(200)), clauses=rules.clauses)
    with no_hang():
        assert codes(check_sources(many, tmp_path)) == ["quote-not-found"] * 200


@given(st.integers(0, len(fold(DOCUMENT)) - 1), st.integers(1, 40))
def test_every_stretch_of_a_document_is_found_in_it(start: int, length: int) -> None:
    source = SourceText(DOCUMENT)
    stretch = source.text[start : start + length]
    assert any(place.start == start for place in source.occurrences(stretch))


@given(st.text())
def test_the_document_as_printed_is_as_long_as_folded(document: str) -> None:
    source = SourceText(document)
    assert len(source.printed) == len(source.text)
    assert fold(source.printed) == source.text


@given(st.text(max_size=80), st.text(max_size=20))
def test_no_text_breaks_the_search(document: str, quote: str) -> None:
    source = SourceText(document)
    source.occurrences(quote)
    source.nearest(quote)
    located(source, ["一", quote])
