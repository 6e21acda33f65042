"""A plan as a decision of zen-engine: the same rules, generated from the same trees, as it would run them.

zen-engine knows no third truth value, and a comparison with null stops it. So each condition is written
twice, as when it surely holds and as when it surely fails, with every value guarded; what is neither is
undetermined. What the bundled plans do not use is refused, never dropped.

Expressions it is, not decision tables: a table of three rows for each rule took three to five times as long.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from policyengine.evaluation.deciding.obligations import timing
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.territories import stem
from policyengine.language.tree import (
    ALWAYS,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Operator,
    Relation,
    Term,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.walk import as_condition
from policyengine.rulebook.choices import Nature, Pay, Scope
from policyengine.rulebook.facts_of import facts_of
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.scope import registered

Both: TypeAlias = tuple[str, str]
"""A condition as two expressions: when it surely holds, and when it surely fails."""

HERE, ELSEWHERE = "is_here", "is_elsewhere"
TRUE, FALSE = "true", "false"
_OPPOSITE = {
    Relation.EQUAL: "!=",
    Relation.NOT_EQUAL: "==",
    Relation.LESS: ">=",
    Relation.AT_MOST: ">",
    Relation.GREATER: "<=",
    Relation.AT_LEAST: "<",
}


class NotInZen(Exception):
    """What is not written for zen-engine."""


def decision(plan: Plan, as_of: date, year: int) -> str:
    """The JSON of a decision that answers what `policyengine` answers about one enterprise.

    Its outputs: `<rule>` the status, `<reward>__low` and `<reward>__high`, `assured` and `possible`, and
    `unquantified` as a count. A status that several rules share is worked out once.
    """
    first = _expressions("first", [*_scope(plan), *_derived(plan)], passing=True)
    answer = _expressions("answer", [*_statuses(plan, as_of, year), *_money(plan)], passing=False)
    return json.dumps(_graph([first, answer]))


def _graph(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    ends = (
        {"id": "in", "type": "inputNode", "name": "in", "content": {}},
        {"id": "out", "type": "outputNode", "name": "out", "content": {}},
    )
    chain = [ends[0], *nodes, ends[1]]
    edges = [
        {"id": f"edge{number}", "type": "edge", "sourceId": one["id"], "targetId": other["id"]}
        for number, (one, other) in enumerate(pairwise(chain))
    ]
    return {"nodes": chain, "edges": edges}


def _expressions(id_: str, expressions: list[tuple[str, str]], *, passing: bool) -> dict[str, Any]:
    listed = [{"id": f"{id_}{key}", "key": key, "value": value} for key, value in expressions]
    content = {"expressions": listed, "passThrough": passing}
    return {"id": id_, "type": "expressionNode", "name": id_, "content": content}


# Statuses ---------------------------------------------------------------------------------------


def _scope(plan: Plan) -> list[tuple[str, str]]:
    yes, no = conditions(registered(plan))
    return [(HERE, yes), (ELSEWHERE, no)]


def _derived(plan: Plan) -> Iterator[tuple[str, str]]:
    """The facts that the rules read and that follow from others, where these are known."""
    for definition in facts_of(plan):
        match definition.derived:
            case None:
                pass
            case Arithmetic(left=Fact(name=above), operator=Operator.OVER, right=Fact(name=below)):
                known = f"{above} != null and {below} != null and {below} != 0"
                yield definition.name, f"{known} ? {above} / {below} : {definition.name}"
            case other:
                raise NotInZen(other)


def _statuses(plan: Plan, as_of: date, year: int) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    promised: tuple[Reward | Support, ...] = (*plan.rewards.values(), *plan.supports.values())
    for rule in promised:
        words = _choice(_whole(plan, rule, rule.when), '"eligible"', '"ineligible"', '"undetermined"')
        # A node may name what stands before it.
        same = first.setdefault(words, rule.id)
        yield rule.id, words if same == rule.id else f"$.{same}"
    for duty in plan.obligations.values():
        over = timing(duty, plan.period, as_of, year, {}).over
        short = {Truth.TRUE: '"unmet"', Truth.FALSE: '"due"'}.get(over)
        if short is None:
            raise NotInZen(duty)
        bound, met = _whole(plan, duty, duty.bound), conditions(duty.requires)
        yield duty.id, _choice(bound, _choice(met, '"met"', short, _OPEN), '"not_bound"', _OPEN)


_OPEN = '"undetermined"'


def _choice(whole: Both, held: str, failed: str, open_: str) -> str:
    if whole == (TRUE, FALSE):
        return held
    return f"({whole[0]} ? {held} : ({whole[1]} ? {failed} : {open_}))"


def _whole(plan: Plan, rule: Reward | Support | Obligation, own: Condition) -> Both:
    asked = required(plan, rule)
    parts = [(HERE, ELSEWHERE)] if rule.scope is Scope.REGISTERED else []
    parts += [conditions(each) for each in (asked, own) if each != ALWAYS]
    return _every(parts)


# Conditions -------------------------------------------------------------------------------------


def conditions(condition: Condition) -> Both:
    """A condition as zen-engine can ask it."""
    match condition:
        case Literal(value=value):
            return (TRUE, FALSE) if value is True else (FALSE, TRUE)
        case Fact(name=name):
            return f"{name} == true", f"{name} == false"
        case Compare(left=left, relation=relation, right=right):
            return _comparison(left, relation, right)
        case Among(term=Fact(name=name), options=options) if options[0].kind is Kind.CHOICE:
            listed = ", ".join(json.dumps(str(each.value)) for each in options)
            return f"{name} in [{listed}]", f"({name} != null and {name} not in [{listed}])"
        case Not(part=part):
            yes, no = conditions(part)
            return no, yes
        case AllOf(parts=parts):
            return _every([conditions(part) for part in parts])
        case AnyOf(parts=parts):
            yes, no = _every([conditions(part)[::-1] for part in parts])
            return no, yes
        case AtLeast() | Among():
            raise NotInZen(condition)
        case Named(what=what):
            return conditions(as_condition(what))
        case _:
            raise NotInZen(condition)


def _every(parts: list[Both]) -> Both:
    if not parts:
        return TRUE, FALSE
    if len(parts) == 1:
        return parts[0]
    return f"({' and '.join(yes for yes, _ in parts)})", f"({' or '.join(no for _, no in parts)})"


def _comparison(left: Term, relation: Relation, right: Term) -> Both:
    match left, right:
        case Fact(name=name), Literal(kind=Kind.JURISDICTION, value=str() as code):
            if relation is not Relation.EQUAL or "/" in code:
                raise NotInZen(left)
            wider = ", ".join(f"'{code[:digits].ljust(6, '0')}'" for digits in (2, 4) if code[digits:] > "0")
            inside = f"startsWith({name}, '{stem(code)}')"
            outside = f"not {inside} and {name} not in [{wider}]"
            return f"({name} != null and {inside})", f"({name} != null and {outside})"
        case _, Literal():
            value, known = _value(left)
            against, _ = _value(right)
            same = "==" if relation is Relation.EQUAL else relation.value
            yes, no = f"{value} {same} {against}", f"{value} {_OPPOSITE[relation]} {against}"
            if relation is Relation.EQUAL:
                return yes, f"({known} and {no})"
            return f"({known} and {yes})", f"({known} and {no})"
        case _:
            raise NotInZen(left)


def _value(term: Term) -> tuple[str, str]:
    """A term, and when it is known."""
    match term:
        case Literal(value=Fraction() as number):
            return format(float(number), ".10g") if number.denominator > 1 else str(number.numerator), TRUE
        case Literal(value=bool() as truth):
            return json.dumps(truth), TRUE
        case Literal(value=str() as word):
            return json.dumps(word), TRUE
        case Fact(name=name):
            return name, f"{name} != null"
        case Arithmetic(left=left, operator=Operator.PLUS | Operator.MINUS | Operator.TIMES, right=right):
            (one, first), (other, second) = _value(left), _value(right)
            known = " and ".join(each for each in (first, second) if each != TRUE)
            return f"({one} {term.operator.value} {other})", known or TRUE
        case _:
            raise NotInZen(term)


# Money ------------------------------------------------------------------------------------------


def _money(plan: Plan) -> Iterator[tuple[str, str]]:
    """Amounts and totals."""
    for reward in plan.rewards.values():
        low, high = _amount(reward.amount)
        status = f"$.{reward.id}"
        assured = "0" if reward.nature is Nature.DISCRETIONARY else f"{status} == 'eligible' ? ({low}) : 0"
        yield f"{reward.id}__low", assured
        yield f"{reward.id}__high", f"{status} == 'ineligible' ? 0 : ({high})"
    yield from _totals(plan)


def _totals(plan: Plan) -> Iterator[tuple[str, str]]:
    grouped = {member for group in plan.groups for member in group.members}
    pots = [[id_] for id_ in plan.rewards if id_ not in grouped]
    for group in plan.groups:
        if (
            group.pay is not Pay.HIGHEST
            or group.ceilings
            or any(m not in plan.rewards for m in group.members)
        ):
            raise NotInZen(group)
        pots.append(list(group.members))
    lows = [_highest([f"$.{id_}__low" for id_ in pot]) for pot in pots]
    highs = [_highest([f"($.{id_}__high ?? $.{id_}__low)" for id_ in pot]) for pot in pots]
    yield "assured", " + ".join(lows) or "0"
    yield "possible", " + ".join(highs) or "0"
    yield "unquantified", " + ".join(f"($.{id_}__high == null ? 1 : 0)" for id_ in plan.rewards) or "0"


def _highest(each: list[str]) -> str:
    return each[0] if len(each) == 1 else f"max([{', '.join(each)}])"


def _amount(amount: Term) -> Both:
    """The least and the most that an amount comes to, as if its rule held."""
    match amount:
        case Literal():
            return (_value(amount)[0],) * 2
        case UpTo(ceiling=Literal() as ceiling):
            return "0", _value(ceiling)[0]
        case Unstated():
            return "0", "null"
        case Arithmetic(operator=Operator.TIMES):
            value, known = _value(amount)
            return f"{known} ? {value} : 0", f"{known} ? {value} : null"
        case Tiers(branches=(branch,), otherwise=otherwise):
            yes, no = conditions(branch.when)
            ends = []
            for end, join in zip(
                zip(_amount(branch.amount), _amount(otherwise), strict=True), ("min", "max"), strict=True
            ):
                one, other = end
                if "null" in (one, other):
                    raise NotInZen(amount)
                ends.append(f"{yes} ? {one} : ({no} ? {other} : {join}([{one}, {other}]))")
            return ends[0], ends[1]
        case _:
            raise NotInZen(amount)
