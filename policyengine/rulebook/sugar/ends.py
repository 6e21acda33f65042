"""The ends of a bracket, in keys or in the words of the text.

- {from: 100万元, below: 500万元}       # 以上 ≥   above 超过 >   to 以下 ≤   below 不足 <
- {range: 100万元以上不足500万元}
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyengine.errors import Span
from policyengine.language.kinds import ORDERED
from policyengine.language.tree import Duration, Kind, Literal
from policyengine.language.write import write
from policyengine.rulebook.findings import KeysExclude
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar

ENDS = ("range", "from", "above", "to", "below")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a bracket; `text` is how its author wrote it."""

    value: Literal
    inclusive: bool
    text: str

    @property
    def span(self) -> Span | None:
        """Where it is written."""
        return self.value.span

    @property
    def at(self) -> Fraction:
        """Its place among ends of its unit: a number, a day's number, months or days."""
        match self.value.value:
            case Fraction() as number:
                return number
            case date() as day:
                return Fraction(day.toordinal())
            case Duration(months, days):
                return Fraction(months or days)
        raise TypeError(f"{self.value.kind} has no order")

    @property
    def whole(self) -> bool:
        """Nothing lies between its value and the next: people and days are counted, money is not."""
        return self.value.kind is Kind.DATE or (self.value.kind is Kind.COUNT and self.at.denominator == 1)

    @property
    def unit(self) -> str:
        """What it can be set against: ends of the same unit. No number of days is a month."""
        days = isinstance(self.value.value, Duration) and self.value.value.days > 0
        return f"{self.value.kind} in days" if days else str(self.value.kind)


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of a bracket, None where it is open. INVARIANT: not both are."""

    lower: End | None
    upper: End | None
    node: Mapping

    @property
    def stated(self) -> tuple[End, ...]:
        """The ends there are, the lower one first."""
        return tuple(end for end in (self.lower, self.upper) if end is not None)

    @property
    def first(self) -> Fraction | None:
        """Where it begins: the first whole value it holds, else its lower end."""
        end = self.lower
        return None if end is None else end.at + (end.whole and not end.inclusive)

    @property
    def last(self) -> Fraction | None:
        """Where it ends: the last whole value it holds, else its upper end."""
        end = self.upper
        return None if end is None else end.at - (end.whole and not end.inclusive)

    @property
    def place(self) -> Node:
        """What to underline when its ends are at fault."""
        return next(self.node.items[key] for key in reversed(ENDS) if key in self.node.items)


def ends_of(node: Mapping, read: Reader) -> Ends | None:
    """The ends a bracket states: a `range` in words, or one key for either end, or for one of them."""
    found = [key for key in ENDS if key in node.items]
    if not found:
        read.note(wrong(node, "from、above、to、below或range", "`from`, `above`, `to`, `below` or `range`"))
        return None
    for one, other in (("range", found[-1]), ("from", "above"), ("to", "below")):
        if one != other and one in found and other in found:
            read.note(KeysExclude(keys=(one, other), found=(one, other), span=node.keys[other].span))
            return None
    if "range" in found:
        lower, upper, known = *_in_words(node.items["range"], read), True
    else:
        ends = {key: _end(node.items[key], key in ("from", "to"), read) for key in found}
        known = all(ends.values())
        lower, upper = ends.get("from") or ends.get("above"), ends.get("to") or ends.get("below")
    if not known or (lower is None and upper is None):
        return None
    return _holding(Ends(lower, upper, node), read)


def _end(node: Node, inclusive: bool, read: Reader) -> End | None:
    literal = read.literal(node)
    if literal is None or not isinstance(node, Scalar):
        return None
    if literal.kind not in ORDERED:
        read.note(wrong(node, "有大小先后的值", "a value that has an order"))
        return None
    return End(literal, inclusive, node.text.strip())


def _in_words(node: Node, read: Reader) -> tuple[End | None, End | None]:
    words = read.range(node)
    if words is None:
        return None, None
    lower, with_lower, upper, with_upper = words
    return (
        None if lower is None else End(lower, with_lower, write(lower)),
        None if upper is None else End(upper, with_upper, write(upper)),
    )


def _holding(ends: Ends, read: Reader) -> Ends | None:
    """The ends, if anything lies between them."""
    lower, upper, first, last = ends.lower, ends.upper, ends.first, ends.last
    if lower is None or upper is None or first is None or last is None or lower.unit != upper.unit:
        return ends  # ends that cannot be set against each other are told beside the other brackets
    meet = first == last and (lower.whole or (lower.inclusive and upper.inclusive))
    if first < last or meet:
        return ends
    read.note(wrong(ends.place, f"大于{lower.text}的上限", f"an upper end above {lower.text}"))
    return None
