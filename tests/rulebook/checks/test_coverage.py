"""Leaf clauses are cited or say why not, and what is cited exists."""

from __future__ import annotations

import pytest

from policyengine.rulebook.checks.citations import LONGEST_QUOTE, citations
from policyengine.rulebook.checks.coverage import UnknownClause, coverage, leaves
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Clause, RelatedDocument
from policyengine.rulebook.provisions import Group
from tests.rulebook.checks.plans import codes, duty, plan, words


def clause(id: str, reason: str | None = None) -> Clause:
    return Clause(id, words(id), words(reason) if reason else None)


def citing(*clauses: str) -> tuple[Citation, ...]:
    return tuple(Citation(each, "条文") for each in clauses)


@pytest.mark.parametrize(
    ("ids", "undivided"),
    [
        ("三 三(一) 三(一)1 三(二)", "三(一)1 三(二)"),
        ("二 二1 二10", "二1 二10"),
        ("二1 二10", "二1 二10"),
        ("十 十一 二 二十", "十 十一 二 二十"),
        ("三(十) 三(十一)", "三(十) 三(十一)"),
        ("附件1 附件1.1 附件1.10", "附件1.1 附件1.10"),
        ("附件2 附件2三 附件2三(一) 附件2末", "附件2三(一) 附件2末"),
    ],
)
def test_a_leaf_is_what_no_other_clause_extends(ids: str, undivided: str) -> None:
    assert leaves(ids.split()) == set(undivided.split())


def test_a_leaf_is_cited_or_gives_a_reason() -> None:
    clauses = (clause("一", "口号"), clause("二"), clause("二(一)"), clause("二(二)"))
    rule = duty(cite=citing("二(一)"))
    (found,) = coverage(plan(rule, clauses=clauses))
    assert found.code == "uncovered-clause"
    assert found.message().zh == "没有规则引用“二(二)”，也没有写明原因"


def test_a_group_cites_too() -> None:
    group = Group(id="g", title=words("组"), members=("a", "b"), cite=citing("一"))
    assert codes(coverage(plan(clauses=(clause("一"),), groups=(group,)))) == []


def test_a_reason_and_a_citation_contradict_each_other() -> None:
    assert codes(coverage(plan(duty(cite=citing("一")), clauses=(clause("一", "口号"),)))) == [
        "reason-but-cited"
    ]


def test_a_divided_clause_may_give_a_reason_and_be_cited() -> None:
    clauses = (clause("二", "总括"), clause("二(一)"))
    assert codes(coverage(plan(duty(cite=citing("二", "二(一)")), clauses=clauses))) == []


def test_an_unknown_clause_is_told_with_the_nearest() -> None:
    (found,) = coverage(plan(duty(cite=citing("三(一)1", "三（一）1")), clauses=(clause("三(一)1"),)))
    assert isinstance(found, UnknownClause)
    assert (found.found, found.nearest) == ("三（一）1", "三(一)1")


def test_a_related_document_names_a_clause_that_exists() -> None:
    document = RelatedDocument(words("文件"), None, (), words("注"), clause="九")
    findings = coverage(plan(duty(cite=citing("一")), related_documents=(document,)))
    assert codes(findings) == ["unknown-clause"]


def test_a_clause_listed_twice_is_found() -> None:
    rule = duty(cite=citing("一"))
    assert codes(coverage(plan(rule, clauses=(clause("一"), clause("一"))))) == ["duplicate-clause"]


def test_quotes_are_there_and_short() -> None:
    long, just_short = "字" * (LONGEST_QUOTE + 1), "字" * LONGEST_QUOTE
    assert codes(citations(plan(duty(" \n")))) == ["empty-quote"]
    assert codes(citations(plan(duty(long)))) == ["long-quote"]
    assert codes(citations(plan(duty(just_short)))) == []


@pytest.mark.parametrize("listed", ["〔更多〕", "更多"])
def test_a_quote_that_prints_a_reconstruction_is_refused(listed: str) -> None:
    rules = plan(duty("吸引〔更多〕的科技型企业"), duty("更多企业", id="other"), reconstructions=(listed,))
    assert codes(citations(rules)) == ["reconstructed-words"]


def test_document_numbers_are_no_reconstructions() -> None:
    rules = plan(duty("国科发火〔2016〕32号"), reconstructions=("〔更多〕",))
    assert codes(citations(rules)) == []
