"""From an offset in a value back to the file, for every way to write a value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.rulebook.text.places import place
from policyengine.rulebook.text.yaml import read_yaml


def underlined(text, word):
    """What stands in the file where a word of the value under `a` is said to stand."""
    scalar = read_yaml(text, "rules.yaml").items["a"]
    start = scalar.text.index(word)
    span = place(scalar)(start, start + len(word))
    assert span.line == span.end_line
    return span.line, text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    ("text", "line", "written"),
    [
        ("a: 收入 >= 5万元", 1, "5万元"),
        ("a:   &x 收入 >= 5万元  # 注", 1, "5万元"),
        ("a: '收入 >= 5万元'", 1, "5万元"),
        ("a: '甲''乙 5万元'", 1, "5万元"),
        ('a: "收入 \\u003e= 5万元"', 1, "5万元"),
        ('a: "\\t甲\\n\\\\ 5\\u4e07元"', 1, "5\\u4e07元"),
        ("a: 收入\n   >= 5万元", 2, "5万元"),
        ("a: '收入\n\n   >= 5万元'", 3, "5万元"),
        ('a: "收入 \\\n   >= 5万元"', 2, "5万元"),
        ("a: >-\n  收入\n  >= 5万元\n\nb: 1", 3, "5万元"),
        ("a: |\n  收入 >=\n     5万元\nb: 1", 3, "5万元"),
        ("a: >2\n   收入\n  5万元\n", 3, "5万元"),
        ("a: |\r\n  收入 >=\r\n  5万元\r\n", 3, "5万元"),
        ("{b: c?, a: 收入? >= 5万元}", 1, "5万元"),
    ],
)
def test_a_word_is_found_where_it_was_written(text, line, written):
    assert underlined(text, "5万元") == (line, written)


def test_an_offset_past_the_end_is_the_column_after_the_last_character():
    scalar = read_yaml("a: 收入 >=  # 注", "rules.yaml").items["a"]
    span = place(scalar)(len(scalar.text), len(scalar.text))
    assert (span.line, span.column, span.end_column) == (1, 9, 10)


def test_white_space_falls_to_its_neighbour():
    scalar = read_yaml("a: x  y", "rules.yaml").items["a"]
    assert place(scalar)(2, 3).column == 7


text_values = st.text(st.sampled_from("甲乙a1 \n\t'\"\\:#?{}[],&*|>%@`=<"), min_size=1, max_size=30)


@settings(max_examples=300, deadline=None)
@given(text_values)
def test_every_visible_character_of_a_double_quoted_value_is_found(value):
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    text = f'a: "{escaped}"'
    scalar = read_yaml(text, "rules.yaml").items["a"]
    assert scalar.text == value
    for offset, character in enumerate(value):
        if not character.isspace():
            span = place(scalar)(offset, offset + 1)
            assert text[span.column - 1 : span.end_column - 1].endswith(character)


@settings(max_examples=300, deadline=None)
@given(text_values.filter(lambda value: value.strip() and "\t" not in value))
def test_every_visible_character_of_a_block_is_found(value):
    body = value.strip()
    text = "a: |\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    scalar = read_yaml(text, "rules.yaml").items["a"]
    lines = text.split("\n")
    for offset, character in enumerate(scalar.text):
        if not character.isspace():
            span = place(scalar)(offset, offset + 1)
            assert lines[span.line - 1][span.column - 1] == character
