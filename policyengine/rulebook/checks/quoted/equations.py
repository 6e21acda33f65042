"""Arithmetic in a `derived:`, read and worked out exactly: 50万元 + 30万元 = 80万元；30万元 × 120% = 36万元.

Prose may stand before and behind an equation, and in brackets after a number: 50万元（首次认定）. A unit may
stand once, at the end: 50 + 30 = 80万元. Years and months are figures (15 × 3年 = 45), or lengths of time
(2年 = 24个月), whichever makes the equation true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from policyengine.language.interval import decimal_of, plain
from policyengine.rulebook.checks.quoted.figures import LONGEST_READ, folded
from policyengine.rulebook.checks.quoted.number import NumberKind, finite
from policyengine.rulebook.checks.quoted.numerals import NUMERAL, in_common_numerals, scale_of, value_of

MOST_BRACKETS = 20
"""No equation has more; reading them goes as deep."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of an equation as it is written: so many of a unit, which is worth `scale` each.

    `kind`: money, a ratio or a duration by its unit; None for a bare figure, a count or a year.
    `months`: what the unit of a duration is in months, where it is so many.
    """

    written: str
    figure: Fraction
    unit: str = ""
    scale: Fraction = Fraction(1)
    kind: NumberKind | None = None
    months: int | None = None

    @property
    def value(self) -> Fraction:
        """Money in 元, a ratio as a fraction of one, anything else as its figure."""
        return self.figure * self.scale


Token: TypeAlias = Quantity | str
"""A number, or one of + - * / ( )."""

Worth: TypeAlias = Callable[[Quantity], Fraction]


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides that are said to be equal, and as they are written."""

    written: str
    left: tuple[Token, ...]
    right: tuple[Token, ...]

    @property
    def operands(self) -> tuple[Quantity, ...]:
        """The numbers on the left."""
        return tuple(each for each in self.left if isinstance(each, Quantity))

    @property
    def numbers(self) -> tuple[Quantity, ...]:
        """The numbers of both sides."""
        return tuple(each for each in (*self.left, *self.right) if isinstance(each, Quantity))

    @property
    def result(self) -> Quantity | None:
        """The number on the right, where it is a single one."""
        only = self.right[0] if len(self.right) == 1 else None
        return only if isinstance(only, Quantity) else None

    def holds(self) -> bool:
        """Whether both sides come to the same in one of the ways in which units may be meant."""
        for worth in (_as_figure, _as_months):
            left, right = evaluated(self.left, worth), evaluated(self.right, worth)
            if left is not None and right in (left, left * self._shared_scale(left)):
                return True
        return False

    def comes_to(self) -> str:
        """The left side's value, in the unit of the right."""
        left, result = evaluated(self.left, _as_figure), self.result
        if left is None:
            return "—"
        if result is None:
            return _plain(left)
        return f"{_plain(left * self._shared_scale(left) / result.scale)}{result.unit}"

    def amounts(self, quantity: Quantity) -> frozenset[Fraction]:
        """What a number of it may be worth: 50 is 50万元 too in 50 + 30 = 80万元."""
        return frozenset({quantity.value, quantity.value * self._shared_scale(Fraction(2))})

    def _shared_scale(self, left: Fraction) -> Fraction:
        """What bare figures on the left are worth each, where the unit stands once, at the end."""
        result = self.result
        if result is None or any(each.kind is not None for each in self.operands):
            return Fraction(1)
        if result.kind is NumberKind.RATIO and (left <= 1 or "/" in self.left):  # 3 ÷ 4 = 75%
            return Fraction(1)
        return result.scale


def equations_in(derived: str) -> Iterator[Equation]:
    """The equations of a derivation in their order: of `a = b = c` two."""
    for sentence in _SENTENCES.split(in_common_numerals(folded(derived[:LONGEST_READ]))):
        if "=" in sentence:
            sides = _without_remarks(sentence).split("=")
            for index in range(len(sides) - 1):
                left, right = _at_end(sides[index]), _at_start(sides[index + 1])
                if left and right and _whole(left) and _whole(right):
                    yield Equation(f"{_text(left)} = {_text(right)}", left, right)


def evaluated(tokens: Sequence[Token], worth: Worth) -> Fraction | None:
    """What an arithmetic expression comes to; None where it divides by zero or is none."""
    try:
        value, rest = _sum(tuple(tokens), worth)
    except (ZeroDivisionError, _Unreadable):
        return None
    return None if rest else value


class _Unreadable(Exception):
    """No arithmetic."""


def _as_figure(quantity: Quantity) -> Fraction:
    return quantity.value


def _as_months(quantity: Quantity) -> Fraction:
    return quantity.figure * (quantity.months or 1) * (quantity.scale if quantity.months is None else 1)


_SENTENCES = re.compile(r"[;；。\n，、:：]|,(?!\d{3})")


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: NumberKind | None = None
    scale: Fraction = Fraction(1)
    months: int | None = None


_MEASURES = ("人次", "平方米", *"家个项件次名位人户期场支种类条套份台辆倍亩吨笔")
_PERCENT = _Unit(NumberKind.RATIO, Fraction(1, 100))
_OF_TIME = {"个月": 1, "月": 1, "个季度": 3, "季度": 3, "年": 12, "天": None, "日": None}
_UNITS: dict[str, _Unit] = {
    "元": _Unit(NumberKind.MONEY),
    "%": _PERCENT,
    "个百分点": _PERCENT,
    "百分点": _PERCENT,
    "‰": _Unit(NumberKind.RATIO, Fraction(1, 1000)),
    **{word: _Unit(NumberKind.DURATION, months=months) for word, months in _OF_TIME.items()},
    **dict.fromkeys(_MEASURES, _Unit()),
}
_UNIT_WORDS = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
_PLAIN_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_DATE = r"\d{4}-\d{1,2}-\d{1,2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?"
_TOKEN = re.compile(
    rf"(?P<prose>{_DATE})"
    rf"|(?P<fraction>(?P<whole>{NUMERAL}|\d+)分之(?P<part>{NUMERAL}|\d+))|(?P<half>一半|半数)|(?P<share>的)(?=一半|{NUMERAL}分之|\d)"
    rf"|(?P<number>{_PLAIN_NUMBER}|(?<![第]){NUMERAL}(?={_UNIT_WORDS}))(?P<scale>[十百千万亿]*)(?P<unit>{_UNIT_WORDS})?"
    r"|(?P<sign>[-+*/()×xX✕·÷−–]|乘以|除以|[加减乘])"
)
_SIGNS = {"×": "*", "x": "*", "X": "*", "✕": "*", "·": "*", "乘以": "*", "乘": "*", "÷": "/", "除以": "/"} | {
    "−": "-",
    "–": "-",
    "加": "+",
    "减": "-",
}
_INNERMOST = re.compile(r"\([^()]*\)")
_PROSE = ""  # what is no arithmetic


def _tokens(side: str) -> list[Token]:
    found: list[Token] = []
    position = 0
    while position < len(side):
        match = _TOKEN.match(side, position)
        if match is None or match["prose"]:
            found.append(_PROSE)
        elif match["share"]:
            found.append("*")
        elif match["half"]:
            found.append(Quantity(match[0], Fraction(1, 2), kind=NumberKind.RATIO))
        elif match["sign"]:
            found.append(_SIGNS.get(match["sign"], match["sign"]))
        else:
            found.append(_quantity(match) or _PROSE)
        position = position + 1 if match is None else match.end()
    return found


def _quantity(match: re.Match[str]) -> Quantity | None:
    if match["fraction"]:
        whole, part = _numeral(match["whole"]), _numeral(match["part"])
        if not whole or part is None:
            return None
        return Quantity(match[0], part / whole, kind=NumberKind.RATIO)
    figure = _numeral(match["number"])
    if figure is None:
        return None
    unit = match["unit"] or ""
    if unit == "年" and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
        return Quantity(match[0], figure, unit)
    meant = _UNITS.get(unit, _Unit())
    scale = meant.scale * scale_of(match["scale"])
    return Quantity(match[0], figure, f"{match['scale']}{unit}", scale, meant.kind, meant.months)


def _numeral(written: str) -> Fraction | None:
    if written[0].isdecimal():
        return Fraction(written.replace(",", ""))
    value = value_of(written)
    return None if value is None else Fraction(value)


def _without_remarks(sentence: str) -> str:
    """Without brackets that hold words: 50万元(首次认定) is 50万元, (1 + 20%) stays."""
    before = None
    while before != sentence:
        before = sentence
        sentence = _INNERMOST.sub(
            lambda found: "" if _PROSE in _tokens(found[0]) else found[0].translate(_HIDE), sentence
        )
    return sentence.translate(_SHOW)


_HIDE = {ord("("): "\ue000", ord(")"): "\ue001"}  # brackets looked at already
_SHOW = {0xE000: "(", 0xE001: ")"}


def _at_end(side: str) -> tuple[Token, ...]:
    """The arithmetic that a side ends with; nothing where words are part of it (基数 × 120%)."""
    tokens = _tokens(side)
    start = len(tokens)
    while start > 0 and tokens[start - 1] != _PROSE:
        start -= 1
    words_before = [each for each in tokens[:start] if each != _PROSE]
    severed = bool(words_before) and words_before[-1] in _BINARY
    return () if severed else tuple(tokens[start:])


def _at_start(side: str) -> tuple[Token, ...]:
    tokens = _tokens(side)
    end = tokens.index(_PROSE) if _PROSE in tokens else len(tokens)
    return tuple(tokens[:end])


_UNPRINTABLE = 10**40
_BINARY = ("+", "-", "*", "/")


def _whole(tokens: tuple[Token, ...]) -> bool:
    if tokens.count("(") > MOST_BRACKETS:
        return False
    try:
        _, rest = _sum(tokens, lambda _: Fraction(1))
    except ZeroDivisionError:
        return True
    except _Unreadable:
        return False
    return not rest


def _sum(tokens: tuple[Token, ...], worth: Worth) -> tuple[Fraction, tuple[Token, ...]]:
    value, rest = _product(tokens, worth)
    while rest and rest[0] in ("+", "-"):
        term, after = _product(rest[1:], worth)
        value, rest = (value + term if rest[0] == "+" else value - term), after
    return value, rest


def _product(tokens: tuple[Token, ...], worth: Worth) -> tuple[Fraction, tuple[Token, ...]]:
    value, rest = _factor(tokens, worth)
    while rest and rest[0] in ("*", "/"):
        factor, after = _factor(rest[1:], worth)
        value, rest = (value * factor if rest[0] == "*" else value / factor), after
    return value, rest


def _factor(tokens: tuple[Token, ...], worth: Worth) -> tuple[Fraction, tuple[Token, ...]]:
    match tokens:
        case (Quantity() as quantity, *rest):
            return worth(quantity), tuple(rest)
        case ("(", *inner):
            value, rest_after = _sum(tuple(inner), worth)
            if rest_after and rest_after[0] == ")":
                return value, rest_after[1:]
    raise _Unreadable


def _text(tokens: tuple[Token, ...]) -> str:
    written = " ".join(each.written if isinstance(each, Quantity) else each for each in tokens)
    return written.replace("( ", "(").replace(" )", ")").replace("*", "×").replace("/", "÷")


def _plain(value: Fraction) -> str:
    if max(abs(value.numerator), value.denominator) >= _UNPRINTABLE:
        return "…"
    return plain(decimal_of(value)) if finite(value) else f"{value.numerator}/{value.denominator}"
