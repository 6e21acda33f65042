"""Mistakes among the brackets of a scale: a stretch that no bracket holds, or that two hold."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding


@dataclass(frozen=True, slots=True)
class BracketGap(Finding):
    """Between two neighbouring brackets lies a stretch, or one number, that neither holds.

    Why: who falls into the gap would get nothing, and no text says so; most often an end that the text
    includes was written as one that it does not.
    Mend: compare the ends with the text. 以上 and 以下 include the number (`from`, `to`), 超过 and 不足 do
    not (`above`, `below`).
    """

    code = "bracket-gap"
    lower: str
    upper: str

    def message(self) -> Bilingual:
        """Where no bracket is, in the author's unit."""
        if self.lower == self.upper:
            return Bilingual(zh=f"恰为{self.lower}的，没有档次", en=f"no bracket holds {self.lower} itself")
        return Bilingual(
            zh=f"{self.lower}至{self.upper}之间没有档次",
            en=f"no bracket lies between {self.lower} and {self.upper}",
        )

    def help(self) -> Bilingual | None:
        """Which key includes its number, where a number alone is at stake."""
        return _INCLUDED if self.lower == self.upper else None


@dataclass(frozen=True, slots=True)
class BracketOverlap(Finding):
    """Two brackets hold the same stretch, or the same number.

    Why: an enterprise in both would have two amounts, and the text means one of them.
    Mend: compare the ends with the text. Where it lets two brackets meet in one number, encode the reading
    that is right, and say so under `interpretation`.
    """

    code = "bracket-overlap"
    lower: str | None
    upper: str | None

    def message(self) -> Bilingual:
        """What two brackets hold, in the author's unit."""
        lower, upper = self.lower, self.upper
        if lower is None and upper is None:
            zh, en = "任何数", "every number"
        elif lower is None or upper is None:
            zh = f"{upper}以下" if lower is None else f"{lower}以上"
            en = f"what is below {upper}" if lower is None else f"what is above {lower}"
        elif lower == upper:
            zh, en = lower, lower
        else:
            zh, en = f"{lower}至{upper}", f"what lies between {lower} and {upper}"
        return Bilingual(zh=f"{zh}同属两档", en=f"two brackets hold {en}")

    def help(self) -> Bilingual | None:
        """Which key includes its number, where a number alone is at stake."""
        return _INCLUDED if self.lower == self.upper else None


_INCLUDED = Bilingual(
    zh="from（以上）、to（以下）含本数，above（超过）、below（不足）不含本数",
    en="`from` and `to` include the number, `above` and `below` do not",
)
