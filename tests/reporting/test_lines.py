"""Line breaks as printers make them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policyengine.reporting.lines import breaks, needed, shared_out


def lines(text: str, cells: int) -> list[str]:
    ends = [0, *breaks(text, cells), len(text)]
    return [text[a:b].rstrip() for a, b in pairwise(ends)]


@pytest.mark.parametrize(
    ("text", "cells", "broken"),
    [
        (
            "位于人才岛范围内的，50万元；其他情形，30万元",
            20,
            ["位于人才岛范围内的，", "50万元；其他情形，", "30万元"],
        ),
        ("给予30万元奖补", 8, ["给予", "30万元奖", "补"]),
        ("又另“创新标兵”高企", 6, ["又另", "“创新", "标兵”", "高企"]),
        ("2021-01-01 至 2023-12-31", 14, ["2021-01-01 至", "2023-12-31"]),
        ("award for the first recognition", 12, ["award for", "the first", "recognition"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ],
)
def test_a_line_ends_where_a_printer_would_end_it(text: str, cells: int, broken: list[str]) -> None:
    assert lines(text, cells) == broken


TEXTS = st.text(st.sampled_from("安阳市奖补，。（）“”30万元 abc-%"), max_size=60)


@given(TEXTS, st.integers(2, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, cells: int) -> None:
    ends = [0, *breaks(text, cells), len(text)]
    assert ends == sorted(ends)
    assert all(cell_len(line) <= cells for line in lines(text, cells))


@given(TEXTS)
def test_what_is_needed_is_enough_to_tear_nothing(text: str) -> None:
    cells = needed(text, 14)
    for end in breaks(text, cells):
        assert not (text[end - 1].isascii() and text[end - 1].isalnum() and text[end : end + 1].isdigit())


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 20)), min_size=1, max_size=8), st.integers(0, 80)
)
def test_columns_share_the_room_and_keep_their_least(columns: list[tuple[int, int]], spare: int) -> None:
    natural = [max(pair) for pair in columns]
    least = [min(wish, own) for wish, (_, own) in zip(natural, columns, strict=True)]
    room = sum(least) + spare
    widths = shared_out(natural, least, room)
    assert sum(widths) <= max(room, sum(natural))
    assert all(own <= width <= wish for own, width, wish in zip(least, widths, natural, strict=True))
