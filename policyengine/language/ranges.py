"""A stretch of values in the words of a text: 100万元以上不足500万元, 超过3年, 100-500万元.

As Chinese drafting rules have it, 以上, 以下, 以内 and 至 include the number, 超过 and 不足 do not;
（含） and （不含） beside a number say so for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from policyengine.language.literals import LONGEST_LITERAL, folded, written
from policyengine.language.misreadings import UnreadableRange
from policyengine.language.parse import LanguageError
from policyengine.language.place import Place, within
from policyengine.language.tree import Literal

Range: TypeAlias = tuple[Literal | None, bool, Literal | None, bool]
"""The lower end and whether it belongs to the stretch, then the upper end likewise; None: no such end."""


def read_range(text: str, place: Place | None = None) -> Range:
    """The two ends that a text states in words. LanguageError where it states none, or states one twice."""
    placed = place or within(text)
    plain = _REPEATED.sub(lambda found: f"({found[1]})".ljust(len(found[0])), folded(text))
    bounds = _bounds(plain) if len(text) <= LONGEST_LITERAL else None
    if bounds is None:
        raise LanguageError([UnreadableRange(found=text[:60], span=placed(0, len(text)))])
    lower, upper = bounds
    return (
        None if lower is None else lower.literal(placed),
        lower is not None and lower.inclusive,
        None if upper is None else upper.literal(placed),
        upper is not None and upper.inclusive,
    )


@dataclass(frozen=True, slots=True)
class _Bound:
    """One number of the text and what its words say of it; None where they leave it to the other."""

    text: str
    start: int
    end: int
    is_lower: bool | None
    inclusive: bool

    def literal(self, place: Place) -> Literal | None:
        """The value, at its place in the text."""
        found = written(self.text)
        literal = found.literal() if found else None
        return replace(literal, span=place(self.start, self.end)) if literal is not None else None

    @property
    def readable(self) -> bool:
        """Whether its number is a value the language knows."""
        found = written(self.text)
        return found is not None and found.literal() is not None


# Each word, the side it bounds (True: from below), and whether the number belongs to it.
_BEFORE: Mapping[str, tuple[bool, bool]] = {
    **dict.fromkeys(("不低于", "不少于", "不小于", "不短于", "达到", "至少", "满", "≥", ">="), (True, True)),
    **dict.fromkeys(("大于等于", "大于或等于", "at least", "from"), (True, True)),
    **dict.fromkeys(
        ("超过", "高于", "大于", "多于", "突破", ">", "more than", "over", "above"), (True, False)
    ),
    **dict.fromkeys(("不超过", "不高于", "不大于", "不多于", "至多", "≤", "<="), (False, True)),
    **dict.fromkeys(("小于等于", "小于或等于", "at most", "up to"), (False, True)),
    **dict.fromkeys(
        ("不足", "低于", "小于", "少于", "未达到", "未达", "未满", "不满", "不到"), (False, False)
    ),
    **dict.fromkeys(("<", "less than", "below", "under"), (False, False)),
}
_AFTER: Mapping[str, tuple[bool, bool]] = {
    **dict.fromkeys(("以上", "及以上", "或以上"), (True, True)),
    **dict.fromkeys(("以下", "及以下", "或以下", "以内", "及以内", "or less"), (False, True)),
    "or more": (True, True),
}
_MARKS: Mapping[str, bool] = {
    **dict.fromkeys(("(含)", "(含本数)"), True),
    **dict.fromkeys(("(不含)", "(不含本数)"), False),
}
# （不含500万元） says of the number what （不含） does.
_REPEATED = re.compile(r"\((不?含)[^()]{1,20}\)")
_TO = r"(?:至|到|-|~|—{1,2}|–|to)"


def _any(words: Mapping[str, object]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_VALUE = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:[十百千]?万亿|[十百千]?[万亿]|[百千])?\s*(?:元|%|‰|年|个月|天|日)?"
)
# A count may bear its measure word, as texts do: 20人以上.
_BOUND = (
    rf"\s*(?P<before>{_any(_BEFORE)})?\s*(?P<value>{_VALUE})(?:[家项件个户人名次场条篇台套辆亩](?!月))?"
    rf"\s*(?P<mark>{_any(_MARKS)})?\s*(?P<after>{_any(_AFTER)})?\s*(?P<late>{_any(_MARKS)})?\s*"
)
_JOINED = r"(?P<to>" + _TO + r")|[,，;且]?\s*"
_TAIL = r"\s*(?:的部分|部分|之间|的)?\s*"


def _bounds(text: str) -> tuple[_Bound | None, _Bound | None] | None:
    """The lower and the upper bound of a folded text; None where it is none."""
    first = re.match(_BOUND, text)
    if first is None:
        return None
    one = _bound(first, 0)
    if re.fullmatch(_TAIL, text[first.end() :]):
        return _alone(one)
    joint = re.match(_JOINED, text[first.end() :])
    at = first.end() + (joint.end() if joint else 0)
    second = re.match(_BOUND, text[at:])
    if second is None or not re.fullmatch(_TAIL, text[at + second.end() :]):
        return None
    return _together(one, _bound(second, at), to=joint is not None and joint["to"] is not None)


def _bound(match: re.Match[str], at: int) -> _Bound | None:
    said = [words[found] for words, found in ((_BEFORE, match["before"]), (_AFTER, match["after"])) if found]
    marks = [_MARKS[found] for found in (match["mark"], match["late"]) if found]
    if len(set(said)) > 1 or len(set(marks)) > 1:
        return None
    inclusive = marks[0] if marks else said[0][1] if said else True
    start = match.start("value")
    text = match["value"].strip()
    return _Bound(text, at + start, at + start + len(text), said[0][0] if said else None, inclusive)


def _alone(bound: _Bound | None) -> tuple[_Bound | None, _Bound | None] | None:
    if bound is None or bound.is_lower is None or not bound.readable:
        return None
    return (bound, None) if bound.is_lower else (None, bound)


def _together(one: _Bound | None, other: _Bound | None, *, to: bool) -> tuple[_Bound, _Bound] | None:
    """Two bounds in either order; where neither says which it is, 至 makes the first the lower."""
    if one is None or other is None:
        return None
    if to:
        one = replace(one, is_lower=True) if one.is_lower is None else one
        other = replace(other, is_lower=False) if other.is_lower is None else other
    one, other = _with_unit(one, other), _with_unit(other, one)
    if one.is_lower is None or one.is_lower is other.is_lower or not (one.readable and other.readable):
        return None
    if other.is_lower is None:
        return None
    return (one, other) if one.is_lower else (other, one)


def _with_unit(bound: _Bound, other: _Bound) -> _Bound:
    """A bare number with the unit that stands behind the other alone: 100-500万元."""
    bare, full = re.fullmatch(_PARTS, bound.text), re.fullmatch(_PARTS, other.text)
    if bare is None or full is None or bare["unit"] or not full["unit"] or bound.start > other.start:
        return bound
    magnitude = bare["magnitude"] or full["magnitude"] or ""
    return replace(bound, text=f"{bare['number']}{magnitude}{full['unit']}")


_PARTS = r"(?P<number>[0-9,.]+)\s*(?P<magnitude>[十百千万亿]*)\s*(?P<unit>元|%|‰|年|个月|天|日)?"
