"""Versions that a version speaks of, in transitions and repeals, are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Span, shown
from policyengine.language.facts import nearest
from policyengine.rulebook.checks.stated import place
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


def succession(plans: Iterable[Plan], versions: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Versions named that are none; `versions` of each city are its folders, read or not."""
    for plan in plans:
        others = [each for each in versions.get(plan.city, ()) if each != plan.version]
        for named, span in _named(plan):
            if named not in others:
                own, near = named == plan.version, nearest(named, others)
                yield UnknownVersion(found=named, own=own, nearest=near, span=span)


def _named(plan: Plan) -> Iterator[tuple[str, Span | None]]:
    for transition in plan.transitions:
        yield transition.version, place(transition, "version")
    for index, version in enumerate(plan.repeals):
        yield version, plan.written_at.get(f"repeals.{index}", plan.span)
