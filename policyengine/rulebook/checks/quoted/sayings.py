"""Numbers that drafting says in words: 减半, 翻番, 八折, 六四比例, 6∶4, 不予兑付, 全额, 取整到万元, 次年.

Each is read only where it stands as such a word. 八折 is a price, 十四五 no ratio, 上午8:30 a time of day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from policyengine.language.tree import Duration
from policyengine.rulebook.checks.quoted.number import Number, NumberKind
from policyengine.rulebook.checks.quoted.numerals import NUMERAL, digits_of, scale_of, value_of


def money(value: Fraction | int) -> Number:
    """A sum in 元."""
    return Number(NumberKind.MONEY, Fraction(value))


def ratio(value: Fraction | int) -> Number:
    """A share, as a fraction of one."""
    return Number(NumberKind.RATIO, Fraction(value))


def count(value: Fraction | int) -> Number:
    """How many."""
    return Number(NumberKind.COUNT, Fraction(value))


def length(months: int = 0, days: int = 0) -> Number:
    """A length of time."""
    return Number(NumberKind.DURATION, Duration(months=months, days=days))


def sayings_in(text: str) -> Iterator[Number]:
    """The numbers that a folded text says in words."""
    for pattern, numbers in _FIXED:
        if pattern.search(text):
            yield from numbers
    for pattern, read in _READ:
        for found in pattern.finditer(text):
            yield from read(found)


def ratios_in(text: str) -> Iterator[tuple[int, ...]]:
    """The ratios that split something: 6∶4 and 六四比例 are (6, 4), 4∶3∶3 is (4, 3, 3)."""
    for phrase in _PHRASES.split(text):
        if _SPLITTING.search(phrase):
            for found in _RATIO.finditer(phrase):
                parts = tuple(map(_part, re.split("[:∶比]", found[0])))
                if max(parts) <= 10 or sum(parts) == 100:  # 1:20 multiplies, and splits nothing
                    yield parts
    for found in _RATIO_IN_WORDS.finditer(text):
        parts = tuple(digits_of(each) or 0 for each in found[1])
        if sum(parts) == 10:
            yield parts


def _part(written: str) -> int:
    return int(written) if written.isdecimal() else digits_of(written) or 0


_PHRASES = re.compile("[,，;；。]")
_SPLITTING = re.compile("比例|分担|承担|负担|分摊|分配|分成|配套|出资|[按分]")
_PART = r"(?:[1-9]\d?|[一二三四五六七八九])"
_TIME_OF_DAY = "(?<!午)(?<!早)(?<!晚)(?<!日)(?<!间)(?<![-—~至到])"
_RATIO = re.compile(
    rf"(?<![\d.:∶/一二三四五六七八九十]){_TIME_OF_DAY}{_PART}(?:[:∶比]{_PART})+"
    r"(?![\d.:∶%‰万亿元家个项年月日时点十]|分(?![担摊配成]))"
)
_RATIO_IN_WORDS = re.compile(
    "(?<![十百千第])([一二三四五六七八九]{2,4})(?:的?比例|分成|开(?=$|[,，;；。分的])|分[担摊])"
)

_FIXED: tuple[tuple[re.Pattern[str], tuple[Number, ...]], ...] = (
    (re.compile("倍增(?!计划|行动|工程)|翻番|翻一番"), (count(2), ratio(2))),
    (re.compile("加倍|双倍|翻倍"), (count(2), ratio(2))),
    (re.compile("[取留]整数"), (money(1),)),
    (re.compile("翻两番"), (count(4), ratio(4))),
    (re.compile("一半|半数|过半|减半|折半|对半|各半|半价|半额"), (ratio(Fraction(1, 2)),)),
    (re.compile("全覆盖|全额|全数|等额配套|全部(?:收|追|退|返|拨|兑|付|缴)"), (ratio(1),)),
    (
        re.compile(
            "不予|不再|取消|不(?:得?享受|兑[付现]|发放|拨付|给予|奖[励补]|补[助贴]|支付)|免[收征缴交]"
        ),
        (ratio(0), money(0)),
    ),
    (re.compile("未发生|没有|未出现|未受|无(?:重大|不良|违法|违规|严重|失信|欠)"), (count(0),)),
    (re.compile("(?<![上下])半年"), (length(6),)),
    (re.compile("次年|翌年|下一?年度|第二年"), (length(12),)),
    (re.compile("第三年"), (length(24),)),
    (re.compile("次月|下一?个?月"), (length(1),)),
    (re.compile("次日|翌日"), (length(days=1),)),
)


def _a_discount(found: re.Match[str]) -> Iterator[Number]:
    digits = found[1]
    value = Fraction(digits if digits[0].isdecimal() else digits_of(digits) or 0)
    while value >= 10:  # 八五折 and 85折 are 85%, as 8.5折 is
        value /= 10
    yield ratio(value / 10)


def _a_rounding_unit(found: re.Match[str]) -> Iterator[Number]:
    yield money(scale_of(found["scale"]) * _UNITS[found["unit"]])


def _years_and_a_half(found: re.Match[str]) -> Iterator[Number]:
    years = int(found[1]) if found[1].isdecimal() else value_of(found[1])
    if years is not None:
        yield length(12 * years + 6)


def _where_a_bracket_begins(found: re.Match[str]) -> Iterator[Number]:
    first = int(found[1]) if found[1].isdecimal() else value_of(found[1])
    if first is not None:
        yield count(first)


def _a_matching_share(found: re.Match[str]) -> Iterator[Number]:
    yield ratio(Fraction(found[1]))


_UNITS = {"元": Fraction(1), "角": Fraction(1, 10), "分": Fraction(1, 100)}
_YUAN = r"(?<![\d.一二三四五六七八九两])(?P<scale>[十百千万]{0,2})(?P<unit>元)"
_COIN = r"(?P<scale>)(?P<unit>[角分])"
_TO = "(?:取整|精确|四舍五入|保留|舍去?|计算)[到至]"
_CUT_OFF = "(?:舍|不计|不予计|略去|忽略|进位)"

_READ: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Number]]], ...] = (
    (
        re.compile(r"(?<![\d.第])(\d\d?|\d\.\d|[一二三四五六七八九]{1,2})折(?![扣算合旧叠回返损射])"),
        _a_discount,
    ),
    (re.compile(rf"{_TO}{_YUAN}"), _a_rounding_unit),
    (re.compile(rf"{_TO}{_COIN}"), _a_rounding_unit),
    (
        re.compile(rf"[不未][足满]{_YUAN}[的之]?(?:部分|尾数|零头|者)?[,，]?.{{0,3}}{_CUT_OFF}"),
        _a_rounding_unit,
    ),
    (
        re.compile(rf"{_YUAN}(?:为单位|以下|整数)?[,，]?(?:向[上下])?(?:取整|四舍五入|{_CUT_OFF})"),
        _a_rounding_unit,
    ),
    (re.compile(rf"({NUMERAL}|\d{{1,2}})年半"), _years_and_a_half),
    (
        re.compile(rf"第({NUMERAL}|\d{{1,4}})[人名件项家个台辆](?:[（(]含[)）])?(?:起|及?以[上后]|开始)"),
        _where_a_bracket_begins,
    ),
    (re.compile(r"(?<![\d.:])1[:∶](\d(?:\.\d{1,2})?)(?:的?比例)?(?:给予|进行|予以)?配套"), _a_matching_share),
)
