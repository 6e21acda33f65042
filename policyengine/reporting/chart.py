"""A chart of a comparison for a report: what each city assures and what is possible, in 万元.

Needs matplotlib (`pip install 'hightech-policyengine[plot]'`). Labels are Chinese where one of the
installed fonts has the characters, else English, so that no box ever stands for a character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyengine.errors import Bilingual, RequestError
from policyengine.refusals import FileTrouble, MissingLibrary, UnknownName, reason_of
from policyengine.reporting.lang import Lang
from policyengine.reporting.pages.comparison import promised
from policyengine.reporting.terms import MARKS, term

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontEntry

Result = Mapping[str, Any]

SUFFIXES = (".svg", ".png")
SURE, BEYOND, INK, QUIET, GRID = "#2f6f9f", "#a9cbe2", "#1c2733", "#667484", "#e6eaef"
WAN = 10_000
SIGNS = "万确保可达"  # a font that has these has the rest
WEIGHTS = ("font.weight", "axes.titleweight", "axes.labelweight", "figure.labelweight", "figure.titleweight")
LATIN = "DejaVu Sans"  # comes with matplotlib
PREFERRED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Noto Serif CJK SC",
    "SimSun",
    "Noto Sans CJK JP",
    "Heiti SC",
    "Heiti TC",
    "Arial Unicode MS",
    "Droid Sans Fallback",
)


def plot(comparison: Result, path: str | Path, lang: Lang = Lang.ZH) -> None:
    """Draw a `policyengine/comparison@1` into an SVG or PNG file, by its suffix.

    RequestError where the suffix is another, matplotlib is missing or the file cannot be written.
    """
    target = drawable(path)
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise RequestError([MissingLibrary("matplotlib", "plot")]) from None
    font = chinese_font()
    lang = lang if font else Lang.EN
    with mpl.rc_context(settings(font, lang)):
        figure = Figure(figsize=(9.5, 1.9 + 0.62 * len(comparison["cities"])), layout="constrained")
        _draw(figure.add_subplot(), comparison, lang)
        figure.supxlabel(_footnote(comparison, lang), fontsize=8, color=QUIET, x=0.01, ha="left")
        save(figure, target)


def drawable(path: str | Path) -> Path:
    """The file of a chart. RequestError where its suffix is none of `SUFFIXES`."""
    target = Path(path)
    if target.suffix.lower() not in SUFFIXES:
        raise RequestError([UnknownName(Bilingual("图表格式", "chart format"), target.suffix, SUFFIXES)])
    return target


def settings(font: FontEntry | None, lang: Lang) -> Any:
    """Letters become paths, so that the reader's machine needs no font; the salt makes charts repeatable."""
    family, weight = (font.name, font.weight) if font and lang is Lang.ZH else (LATIN, "normal")
    weights = dict.fromkeys(WEIGHTS, weight)
    return {"font.family": family, "svg.fonttype": "path", "svg.hashsalt": "policyengine", **weights}


def save(figure: Any, target: Path) -> None:
    """Write a chart. RequestError where the file cannot be written."""
    stamp = {"Date": None} if target.suffix.lower() == ".svg" else {}
    try:
        figure.savefig(target, dpi=200, metadata=stamp)
    except OSError as error:
        raise RequestError([FileTrouble(str(target), reason_of(error))]) from None


def chinese_font() -> FontEntry | None:
    """An installed font that has Chinese characters, the well-known ones first."""
    from matplotlib.font_manager import fontManager

    installed = {font.name: font for font in fontManager.ttflist}
    likely = [name for name in PREFERRED if name in installed]
    others = [name for name in sorted(installed) if "CJK" in name or " SC" in name]
    return next((installed[name] for name in (*likely, *others) if _has_signs(installed[name].fname)), None)


def _has_signs(file: str) -> bool:
    from matplotlib.ft2font import FT2Font

    characters = FT2Font(file).get_charmap()
    return all(ord(sign) in characters for sign in SIGNS)


def _draw(axes: Axes, comparison: Result, lang: Lang) -> None:
    cities: Sequence[Result] = comparison["cities"]
    rows = range(len(cities))
    possible = _in_wan(cities, "possible")
    below = axes.barh(rows, possible, color=BEYOND, height=0.55)
    above = axes.barh(rows, _in_wan(cities, "assured"), color=SURE, height=0.55)
    for row, city in enumerate(cities):
        for bar in (below[row], above[row]):
            if not city["plan"]["binding"]:
                bar.set(hatch="////", edgecolor="white", linewidth=0)
        words, beside = promised(city, lang), (possible[row], row)
        axes.annotate(words, beside, (6, 0), textcoords="offset points", va="center", color=INK)
    axes.set_yticks(list(rows), [_label(city, lang) for city in cities])
    axes.invert_yaxis()
    axes.set_xlim(0, max([*possible, 1]) * 1.35)
    axes.xaxis.set_major_formatter("{x:,.10g}")
    axes.set_xlabel(lang.say("万元", "CNY 10,000"), color=QUIET)
    axes.set_title(_title(comparison, lang), loc="left", color=INK, fontsize=13, pad=30)
    _dress(axes)
    _legend(axes, lang)


def _in_wan(cities: Sequence[Result], total: str) -> list[float]:
    # Floats are for the drawing alone; every amount that is printed comes from the exact text.
    return [float(city["totals"][total]) / WAN for city in cities]


def _dress(axes: Axes) -> None:
    axes.tick_params(length=0, colors=INK)
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)


def _legend(axes: Axes, lang: Lang) -> None:
    from matplotlib.patches import Patch

    signs = [
        Patch(color=SURE, label=lang.say("确保", "assured")),
        Patch(color=BEYOND, label=lang.say("最多可达", "possible")),
        Patch(facecolor=BEYOND, edgecolor="white", linewidth=0, hatch="////", label=_not_binding(lang)),
    ]
    axes.legend(
        handles=signs,
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        borderaxespad=0.2,
        ncols=3,
        frameon=False,
        fontsize=9,
        labelcolor=INK,
    )


def _not_binding(lang: Lang) -> str:
    return lang.say("不具约束力（草案、已过期等）", "not binding (draft, lapsed …)")


def _title(comparison: Result, lang: Lang) -> str:
    day = comparison["as_of"]
    return lang.say(f"各市奖补对比（{day}）", f"Rewards by city, as of {day}")


def _label(city: Result, lang: Lang) -> str:
    plan = city["plan"]
    name = lang.of(plan["name"])
    return name if plan["binding"] else f"{name}\n({term(MARKS, plan['force'], lang)})"


def _footnote(comparison: Result, lang: Lang) -> str:
    lines = [
        lang.say("未计入上级政策和未编码的相关文件。", "Levels above and related documents are not counted.")
    ]
    if any(city["totals"]["unquantified"] for city in comparison["cities"]):
        lines.append(lang.say("+? 另有金额未明确的奖补。", "+? and rewards whose amounts are open."))
    if any(w["code"] == "validity-unchecked" for city in comparison["cities"] for w in city["warnings"]):
        lines.append(lang.say("是否仍然有效未经核实。", "Not confirmed to be still valid."))
    return " ".join(lines)
