"""Curves: what something costs at each size, the exponent of its growth, and their picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression


@dataclass(frozen=True, slots=True)
class Curve:
    """What something costs at each size, in a unit."""

    name: str
    unit: str
    costs: Mapping[int, float]

    @property
    def exponent(self) -> float:
        """The slope of the straight line nearest to the curve on two logarithmic axes."""
        sizes, costs = zip(*self.costs.items(), strict=True)
        return linear_regression([math.log(each) for each in sizes], [math.log(each) for each in costs]).slope

    @property
    def last_step(self) -> float:
        """The slope of its last stretch alone, where fixed costs weigh least."""
        (size, cost), (larger, more) = list(self.costs.items())[-2:]
        return math.log(more / cost) / math.log(larger / size)


def shown(cost: float, unit: str) -> str:
    """A cost with three figures, or whole where it has more; of less than 0.1 s in milliseconds."""
    if unit == "s" and cost < 0.1:
        return shown(cost * 1000, "ms")
    figures = f"{cost:,.0f}" if cost >= 100 else f"{cost:#.3g}".rstrip(".")
    return f"{figures} {unit}"


def drawn(panels: Mapping[str, Sequence[Curve]], path: Path) -> None:
    """The curves on two logarithmic axes, a panel for each heading; a dashed line shows a straight one."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "growth", "font.size": 9}):
        figure = Figure(figsize=(4.6 * len(panels), 4.8), layout="constrained")
        for axes, (heading, curves) in zip(figure.subplots(1, len(panels)), panels.items(), strict=True):
            for curve in curves:
                axes.plot(
                    list(curve.costs), list(curve.costs.values()), marker="o", markersize=4, label=curve.name
                )
            sizes, last = list(curves[0].costs), list(curves[0].costs.values())[-1]
            straight = [last * size / sizes[-1] for size in sizes]
            axes.plot(
                sizes, straight, linestyle="--", color="grey", linewidth=1, label="in proportion to size"
            )
            low = min(min(curve.costs.values()) for curve in curves)
            axes.set(xscale="log", yscale="log", title=heading, ylim=(low / 3, None))
            axes.set_ylabel("seconds" if curves[0].unit == "s" else curves[0].unit)
            axes.grid(alpha=0.3)
            axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.08))
        figure.savefig(path, metadata={"Date": None})
