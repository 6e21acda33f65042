"""A target that is part of another is part of one that is there, and not of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown
from policyengine.language.facts import nearest
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.findings import did_you_mean
from policyengine.rulebook.plan import Plan, Target


@dataclass(frozen=True, slots=True)
class UnknownWhole(Finding):
    """A target is `part_of` a target that the plan does not have.

    Why: the share of an area would stand beside the city's figure as if it came on top.
    Mend: take the nearest target.
    """

    code = "unknown-whole"
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """The id."""
        found = shown(self.found)
        return Bilingual(zh=f"本方案没有目标“{found}”", en=f"the plan has no target `{found}`")

    def help(self) -> Bilingual | None:
        """The nearest target."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class PartOfItself(Finding):
    """A target is part of itself, or two are parts of each other.

    Why: there is no whole left that they are parts of.
    Mend: let `part_of` of the area's target name the city's, which has none.
    """

    code = "part-of-itself"
    target: str

    def message(self) -> Bilingual:
        """The target."""
        return Bilingual(
            zh=f"目标“{self.target}”经part_of又成为自身的一部分",
            en=f"the target `{self.target}` is part of itself",
        )


def parts(plan: Plan) -> Iterator[Finding]:
    """What is wrong with the wholes that targets are parts of."""
    for target in plan.targets.values():
        whole = target.part_of
        if whole is not None and whole not in plan.targets:
            found = nearest(whole, plan.targets)
            yield UnknownWhole(found=whole, nearest=found, span=place(target, "part_of"))
        elif target.id in _wholes(target, plan):
            yield PartOfItself(target=target.id, span=place(target, "part_of"))


def _wholes(target: Target, plan: Plan) -> set[str]:
    """Every target that one is part of, at any remove."""
    wholes: set[str] = set()
    whole = target.part_of
    while whole is not None and whole not in wholes and whole in plan.targets:
        wholes.add(whole)
        whole = plan.targets[whole].part_of
    return wholes
