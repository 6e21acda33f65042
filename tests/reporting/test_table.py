"""Terminal reports: nothing wider than the window, columns aligned by screen cells, no control characters."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Column, Page, Text, table
from policyengine.reporting.table import render as render_page
from tests.reporting.samples import comparison, jiangmen


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_no_line_is_wider_than_the_window(width: int, lang: Lang) -> None:
    for result in (jiangmen(), comparison()):
        text = render(result, "table", lang, width=width, explain=True)
        assert max(map(cell_len, text.splitlines())) <= width


def test_columns_line_up_by_screen_cells_and_not_by_characters() -> None:
    rows = [("安阳", "30万元"), ("Anyang", "30")]
    page = Page("t", Lang.ZH, (table([Column("城市"), Column("额")], rows),))
    lines = render_page(page).splitlines()
    places = [cell_len(line[: line.index("30")]) for line in lines if "30" in line]
    assert len(set(places)) == 1


def test_a_narrow_window_gets_records_instead_of_torn_columns() -> None:
    narrow = render(jiangmen(), "table", Lang.ZH, width=50)
    assert "    金额    30万–50万元" in narrow
    assert "金额    30万–50万元" not in render(jiangmen(), "table", Lang.ZH, width=120)


def test_a_title_cannot_steer_the_terminal() -> None:
    evil = jiangmen()
    evil["rewards"][0]["title"]["zh"] = "奖\x1b[2J[red]补\x07"
    text = render(evil, "table", Lang.ZH)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]" in text


def test_colour_comes_only_when_asked_for() -> None:
    assert "\x1b[" not in render(jiangmen(), "table", Lang.ZH)
    assert "\x1b[" in render(jiangmen(), "table", Lang.ZH, colour=True)


def test_a_column_that_no_row_fills_is_left_out() -> None:
    made = table([Column("a"), Column("b")], [("1", ""), ("2", Text(""))])
    assert [column.heading for column in made.columns] == ["a"]
