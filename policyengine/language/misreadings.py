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


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFunction(Finding):
    """A name before brackets is none of the functions there are.

    Why: rules run no code; what can be worked out is a short list that every engine shares.
    Mend: take one of the functions listed, or write the calculation out.
    """

    code = "unknown-function"
    found: str
    nearest: str | None
    every: tuple[str, ...]

    def message(self) -> Bilingual:
        """The name that is no function."""
        return Bilingual(zh=f"没有名为“{self.found}”的函数", en=f"no function is named `{self.found}`")

    def help(self) -> Bilingual:
        """The nearest function, else all of them."""
        if self.nearest:
            return Bilingual(zh=f"是否指“{self.nearest}”？", en=f"did you mean `{self.nearest}`?")
        return Bilingual(zh="可用：" + "、".join(self.every), en="there are: " + ", ".join(self.every))


@dataclass(frozen=True, slots=True, kw_only=True)
class MisusedFunction(Finding):
    """A function is given something other than it takes.

    Why: growth of what is no yearly figure, or a count over what is no list, has no meaning.
    Mend: write it as the example shows; years of averages and growth run from 1年 to 30年.
    """

    code = "misused-function"
    found: str
    usage: str

    def message(self) -> Bilingual:
        """The function whose arguments do not fit."""
        return Bilingual(
            zh=f"“{self.found}”括号内的内容不合用法",
            en=f"`{self.found}` does not take what is in its brackets",
        )

    def help(self) -> Bilingual:
        """How it is written."""
        return Bilingual(zh=f"写法如“{self.usage}”", en=f"write it as in `{self.usage}`")


@dataclass(frozen=True, slots=True, kw_only=True)
class MisplacedFunction(Finding):
    """A function that says whether something is so stands where a value is wanted.

    Why: that revenue grew two years running is true or false; it is no number.
    Mend: use it by itself as a condition, joined to others by `and` and `or`.
    """

    code = "misplaced-function"
    found: str

    def message(self) -> Bilingual:
        """The function that is a condition."""
        return Bilingual(
            zh=f"“{self.found}”是条件，不是数值", en=f"`{self.found}` is a condition, not a value"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UncomparedGrowth(Finding):
    """Compound growth is not set directly against a percentage.

    Why: the rate itself is a root and seldom a finite number; a percentage multiplied out is exact.
    Mend: compare it with a percentage: `compound_growth(revenue_by_year[year - 1], 3年) >= 10%`.
    """

    code = "uncompared-growth"

    def message(self) -> Bilingual:
        """That it must be compared."""
        return Bilingual(
            zh="复合增长率只能直接与百分比相比较", en="compound growth can only be compared with a percentage"
        )

    def help(self) -> Bilingual:
        """An example."""
        usage = "compound_growth(revenue_by_year[year - 1], 3年) >= 10%"
        return Bilingual(zh=f"写法如“{usage}”", en=f"write it as in `{usage}`")


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfAWindow(Finding):
    """`between` has a day of every year at one end and something else at the other.

    Why: a window either opens every year or once.
    Mend: write both ends as 4月1日, or both as dates.
    """

    code = "half-a-window"
    found: str

    def message(self) -> Bilingual:
        """That the two ends do not match."""
        return Bilingual(
            zh="起止两端应同为“4月1日”这样的日子，或同为日期",
            en="both ends must be days such as `4月1日`, or both dates",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossibleYear(Finding):
    """A figure is asked of a year a hundred or more years away.

    Why: nearer years count from the year assessed, and a number of four digits is a calendar year.
    Mend: write `year - 1` for the previous year, or the calendar year itself: `2021`.
    """

    code = "impossible-year"
    found: str

    def message(self) -> Bilingual:
        """The year as written."""
        return Bilingual(
            zh=f"“{self.found}”不是可用的年度", en=f"`{self.found}` is no year that can be asked for"
        )

    def help(self) -> Bilingual:
        """How years are written."""
        return Bilingual(
            zh="可写year（本年）、year - 1（上年）、year - 2（前年）、2021",
            en="write `year`, `year - 1`, `year - 2` or `2021`",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableRange(Finding):
    """A stretch of values is written in words the language does not know, or bounds one side twice.

    Why: whether 100万元 itself falls into a bracket decides which award an enterprise gets.
    Mend: write it as a text does: 100万元以上, 不足500万元, 100万元以上不足500万元, 超过100万元至500万元.
    """

    code = "unreadable-range"
    found: str

    def message(self) -> Bilingual:
        """The words that state no range."""
        return Bilingual(zh=f"“{self.found}”看不出上下限", en=f"`{self.found}` states no range")

    def help(self) -> Bilingual:
        """The forms there are."""
        return Bilingual(
            zh="可写“100万元以上不足500万元”“超过100万元至500万元”“100-500万元”“500万元以上”“不足100万元”",
            en="write `100万元以上不足500万元`, `超过100万元至500万元`, `100-500万元` or `500万元以上`",
        )
