"""Versions that a version speaks of, in transitions and repeals, are there, and lead back to none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Span, shown
from policyengine.language.facts import nearest
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.circles import circles
from policyengine.rulebook.findings import did_you_mean
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class UnknownVersion(Finding):
    """A transition hands over to a version that the city does not have, or `repeals` names one; or itself.

    Why: cases under the older text would be handed to nothing, and a version that should have ended would
    not.
    Mend: take the nearest version; a version is named as its folder is. Where the older text is not encoded,
    list it under `related_documents`.
    """

    code = "unknown-version"
    found: str
    own: bool
    nearest: str | None

    def message(self) -> Bilingual:
        """The version."""
        found = shown(self.found)
        if self.own:
            return Bilingual(zh=f"“{found}”就是本版本", en=f"`{found}` is this version itself")
        return Bilingual(zh=f"本地没有版本“{found}”", en=f"the city has no version `{found}`")

    def help(self) -> Bilingual | None:
        """The nearest version."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class CircularSuccession(Finding):
    """Versions hand over to each other in a circle, or repeal each other.

    Why: a case that each hands over to the other is governed by none, and of two texts that repeal each other
    neither could have been in force to do so.
    Mend: the newer version names the older one: the cases it leaves to it, and that it repeals it.
    """

    code = "circular-succession"
    circle: tuple[str, ...]
    repealing: bool

    def message(self) -> Bilingual:
        """The circle, back to where it starts."""
        around = " → ".join(shown(each) for each in (*self.circle, self.circle[0]))
        if self.repealing:
            return Bilingual(zh=f"各版本互相废止：{around}", en=f"versions repeal each other: {around}")
        return Bilingual(
            zh=f"过渡条款在各版本间兜圈：{around}", en=f"versions hand over to each other: {around}"
        )


def succession(plans: Iterable[Plan], versions: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Versions named that are none, and circles; `versions` of each city are its folders, read or not."""
    of_city: dict[str, list[Plan]] = {}
    for plan in plans:
        of_city.setdefault(plan.city, []).append(plan)
    for city, some in of_city.items():
        yield from _unknown(some, versions.get(city, ()))
        yield from _circular({plan.version: dict(_handing_over(plan)) for plan in some}, repealing=False)
        yield from _circular({plan.version: dict(_repealing(plan)) for plan in some}, repealing=True)


def _unknown(plans: Iterable[Plan], versions: Collection[str]) -> Iterator[Finding]:
    for plan in plans:
        others = [each for each in versions if each != plan.version]
        for named, span in (*_handing_over(plan), *_repealing(plan)):
            if named not in others:
                own, near = named == plan.version, nearest(named, others)
                yield UnknownVersion(found=named, own=own, nearest=near, span=span)


def _circular(named: Mapping[str, Mapping[str, Span | None]], *, repealing: bool) -> Iterator[Finding]:
    """Circles among the versions that each version names, told where the first names the second."""
    # A version that names itself is told as one that cannot be named.
    uses = {version: [each for each in others if each != version] for version, others in named.items()}
    for circle in circles(uses):
        span = named[circle[0]][circle[1]]
        yield CircularSuccession(circle=circle, repealing=repealing, span=span)


def _handing_over(plan: Plan) -> Iterator[tuple[str, Span | None]]:
    for transition in plan.transitions:
        yield transition.version, place(transition, "version")


def _repealing(plan: Plan) -> Iterator[tuple[str, Span | None]]:
    for index, version in enumerate(plan.repeals):
        yield version, plan.written_at.get(f"repeals.{index}", plan.span)
