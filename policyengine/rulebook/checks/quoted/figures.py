"""Money, ratios, counts and durations in a quote, and the quote as a whole.

Numbers joined by 、 和 或 至 or a dash share the unit and the scale of the last: 5-8家, 30-50万元,
40、10和2家. Arabic counts need no measure word. Chinese ones do, since 一 and 百 mostly count nothing
(一批, 一次性, 进一步, 一站式, 一企一策), unless they are longer than one character and end a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from policyengine.language.tree import Duration
from policyengine.rulebook.checks.quoted.days import BLOT, days_in
from policyengine.rulebook.checks.quoted.number import Number, NumberKind, Reading
from policyengine.rulebook.checks.quoted.numerals import NUMERAL, scale_of, value_of

LONGEST_READ = 2_000
"""No quote is read further: one that long is warned of, and must not take long to read."""

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
_SPACE = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALED = rf"{_ARABIC}[十百千万亿]*(?:\d+[十百千万亿]+)*"
_ONE = rf"(?:{_SCALED}|{NUMERAL})"
_JOINT = "[-—–~～至到、和与或及]"
_MEASURES = (
    "人次|家次|项次|平方米|平方公里|公里|米|亩|吨"
    "|[家个项件次名位人户期场支种类条套份款座处台辆倍轮篇部册所间组例笔只]"
)
_UNITS = (
    ("ratio", r"%|‰|个?百分点"),
    ("money", r"(?:人民币)?元"),
    ("nothing", r"美元|欧元|港元|日元|英镑|号|个?工作日|[年月日](?=[-/.\d])"),
    ("months", r"个月"),
    ("quarters", r"个?季度"),
    ("years", r"个?(?:整|自然|会计)?年(?![级代])"),
    ("days", r"[天日]"),
    ("weeks", r"个?(?:周|星期)(?!年)"),
    ("measure", rf"[余多]?(?:{_MEASURES})"),
)
_CHAIN = re.compile(
    rf"(?P<before>[第数几〔]?)(?P<chain>(?<![A-Za-z\d.])(?:{_ONE})(?:{_JOINT}(?:{_ONE}))*)"
    rf"(?P<more>[余多](?=[%元家个项万亿]))?(?:{'|'.join(f'(?P<{name}>{unit})' for name, unit in _UNITS)})?"
)
_ELEMENT = re.compile(
    rf"(?P<arabic>{_ARABIC})(?P<scale>[十百千万亿]*)(?P<rest>(?:\d+[十百千万亿]+)*)|{NUMERAL}"
)
_MORE_ARABIC = re.compile(r"(\d+)([十百千万亿]+)")

_PARTS_OF = re.compile(rf"({NUMERAL})分之({NUMERAL})(?:点({NUMERAL}))?")
_HALF = re.compile("一半|半数")
_HALF_YEAR = re.compile("半年")
_DOUBLED = re.compile("倍增(?!计划|行动|工程)|翻番|翻一番")
_DOUBLED_TWICE = re.compile("翻两番")
_NO_NUMBER = re.compile(
    r"^\(?\d{1,2}(?:[.、)](?!\d)|\))"  # the clause's own numbering
    r"|[（(]\d{1,2}[)）]|[（(][一二三四五六七八九十]+[)）]"
    r"|第\s*(?:\d+|[一二三四五六七八九十百]+)"
    r"|一[^一,，。;；、]一(?![次届期])|[统唯之同单逐专合归初万]一(?!个月|年|次)|一次性|一条龙|一件事|一个样|一家人|一名优"
    r"|百家争鸣|千家万户|[百千万]人计划"
)
_SOME = re.compile("拥有|全覆盖|建立|实现")
_FULL_COVER = re.compile("全覆盖")
_PHRASE_END = re.compile(r"$|[,，。;；、:：)）]|以[上下内]|左右|余")
_OCCASION = re.compile("次|场|期|轮")


def folded(text: str) -> str:
    """A quote with full-width ASCII at half width and no white space but between two words or numbers.

    The Chinese comma stays: as a half-width one it would join 40，100 into one number.
    """
    return _SPACE.sub("", text.translate(_FOLD))


@lru_cache(maxsize=1024)
def read(quote: str) -> Reading:
    """What numbers a quote holds, as far as `LONGEST_READ` characters of it."""
    quote = quote[:LONGEST_READ]
    days = days_in(folded(quote))
    text, numbers, occasions = days.text, set(days.numbers), set[Fraction]()
    for number, pattern in _SAYINGS:
        if pattern.search(text):
            numbers.add(number)
    for part in _PARTS_OF.finditer(text):
        numbers.update(_parts_of(part))
    text = _PARTS_OF.sub(_blotted, _NO_NUMBER.sub(_blotted, text))
    for chain in _CHAIN.finditer(text):
        found = list(_numbers_of(chain, text))
        numbers.update(found)
        if chain["measure"] and _OCCASION.search(chain["measure"]):
            occasions.update(n.value for n in found if isinstance(n.value, Fraction))
    some = _SOME.search(quote) is not None
    return Reading(frozenset(numbers), frozenset(days.days), some, frozenset(occasions), days.every_year)


_SAYINGS = (
    (Number(NumberKind.COUNT, Fraction(2)), _DOUBLED),
    (Number(NumberKind.COUNT, Fraction(4)), _DOUBLED_TWICE),
    (Number(NumberKind.RATIO, Fraction(1, 2)), _HALF),
    (Number(NumberKind.RATIO, Fraction(1)), _FULL_COVER),
    (Number(NumberKind.DURATION, Duration(months=6)), _HALF_YEAR),
)


def _blotted(found: re.Match[str]) -> str:
    return BLOT * len(found[0])


def _parts_of(found: re.Match[str]) -> Iterator[Number]:
    whole, part, decimals = value_of(found[1]), value_of(found[2]), found[3]
    if not whole or part is None:
        return
    value = Fraction(part)
    if decimals:
        digits = "".join(str(value_of(c) or 0) for c in decimals)
        value += Fraction(int(digits), 10 ** len(digits))
    yield Number(NumberKind.RATIO, value / whole)


def _numbers_of(chain: re.Match[str], text: str) -> Iterator[Number]:
    if chain["before"] or chain["nothing"]:
        return
    after = text[chain.end() :]
    elements = list(_ELEMENT.finditer(chain["chain"]))
    shared = elements[-1]["scale"] or ""
    for element in elements:
        value = _value(element, shared)
        if value is None:
            continue
        if _counts(element, chain, after):
            yield from _of_unit(value, chain)


def _value(element: re.Match[str], shared_scale: str) -> Fraction | None:
    if element["arabic"] is None:
        chinese = value_of(element[0])
        return None if chinese is None else Fraction(chinese)
    scale = element["scale"] or shared_scale
    value = Fraction(element["arabic"].replace(",", "")) * scale_of(scale)
    return value + sum(int(digits) * scale_of(more) for digits, more in _MORE_ARABIC.findall(element["rest"]))


def _counts(element: re.Match[str], chain: re.Match[str], after: str) -> bool:
    """Whether the characters are a number here at all."""
    unit = chain.lastgroup not in (None, "chain", "before", "more")
    if element["arabic"] is not None:
        return unit or not re.match("[A-Za-z]", after)
    return unit or (len(element[0]) > 1 and bool(_PHRASE_END.match(after)))


def _of_unit(value: Fraction, chain: re.Match[str]) -> Iterator[Number]:
    if chain["ratio"]:
        yield Number(NumberKind.RATIO, value / (1000 if chain["ratio"] == "‰" else 100))
    elif chain["money"]:
        yield Number(NumberKind.MONEY, value)
    elif (length := _length(value, chain)) is not None:
        yield Number(NumberKind.DURATION, length)
    elif not any(chain[unit] for unit in _LENGTHS):
        yield Number(NumberKind.COUNT, value)
        if value.denominator != 1 and not chain["measure"]:
            yield Number(NumberKind.RATIO, value)  # 0.03 is a ratio as the rule language has it


_LENGTHS = {"years": (12, 0), "months": (1, 0), "quarters": (3, 0), "weeks": (0, 7), "days": (0, 1)}


def _length(value: Fraction, chain: re.Match[str]) -> Duration | None:
    """A duration, if the unit is one: 三年 is 36 months, 两周 14 days."""
    for unit, (months, days) in _LENGTHS.items():
        if chain[unit] and value.denominator == 1:
            return Duration(months=int(value) * months, days=int(value) * days)
    return None
