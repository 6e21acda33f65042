"""Kleene's strong three values (1952, §64): on false < unknown < true, `and` is the least, `or` the most.

Conditions hold terms and terms hold conditions (tiers, lists), so both are read here. A comparison with an
unknown fact is unknown; only where a term narrows what it can be worth (tiers, bounds, lists) is it compared
by that range.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction
from itertools import chain
from typing import TypeAlias, assert_never, cast

from policyengine.evaluation.meaning.aggregates import counted, summed
from policyengine.evaluation.meaning.comparing import (
    HOLDS,
    TRUTH_OF,
    agreed,
    in_window,
    ranges_related,
    related,
)
from policyengine.evaluation.meaning.connectives import TruthOf as TruthOf
from policyengine.evaluation.meaning.connectives import at_least_so_many, greatest, least
from policyengine.evaluation.meaning.jurisdictions import lies_in
from policyengine.evaluation.meaning.ranges import (
    ANYTHING,
    NOT_NEGATIVE,
    ZERO,
    Possible,
    Range,
    around,
    between,
    held,
    joined,
    point,
    rounded,
    settled,
)
from policyengine.evaluation.meaning.terms import Known, ValueOf, joined_values
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.forms import asks, narrows, numeric
from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Compare,
    Condition,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unit,
    Unstated,
    UpTo,
    Value,
    Yearly,
)
from policyengine.language.walk import as_condition, as_term, descend

PossibleOf: TypeAlias = Callable[[Known], Possible]
Signed: TypeAlias = Collection[str]
"""The facts that may come to less than zero: derived ones, never what an enterprise gives."""

NONE: Signed = frozenset()


# Conditions -------------------------------------------------------------------------------------


def truth_of(condition: Condition, signed: Signed = NONE) -> TruthOf:
    """The condition as a function of what is known; build it once a rule.

    INVARIANT: monotone. One fact more may settle UNKNOWN; it never moves TRUE or FALSE.
    """
    match condition:
        case Literal(value=value):
            truth = TRUTH_OF[value]
            return lambda known: truth
        case Fact(name=name):
            return lambda known: TRUTH_OF[known.get(name)]
        case Compare(left=left, relation=relation, right=right):
            return comparison(left, relation, right, signed)
        case Among(term=term, options=options):
            return _among(term, options, signed)
        case Yearly(term=term, first=first, last=last):
            days = range_of(term, ANYTHING, signed)
            return lambda known: in_window(days(known), first, last)
        case Not(part=part):
            negated = truth_of(part, signed)
            return lambda known: ~negated(known)
        case AllOf(parts=parts):
            return least(tuple(truth_of(part, signed) for part in parts))
        case AnyOf(parts=parts):
            return greatest(tuple(truth_of(part, signed) for part in parts))
        case AtLeast(count=count, parts=parts):
            return at_least_so_many(count, tuple(truth_of(part, signed) for part in parts))
        case Named(what=what):
            return truth_of(as_condition(what), signed)
        case unread:
            assert_never(unread)


def comparison(left: Term, relation: Relation, right: Term, signed: Signed = NONE) -> TruthOf:
    """Two terms set against each other; unknown while either is, unless their ranges already settle it."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Literal) and one.kind is Kind.JURISDICTION and isinstance(one.value, str):
            return _within(other, one.value, signed, negated=relation is Relation.NOT_EQUAL)
    if narrows(left) or narrows(right):
        return _ranged(left, relation, right, signed)
    if isinstance(right, Literal) and isinstance(right.value, Fraction):
        return _against_number(value_of(left, signed), relation, right.value)
    a_of, b_of = value_of(left, signed), value_of(right, signed)

    def compared(known: Known) -> Truth:
        a = a_of(known)
        if a is None:
            return Truth.UNKNOWN
        b = b_of(known)
        return Truth.UNKNOWN if b is None else related(a, relation, b)

    return compared


def _against_number(a_of: ValueOf, relation: Relation, number: Fraction) -> TruthOf:
    # Cross-multiplied in whole numbers: exact as Fraction's own comparison, and four times as fast.
    numerator, denominator, holds = number.numerator, number.denominator, HOLDS[relation]

    def compared(known: Known) -> Truth:
        a = a_of(known)
        if a is None:
            return Truth.UNKNOWN
        assert isinstance(a, Fraction)
        return TRUTH_OF[holds(a.numerator * denominator, numerator * a.denominator)]

    return compared


def _ranged(left: Term, relation: Relation, right: Term, signed: Signed) -> TruthOf:
    unknown = NOT_NEGATIVE if numeric(left) or numeric(right) else ANYTHING
    a_of, b_of = range_of(left, unknown, signed), range_of(right, unknown, signed)
    return lambda known: ranges_related(a_of(known), relation, b_of(known))


def _within(place: Term, territory: str, signed: Signed, *, negated: bool) -> TruthOf:
    """A place of registration against another: equal means within, so a district is in its city."""
    if not narrows(place):
        place_of = value_of(place, signed)

        def within(known: Known) -> Truth:
            found = place_of(known)
            if found is None:
                return Truth.UNKNOWN
            return ~lies_in(str(found), territory) if negated else lies_in(str(found), territory)

        return within
    places_of = range_of(place, ANYTHING, signed)

    def all_within(known: Known) -> Truth:
        places = places_of(known)
        if isinstance(places, Range):
            return Truth.UNKNOWN
        found = agreed(lies_in(str(each), territory) for each in places)
        return ~found if negated else found

    return all_within


def _among(term: Term, options: tuple[Literal, ...], signed: Signed) -> TruthOf:
    one_of = greatest(tuple(comparison(term, Relation.EQUAL, option, signed) for option in options))
    if not narrows(term):
        return one_of
    # Of a few values left each may be among the options, though not all of them the same one.
    possible_of, values = range_of(term, ANYTHING, signed), tuple(option.value for option in options)
    territory = options[0].kind is Kind.JURISDICTION

    def equal(a: Value, b: Value) -> Truth:
        return lies_in(str(a), str(b)) if territory else related(a, Relation.EQUAL, b)

    def among(known: Known) -> Truth:
        possible = possible_of(known)
        if isinstance(possible, Range):
            return one_of(known)
        return agreed(max(equal(each, value) for value in values) for each in possible)

    return among


# Terms ------------------------------------------------------------------------------------------


def value_of(term: Term, signed: Signed = NONE) -> ValueOf:
    """The term as a function of what is known; None while it is not settled.

    INVARIANT: monotone. One fact more may settle an unknown value; it never changes a known one.
    """
    match term:
        case Literal(value=value):
            return lambda known: value
        case Fact(name=name):
            return lambda known: known.get(name)
        case Arithmetic(left=left, operator=operator, right=right) if not narrows(term):
            return _joined(value_of(left, signed), operator, value_of(right, signed))
        case _:
            possible = range_of(term, NOT_NEGATIVE if numeric(term) else ANYTHING, signed)
            return lambda known: settled(possible(known))


def _joined(left: ValueOf, operator: Operator, right: ValueOf) -> ValueOf:
    def joined_(known: Known) -> object:
        a = left(known)
        if a is None:
            return None
        b = right(known)
        return None if b is None else joined_values(a, operator, b)

    return cast(ValueOf, joined_)


def range_of(term: Term, unknown: Range, signed: Signed = NONE) -> PossibleOf:
    """What the term can be worth, as a function of what is known.

    `unknown`: what a fact of this term's kind can be while it is not known. INVARIANT: monotone, as
    everything in `ranges` is; and it holds the term's value under every completion of the facts.
    """

    def within(part: Term, facts: Range = unknown) -> PossibleOf:
        return range_of(part, facts, signed)

    match term:
        case Literal(value=value):
            exact = point(value)
            return lambda known: exact
        case Fact(name=name):
            return _of_fact(name, ANYTHING if name in signed else unknown)
        case Arithmetic(left=left, operator=operator, right=right):
            numbers = operator in (Operator.TIMES, Operator.OVER) or numeric(term)
            facts = NOT_NEGATIVE if numbers else unknown
            return _both(within(left, facts), within(right, facts), lambda a, b: joined(a, operator, b))
        case Elapsed(start=start, end=end, unit=unit):
            return _elapsed(start, end, unit, signed)
        case Aggregate(items=items, where=where, each=each):
            return _aggregate(items, where, each, signed)
        case Tiers(branches=branches, otherwise=otherwise):
            tiers = tuple((truth_of(branch.when, signed), within(branch.amount)) for branch in branches)
            return _around_the_reachable(tiers, within(otherwise))
        case Bounded(amount=amount, at_least=at_least, at_most=at_most):
            return _held(
                within(amount),
                None if at_least is None else within(at_least),
                None if at_most is None else within(at_most),
            )
        case Rounded(amount=amount, direction=direction, to=to):
            assert isinstance(to.value, Fraction)
            exact_, step = within(amount, NOT_NEGATIVE), to.value
            return lambda known: rounded(exact_(known), direction, step)
        case UpTo(ceiling=ceiling):
            return _up_to(within(ceiling, NOT_NEGATIVE))
        case Unstated():
            return lambda known: NOT_NEGATIVE
        case Named(what=what) if asks(what):
            truth = truth_of(as_condition(what), signed)
            return lambda known: _EITHER[truth(known)]
        case Named(what=what):
            return within(as_term(what))
        case unread:
            assert_never(unread)


_EITHER: tuple[Possible, ...] = (frozenset({False}), frozenset({False, True}), frozenset({True}))


def _of_fact(name: str, unknown: Range) -> PossibleOf:
    def possible(known: Known) -> Possible:
        value = known.get(name)
        return unknown if value is None else point(value)

    return possible


def _both(a_of: PossibleOf, b_of: PossibleOf, join: Callable[[Possible, Possible], Possible]) -> PossibleOf:
    return lambda known: join(a_of(known), b_of(known))


def _elapsed(start: Term, end: Term, unit: Unit, signed: Signed) -> PossibleOf:
    starts, ends = range_of(start, ANYTHING, signed), range_of(end, ANYTHING, signed)
    return _both(starts, ends, lambda a, b: between(a, b, unit))


def _aggregate(items: str, where: Condition, each: Term | None, signed: Signed) -> PossibleOf:
    nodes = chain(descend(where), () if each is None else descend(each))
    read = (node.name for node in nodes if isinstance(node, Fact) and node.name.startswith(f"{items}."))
    fields = {name.removeprefix(f"{items}."): name for name in read}
    holds = truth_of(where, signed)
    if each is None:
        return counted(items, holds, fields)
    return summed(items, holds, range_of(each, NOT_NEGATIVE, signed), fields)


def _around_the_reachable(tiers: tuple[tuple[TruthOf, PossibleOf], ...], otherwise: PossibleOf) -> PossibleOf:
    def reachable(known: Known) -> Possible:
        open_: list[Possible] = []
        for when, amount in tiers:
            truth = when(known)
            if truth is not Truth.FALSE:
                open_.append(amount(known))
            if truth is Truth.TRUE:
                return around(open_)
        return around((*open_, otherwise(known)))

    return reachable


def _held(amount: PossibleOf, at_least: PossibleOf | None, at_most: PossibleOf | None) -> PossibleOf:
    def bounded(known: Known) -> Possible:
        floor = None if at_least is None else at_least(known)
        return held(amount(known), floor, None if at_most is None else at_most(known))

    return bounded


def _up_to(ceiling: PossibleOf) -> PossibleOf:
    def promised(known: Known) -> Possible:
        return held(ceiling(known), _NOTHING, None)._replace(low=ZERO)

    return promised


_NOTHING = Range(ZERO, ZERO)
