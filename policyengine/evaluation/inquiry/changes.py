"""One change of one fact, as a repair proposes it: 研发费用 +12.5万元."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.facts.derived import plain_value
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.language.types import TYPES


@dataclass(frozen=True, slots=True)
class Change:
    """A fact's value before (None where it is not known) and after."""

    definition: FactDefinition
    before: Value | None
    after: Value

    @property
    def fact(self) -> str:
        """The fact's name."""
        return self.definition.name

    @property
    def size(self) -> Fraction:
        """How large a change it is, at most 1: of a figure by its larger end, of a day against a year."""
        match self.before, self.after:
            case Fraction() as before, Fraction() as after:
                return abs(after - before) / (max(before, after) or 1)
            case date() as before, date() as after:
                days = abs((after - before).days)
                return Fraction(days, days + 365)
            case _:
                return Fraction(1)

    @property
    def difference(self) -> Fraction | None:
        """By how much a figure that is known changes."""
        before, after = self.before, self.after
        return after - before if isinstance(before, Fraction) and isinstance(after, Fraction) else None

    @property
    def words(self) -> Bilingual:
        """The change as one says it."""
        label, kind = self.definition.label, TYPES[self.definition.kind]
        difference = self.difference
        if difference is not None:
            by = _by(self.definition.kind, abs(difference))
            sign = "+" if difference > 0 else "−"
            return Bilingual(zh=f"{label.zh} {sign}{by.zh}", en=f"{label.en} {sign}{by.en}")
        zh = "未知" if self.before is None else kind.zh(self.before, self.definition)
        en = "not known" if self.before is None else kind.en(self.before, self.definition)
        return Bilingual(
            zh=f"{label.zh}：{zh}→{kind.zh(self.after, self.definition)}",
            en=f"{label.en}: {en} → {kind.en(self.after, self.definition)}",
        )

    def to_dict(self) -> dict[str, Any]:
        """The contract's form; `change` is null where no figure changes."""
        difference = self.difference
        return {
            "fact": self.fact,
            "from": None if self.before is None else plain_value(self.definition, self.before),
            "to": plain_value(self.definition, self.after),
            "change": None if difference is None else plain_value(self.definition, difference),
            **self.words.to_dict(),
        }


def _by(kind: Kind, difference: Fraction) -> Bilingual:
    if kind is not Kind.RATIO:
        return Bilingual(zh=TYPES[kind].zh(difference), en=TYPES[kind].en(difference))
    points = TYPES[Kind.COUNT].literal(difference * 100)
    return Bilingual(zh=f"{points}个百分点", en=f"{points} percentage points")


def size_of(changes: Iterable[Change]) -> Fraction:
    """How large several changes are together."""
    return sum((change.size for change in changes), Fraction(0))
