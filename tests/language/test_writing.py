"""What is written can be read again: parse(write(tree)) == tree; checking changes nothing that is checked."""

import pytest
from hypothesis import given

from policyengine.language.check import resolve_amount, resolve_condition
from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.write import write
from tests.strategies import (
    VOCABULARY,
    amounts,
    conditions,
    written_amounts,
    written_conditions,
    written_terms,
)


@given(written_conditions)
def test_every_condition_can_be_read_as_it_is_written(tree):
    assert parse_condition(write(tree)) == tree


@given(written_amounts)
def test_every_amount_can_be_read_as_it_is_written(tree):
    assert parse_amount(write(tree)) == tree


@given(written_terms)
def test_every_term_can_be_read_as_it_is_written(tree):
    assert parse_term(write(tree)) == tree


@given(conditions)
def test_a_checked_condition_is_found_sound_again_after_writing(tree):
    assert resolve_condition(parse_condition(write(tree)), VOCABULARY) == (tree, ())


@given(amounts)
def test_a_checked_amount_is_found_sound_again_after_writing(tree):
    assert resolve_amount(parse_amount(write(tree)), VOCABULARY) == (tree, ())


@given(conditions)
def test_checking_twice_is_checking_once(tree):
    assert resolve_condition(tree, VOCABULARY) == (tree, ())


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("300000元>=revenue", "30万元 >= revenue"),
        ("营业收入 ≥ 12345元 且 非 规模以上", "营业收入 >= 12345元 and not 规模以上"),
        ("(((a)))", "a"),
        ("a and (b and c)", "a and (b and c)"),
        ("(a and b) or c", "(a and b) or c"),
        ("a or b and c", "a or (b and c)"),
        ("not (a = b)", "not (a = b)"),
        ("not a in [x]", "a not in [x]"),
        ("a - (b - c) - d = 0.03", "a - (b - c) - d = 3%"),
        ("(a + b) * c / (d * e) = 1", "(a + b) * c / (d * e) = 1"),
        ("d <= 2021-1-5", "d <= 2021-01-05"),
        ("t = 24个月", "t = 2年"),
    ],
)
def test_the_canonical_text(text, canonical):
    assert write(parse_condition(text)) == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("850000000元", "8.5亿元"),
        ("10000000 元", "1000万元"),
        ("up  to 1,000,000元", "up to 100万元"),
        ("x at most 5万元 at least 1万元", "x at least 1万元 at most 5万元"),
        ("(x at most 5万元) at least 1万元", "(x at most 5万元) at least 1万元"),
        ("50万元 if a or b, (1元 if c, otherwise 2元) if d, otherwise unstated",
         "50万元 if a or b, (1元 if c, otherwise 2元) if d, otherwise unstated"),
        ("x rounded half  up to 100元", "x rounded half up to 100元"),
    ],
)  # fmt: skip
def test_the_canonical_text_of_amounts(text, canonical):
    assert write(parse_amount(text)) == canonical
