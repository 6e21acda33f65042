"""A whole version as plain data: `policyengine/version@1`, what `show` prints, and the digest of its meaning.

Every key is always there. Numbers are strings in plain notation, ids are qualified by city, conditions
and amounts are canonical text and tree. Layout, comments and places of the YAML leave no trace here.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

from policyengine.errors import Bilingual
from policyengine.language.as_dict import Json, as_dict
from policyengine.language.facts import FactDefinition
from policyengine.language.interval import decimal_of, plain
from policyengine.language.walk import AnyNode
from policyengine.language.write import write
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.facts_of import facts_of
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.plan import (
    AnyRule,
    Duty,
    Figure,
    Obligation,
    Plan,
    RelatedDocument,
    Reward,
    Rhythm,
    Support,
    Target,
)
from policyengine.rulebook.provisions import Group

SCHEMA = "policyengine/version@1"


def version_dict(plan: Plan) -> dict[str, Any]:
    """The plan under the keys of `policyengine/version@1`.

    `facts`: the definitions of the facts its rules read, in vocabulary order. `definitions`, the values and
    conditions that a plan names for several rules, has a place in the contract and none in the language yet.
    """
    return {
        "schema": SCHEMA,
        "city": plan.city,
        "plan": _head(plan),
        "clauses": _clauses(plan),
        "departments": [{"name": each.name, "role": each.role} for each in plan.departments],
        "rewards": [_reward(each, plan) for each in plan.rewards.values()],
        "groups": [_group(each, plan) for each in plan.groups],
        "supports": [_support(each, plan) for each in plan.supports.values()],
        "obligations": [_obligation(each, plan) for each in plan.obligations.values()],
        "duties": [_duty(each, plan) for each in plan.duties.values()],
        "targets": [_target(each, plan) for each in plan.targets.values()],
        "definitions": [],
        "facts": {each.name: definition_dict(each) for each in facts_of(plan)},
        "related_documents": [_related(each) for each in plan.related_documents],
    }


def with_digest(plan: Plan) -> Plan:
    """The plan with the SHA-256 of what it says: its `version@1` as canonical JSON, the digest left out."""
    content = version_dict(replace(plan, digest=""))
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return replace(plan, digest="sha256:" + sha256(canonical.encode()).hexdigest())


def definition_dict(fact: FactDefinition) -> dict[str, Json]:
    """What a fact is: its type, its names, how it is asked for, and what follows from it."""
    return {
        "type": fact.kind.value,
        "label": _words(fact.label),
        "question": _words(fact.question),
        "choices": [{"id": each.id, "label": _words(each.label)} for each in fact.choices],
        "aliases": list(fact.aliases),
        "changeable": fact.changeable,
        "held_by": fact.held_by,
        "derived": expression_dict(fact.derived),
        "plausible_at_most": fact.plausible_at_most,
        "note": _words(fact.note),
    }


def expression_dict(node: AnyNode | None) -> dict[str, Json] | None:
    """A condition, amount or term as canonical `text` and as `tree`."""
    return None if node is None else {"text": write(node), "tree": as_dict(node)}


def _head(plan: Plan) -> dict[str, Json]:
    return {
        "title": _words(plan.title),
        "document_number": plan.document_number,
        "version": plan.version,
        "issuer": _words(plan.issuer),
        "jurisdiction": plan.jurisdiction,
        "name": _words(plan.name),
        "level": plan.level.value,
        "parent": plan.parent,
        "draft": plan.draft,
        "period": {"from": plan.period.start.isoformat(), "to": _day(plan.period.end)},
        "horizon": plan.horizon,
        "validity": {"checked_on": _day(plan.validity.checked_on), "by": plan.validity.by},
        "source": plan.source,
        "flaws": [_words(each) for each in plan.flaws],
        "reconstructions": list(plan.reconstructions),
        "digest": plan.digest or None,
    }


def _clauses(plan: Plan) -> list[Json]:
    covered: dict[str, list[Json]] = {}
    for each in (*plan.rules(), *plan.groups):
        for clause in dict.fromkeys(citation.clause for citation in each.cite):
            covered.setdefault(clause, []).append(_qualified(plan, each.id))
    return [
        {
            "id": clause.id,
            "heading": _words(clause.heading),
            "covered_by": covered.get(clause.id, []),
            "reason": _words(clause.reason),
        }
        for clause in plan.clauses
    ]


def _common(rule: AnyRule, plan: Plan) -> dict[str, Json]:
    return {
        "id": _qualified(plan, rule.id),
        "title": _words(rule.title),
        "theme": rule.theme,
        "cite": _cite(rule.cite),
        "departments": list(rule.departments),
        "interpretation": _words(rule.interpretation),
        "derived": rule.derived,
    }


def _reward(reward: Reward, plan: Plan) -> dict[str, Json]:
    return {
        **_common(reward, plan),
        "when": expression_dict(reward.when),
        "amount": expression_dict(reward.amount),
        "paid_by": {payer: _share(share) for payer, share in reward.paid_by},
        "nature": reward.nature.value,
        "once": reward.once,
        "scope": reward.scope.value,
        "budget": _budget(reward.budget),
    }


def _group(group: Group, plan: Plan) -> dict[str, Json]:
    return {
        "id": _qualified(plan, group.id),
        "title": _words(group.title),
        "rewards": [_qualified(plan, each) for each in group.rewards],
        "pay": "highest" if group.highest else None,
        "at_most": _number(group.at_most),
        "budget": _budget(group.budget),
        "cite": _cite(group.cite),
        "interpretation": _words(group.interpretation),
        "derived": group.derived,
    }


def _support(support: Support, plan: Plan) -> dict[str, Json]:
    return {
        **_common(support, plan),
        "kind": support.kind.value,
        "when": expression_dict(support.when),
        "nature": support.nature.value,
        "scope": support.scope.value,
    }


def _obligation(obligation: Obligation, plan: Plan) -> dict[str, Json]:
    return {
        **_common(obligation, plan),
        "bound": expression_dict(obligation.bound),
        "requires": expression_dict(obligation.requires),
        "by": _day(obligation.by),
        "each": obligation.each.value if obligation.each else None,
        "standing": obligation.standing,
        "scope": obligation.scope.value,
    }


def _duty(duty: Duty, plan: Plan) -> dict[str, Json]:
    return {
        **_common(duty, plan),
        "area": duty.area,
        "rhythm": _rhythm(duty.rhythm),
        "measure": None if duty.measure is None else _figure(duty.measure),
    }


def _target(target: Target, plan: Plan) -> dict[str, Json]:
    baseline: Json = None
    if target.baseline_year is not None:
        baseline = {"year": target.baseline_year, "value": _number(target.baseline_value)}
    return {
        **_common(target, plan),
        "measure": target.measure.value,
        **_figure(target.figure),
        "stretch": _number(target.stretch),
        "firmness": target.firmness.value,
        "by": _day(target.by),
        "each": target.each.value if target.each else None,
        "from": target.start,
        "to": target.end,
        "baseline": baseline,
        "area": target.area,
        "part_of": None if target.part_of is None else _qualified(plan, target.part_of),
    }


def _figure(figure: Figure) -> dict[str, Json]:
    return {
        "relation": figure.relation.value,
        "type": figure.kind.value,
        "unit": figure.unit,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
    }


def _rhythm(rhythm: Rhythm | None) -> dict[str, Json] | None:
    if rhythm is None:
        return None
    months: list[Json] = [
        {"month": each.month, "part": each.part.value if each.part else None} for each in rhythm.in_months
    ]
    high = None if rhythm.high is None else str(rhythm.high)
    return {"every": rhythm.every.value, "times": {"low": str(rhythm.low), "high": high}, "in": months}


def _budget(budget: Budget | None) -> dict[str, Json] | None:
    if budget is None:
        return None
    return {"amount": _number(budget.amount), "at_least": budget.at_least, "years": budget.years}


def _related(document: RelatedDocument) -> dict[str, Json]:
    return {
        "title": _words(document.title),
        "number": document.number,
        "themes": list(document.themes),
        "clause": document.clause,
        "note": _words(document.note),
    }


def _cite(citations: tuple[Citation, ...]) -> list[Json]:
    return [{"clause": each.clause, "quote": each.quote} for each in citations]


def _words(words: Bilingual | None) -> dict[str, Json] | None:
    return None if words is None else {"zh": words.zh, "en": words.en}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(number: Fraction | None) -> str | None:
    return None if number is None else plain(decimal_of(number))


def _share(share: Fraction) -> str:
    """A payer's share of one; a third and its like, which no decimal holds, as `1/3`."""
    try:
        return plain(decimal_of(share))
    except ValueError:
        return str(share)


def _qualified(plan: Plan, local: str) -> str:
    return f"{plan.city}.{local}"
