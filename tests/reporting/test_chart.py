"""The chart: SVG and PNG by suffix, Chinese where a font has it, else English, and refusals in words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from policyengine.errors import RequestError
from policyengine.reporting import chart
from policyengine.reporting.lang import Lang
from tests.reporting.samples import comparison


def test_a_chart_is_drawn_as_svg_and_as_png(tmp_path: Path) -> None:
    chart.plot(comparison(), tmp_path / "c.svg")
    chart.plot(comparison(), tmp_path / "c.PNG")
    assert b"<svg" in (tmp_path / "c.svg").read_bytes()
    assert (tmp_path / "c.PNG").read_bytes().startswith(b"\x89PNG")


def test_the_same_comparison_gives_the_same_svg(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        chart.plot(comparison(), tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_what_does_not_bind_is_hatched_and_marked(tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    chart._draw(axes, comparison(), Lang.EN)
    hatched = [bar.get_hatch() for bar in axes.patches]
    assert hatched == [None, "////", None, "////"]  # possible then assured, Anyang then Jiangmen
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["Anyang", "Jiangmen\n(draft)"]
    assert [text.get_text() for text in axes.texts] == ["CNY 300,000", "CNY 300,000–1,500,000 +?"]


def test_without_a_chinese_font_the_labels_are_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Lang] = []
    monkeypatch.setattr(chart, "chinese_font", lambda: None)
    monkeypatch.setattr(chart, "_draw", lambda axes, comparison, lang: asked.append(lang))
    chart.plot(comparison(), tmp_path / "c.svg", Lang.ZH)
    assert asked == [Lang.EN]


def test_with_a_chinese_font_the_labels_are_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib.font_manager import fontManager

    latin = next(font for font in fontManager.ttflist if font.name == "DejaVu Sans")

    asked: list[Lang] = []
    monkeypatch.setattr(chart, "chinese_font", lambda: latin)
    monkeypatch.setattr(chart, "_footnote", lambda comparison, lang: "")  # that font has no 汉字 to draw it
    monkeypatch.setattr(chart, "_draw", lambda axes, comparison, lang: asked.append(lang))
    chart.plot(comparison(), tmp_path / "c.svg", Lang.ZH)
    assert asked == [Lang.ZH]


def test_without_matplotlib_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(RequestError, match="matplotlib is not installed") as refusal:
        chart.plot(comparison(), tmp_path / "c.svg")
    advice = refusal.value.findings[0].help()
    assert advice is not None
    assert "hightech-policyengine[plot]" in advice.en


@pytest.mark.parametrize("name", ["chart.pdf", "chart"])
def test_another_suffix_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError):
        chart.plot(comparison(), tmp_path / name)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no such file or folder"):
        chart.plot(comparison(), tmp_path / "absent" / "c.png")
