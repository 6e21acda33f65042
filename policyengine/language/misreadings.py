"""The mistakes of writing: what stands in the text cannot be read as the rule language."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class UnexpectedWord(Finding):
    """A word or sign stands where the language has no room for it.

    Why: a condition that is read in part would decide something nobody wrote.
    Mend: write what is wanted at the place underlined; `and`, `or` and `not` join conditions, brackets group.
    """

    code = "unexpected-word"
    found: str
    wanted: Bilingual
    instead: str | None = None

    def message(self) -> Bilingual:
        """The word, and what should stand there."""
        return Bilingual(
            zh=f"“{self.found}”写在这里读不通，此处应为{self.wanted.zh}",
            en=f"`{self.found}` cannot stand here; wanted: {self.wanted.en}",
        )

    def help(self) -> Bilingual | None:
        """The sign of this language, for one borrowed from another."""
        if self.instead is None:
            return None
        return Bilingual(zh=f"请写“{self.instead}”", en=f"write `{self.instead}`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished(Finding):
    """A text ends before it is complete.

    Why: half a condition decides nothing.
    Mend: add what is wanted, or take away the operator or bracket left open.
    """

    code = "unfinished"
    wanted: Bilingual

    def message(self) -> Bilingual:
        """What is still wanted at the end."""
        return Bilingual(
            zh=f"没有写完，后面还应有{self.wanted.zh}", en=f"ends too early; wanted next: {self.wanted.en}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableLiteral(Finding):
    """A number, date or text has a form the language does not know.

    Why: a unit that is guessed is a wrong threshold.
    Mend: write money as 30万元, a share as 3%, a number as 5 or 200万, a day as 2021-12-31, a length of time
    as 3年.
    """

    code = "unreadable-literal"
    found: str
    instead: str | None = None  # a count without the measure word after it

    def message(self) -> Bilingual:
        """The text that is no value."""
        return Bilingual(
            zh=f"“{self.found}”不是可识别的数值", en=f"`{self.found}` is no value the language knows"
        )

    def help(self) -> Bilingual:
        """The count alone, or the forms there are."""
        if self.instead is not None:
            return Bilingual(
                zh=f"数量不写量词，请写“{self.instead}”",
                en=f"a count bears no measure word: write `{self.instead}`",
            )
        return Bilingual(
            zh="可写30万元、3%、5、200万、2021-12-31、3年、6个月、90天、true",
            en="write 30万元, 3%, 5, 200万, 2021-12-31, 3年, 6个月, 90天 or true",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossibleDate(Finding):
    """A date is written that no calendar has.

    Why: 2021-02-30 is a slip of the pen, and every reader would mend it differently.
    Mend: write the day the text means.
    """

    code = "impossible-date"
    found: str

    def message(self) -> Bilingual:
        """The date as written."""
        return Bilingual(zh=f"日历上没有“{self.found}”这一天", en=f"no calendar has the day `{self.found}`")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainedComparison(Finding):
    """Two comparisons share one term, as in `1 < x < 3`.

    Why: languages disagree on what that means, so here it means nothing.
    Mend: write both comparisons and join them with `and`.
    """

    code = "chained-comparison"
    apart: str

    def message(self) -> Bilingual:
        """That comparisons stand in a chain."""
        return Bilingual(zh="比较不能连写", en="comparisons cannot be chained")

    def help(self) -> Bilingual:
        """The same, taken apart."""
        return Bilingual(zh=f"请写“{self.apart}”", en=f"write `{self.apart}`")


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong(Finding):
    """A condition or amount has more characters than a person would write.

    Why: rules are read by people, and a bound on size keeps hostile input cheap to refuse.
    Mend: take it apart with `all:`, `any:` or tiers in the YAML.
    """

    code = "too-long"
    length: int
    limit: int

    def message(self) -> Bilingual:
        """Its length and the limit, in characters."""
        return Bilingual(
            zh=f"有{self.length}个字符，上限为{self.limit}个",
            en=f"has {self.length} characters; the limit is {self.limit}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TooDeep(Finding):
    """Brackets or operators are nested deeper than a person can follow.

    Why: rules are read by people, and a bound on depth keeps hostile input cheap to refuse.
    Mend: take brackets away, or take the condition apart with `all:` and `any:` in the YAML.
    """

    code = "too-deep"
    limit: int

    def message(self) -> Bilingual:
        """The limit, in levels."""
        return Bilingual(
            zh=f"嵌套过深，最多{self.limit}层", en=f"is nested too deep; the limit is {self.limit} levels"
        )
