"""Where in a file a place lies, in texts that no reader of YAML would take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.languageserver.cursor import cursor_at


def cursor(text):
    """The cursor at ▮."""
    before, _, after = text.partition("▮")
    lines = (before + after).split("\n")
    return cursor_at(lines, before.count("\n"), len(before.rpartition("\n")[2]))


@pytest.mark.parametrize(
    ("text", "path", "before"),
    [
        ("rewards:\n  - id: a▮", ("rewards", "-", "id"), "a"),
        ("rewards:\n- id: a\n  theme: gro▮wth", ("rewards", "-", "theme"), "gro"),
        ("rewards:\n  - id: a\n    cite: {clause: 三(▮", ("rewards", "-", "cite", "clause"), "三("),
        ('a: {b: "x, y: {", c: z▮', ("a", "c"), "z"),
        ("a: {b: {c: 1}, d: [x, {e: f▮", ("a", "d", "-", "e"), "f"),
        ("a:\n  b: {c: 1,\n      d: f▮", ("a", "b", "d"), "f"),
        ("a:\n  all:\n    - x = ▮", ("a", "all", "-"), "x = "),
        ("when: a = b\n  and c▮", ("when",), "a = b\n  and c"),
        ("a:\n  departments:\n  - 市▮", ("a", "departments", "-"), "市"),
        ("a:\n  zh: >-\n    b: c▮", ("a", "zh"), ">-\n    b: c"),
        ("a: ['x', \"y▮", ("a", "-"), '"y'),
        ("a:\n  - b: [\n    when: c = ▮", ("a", "-", "when"), "c = "),
    ],
)
def test_a_value_is_known_by_the_keys_above_it(text, path, before):
    found = cursor(text)
    assert (found.path, found.before) == (path, before)
    assert found.may_be_value


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("▮", ()),
        ("rewards:\n  - id: a\n    am▮", ("rewards", "-")),
        ("rewards:\n  - id: a\n    ▮\n    theme: b", ("rewards", "-")),
        ("rewards:\n  - ▮", ("rewards", "-")),
        ("a: {b: c, d▮", ("a",)),
        ("a: {b▮: c}", ("a",)),
        ("the▮me: b", ()),
    ],
)
def test_a_key_is_known_by_what_it_stands_in(text, path):
    found = cursor(text)
    assert found.path == path
    assert found.may_be_key


@pytest.mark.parametrize("text", ["a: {b: c} ▮", "# comm▮ent\na: b", "a: b # comm▮ent"])
def test_nothing_is_written_in_comments_and_behind_brackets(text):
    found = cursor(text)
    assert found is None or not found.value or found.before.startswith("#")


@given(st.text(alphabet="ab:-[]{},'\"# \n>|三🀄", max_size=80), st.integers(0, 80))
def test_no_text_is_too_broken(text, at):
    at = min(at, len(text))
    before = text[:at]
    cursor_at(text.split("\n"), before.count("\n"), len(before.rpartition("\n")[2]))
