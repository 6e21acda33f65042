"""A chart of a comparison for a report: what each city assures and what is possible, in 万元.

Needs matplotlib (`pip install 'hightech-policyengine[plot]'`). Labels are Chinese where one of the
installed fonts has the characters, else English, so that no box ever stands for a character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyengine.errors import Bilingual, RequestError
from policyengine.reporting import money
from policyengine.reporting.findings import MissingExtra, UnknownChoice
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import MARKS, term

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Result = Mapping[str, Any]

SUFFIXES = (".svg", ".png")
SURE, BEYOND, INK, QUIET = "#2f6f9f", "#a9cbe2", "#1c2733", "#667484"
SIGNS = "万确保可达"  # a font that has these has the rest


def plot(comparison: Result, path: str | Path, lang: Lang = Lang.ZH) -> None:
    """Draw a `policyengine/comparison@1` into an SVG or PNG file, by its suffix.

    RequestError where the suffix is another, matplotlib is missing or the file cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() not in SUFFIXES:
        raise RequestError([UnknownName(Bilingual("图表格式", "chart format"), target.suffix, SUFFIXES)])
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise RequestError([MissingLibrary("matplotlib", "plot")]) from None
    font = _chinese_font()
    lang = lang if font else Lang.EN
    family = [font, "DejaVu Sans"] if font else ["DejaVu Sans"]
    # Text in an SVG stays text, so that it can be searched; a fixed salt makes the same chart the same file.
    with mpl.rc_context({"font.family": family, "svg.fonttype": "none", "svg.hashsalt": "policyengine"}):
        figure = Figure(figsize=(9.5, 1.9 + 0.62 * len(comparison["cities"])), layout="constrained")
        _draw(figure.add_subplot(), comparison, lang)
        figure.supxlabel(_footnote(comparison, lang), fontsize=8, color=QUIET, x=0.01, ha="left")
        _save(figure, target)


def _save(figure: Any, target: Path) -> None:
    stamp = {"Date": None} if target.suffix.lower() == ".svg" else {}
    try:
        figure.savefig(target, dpi=200, metadata=stamp)
    except OSError as error:
        raise RequestError([FileTrouble(str(target), reason(error))]) from None


def _chinese_font() -> str | None:
    """The name of an installed font that has Chinese characters, the well-known ones first."""
    from matplotlib.font_manager import fontManager

    installed = {font.name: font.fname for font in fontManager.ttflist}
    likely = [name for name in PREFERRED if name in installed]
    return next((name for name in likely if _has_signs(installed[name])), None)


def _has_signs(file: str) -> bool:
    from matplotlib.ft2font import FT2Font

    characters = FT2Font(file).get_charmap()
    return all(ord(sign) in characters for sign in SIGNS)


def _draw(axes: Axes, comparison: Result, lang: Lang) -> None:
    cities: Sequence[Result] = comparison["cities"]
    sure = [float(Decimal(city["totals"]["assured"]) / WAN) for city in cities]
    possible = [float(Decimal(city["totals"]["possible"]) / WAN) for city in cities]
    rows = range(len(cities))
    below = axes.barh(rows, possible, color=BEYOND, height=0.55, label=lang.say("最多可达", "possible"))
    above = axes.barh(rows, sure, color=SURE, height=0.55, label=lang.say("确保", "assured"))
    for row, city in enumerate(cities):
        if not city["plan"]["binding"]:
            for bar in (below[row], above[row]):
                bar.set(hatch="////", edgecolor="white", linewidth=0)
        words = _caption(city, lang)
        axes.annotate(words, (possible[row], row), (6, 0), textcoords="offset points", va="center", color=INK)
    axes.set_yticks(list(rows), [_label(city, lang) for city in cities])
    axes.invert_yaxis()
    axes.set_xlim(0, max([*possible, 1]) * 1.32)
    axes.set_xlabel(lang.say("万元", "10,000 CNY (万元)" if _speaks_chinese(axes) else "10,000 CNY"), color=QUIET)
    axes.set_title(_title(comparison, lang), loc="left", color=INK, fontsize=12, pad=26)
    axes.legend(*_legend(lang), loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=3, frameon=False, fontsize=9)
    axes.tick_params(length=0, colors=INK)
    axes.grid(axis="x", color="#e6eaef", linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
