"""The mistakes of use: years, lists, areas, promises and conditions where they cannot stand."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding
from policyengine.language.findings import did_you_mean
from policyengine.language.tree import Kind
from policyengine.language.types import TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownArea(Finding):
    """A place of registration is compared with an area that the plan does not name.

    Why: an area without a code is known by the plan's own `areas:` alone; any other is nobody's.
    Mend: take one of the plan's areas, add it under `areas:` in `plan.yaml`, or write a six-digit code.
    """

    code = "unknown-area"
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """The area nobody named."""
        return Bilingual(
            zh=f"“{self.found}”不是行政区划代码，方案也没有名为“{self.found}”的区域",
            en=f"`{self.found}` is no jurisdiction's code and no area of the plan",
        )

    def help(self) -> Bilingual | None:
        """The nearest area."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesWithoutYear(Finding):
    """A fact with a value for each year is used without saying which year.

    Why: the revenue of which year? A threshold on the wrong one is a wrong decision.
    Mend: name the year: `revenue_by_year[year - 1]` for the year before the one assessed.
    """

    code = "series-without-year"
    fact: Bilingual
    found: str

    def message(self) -> Bilingual:
        """The series."""
        return Bilingual(
            zh=f"“{self.fact.zh}”每年一个数值，须写明年度",
            en=f"“{self.fact.en}” has a value for each year: say which",
        )

    def help(self) -> Bilingual:
        """The previous year's figure."""
        return Bilingual(
            zh=f"上一年度的写“{self.found}[year - 1]”", en=f"for the previous year: `{self.found}[year - 1]`"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotASeries(Finding):
    """A year's figure is asked of a fact that has one value only.

    Why: nobody said of which year its value is.
    Mend: leave the year out, or use a fact that is `by_year: true` in the vocabulary.
    """

    code = "not-a-series"
    fact: Bilingual
    found: str

    def message(self) -> Bilingual:
        """The fact that is no series."""
        return Bilingual(
            zh=f"“{self.fact.zh}”不分年度，不能取某一年的数值",
            en=f"“{self.fact.en}” has no value for each year",
        )

    def help(self) -> Bilingual:
        """What to do about it."""
        return Bilingual(
            zh=f"请写“{self.found}”，或者改用“by_year: true”的事实",
            en=f"write `{self.found}`, or use a fact that is `by_year: true`",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAsValue(Finding):
    """A list is used as if it were one value.

    Why: patents are neither more nor fewer than three; their number is.
    Mend: count its entries, or sum a field of them.
    """

    code = "list-as-value"
    fact: Bilingual
    found: str

    def message(self) -> Bilingual:
        """The list."""
        return Bilingual(
            zh=f"“{self.fact.zh}”是清单，不是数值", en=f"“{self.fact.en}” is a list, not a value"
        )

    def help(self) -> Bilingual:
        """How to count it."""
        return Bilingual(zh=f"计数写“count({self.found})”", en=f"to count it, write `count({self.found})`")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAList(Finding):
    """Something is counted or summed that is no list.

    Why: one value has no entries.
    Mend: name a fact of type list; a plain fact needs no `count` and no `sum`.
    """

    code = "not-a-list"
    fact: Bilingual
    found: str

    def message(self) -> Bilingual:
        """The fact that is no list."""
        return Bilingual(
            zh=f"“{self.fact.zh}”不是清单，不能计数或合计",
            en=f"“{self.fact.en}” is no list: it cannot be counted or summed",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedAggregate(Finding):
    """A count or sum stands inside another.

    Why: the entries of a list hold no lists, and what is counted for each of them would be the same.
    Mend: write the inner one apart, or give it a name in `definitions.yaml` and compare it outside.
    """

    code = "nested-aggregate"

    def message(self) -> Bilingual:
        """That one stands inside the other."""
        return Bilingual(
            zh="计数或合计之内不能再有计数或合计", en="a count or sum cannot stand inside another"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOutsideList(Finding):
    """A field of a list's entries is named outside `count` and `sum`.

    Why: which entry's? A list has many.
    Mend: write the condition inside: `count(patents where kind = invention) >= 1`.
    """

    code = "field-outside-list"
    found: str
    items: str

    def message(self) -> Bilingual:
        """The field."""
        return Bilingual(
            zh=f"“{self.found}”是清单中每一项的内容，不能单独使用",
            en=f"`{self.found}` belongs to each entry of a list and cannot stand by itself",
        )

    def help(self) -> Bilingual:
        """How it is used."""
        return Bilingual(
            zh=f"写法如“count({self.items} where …) >= 1”", en=f"write `count({self.items} where …) >= 1`"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotANumber(Finding):
    """Something is summed that is no number.

    Why: days and names do not add up.
    Mend: sum money, a ratio or a count; to know how many there are, use `count`.
    """

    code = "not-a-number"
    found: Kind

    def message(self) -> Bilingual:
        """The kind that cannot be summed."""
        name = TYPES[self.found].name
        return Bilingual(zh=f"{name.zh}不能合计", en=f"{name.en} cannot be summed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionAsValue(Finding):
    """A condition stands where a value is wanted.

    Why: what is true or false is joined by `and`, `or` and `not`; it has no amount and equals nothing else.
    Mend: write the condition by itself, or join it: `eligible_enterprise and revenue >= 300万元`.
    """

    code = "condition-as-value"

    def message(self) -> Bilingual:
        """That it is a condition."""
        return Bilingual(zh="此处应为数值，却是条件", en="a condition stands where a value is wanted")

    def help(self) -> Bilingual:
        """How conditions are joined."""
        return Bilingual(zh="条件用“and”“or”“not”连接", en="join conditions by `and`, `or` and `not`")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseAsValue(Finding):
    """A promise with a ceiling only, or with no amount, is calculated or compared with.

    Why: what is promised “up to” a sum is no sum yet, so that nothing can be decided by it.
    Mend: let an amount be the promise itself; a share of one needs a name for it in `definitions.yaml`.
    """

    code = "promise-as-value"

    def message(self) -> Bilingual:
        """That a promise is no sum."""
        return Bilingual(
            zh="只有上限或未明确金额的承诺不能用于比较或计算",
            en="a promise without a settled amount cannot be compared or calculated with",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TooIntricate(Finding):
    """Definitions that use definitions make a condition or amount too large to be worked with.

    Why: each name stands for all that is behind it, so that a few lines can come to millions of steps.
    Mend: name each definition fewer times, or bring its cases together in one table.
    """

    code = "too-intricate"
    limit: int

    def message(self) -> Bilingual:
        """The limit, in parts."""
        return Bilingual(
            zh=f"引用的定义展开后过大，最多{self.limit}个部分",
            en=f"is too large with all its definitions written out; the limit is {self.limit} parts",
        )
