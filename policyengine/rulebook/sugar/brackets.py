"""全额: the bracket in which a figure lies decides about the whole → Tiers.

amount:
  by: revenue
  brackets:
    - {below: 100万元, amount: 5万元}
    - {from: 100万元, below: 500万元, amount: 10万元}
    - {range: 500万元以上, amount: 1% * revenue}
  otherwise: 0元
"""

from __future__ import annotations

from fractions import Fraction

from policyengine.language.tree import (
    AllOf,
    Amount,
    Branch,
    Compare,
    Condition,
    Kind,
    Literal,
    Relation,
    Term,
    Tiers,
)
from policyengine.rulebook.findings import MissingKey
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.ends import ENDS, Ends, ends_of
from policyengine.rulebook.sugar.neighbours import joined, unbounded
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.sugar.tiers import AMOUNT, paid
from policyengine.rulebook.text.nodes import Mapping, Node, Sequence


def brackets(node: Mapping, read: Reader) -> Amount | None:
    """The scale as tiers. Neighbouring brackets must join; outside all of them `otherwise` holds, or nothing.

    Where they leave nothing out, the last listed stands as `otherwise`: a figure that is not known can then
    lie in no other place, so that its amount is never put lower than the least bracket's.
    """
    by, scale = read.term(node.items["by"]), listed(node, read)
    otherwise = node.get("otherwise")
    rest = None if otherwise is None else read.amount(otherwise)
    parts = None if scale is None else [_bracket(each, read) for each in scale]
    known = [part for part in parts or () if part is not None]
    if parts is None or len(known) != len(parts) or not joined([ends for ends, _ in known], read):
        return None
    if by is None or (otherwise is not None and rest is None):
        return None
    branches = tuple(Branch(_within(by, ends), amount, span=ends.node.span) for ends, amount in known)
    if unbounded([ends for ends, _ in known]):
        *branches_before, last = branches
        return Tiers(tuple(branches_before), last.amount, span=node.span)
    return Tiers(branches, rest or _nothing(branches, node), span=node.span)


def listed(node: Mapping, read: Reader) -> tuple[Mapping, ...] | None:
    """The entries of `brackets:`; at least one, each a mapping."""
    below = node.get("brackets")
    if below is None:
        read.note(MissingKey(key="brackets", span=node.head))
        return None
    items = below.items if isinstance(below, Sequence) else ()
    mappings = tuple(item for item in items if isinstance(item, Mapping))
    if mappings and len(mappings) == len(items):
        return mappings
    odd: Node = next((item for item in items if not isinstance(item, Mapping)), below)
    read.note(wrong(odd, "档次（上下限和金额）", "brackets: their ends and what they give"))
    return None


def _bracket(node: Mapping, read: Reader) -> tuple[Ends, Amount] | None:
    misspelt = read.only(node, *ENDS, *AMOUNT)
    amount = paid(node, misspelt, read)
    ends = None if misspelt & set(ENDS) else ends_of(node, read)
    return None if ends is None or amount is None else (ends, amount)


def _within(by: Term, ends: Ends) -> Condition:
    lower, upper = ends.lower, ends.upper
    tests: list[Condition] = []
    if lower is not None and upper is not None and lower.at == upper.at and lower.inclusive:
        return Compare(by, Relation.EQUAL, lower.value, span=ends.node.span)
    if lower is not None:
        relation = Relation.AT_LEAST if lower.inclusive else Relation.GREATER
        tests.append(Compare(by, relation, lower.value, span=lower.span))
    if upper is not None:
        relation = Relation.AT_MOST if upper.inclusive else Relation.LESS
        tests.append(Compare(by, relation, upper.value, span=upper.span))
    return tests[0] if len(tests) == 1 else AllOf(tuple(tests), span=ends.node.span)


def _nothing(branches: tuple[Branch, ...], node: Mapping) -> Literal:
    """Zero of the kind that the brackets give; of money where they do not show it."""
    given = (each.amount for each in branches if isinstance(each.amount, Literal))
    shown = next((each for each in given if each.kind in (Kind.RATIO, Kind.COUNT)), None)
    if shown is None:
        return Literal(Kind.MONEY, Fraction(0), span=node.span)
    # At its place, so that a kind which is wrong there is told once.
    return Literal(shown.kind, Fraction(0), span=shown.span)
