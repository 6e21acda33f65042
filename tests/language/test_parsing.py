"""What may be written, what it means, and what is said of what may not."""

import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.errors import Span
from policyengine.language.parse import (
    LanguageError,
    parse_amount,
    parse_condition,
    parse_literal,
    parse_term,
)
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Compare,
    Duration,
    Fact,
    Kind,
    Literal,
    Not,
    Operator,
    Relation,
)
from tests.hanging import no_hang

A, B, C = Fact("a"), Fact("b"), Fact("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a and b and c", AllOf((A, B, C))),
        ("(a and b) and c", AllOf((AllOf((A, B)), C))),
        ("a or b and not c", AnyOf((A, AllOf((B, Not(C)))))),
        ("a 且 b 或 非 c", AnyOf((AllOf((A, B)), Not(C)))),
        ("（a）且（b）", AllOf((A, B))),
        ("not a = b", Not(Compare(A, Relation.EQUAL, B))),
        ("a not in [x, 3]", Not(Among(A, (Literal(Kind.CHOICE, "x"), Literal(Kind.COUNT, Fraction(3)))))),
        ("a in [x、y]", Among(A, (Literal(Kind.CHOICE, "x"), Literal(Kind.CHOICE, "y")))),
        ("at least 2 of [a, b, c]", AtLeast(2, (A, B, C))),
        ("至少 2 项 [a, b, c]", AtLeast(2, (A, B, C))),
        ("非公有制企业", Fact("非公有制企业")),
        ("android or notable", AnyOf((Fact("android"), Fact("notable")))),
        ("a ≠ b", Compare(A, Relation.NOT_EQUAL, B)),
        ("a≤b", Compare(A, Relation.AT_MOST, B)),
        ("a＞＝b", Compare(A, Relation.AT_LEAST, B)),
        ("a－b×c÷2＜1", Compare(
            Arithmetic(A, Operator.MINUS, Arithmetic(
                Arithmetic(B, Operator.TIMES, C), Operator.OVER, Literal(Kind.COUNT, Fraction(2)))),
            Relation.LESS, Literal(Kind.COUNT, Fraction(1)))),
        ("a = “有限（公司）”", Compare(A, Relation.EQUAL, Literal(Kind.TEXT, "有限（公司）"))),
    ],
)  # fmt: skip
def test_a_condition_means(text, tree):
    assert parse_condition(text) == tree


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("30万元", Kind.MONEY, Fraction(300000)),
        ("30 万 元", Kind.MONEY, Fraction(300000)),
        ("0.5万元", Kind.MONEY, Fraction(5000)),
        ("5亿元", Kind.MONEY, Fraction(5 * 10**8)),
        ("1,000元", Kind.MONEY, Fraction(1000)),
        ("１，０００元", Kind.MONEY, Fraction(1000)),
        ("2百万元", Kind.MONEY, Fraction(2 * 10**6)),
        ("1万亿元", Kind.MONEY, Fraction(10**12)),
        ("3%", Kind.RATIO, Fraction(3, 100)),
        ("3.5％", Kind.RATIO, Fraction(35, 1000)),
        ("3‰", Kind.RATIO, Fraction(3, 1000)),
        ("0.03", Kind.RATIO, Fraction(3, 100)),
        ("5", Kind.COUNT, Fraction(5)),
        ("200万", Kind.COUNT, Fraction(2000000)),
        ("2021-12-31", Kind.DATE, date(2021, 12, 31)),
        ("2021年12月31日", Kind.DATE, date(2021, 12, 31)),
        ("3年", Kind.DURATION, Duration(months=36)),
        ("6个月", Kind.DURATION, Duration(months=6)),
        ("90天", Kind.DURATION, Duration(days=90)),
        ("90日", Kind.DURATION, Duration(days=90)),
        ("true", Kind.BOOLEAN, True),
        ('"30万元"', Kind.TEXT, "30万元"),
    ],
)
def test_a_literal_is_read_alike_alone_and_in_a_term(text, kind, value):
    assert parse_literal(text) == parse_term(text) == Literal(kind, value)


@given(
    st.from_regex(
        r"[0-9]{1,4}(,[0-9]{3})?(\.[0-9]{1,2})? ?[十百千]?[万亿]? ?(元|%|‰|年|个月|天|日)?", fullmatch=True
    )
)
def test_the_grammar_and_the_reader_of_literals_know_the_same_shapes(text):
    assert outcome(parse_literal, text) == outcome(parse_term, text)


@pytest.mark.parametrize(
    ("text", "code", "stretch"),
    [
        ("", "unfinished", None),
        ("a >", "unfinished", None),
        ("(a > b", "unfinished", None),
        ("at least 2 of [a, b", "unfinished", None),
        ("a b", "unexpected-word", "b"),
        ("a > b)", "unexpected-word", ")"),
        ("a == b", "unexpected-word", "=="),
        ("a AND b", "unexpected-word", "AND"),
        ("and", "unexpected-word", "and"),
        ("a = unstated", "unexpected-word", "unstated"),
        ("a in []", "unexpected-word", "]"),
        ("a > 30万圆", "unreadable-literal", "30万圆"),
        ("a > 1e5", "unreadable-literal", "1e5"),
        ("a > 3.", "unreadable-literal", "3"),
        (r'a = "\q"', "unreadable-literal", r'"\q"'),
        ('a = "b', "unreadable-literal", '"'),
        ("a > 2021-02-30", "impossible-date", "2021-02-30"),
        ("1 < a < 3", "chained-comparison", "1 < a < 3"),
        ("b and a + 1", "not-a-condition", "a + 1"),
        ("a" * 4001, "too-long", None),
        ("(" * 51 + "a" + ")" * 51, "too-deep", None),
        ("not " * 60 + "a", "too-deep", None),
        (" + ".join("a" * 99) + " > 1", "too-deep", None),
    ],
)
def test_a_mistake_is_named_and_placed(text, code, stretch):
    with pytest.raises(LanguageError) as caught:
        parse_condition(text)
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.message().zh
    assert finding.message().en
    if stretch is not None:
        start = text.rindex(stretch)
        assert finding.span == Span("", 1, start + 1, 1, start + len(stretch) + 1)


def test_a_borrowed_sign_is_told_its_name_here():
    with pytest.raises(LanguageError) as caught:
        parse_condition("a && b")
    assert caught.value.findings[0].help().en == "write `and`"


def test_a_chain_is_taken_apart():
    with pytest.raises(LanguageError) as caught:
        parse_condition("1 < a <= 3")
    assert caught.value.findings[0].help().en == "write `1 < a and a <= 3`"


def test_every_mistake_of_a_text_is_told_at_once():
    with pytest.raises(LanguageError) as caught:
        parse_condition("1 < a < 3 and b > 2021-13-01")
    assert [finding.code for finding in caught.value.findings] == ["chained-comparison", "impossible-date"]


def test_nodes_know_where_they_stand_in_the_file():
    tree = parse_condition("a and (b > 3)", lambda start, end: Span("f", 7, start, 7, end))
    assert tree.span == Span("f", 7, 0, 7, 13)
    assert tree.parts[1].right.span == Span("f", 7, 11, 7, 12)


def test_lines_are_counted_where_a_text_has_several():
    assert parse_condition("a and\n  b").parts[1].span == Span("", 2, 3, 2, 4)


_signs = st.sampled_from(
    ["a", " ", "and", "or", "not ", "(", ")", "[", "]", ",", "in ", "at least ", "of", "1", "30万元", "3%",
     ">", "=", "-", "*", "up to ", "unstated", "if ", "otherwise ", "rounded ", "down", "to ", '"', "“", "\\",
     "且", "非", "\n"]
)  # fmt: skip


@given(st.text(max_size=30) | st.lists(_signs, max_size=20).map("".join))
def test_no_text_raises_anything_but_our_own_error(text):
    for parse in (parse_condition, parse_amount, parse_term, parse_literal):
        outcome(parse, text)


@pytest.mark.parametrize(
    "text",
    ["(" * 10_000, "a" * 10**6, "9" * 4000, "9" * 3990 + " > 1", "not " * 999, "a-" * 1999 + "a", "“" * 3999],
)
def test_hostile_text_is_refused(text):
    with no_hang():
        outcome(parse_condition, text)


def test_neither_literals_nor_readings_load_lark():
    script = (
        "import sys; from policyengine.language import check, en, parse, write, zh;"
        "parse.parse_literal('30万元'); assert 'lark' not in sys.modules, 'lark'"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def outcome(parse, text):
    try:
        return parse(text)
    except LanguageError as error:
        return bool(error.findings)
