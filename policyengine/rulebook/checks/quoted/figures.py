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
from policyengine.rulebook.checks.quoted.changes import changed
from policyengine.rulebook.checks.quoted.days import BLOT, days_in
from policyengine.rulebook.checks.quoted.number import Number, NumberKind, Reading
from policyengine.rulebook.checks.quoted.numerals import NUMERAL, in_common_numerals, scale_of, value_of
from policyengine.rulebook.checks.quoted.sayings import count, money, ratio, ratios_in, sayings_in

LONGEST_READ = 2_000
"""No quote is read further: one that long is warned of, and must not take long to read."""

LONGEST_SCALE = 4
"""No number is followed by more of 十, 百, 千, 万 and 亿."""

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"} | {ord("﹪"): "%"}
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
    ("points", "个?百分点"),
    ("ratio", r"%|‰|成(?![立员果功效为套长本都交品人就绩熟分片批倍])"),
    ("money", r"(?:人民币)?元"),
    ("nothing", r"折|美元|欧元|港元|日元|英镑|号|个?工作日|[年月日](?=[-/.\d])"),
    ("months", r"个(?:自然|完整|整)?月"),
    ("quarters", r"个?季度"),
    ("years", r"个?(?:完整|整|自然|会计|纳税|财政|考核)*周?年(?![级代半])"),
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

_DENOMINATOR = rf"(?:{NUMERAL}|\d{{1,5}})"
_PARTS_OF = re.compile(
    rf"(?P<whole>{_DENOMINATOR})分之(?P<part>{_DENOMINATOR})(?:[点.](?P<decimals>{NUMERAL}|\d+))?"
)
_SLASHED = re.compile(r"(?<![\d./])(?P<part>[1-9]\d?)/(?P<whole>[1-9]\d?)(?![\d./])")
_NUMERALS_OF_LAW = "[一二三四五六七八九十百]+"
_NO_NUMBER = re.compile(
    r"^\(?\d{1,2}(?:[.、)](?!\d)|\))"  # the clause's own numbering
    r"|[（(]\d{1,2}[)）]|[（(][一二三四五六七八九十]+[)）]"
    rf"|第\s*(?:\d+|{_NUMERALS_OF_LAW})(?:[、和或至到及](?:第?(?:\d+|{_NUMERALS_OF_LAW}))(?=[条款项章节类级档批、和或至到及]))*"
    r"|一[^一,，。;；、十百千万亿]一(?![次届期])|[统唯之同单逐专合归初]一(?!个月|年|次)|(?<![\d一二两三四五六七八九十百千])万一|一次性|一条龙|一件事|一个样|一家人|一名优"
    r"|百家争鸣|千家万户|[百千万]人计划"
    r"|《[^》]*》"  # what another document is called
    r"|[1-9一二三四五]类(?=新药|创新药|医疗器械|知识产权)|\d+强|(?:985|211)(?=[”\"'、/]|工程|高校|院校)|GB(?:/T)?\s?\d+"
    rf"|{_NUMERALS_OF_LAW}条(?=措施|意见|政策|规定)"
)
_SOME = re.compile("拥有|全覆盖|建立|实现")
_EQUAL = re.compile(
    "平均(?:分[担摊配成]|承担|负担)|均摊|均分|平摊|[等均]额(?:分|承|负|拨|兑|发)|等比例|各半|对半"
)
_PERIODS = {
    1: re.compile("[按逐每分]个?月|月度"),
    3: re.compile("[按逐每分]个?季|季度"),
    6: re.compile("每半年|[按分]半年"),
    12: re.compile("[按逐每分]个?年|年度"),
}
# 奖励30万 means money though 元 is left out; the scale keeps 给予3次 and 奖励5家 out.
_PAID = re.compile(
    "(?:奖励|奖补|奖金|补助|补贴|资助|资金|给予|发放|拨付|拨款|贴息|兑现)(?:资金|金额|额度)?(?:分别|各|共|合计|最高|最多|不超过|达|为|至|到)*$"
)
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
    days = days_in(in_common_numerals(folded(quote)))
    text, numbers, occasions = days.text, set(days.numbers), set[Fraction]()
    numbers.update(sayings_in(text))
    splits = frozenset(ratios_in(text))
    for parts in splits:
        numbers.update(
            number for part in parts for number in (count(part), ratio(Fraction(part, sum(parts))))
        )
    for pattern in (_PARTS_OF, _SLASHED):
        for part in pattern.finditer(text):
            numbers.update(_parts_of(part, text))
        text = pattern.sub(_blotted, text)
    text = _NO_NUMBER.sub(_blotted, text)
    for chain in _CHAIN.finditer(text):
        found = list(_numbers_of(chain, text))
        numbers.update(found)
        if chain["measure"] and _OCCASION.search(chain["measure"]):
            occasions.update(n.value for n in found if isinstance(n.value, Fraction))
    return Reading(
        frozenset(numbers),
        frozenset(days.days),
        some=_SOME.search(quote) is not None,
        occasions=frozenset(occasions),
        every_year=days.every_year,
        splits=splits,
        equal_parts=_EQUAL.search(text) is not None,
        periods=frozenset(months for months, pattern in _PERIODS.items() if pattern.search(text)),
        ends=frozenset(days.ends_of_months | days.days),
    )


def _blotted(found: re.Match[str]) -> str:
    return BLOT * len(found[0])


def _parts_of(found: re.Match[str], text: str) -> Iterator[Number]:
    """三分之一 is a third, and the 1 and the 3 with which a formula writes one; 百分之五 is 5%."""
    whole, part = _whole(found["whole"]), _whole(found["part"])
    if not whole or part is None:
        return
    value = Fraction(part)
    decimals = found.groupdict().get("decimals")
    if decimals:
        digits = "".join(each if each.isdecimal() else str(value_of(each) or 0) for each in decimals)
        value += Fraction(int(digits), 10 ** len(digits))
    yield from _share(value / whole, found, text)
    if whole not in _HUNDREDS:
        yield count(part)
        yield count(whole)


_HUNDREDS = (100, 1_000, 10_000)


def _whole(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    return 10_000 if written == "万" else value_of(written)


def _share(value: Fraction, found: re.Match[str], text: str) -> Iterator[Number]:
    yield ratio(value)
    after = changed(value, text[: found.start()], text[found.end() :])
    if after is not None:
        yield ratio(after)


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
            yield from _of_unit(value, chain, text)


def _value(element: re.Match[str], shared_scale: str) -> Fraction | None:
    if element["arabic"] is None:
        chinese = value_of(element[0])
        return None if chinese is None else Fraction(chinese)
    scale = element["scale"] or shared_scale
    if len(scale) > LONGEST_SCALE:
        return None
    value = Fraction(element["arabic"].replace(",", "")) * scale_of(scale)
    return value + sum(int(digits) * scale_of(more) for digits, more in _MORE_ARABIC.findall(element["rest"]))


def _counts(element: re.Match[str], chain: re.Match[str], after: str) -> bool:
    """Whether the characters are a number here at all."""
    unit = chain.lastgroup not in (None, "chain", "before", "more")
    if element["arabic"] is not None:
        return unit or not re.match("[A-Za-z]", after)
    return unit or (len(element[0]) > 1 and bool(_PHRASE_END.match(after)))


def _of_unit(value: Fraction, chain: re.Match[str], text: str) -> Iterator[Number]:
    if chain["points"]:
        yield ratio(value / 100)
    elif chain["ratio"]:
        yield from _share(value / _WHOLES[chain["ratio"]], chain, text)
    elif chain["money"]:
        yield money(value)
    elif (length := _length(value, chain)) is not None:
        yield Number(NumberKind.DURATION, length)
    elif chain["measure"] == "倍":
        yield from _times_as_much(value, chain, text)
    elif not any(chain[unit] for unit in _LENGTHS):
        yield count(value)
        bare = not chain["measure"] and chain["chain"][-1] in "万亿"
        if bare and _PAID.search(text[max(0, chain.start() - 16) : chain.start()]):
            yield money(value)
        if "." in chain["chain"] and not chain["measure"]:
            yield ratio(value)  # 0.03, and each of 1.2、1、0.8: ratios as the rule language has them


_WHOLES = {"%": 100, "‰": 1000, "成": 10}


def _times_as_much(value: Fraction, chain: re.Match[str], text: str) -> Iterator[Number]:
    """1.5倍 is 150% too; 增长一倍 comes to 2."""
    after = changed(value, text[: chain.start()], text[chain.end() :])
    for each in (value, after):
        if each is not None:
            yield count(each)
            yield ratio(each)


_LENGTHS = {"years": (12, 0), "months": (1, 0), "quarters": (3, 0), "weeks": (0, 7), "days": (0, 1)}


def _length(value: Fraction, chain: re.Match[str]) -> Duration | None:
    """A duration, if the unit is one: 三年 is 36 months, 1.5年 18, 两周 14 days."""
    for unit, (months, days) in _LENGTHS.items():
        if chain[unit] and (value * (months or days)).denominator == 1:
            return Duration(months=int(value * months), days=int(value * days))
    return None
