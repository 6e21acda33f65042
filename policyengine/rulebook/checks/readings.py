"""Two readings of a rule's words differ in what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policyengine.errors import Bilingual, Finding
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.checks.statements import Deciding
from policyengine.rulebook.plan import Obligation, Plan, Reading, Reward, Support


@dataclass(frozen=True, slots=True)
class SameReading(Finding):
    """A reading of a rule's words means the same as the chosen one, or as another.

    Why: readings are there to show what turns on a doubt; between these nothing does.
    Mend: write under `instead` what the rule would say if its words were so read, or strike the reading.
    """

    code = "same-reading"
    rule: str
    reading: str
    other: str | None  # None: the chosen one

    def message(self) -> Bilingual:
        """The reading and the one it does not differ from."""
        if self.other is None:
            return Bilingual(
                zh=f"“{self.rule}”的理解“{self.reading}”与采用的理解没有差别",
                en=f"the reading `{self.reading}` of `{self.rule}` means the same as the chosen one",
            )
        return Bilingual(
            zh=f"“{self.rule}”的理解“{self.reading}”与“{self.other}”没有差别",
            en=f"the reading `{self.reading}` of `{self.rule}` means the same as `{self.other}`",
        )


def readings(plan: Plan) -> Iterator[Finding]:
    """Readings without a difference."""
    for rule in plan.rules():
        if isinstance(rule, Reward | Support | Obligation):
            meanings: list[tuple[str | None, Deciding]] = [(None, _meaning(rule))]
            for index, reading in enumerate(rule.readings):
                if reading.rule is not None:
                    yield from _of(rule, reading, index, meanings)
                    meanings.append((reading.id, _meaning(reading.rule)))


def _of(
    rule: Deciding,
    reading: Reading,
    index: int,
    meanings: list[tuple[str | None, Deciding]],
) -> Iterator[Finding]:
    own = None if reading.rule is None else _meaning(reading.rule)
    for other, meaning in meanings:
        if own == meaning:
            span = place(rule, f"readings.{index}.instead", f"readings.{index}", "readings")
            yield SameReading(rule=rule.id, reading=reading.id, other=other, span=span)
            return


def _meaning(rule: Deciding) -> Deciding:
    """The rule without what explains it and bears on nothing."""
    return replace(rule, readings=(), cite=(), interpretation=None, derived=None, title=Bilingual("", ""))
