"""A chart of a government's targets: the figures reported, and the straight line that each is held against.

Needs matplotlib (`pip install 'hightech-policyengine[plot]'`). Labels are Chinese where a font has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyengine.errors import Bilingual, Finding, RequestError
from policyengine.refusals import MissingLibrary, UnknownName
from policyengine.reporting.chart import (
    BEYOND,
    GRID,
    INK,
    QUIET,
    SURE,
    chinese_font,
    drawable,
    save,
    settings,
)
from policyengine.reporting.lang import Lang
from policyengine.reporting.pages.watching import COURSES
from policyengine.reporting.terms import term

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Result = Mapping[str, Any]
ACROSS = 3
"""Targets beside one another."""
BAD = "#b4482f"


def plot(overview: Result, path: str | Path, lang: Lang = Lang.ZH) -> None:
    """Draw the targets of a `policyengine/overview@1` that have figures, one a panel.

    RequestError where there is none, the suffix is neither .svg nor .png, matplotlib is missing or the file
    cannot be written.
    """
    target = drawable(path)
    shown = [item for item in overview["targets"] if item["reports"]]
    if not shown:
        raise RequestError([_nothing(overview)])
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise RequestError([MissingLibrary("matplotlib", "plot")]) from None
    font = chinese_font()
    lang = lang if font else Lang.EN
    with mpl.rc_context(settings(font, lang)):
        across = min(ACROSS, len(shown))
        down = -(-len(shown) // across)
        figure = Figure(figsize=(3.9 * across, 0.7 + 2.7 * down), layout="constrained")
        figure.suptitle(_title(overview, lang), x=0.01, ha="left", color=INK, fontsize=13)
        for place, item in enumerate(shown, start=1):
            _panel(figure.add_subplot(down, across, place), item, lang)
        save(figure, target)


def _nothing(overview: Result) -> Finding:
    city: str = overview["city"]
    return UnknownName(Bilingual("有报送值的目标", "target with a figure"), city)


def _title(overview: Result, lang: Lang) -> str:
    name, day = lang.of(overview["plan"]["name"]), overview["as_of"]
    return lang.say(f"{name}目标进度（{day}）", f"Targets of {name}, {day}")


def _panel(axes: Axes, item: Result, lang: Lang) -> None:
    line = item["line"]
    if line is not None:
        ends = [line["from"], line["to"]]
        axes.plot(_days(ends), _values(ends), color=BEYOND, linewidth=1.5, linestyle="--")
    behind = item["status"] in ("behind", "missed")
    axes.plot(
        _days(item["reports"]),
        _values(item["reports"]),
        color=BAD if behind else SURE,
        marker="o",
        markersize=4,
    )
    axes.axhline(float(item["need"]), color=QUIET, linewidth=0.8)
    axes.set_title(_wrapped(lang.of(item["title"]), lang), loc="left", fontsize=9, color=INK)
    words = f"{term(COURSES, item['status'], lang)} {item['have']} / {item['need']}"
    axes.set_xlabel(words, fontsize=9, color=BAD if behind else INK, loc="left")
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.tick_params(length=0, colors=QUIET, labelsize=7)
    ends = sorted({*_days(item["reports"]), *([] if line is None else _days([line["from"], line["to"]]))})
    marks = [ends[0], ends[-1]] if len(ends) > 1 else ends
    axes.set_xticks(marks, [date.fromordinal(each).isoformat() for each in marks])
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _days(points: Sequence[Result]) -> list[int]:
    return [date.fromisoformat(point["on"]).toordinal() for point in points]


def _values(points: Sequence[Result]) -> list[float]:
    # Floats are for the drawing alone; every figure that decides comes from the exact text.
    return [float(point["value"]) for point in points]


def _wrapped(words: str, lang: Lang) -> str:
    from textwrap import wrap

    lines = wrap(words, 20 if lang is Lang.ZH else 42)
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")
