"""The mistakes of meaning: names nobody defined, kinds and units that do not fit, numbers too large."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding
from policyengine.language.tree import Kind, Operator
from policyengine.language.types import TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFact(Finding):
    """A condition or amount names a fact that no vocabulary lists.

    Why: a misspelt fact is unknown for every enterprise; its rule would never decide, and nobody would know.
    Mend: take the nearest name, or add the fact to the plan's `facts.yaml`.
    """

    code = "unknown-fact"
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """The name nobody defined."""
        return Bilingual(zh=f"没有名为“{self.found}”的事实", en=f"no fact is named `{self.found}`")

    def help(self) -> Bilingual | None:
        """The nearest name."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownChoice(Finding):
    """A fact is compared with something that is none of its choices.

    Why: the comparison would be false for every enterprise.
    Mend: take one of the choices the vocabulary lists, by id or by label.
    """

    code = "unknown-choice"
    found: str
    fact: Bilingual
    nearest: str | None
    choices: tuple[str, ...]

    def message(self) -> Bilingual:
        """The name, and the fact that has no such choice."""
        return Bilingual(
            zh=f"“{self.fact.zh}”没有“{self.found}”这一选项",
            en=f"`{self.found}` is no choice of “{self.fact.en}”",
        )

    def help(self) -> Bilingual | None:
        """The nearest choice, else all of them."""
        every = Bilingual(zh="可选：" + "、".join(self.choices), en="choices: " + ", ".join(self.choices))
        return did_you_mean(self.nearest) or every


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedUnits(Finding):
    """Values of different kinds are compared, such as money with a count.

    Why: no enterprise's 元 are more or fewer than its patents.
    Mend: compare like with like; a quotient of two sums of money is a ratio.
    """

    code = "mixed-units"
    left: Kind
    right: Kind

    def message(self) -> Bilingual:
        """The two kinds."""
        left, right = TYPES[self.left].name, TYPES[self.right].name
        return Bilingual(
            zh=f"{left.zh}不能与{right.zh}相比较", en=f"{left.en} cannot be compared with {right.en}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingUnit(Finding):
    """A bare number stands where money or a ratio is wanted.

    Why: 5 beside a sum of money may be 5元 or 5万元, and the difference is a factor of ten thousand.
    Mend: write the unit as the plan prints it.
    """

    code = "missing-unit"
    found: str
    wanted: Kind
    suggestions: tuple[str, ...]

    def message(self) -> Bilingual:
        """The number, and the kind it stands against."""
        name = TYPES[self.wanted].name
        return Bilingual(
            zh=f"“{self.found}”缺少单位，此处应为{name.zh}",
            en=f"`{self.found}` has no unit; wanted: {name.en}",
        )

    def help(self) -> Bilingual:
        """The number with the units it may have meant."""
        zh = "或".join(f"“{text}”" for text in self.suggestions)
        return Bilingual(
            zh=f"是否指{zh}？", en=f"did you mean {' or '.join(f'`{s}`' for s in self.suggestions)}?"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossibleArithmetic(Finding):
    """Two values are joined that cannot be, such as money plus a date.

    Why: the result would have no unit.
    Mend: add and subtract like and like, multiply by a number or a ratio; a length of time moves a date.
    """

    code = "impossible-arithmetic"
    left: Kind
    operator: Operator
    right: Kind

    def message(self) -> Bilingual:
        """The operation and its two kinds."""
        left, right = TYPES[self.left].name, TYPES[self.right].name
        return Bilingual(
            zh=f"{left.zh}与{right.zh}之间不能用“{self.operator}”",
            en=f"`{self.operator}` cannot join {left.en} and {right.en}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOrder(Finding):
    """Values that have no order are asked which is greater.

    Why: choices, codes, texts and truths are equal or not, never more or less.
    Mend: use `=`, `!=` or `in [...]`.
    """

    code = "no-order"
    kind: Kind

    def message(self) -> Bilingual:
        """The kind without an order."""
        name = TYPES[self.kind].name
        return Bilingual(zh=f"{name.zh}没有大小之分", en=f"{name.en} has no order")

    def help(self) -> Bilingual:
        """What can be asked."""
        return Bilingual(zh="请用“=”“!=”或“in [...]”", en="use `=`, `!=` or `in [...]`")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotACondition(Finding):
    """A value stands where something true or false is wanted.

    Why: a sum of money is not so or otherwise; what it should be compared with is missing.
    Mend: compare it: `revenue >= 300万元`, `hte_status = valid`.
    """

    code = "not-a-condition"
    found: Kind | None = None

    def message(self) -> Bilingual:
        """The kind found."""
        if self.found is None:
            return Bilingual(
                zh="此处应为条件，却是算式", en="a calculation stands where a condition is wanted"
            )
        name = TYPES[self.found].name
        return Bilingual(
            zh=f"此处应为条件，却是{name.zh}", en=f"{name.en} stands where a condition is wanted"
        )

    def help(self) -> Bilingual:
        """A comparison as an example."""
        return Bilingual(
            zh="请写成比较，如“营业收入 >= 300万元”", en="compare it, as in `revenue >= 300万元`"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongKind(Finding):
    """A term has another kind than its place wants; an amount that is no money is the usual case.

    Why: a reward is paid in 元, and a derived fact is of the kind the vocabulary gives it.
    Mend: multiply a share by what it is a share of; write money with its unit.
    """

    code = "wrong-kind"
    found: Kind
    wanted: Kind

    def message(self) -> Bilingual:
        """The kind wanted and the kind found."""
        found, wanted = TYPES[self.found].name, TYPES[self.wanted].name
        return Bilingual(
            zh=f"此处应为{wanted.zh}，却是{found.zh}", en=f"wanted: {wanted.en}; found: {found.en}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossibleValue(Finding):
    """A literal is none of the values its type has: a code of no province, a credit code that does not check.

    Why: no enterprise's fact can ever equal it.
    Mend: write a value the type accepts.
    """

    code = "impossible-value"
    found: str
    wanted: Bilingual

    def message(self) -> Bilingual:
        """The value, and what is wanted."""
        return Bilingual(
            zh=f"“{self.found}”不可用，应为{self.wanted.zh}",
            en=f"`{self.found}` cannot be used; wanted: {self.wanted.en}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossibleCount(Finding):
    """`at least … of` asks for no part, or for more parts than there are.

    Why: such a condition is always true or never.
    Mend: ask for a number between 1 and the number of conditions.
    """

    code = "impossible-count"
    count: int
    parts: int

    def message(self) -> Bilingual:
        """The number asked for, and the number there are."""
        return Bilingual(
            zh=f"共{self.parts}项条件，不能要求满足{_short(self.count)}项",
            en=f"{_short(self.count)} of {self.parts} conditions cannot be asked for",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLarge(Finding):
    """A number, or what a calculation could reach, has more digits than every engine holds.

    Why: a database keeps 38 digits; past them engines would round, each in its own way.
    Mend: write the number the plan prints, or take the calculation apart.
    """

    code = "too-large"
    digits: int
    limit: int

    def message(self) -> Bilingual:
        """The digits needed, and the digits there are."""
        return Bilingual(
            zh=f"可能达到{self.digits}位数字，上限为{self.limit}位",
            en=f"may reach {self.digits} digits; the limit is {self.limit}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TooPrecise(Finding):
    """A number has more decimals than its kind: money has 2, a ratio 8, a count none.

    Why: 分 is the smallest money, and half a patent is none.
    Mend: write the number the plan prints.
    """

    code = "too-precise"
    kind: Kind
    decimals: int

    def message(self) -> Bilingual:
        """The kind and the decimals it may have."""
        name = TYPES[self.kind].name
        return Bilingual(
            zh=f"{name.zh}至多{self.decimals}位小数", en=f"{name.en} has at most {self.decimals} decimals"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EndlessDivision(Finding):
    """An amount is divided by something that may leave no finite decimal.

    Why: amounts are exact and never rounded but where the text rounds.
    Mend: divide by a number such as 2, 4, 5 or 8, multiply by a share, or say `rounded down to 1元` where the
    text itself rounds.
    """

    code = "endless-division"

    def message(self) -> Bilingual:
        """That the quotient may not end."""
        return Bilingual(zh="此金额相除后可能除不尽", en="this amount may have no finite decimal")

    def help(self) -> Bilingual:
        """The way out."""
        return Bilingual(
            zh="除数应为能除尽的数字；文件规定取整的，写“rounded down to 1元”",
            en="divide by a number that keeps it finite, or write `rounded down to 1元` if the text rounds",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionByZero(Finding):
    """Something is divided by zero.

    Why: the result is unknown for every enterprise.
    Mend: write the divisor the plan means.
    """

    code = "division-by-zero"

    def message(self) -> Bilingual:
        """That the divisor is zero."""
        return Bilingual(zh="除数为零", en="the divisor is zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossibleRounding(Finding):
    """An amount is rounded to something other than a sum of money above zero.

    Why: a multiple of nothing is nothing.
    Mend: write the unit of rounding, such as 100元.
    """

    code = "impossible-rounding"

    def message(self) -> Bilingual:
        """What rounding wants."""
        return Bilingual(zh="取整单位应为大于零的金额", en="rounding wants a sum of money above zero")


def did_you_mean(name: str | None) -> Bilingual | None:
    """The nearest valid name as a question; None where there is none."""
    return Bilingual(zh=f"是否指“{name}”？", en=f"did you mean `{name}`?") if name else None


def _short(number: int) -> str:
    return str(number) if number < 10**15 else "…"
