"""Amounts of money as SQL: the two ends of `evaluation/meaning/amounts.py`, and what settles them."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import Ends, not_negative
from policyengine.batch.logic import FALSE, TRUE, negated
from policyengine.batch.meaning import ends_of, joined, truth_of
from policyengine.batch.numbers import ZERO, Number, chosen, known_or
from policyengine.batch.reading import Reading
from policyengine.language.forms import narrows
from policyengine.language.tree import Amount, Arithmetic, Operator, Term, Tiers
from policyengine.rulebook.choices import Nature


def amount_of(amount: Amount, reading: Reading) -> Ends:
    """What the amount can come to as if its rule's condition held; never below zero, its low always known."""
    match amount:
        case Tiers(branches=branches, otherwise=otherwise):
            tiers = [
                (truth_of(branch.when, reading), amount_of(branch.amount, reading)) for branch in branches
            ]
            return ends.reachable(tiers, amount_of(otherwise, reading), reading.bind)
        case _ if not narrows(amount):
            return money(ends_of(amount, reading), reading)
        case _:
            return money(_parts(amount, reading), reading)


def money(possible: Ends, reading: Reading) -> Ends:
    """What a range of money comes to in payment: nothing where it is below zero."""
    sure = possible.low.never_negative and not possible.low.optional and possible.high.never_negative
    return possible if sure else not_negative(ends.bound(possible, reading.bind))


def _parts(amount: Term, reading: Reading) -> Ends:
    """What an amount can be worth; of a sum, no part that is paid on a condition falls below zero."""
    match amount:
        case Arithmetic(left=left, operator=Operator.PLUS | Operator.MINUS as operator, right=right):
            return joined(_parts(left, reading), operator, _parts(right, reading))
        case Tiers():
            gated = ends.bound(ends_of(amount, reading), reading.bind)
            return ends.held(gated, ends.NOTHING, None)
        case _:
            return ends_of(amount, reading)


def settled_amount(reach: Ends, holds: Sql, nature: Nature) -> Ends:
    """What a reward can come to: nothing assured while its conditions are open, or where someone selects."""
    high = reach.high if holds == TRUE else chosen([(negated(holds), ZERO)], reach.high)
    if nature is Nature.DISCRETIONARY:
        return Ends(ZERO, high)
    return Ends(chosen([(holds, reach.low)], ZERO), high)


def closed(reach: Ends) -> Ends:
    """The same without an unknown high: what is listed as unquantified is in no sum."""
    return Ends(reach.low, known_or(reach.high, reach.low))


def unquantified(high: Number) -> Sql:
    """That nothing bounds an amount."""
    if not high.optional:
        return FALSE.copy()
    return exp.Is(this=high.above.sql.copy(), expression=exp.null())
