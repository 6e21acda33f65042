"""Phrases in Chinese, as an official would write them."""

from __future__ import annotations

import re
from typing import assert_never

from policyengine.language.facts import Vocabulary
from policyengine.language.literals import month_day_written
from policyengine.language.phrases import (
    Added,
    Case,
    Cases,
    Ceiling,
    Clause,
    Combined,
    Compound,
    Counted,
    DayOfTheYear,
    Denied,
    EveryYear,
    Figure,
    Fulfilled,
    Growth,
    Held,
    Holds,
    Lapse,
    Lasted,
    Mean,
    Moved,
    Nearby,
    Noun,
    OneOf,
    Open,
    Part,
    Phrase,
    Quoted,
    Related,
    Rising,
    RoundedTo,
    Settled,
    Several,
    Slice,
    Tally,
    Thing,
    Total,
    Within,
)
from policyengine.language.tree import Direction, Kind, Operator, Relation, Unit
from policyengine.language.walk import AnyNode
from policyengine.language.words import phrase


def read_zh(node: AnyNode, vocabulary: Vocabulary) -> str:
    """A condition, term or amount in Chinese: `研发投入强度不低于3%`."""
    return said(phrase(node, vocabulary))


def said(what: Phrase) -> str:
    """A phrase in Chinese."""
    match what:
        case Case(when, amount):
            return f"{_clause(when)}的，{_noun(amount)}"
        case (
            Holds() | Related() | OneOf() | Several() | Counted() | Denied() | Settled()
            | Fulfilled() | Lasted() | Rising() | Nearby() | Within() | EveryYear()
        ):  # fmt: skip
            return _clause(what)
        case _:
            return _noun(what)


# Statements


def _clause(what: Clause) -> str:
    match what:
        case Holds(label, so):
            return affirmed(label.zh) if so else denied(label.zh)
        case Fulfilled(label, so):
            return f"{'符合' if so else '不符合'}“{label.zh}”"
        case Related(subject, relation, thing, kind):
            return f"{_side(subject)}{_RELATIONS[kind][relation]}{_side(thing)}"
        case OneOf(subject, options, so):
            return f"{_side(subject)}{_one_of(options, so)}"
        case Several(parts, every):
            *before, last = map(_grouped, parts)
            return f"{'，'.join(before)}，{'且' if every else '或者'}{last}"
        case Counted(count, parts):
            return f"下列{len(parts)}项中至少符合{count}项：{'；'.join(map(_grouped, parts))}"
        case Denied(part):
            return f"并非（{_clause(part)}）"
        case Settled(so):
            return "无条件成立" if so else "不成立"
        case Lasted() | Rising() | Nearby() | Within() | EveryYear():
            return _in_time(what)
        case unread:
            assert_never(unread)


def _in_time(what: Lasted | Rising | Nearby | Within | EveryYear) -> str:
    match what:
        case Lasted(Lapse(start, end, unit), number, so):
            return f"{_side(start)}至{_side(end)}{'已满' if so else '不满'}{number.text.zh}{_UNITS[unit][0]}"
        case Rising(of, last, years):
            return f"截至{last.zh}{of.zh}连续{years}年增长"
        case Nearby(day, length, event, after):
            return f"{_side(day)}在{_side(event)}之{'后' if after else '前'}{_side(length)}内"
        case Within(day, first, last):
            return f"{_side(day)}在{_side(first)}至{_side(last)}期间"
        case EveryYear(day, first, last, so):
            window = f"每年{month_day_written(first)}至{month_day_written(last)}期间"
            return f"{_side(day)}{'在' if so else '不在'}{window}"
        case unread:
            assert_never(unread)


# What a number of whole units is called, and what it counts.
_UNITS = {Unit.YEAR: ("年", "整年数"), Unit.MONTH: ("个月", "整月数"), Unit.DAY: ("天", "天数")}


def _grouped(what: Clause) -> str:
    """A part of a larger statement, in brackets if it has parts itself."""
    return f"（{_clause(what)}）" if isinstance(what, Several | Counted) else _clause(what)


def _one_of(options: tuple[Figure, ...], so: bool) -> str:
    if len(options) == 1:
        return ("为" if so else "不是") + _noun(options[0])
    return f"{'属于' if so else '不属于'}{'、'.join(map(_noun, options))}之一"


_LEVELS = ("不低于", "超过", "不超过", "低于")
_NUMBERS = ("不少于", "超过", "不超过", "少于")
_DAYS = ("不早于", "晚于", "不晚于", "早于")
_LENGTHS = ("不短于", "长于", "不超过", "短于")
_ORDERED = (Relation.AT_LEAST, Relation.GREATER, Relation.AT_MOST, Relation.LESS)


def _relations(words: tuple[str, ...]) -> dict[Relation, str]:
    ordered = dict(zip(_ORDERED, words, strict=True))
    return ordered | {Relation.EQUAL: "为", Relation.NOT_EQUAL: "不是"}


_RELATIONS = {kind: _relations(_LEVELS) for kind in Kind} | {
    Kind.COUNT: _relations(_NUMBERS),
    Kind.DATE: _relations(_DAYS),
    Kind.DURATION: _relations(_LENGTHS),
}

# Boolean facts: their labels are short statements (建有研发机构) or what an enterprise is (规模以上).

_STATES = re.compile("(位于|属于|处于|具有|具备|拥有|符合|愿意|能够|拟|是)")
_DEEDS = re.compile(
    "(建有|设有|设置|设立|入选|入驻|享受|取得|获得|获评|获批|通过|完成|建立|建成|开展|签订|参加|参与|购买|投保|纳入"
    "|列入|持有|申报|申请|承担|引进|整体|迁入|办理|提供|使用|实施|制定|组织|举办|牵头|主持|落户|缴纳|被|按|与|进入"
    "|接受|发布|成立|委托|联合|吸纳|转化|登记|备案|认定|注册)"
)
_RECORDS = re.compile("(.+)(入库|备案|登记|认定|立项|入驻|上市|挂牌|达标)")
_OFFENCES = re.compile(".*(弄虚作假|造假|骗取|违法|违规|失信|事故|处罚|拖欠)")


def affirmed(label: str) -> str:
    """That a label's statement holds: `建有研发机构`, `属于规模以上`."""
    return f"属于{label}" if denied(label) == f"不属于{label}" else label


def denied(label: str) -> str:
    """That it does not: `尚未建有研发机构`, `不属于规模以上`."""
    if _OFFENCES.match(label):
        return f"不存在“{label}”的情形"
    if _STATES.match(label):
        return f"不{label}"
    if label.startswith(("在", "正在")):
        return f"未{label.removeprefix('正')}"
    if label.startswith("有"):
        return f"没{label}"
    if "已" in label:
        return label.replace("已", "尚未", 1)
    if _DEEDS.match(label):
        return f"尚未{label}"
    record = _RECORDS.fullmatch(label)
    return f"{record[1]}尚未{record[2]}" if record else f"不属于{label}"


# Nouns


def _noun(what: Noun) -> str:
    match what:
        case Thing(label):
            return label.zh
        case Quoted(label):
            return f"“{label.zh}”"
        case Figure(text, bare):
            return f"“{text.zh}”" if bare and text.zh[:1] in _NEGATIVE else text.zh
        case Part(figure, whole, multiple):
            return f"{_operand(whole)}的{figure.text.zh}{'倍' if multiple else ''}"
        case Combined(Figure(text), Operator.TIMES, Tally() | Lapse() as each):
            return f"{_each(each)}{text.zh}"
        case Combined(left, operator, right, ratio):
            return _combined(_operand(left), operator, _operand(right), ratio)
        case Total(parts):
            *before, last = map(_operand, parts)
            return f"{'、'.join(before)}与{last}之和"
        case DayOfTheYear(day):
            return f"评估年度{month_day_written(day)}"
        case Moved(day, length, later):
            return f"{_operand(day)}之{'后' if later else '前'}{_operand(length)}"
        case Slice(whole, above, up_to):
            return f"{_operand(whole)}中{_stretch(above, up_to)}的部分"
        case Growth() | Mean() | Compound():
            return _over_years(what)
        case Tally() | Added():
            return _of_entries(what)
        case Lapse(start, end, unit):
            return f"{_operand(start)}至{_operand(end)}的{_UNITS[unit][1]}"
        case Ceiling() | Open() | Cases() | Held() | RoundedTo():
            return _sum(what)
        case unread:
            assert_never(unread)


def _stretch(above: Noun | None, up_to: Noun | None) -> str:
    if above is None or up_to is None:
        return f"不超过{_operand(up_to)}" if up_to is not None else f"超过{_operand(above)}" if above else ""
    return f"超过{_operand(above)}至{_operand(up_to)}"


def _over_years(what: Growth | Mean | Compound) -> str:
    match what:
        case Growth(of, rate):
            return f"{_operand(of)}增长率" if rate else f"{_operand(of)}较前一年的增加额"
        case Mean(of, last, years):
            return f"{last.zh}及此前{years - 1}年{of.zh}的年平均值"
        case Compound(of, last, years):
            return f"截至{last.zh}的{years}年{of.zh}年均复合增长率"
        case unread:
            assert_never(unread)


def _each(what: Tally | Lapse) -> str:
    """What so much is paid for each of: 新招用人员每项, 入职日期至评估日每满一个月."""
    match what:
        case Tally():
            return f"{_entries(what)}每项"
        case Lapse(start, end, unit):
            whole = {Unit.YEAR: "每满一年", Unit.MONTH: "每满一个月", Unit.DAY: "每天"}[unit]
            return f"{_operand(start)}至{_operand(end)}{whole}"
        case unread:
            assert_never(unread)


def _entries(what: Tally | Added) -> str:
    items = re.sub("(清单|名单|列表|明细)$", "", what.items.zh) or what.items.zh
    return items if what.where is None else f"{_grouped(what.where)}的{items}"


def _of_entries(what: Tally | Added) -> str:
    entries = _entries(what)
    match what:
        case Tally():
            return f"{entries}数量"
        case Added(Thing() as each):
            return f"{entries}的{_noun(each)}合计"
        case Added(each):
            return f"{entries}按每项“{_noun(each)}”计算的合计"
        case unread:
            assert_never(unread)


# 主要产品所属领域不是“不属于重点领域”: such a label is quoted, or its denial would be read as the sentence's.
_NEGATIVE = ("不", "无", "未", "非", "没", "尚")


def _combined(left: str, operator: Operator, right: str, ratio: bool) -> str:
    match operator:
        case Operator.PLUS:
            return f"{left}与{right}之和"
        case Operator.MINUS:
            return f"{left}减去{right}之差"
        case Operator.TIMES:
            return f"{left}与{right}之积"
        case Operator.OVER:
            return f"{left}与{right}之比" if ratio else f"{left}除以{right}"
        case unread:
            assert_never(unread)


def _operand(what: Noun) -> str:
    """A noun beside others; what has parts of its own is in brackets."""
    match what:
        case Part(_, Slice()):
            return _noun(what)
        case Combined() | Total() | Part() | Moved():
            return f"（{_noun(what)}）"
        case _:
            return _side(what)


def _side(what: Noun) -> str:
    """A side of a comparison; an amount of several clauses is in brackets."""
    several = isinstance(what, Ceiling | Open | Cases | Held | RoundedTo)
    return f"（{_noun(what)}）" if several else _noun(what)


# Amounts


def _sum(what: Ceiling | Open | Cases | Held | RoundedTo) -> str:
    match what:
        case Ceiling(most):
            return f"最高{_operand(most)}"
        case Open():
            return "未明确金额"
        case Cases(cases, otherwise):
            return f"{'；'.join(map(_case, cases))}；其他情形，{_inner(otherwise)}"
        case Held(amount, floor, ceiling, kind):
            lowest, highest = _ENDS.get(kind, ("最低", "最高"))
            at_least = "" if floor is None else f"，{lowest}{_operand(floor)}"
            return _inner(amount) + at_least + ("" if ceiling is None else f"，{highest}{_operand(ceiling)}")
        case RoundedTo(amount, direction, unit):
            return f"{_inner(amount)}，{_rounding(direction, _noun(unit))}"
        case unread:
            assert_never(unread)


_ENDS = {Kind.COUNT: ("最少", "最多"), Kind.DATE: ("最早", "最晚")}


def _case(what: Case) -> str:
    return f"{_clause(what.when)}的，{_inner(what.amount)}"


def _inner(what: Noun) -> str:
    return f"（{_noun(what)}）" if isinstance(what, Cases) else _noun(what)


def _rounding(direction: Direction, unit: str) -> str:
    match direction:
        case Direction.DOWN:
            return f"不足{unit}的部分舍去"
        case Direction.UP:
            return f"不足{unit}的按{unit}计"
        case Direction.HALF_UP:
            return f"四舍五入至{unit}"
        case unread:
            assert_never(unread)
