"""Nothing but layout changes, whatever hand wrote a rule file; and what all hands wrote looks alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from policyengine.rulebook.editing.layout import formatted, laid_out
from policyengine.rulebook.editing.pieces_of import pieces_of
from policyengine.rulebook.editing.same import says_the_same
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar
from policyengine.rulebook.text.yaml import Unreadable, read_yaml
from tests.rulebook.editing.messy import Hand, Many, files

seeds = st.integers(0, 2**32)
often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def readable(text: str) -> str:
    """The text without its mark, if it is one that the reader takes; hypothesis draws again if not."""
    try:
        read_yaml(text, "x.yaml")
    except Unreadable:
        assume(False)
    return text.removeprefix("\ufeff")


def said(node: Node) -> object:
    """Everything that the rules can see of a file: values with their type, and keys in order."""
    match node:
        case Scalar():
            return (type(node.value).__name__, node.value, node.text)
        case Mapping():
            return [(key, said(value)) for key, value in node.items.items()]
        case _:
            return [said(item) for item in node]


def numbered(text: str) -> list[str]:
    """Keys, texts and comments by their numbers, in the order in which they stand."""
    return re.findall(r"\b[kvc]\d+\b", text)


def comments(text: str) -> list[str]:
    """The comments, in no order."""
    return sorted(re.findall(r"#[^#\r\n]*\b[cb][0-9]+", text))


@often
@given(files(), seeds)
def test_nothing_but_layout_changes(file: Many, seed: int) -> None:
    text = readable(Hand(seed).written(file))
    made = laid_out(text)
    assert said(read_yaml(made, "x.yaml")) == said(read_yaml(text, "x.yaml"))
    assert numbered(made) == numbered(text)
    # A comment after brackets stands beside the key once they are opened; it is there all the same.
    assert comments(made) == comments(text)
    assert re.findall(r"&a\d+", made) == re.findall(r"&a\d+", text)


@often
@given(files(), seeds)
def test_laying_out_twice_changes_nothing_more(file: Many, seed: int) -> None:
    made = laid_out(readable(Hand(seed).written(file)))
    assert laid_out(made) == made
    assert formatted(made, "x.yaml") == made


@often
@given(files(), seeds, seeds)
def test_two_hands_give_one_layout(file: Many, one: int, other: int) -> None:
    first, second = (readable(Hand(seed).written(file)) for seed in (one, other))
    # A block at the end of a file that ends without a line end says something else.
    assume(said(read_yaml(first, "x.yaml")) == said(read_yaml(second, "x.yaml")))
    assert laid_out(first) == laid_out(second)


@often
@given(files(), seeds)
def test_lines_end_in_lf_without_spaces_and_stand_apart_by_one_empty_line(file: Many, seed: int) -> None:
    made = laid_out(readable(Hand(seed).written(file)))
    blocks = re.compile(r"[|>]-?(  #.*)?$", re.MULTILINE)
    assert made.endswith("\n")
    assert "\r" not in made
    assert made[0] not in "\n\ufeff"
    if not blocks.search(made):  # within a block spaces and empty lines are words
        assert not re.search(r"[ \t]\n|\n\n\n|\n\n\Z", made)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("a:   1\n", "a: 1\n"),
        ("a:\n- b\n-   c: 1\n    d: 2\n", "a:\n  - b\n  - c: 1\n    d: 2\n"),
        ("a: { zh: '甲',en: \"B\" }\n", 'a: {zh: "甲", en: "B"}\n'),
        ("a: 'say \"yes\"'\nb: 'it''s'\n", 'a: \'say "yes"\'\nb: "it\'s"\n'),
        ('a: "\\u7532\\n"\n', 'a: "甲\\n"\n'),
        ("a: [1, # one\n  2]\n", "a:\n  - 1  # one\n  - 2\n"),
        ("a: {b: 1,\n\n  c: 2}\n", "a: {b: 1, c: 2}\n"),
        ("a: 甲 # 乙\nb:\n  # 丙\n  30万元\n", "a: 甲  # 乙\nb:\n  # 丙\n  30万元\n"),
        ("a: one\n   two\n", "a: one two\n"),
        ("a: >2-\n    x\n", 'a: "  x"\n'),
        ("a: |+\n  x\n\nb: 1\n", 'a: "x\\n\\n"\n\nb: 1\n'),
        ("a: |\n    x\n     y", "a: |-\n  x\n   y\n"),
        ("? a\n: b\n", "a: b\n"),
        ("a: &n {b: 1}\nc: *n\n", "a: &n {b: 1}\nc: *n\n"),
        ("*n : 1\n", "*n : 1\n"),
        ("a:\n- b\n# of c\nc: 1\n", "a:\n  - b\n# of c\nc: 1\n"),
        ("a:\n  - b\n  # of a\nc: 1\n", "a:\n  - b\n  # of a\nc: 1\n"),
        ("\n\n# 甲\n\n\n\na: 1\n\n\n", "# 甲\n\na: 1\n"),
        ("---\na: 1\n...\n# after\n", "a: 1\n# after\n"),
        ("a: {b: , c: 1}\n", "a:\n  b:\n  c: 1\n"),
        ("# only\n\n\n# this\n", "# only\n\n# this\n"),
        ("", ""),
        ("just a text", "just a text\n"),
        ("- - 1\n  - 2\n", "- - 1\n  - 2\n"),
        ("a: [ # none\n ]\n", "a:  # none\n  []\n"),
    ],
)
def test_each_thing_has_its_layout(written: str, wanted: str) -> None:
    assert laid_out(written) == wanted
    assert laid_out(wanted) == wanted


def test_brackets_stay_as_long_as_they_fit_in_the_line() -> None:
    fits, too_long = (f"a: {{zh: {'长' * n}, en: long}}\n" for n in (60, 61))
    assert laid_out(fits.replace("long", "lon")) == fits.replace("long", "lon")
    assert laid_out(too_long) == f"a:\n  zh: {'长' * 61}\n  en: long\n"


def test_a_text_broken_over_lines_stays_broken_where_it_does_not_fit() -> None:
    words = [f"word{n}" for n in range(40)]
    made = laid_out("a: " + "\n   ".join(words) + "\n")
    assert made.startswith("a: >-\n  word0 word1 ")
    assert max(map(len, made.splitlines())) <= 140
    assert said(read_yaml(made, "x")) == [("a", said(read_yaml(" ".join(words), "x")))]


def test_a_text_that_is_no_yaml_is_refused_with_its_place() -> None:
    with pytest.raises(Unreadable) as refused:
        formatted("a: [\n", "rewards.yaml")
    span = refused.value.findings[0].span
    assert span is not None
    assert (span.file, span.line) == ("rewards.yaml", 1)


def test_a_text_whose_layout_cannot_be_shown_to_be_safe_is_given_back_as_it_is() -> None:
    # A key too long to stand before its colon needs the `?` that the layout has no place for.
    long_key = f"?   {'长' * 1100}\n:   1\n"
    assert formatted(long_key, "x.yaml") == long_key


@pytest.mark.parametrize(
    "other", ["a: 1\nb: 3\n", "b: 2\na: 1\n", 'a: "1"\nb: 2\n', "a: 1\nb: 2  # new\n", "a: 1\n"]
)
def test_what_differs_in_more_than_layout_is_not_the_same(other: str) -> None:
    text = "a: 1\nb: 2\n"
    node, whole = read_yaml(text, "x.yaml"), pieces_of(text)
    assert says_the_same("a:   1\n\nb: 2\n", node, whole)
    assert not says_the_same(other, node, whole)
