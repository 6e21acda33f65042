"""Places counted as the protocol counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from policyengine.errors import Span
from policyengine.languageserver.positions import Text

LINE = "  when: 🀄 = 首次认定"


def test_a_character_beyond_the_first_plane_counts_twice_and_chinese_once():
    column = LINE.index("首") + 1
    found = Text(f"a: b\r\n{LINE}\n").range_of(Span("f", 2, column, 2, column + 4))
    assert found == types.Range(types.Position(1, 13), types.Position(1, 17))


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 15), ("utf-16", 13), ("utf-32", 12)])
def test_other_ways_of_counting_are_spoken_where_the_editor_asks_for_them(encoding, character):
    text = Text(LINE, encoding)
    column = LINE.index("首")
    assert text.position(0, column) == types.Position(0, character)
    assert text.place(types.Position(0, character)) == (0, column)


@given(st.text(), st.data())
def test_every_place_is_found_again(words, data):
    text = Text(words)
    line = data.draw(st.integers(0, len(text.lines) - 1))
    column = data.draw(st.integers(0, len(text.lines[line])))
    assert text.place(text.position(line, column)) == (line, column)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_places_beyond_the_text_are_its_end(words, line, character):
    found_line, column = Text(words).place(types.Position(line, character))
    assert 0 <= column <= len(Text(words).lines[found_line])


def test_only_what_yaml_takes_for_an_end_ends_a_line():
    assert Text("a\u2028b\x0bc\x85d\ne\rf\r\ng").lines == ("a\u2028b\x0bc\x85d", "e", "f", "g")
