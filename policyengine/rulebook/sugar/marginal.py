"""超额累进: each rate on the part of a figure that lies in its bracket → a sum of products.

amount:
  marginal: rd_expense
  brackets:
    - {to: 100万元, rate: 10%}
    - {above: 100万元, to: 500万元, rate: 8%}
    - {above: 500万元, rate: 5%}

means 10% * (rd_expense at most 100万元) + 8% * ((rd_expense at least 100万元 at most 500万元) - 100万元) + …
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from policyengine.language.tree import Amount, Arithmetic, Bounded, Literal, Operator, Term
from policyengine.rulebook.findings import MissingKey
from policyengine.rulebook.sugar.brackets import listed
from policyengine.rulebook.sugar.ends import ENDS, End, Ends, ends_of
from policyengine.rulebook.sugar.neighbours import joined, rank
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping


def marginal(node: Mapping, read: Reader) -> Amount | None:
    """The scale as one sum, the lowest bracket first. Which of two holds their common end is all one."""
    of, scale = read.term(node.items["marginal"]), listed(node, read)
    parts = None if scale is None else [_bracket(each, read) for each in scale]
    known = [part for part in parts or () if part is not None]
    if parts is None or len(known) != len(parts):
        return None
    if not joined([ends for ends, _ in known], read, sharing=True) or of is None:
        return None
    shares: list[Term] = [
        Arithmetic(rate, Operator.TIMES, _part(of, ends), span=ends.node.span)
        for ends, rate in sorted(known, key=lambda each: rank(each[0]))
    ]
    return reduce(lambda sum, share: Arithmetic(sum, Operator.PLUS, share, span=node.span), shares)


def _bracket(node: Mapping, read: Reader) -> tuple[Ends, Term] | None:
    misspelt = read.only(node, *ENDS, "rate")
    if "rate" not in node.items and "rate" not in misspelt:
        read.note(MissingKey(key="rate", span=node.head))
    rate = read.term(node.items["rate"]) if "rate" in node.items else None
    ends = None if misspelt & set(ENDS) else ends_of(node, read)
    return None if ends is None or rate is None else (ends, rate)


def _part(of: Term, ends: Ends) -> Term:
    """What of a figure lies between the ends."""
    floor = None if ends.lower is None else _before(ends.lower)
    ceiling = None if ends.upper is None else _last(ends.upper)
    part = Bounded(of, floor, ceiling, span=ends.node.span)
    if floor is None or floor.value == 0:
        return part
    return Arithmetic(part, Operator.MINUS, floor, span=ends.node.span)


def _before(end: End) -> Literal:
    """Where the part begins to count: at the end, or before the first one counted (第6人起 counts from 5)."""
    return _moved(end, by=-1) if end.whole and end.inclusive else end.value


def _last(end: End) -> Literal:
    return _moved(end, by=-1) if end.whole and not end.inclusive else end.value


def _moved(end: End, by: int) -> Literal:
    return Literal(end.value.kind, end.at + Fraction(by), span=end.span)
