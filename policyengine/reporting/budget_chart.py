"""A chart of a budget: what is assured, discretionary and open of each reward, in 万元; funds as lines.

Needs matplotlib (`pip install 'hightech-policyengine[plot]'`). Labels are Chinese where a font has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from policyengine.errors import RequestError
from policyengine.refusals import MissingLibrary
from policyengine.reporting import money
from policyengine.reporting.chart import (
    BEYOND,
    GRID,
    INK,
    QUIET,
    SURE,
    WAN,
    chinese_font,
    drawable,
    save,
    settings,
)
from policyengine.reporting.lang import Lang
from policyengine.reporting.pages.together import size
from policyengine.reporting.terms import MARKS, term

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Result = Mapping[str, Any]
FUND = "#b4482f"
THICK, THIN = 0.55, 0.36
"""How much of its row a bar fills: by itself, and where two stand in a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the chart: its label, and the outlay of each side; None where a side has no such row."""

    id: str
    label: str
    outlays: tuple[Result | None, ...]


def plot(budget: Result, path: str | Path, lang: Lang = Lang.ZH) -> None:
    """Draw a `policyengine/budget@1` into an SVG or PNG file, by its suffix.

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
    sides = [budget, *([budget["what_if"]] if budget["what_if"] else [])]
    parts = [list(_rewards(sides, lang)), list(_themes(sides, lang)), [_total(sides, lang)]]
    shown = [part for part in parts if part]
    heights = [len(part) + 0.9 for part in shown]
    with mpl.rc_context(settings(font, lang)):
        figure = Figure(figsize=(10, 1.6 + 0.6 * len(sides) ** 0.5 * sum(heights)), layout="constrained")
        figure.suptitle(_title(sides, lang), x=0.01, ha="left", color=INK, fontsize=13)
        panels = figure.subplots(len(shown), 1, squeeze=False, height_ratios=heights)
        for axes, rows in zip(panels[:, 0], shown, strict=True):
            _draw(axes, rows, _lines(budget["funds"]) if rows is parts[0] else {}, lang)
        if parts[0]:
            panels[0, 0].set_title(lang.say("按奖补（合并计算前）", "By reward (before groups)"), **_HEADING)
            _fund_lines(panels[0, 0], parts[0], budget["funds"], lang)
        if parts[1]:
            panels[1, 0].set_title(lang.say("按主题（合并计算前）", "By theme (before groups)"), **_HEADING)
        panels[-1, 0].set_title(lang.say("合计（合并计算后）", "Total (after groups)"), **_HEADING)
        panels[-1, 0].set_xlabel(lang.say("万元", "CNY 10,000"), color=QUIET)
        figure.legend(
            handles=_signs(budget, lang), loc="outside lower left", ncols=4, frameon=False, fontsize=9
        )
        save(figure, target)


_HEADING: Mapping[str, Any] = {"loc": "left", "fontsize": 10, "color": QUIET}


# What is drawn


def _rewards(sides: Sequence[Result], lang: Lang) -> Iterator[Row]:
    found = [{each["id"].partition(".")[2]: each for each in side["rewards"]} for side in sides]
    yield from _rows(found, "title", lang)


def _themes(sides: Sequence[Result], lang: Lang) -> Iterator[Row]:
    found = [{each["theme"]: each for each in side["themes"]} for side in sides]
    if len({name for side in found for name in side}) > 1:
        yield from _rows(found, "label", lang)


def _rows(sides: Sequence[Mapping[str, Result]], label: str, lang: Lang) -> Iterator[Row]:
    for id_ in dict.fromkeys(id_ for side in sides for id_ in side):
        entries = [side.get(id_) for side in sides]
        first = next(entry for entry in entries if entry is not None)
        outlays = tuple(None if entry is None else entry["outlay"] for entry in entries)
        yield Row(id_, _wrapped(lang.of(first[label]), lang), outlays)


def _total(sides: Sequence[Result], lang: Lang) -> Row:
    # A plan without rewards has promised nothing, which is not a promise of zero.
    totals = (side["totals"] if side["rewards"] else None for side in sides)
    return Row("", lang.say("合计", "Total"), tuple(totals))


def _wrapped(words: str, lang: Lang) -> str:
    lines = wrap(words, 14 if lang is Lang.ZH else 30)
    return "\n".join(lines[:3]) + ("…" if len(lines) > 3 else "")


# How


def _draw(axes: Axes, rows: Sequence[Row], lines: Mapping[str, float], lang: Lang) -> None:
    sides = len(rows[0].outlays)
    thick = THICK if sides == 1 else THIN
    most = max((_wan(outlay["possible"]) for row in rows for outlay in row.outlays if outlay), default=0)
    right = (most or 1) * 1.4
    for place, row in enumerate(rows):
        for side, outlay in enumerate(row.outlays):
            at = place + (side - (sides - 1) / 2) * (thick + 0.04)
            end = _bar(axes, at, thick, outlay)
            line = lines.get(row.id, 0)
            # A caption stands clear of the line of a fund.
            beside = line if end <= line <= end + right / 5 else end
            words = _caption(outlay, side, sides, lang)
            axes.annotate(words, (beside, at), (5, 0), **_BESIDE)
    axes.set_yticks(range(len(rows)), [row.label for row in rows])
    room = 0.5 if len(rows) > 1 else 0.8
    axes.set_ylim(len(rows) - 1 + room, -room)
    axes.set_xlim(0, right)
    axes.xaxis.set_major_formatter("{x:,.10g}")
    axes.xaxis.set_major_locator(_few_marks())
    axes.tick_params(length=0, colors=INK)
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side_of in ("top", "right", "left", "bottom"):
        axes.spines[side_of].set_visible(False)


def _few_marks() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(6)


_BESIDE: Mapping[str, Any] = {"textcoords": "offset points", "va": "center", "color": INK, "fontsize": 8.5}


def _bar(axes: Axes, at: float, thick: float, outlay: Result | None) -> float:
    """The parts of an outlay one after the other; gives where they end."""
    start = 0.0
    for part, look in LOOKS.items() if outlay is not None else ():
        assert outlay is not None
        width = _wan(outlay[part])
        if width:
            axes.barh(at, width, left=start, height=thick, **look)
        start += width
    return start


LOOKS: Mapping[str, Mapping[str, Any]] = {
    "assured": {"color": SURE},
    "discretion": {"color": BEYOND},
    "open": {"facecolor": "white", "edgecolor": BEYOND, "hatch": "/////", "linewidth": 0.8},
}


def _caption(outlay: Result | None, side: int, sides: int, lang: Lang) -> str:
    which = "" if sides == 1 else ("①", "②")[side] + " "
    if outlay is None:
        return which + lang.say("无此项", "no such item")
    ends = {"low": outlay["assured"], "high": outlay["possible"]}
    if outlay["unquantified"] and outlay["possible"] == "0":
        return which + lang.say("金额未明确", "amount not stated")
    return which + _rounded(ends, lang) + (" +?" if outlay["unquantified"] else "")


def _rounded(ends: Mapping[str, str], lang: Lang) -> str:
    """The two ends to the whole 元: a picture needs no 分."""
    from decimal import ROUND_HALF_UP, Decimal

    step = Decimal(100) if lang is Lang.ZH else Decimal(1)
    told = {
        name: str((Decimal(value) / step).quantize(Decimal(1), ROUND_HALF_UP) * step)
        for name, value in ends.items()
    }
    return money.interval(told, lang)


def _wan(amount: str) -> float:
    # Floats are for the drawing alone; every amount that is printed comes from the exact text.
    return float(amount) / WAN


def _lines(funds: Sequence[Result]) -> Mapping[str, float]:
    """Where the line of its fund stands in the row of each reward."""
    return {id_.partition(".")[2]: _wan(fund["amount"]) for fund in funds for id_ in fund["rewards"]}


def _fund_lines(axes: Axes, rows: Sequence[Row], funds: Sequence[Result], lang: Lang) -> None:
    """A line across the rows of each fund at its size; in words where that lies outside the picture."""
    places = {row.id: place for place, row in enumerate(rows)}
    right = axes.get_xlim()[1]
    for fund in funds:
        at = [places[id_.partition(".")[2]] for id_ in fund["rewards"]]
        amount, words = _wan(fund["amount"]), size(fund, lang)
        for place in at:
            if amount <= right:
                axes.plot([amount, amount], [place - 0.42, place + 0.42], color=FUND, linewidth=1.6)
        label = lang.say(f"资金{words}", f"fund: {words}")
        beyond = "" if amount <= right else " →"
        axes.annotate(
            f"{label}{beyond}",
            (right, min(at) - 0.3 if at else 0),
            ha="right",
            va="center",
            fontsize=7.5,
            color=FUND,
        )


def _signs(budget: Result, lang: Lang) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    signs: list[Any] = [
        Patch(**LOOKS["assured"], label=lang.say("确保", "assured")),
        Patch(**LOOKS["discretion"], label=lang.say("酌定（已符合条件）", "discretionary (they qualify)")),
        Patch(**LOOKS["open"], label=lang.say("待查（缺少事实）", "open (facts are missing)")),
    ]
    if budget["funds"]:
        label = lang.say("文件所列资金规模", "fund stated by the text")
        signs.append(Line2D([], [], color=FUND, linewidth=1.6, label=label))
    return signs


def _title(sides: Sequence[Result], lang: Lang) -> str:
    names = [_name(side, lang) for side in sides]
    day = sides[0]["as_of"]
    head = lang.say(f"资金测算（评估日{day}）", f"What it will cost, as of {day}")
    if len(names) == 1:
        return lang.say(f"{names[0]} {head}", f"{head}: {names[0]}")
    return f"{head}\n① {names[0]}　② {names[1]}"


def _name(side: Result, lang: Lang) -> str:
    plan = side["plan"]
    name = f"{lang.of(plan['name'])} {plan['version']}"
    mark = term(MARKS, plan["force"], lang)
    return name if plan["binding"] else lang.say(f"{name}（{mark}）", f"{name} ({mark})")
