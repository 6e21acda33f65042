"""A whole version as plain data: `policyengine/version@1`, what `show` prints, and the digest of its meaning.

Every key is always there. Numbers are strings in plain notation, ids are qualified by city, conditions
and amounts are canonical text and tree. Layout, comments and places of the YAML leave no trace here.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from policyengine.language.as_dict import Json
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Literal, Term
from policyengine.rulebook.choices import Per
from policyengine.rulebook.cited import citations, quoting
from policyengine.rulebook.facts_of import facts_of
from policyengine.rulebook.plain_parts import Say, cited, expression_dict, iso, length, number, said, words
from policyengine.rulebook.plain_payments import (
    application_dict,
    budget_dict,
    clawback_dict,
    payment_dict,
    splits_dict,
)
from policyengine.rulebook.plain_provisions import group_dict, provisions_dict
from policyengine.rulebook.plan import (
    AnyRule,
    Duty,
    Figure,
    Obligation,
    Plan,
    Reading,
    RelatedDocument,
    Reward,
    Rhythm,
    Support,
    Target,
)

SCHEMA = "policyengine/version@1"


def version_dict(plan: Plan, say: Say = expression_dict) -> dict[str, Any]:
    """The plan under the keys of `policyengine/version@1`; `say` tells its conditions and amounts.

    `facts`: the definitions of the facts its rules read, in vocabulary order.
    """
    return {
        "schema": SCHEMA,
        "city": plan.city,
        "plan": _head(plan),
        "clauses": _clauses(plan),
        "departments": [{"name": each.name, "role": each.role} for each in plan.departments],
        "rewards": [_reward(each, plan, say) for each in plan.rewards.values()],
        "groups": [group_dict(each, plan, say) for each in plan.groups],
        "supports": [_support(each, plan, say) for each in plan.supports.values()],
        "obligations": [_obligation(each, plan, say) for each in plan.obligations.values()],
        "duties": [_duty(each, plan) for each in plan.duties.values()],
        "targets": [_target(each, plan) for each in plan.targets.values()],
        **provisions_dict(plan, say),
        "facts": {each.name: definition_dict(each, say) for each in facts_of(plan)},
        "related_documents": [_related(each) for each in plan.related_documents],
    }


def with_digest(plan: Plan) -> Plan:
    """The plan with the SHA-256 of what it says: its `version@1` as canonical JSON, the digest left out."""
    content = version_dict(replace(plan, digest=""))
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return replace(plan, digest="sha256:" + sha256(canonical.encode()).hexdigest())


def definition_dict(fact: FactDefinition, say: Say = expression_dict) -> dict[str, Json]:
    """What a fact is: its type, its names, how it is asked for, and what follows from it."""
    return {
        "type": fact.kind.value,
        "label": words(fact.label),
        "question": words(fact.question),
        "choices": [{"id": each.id, "label": words(each.label)} for each in fact.choices],
        "by_year": fact.by_year,
        "fields": {each.name: definition_dict(each, say) for each in fact.fields},
        "aliases": list(fact.aliases),
        "changeable": fact.changeable,
        "held_by": fact.held_by,
        "derived": said(fact.derived, say),
        "plausible_at_most": fact.plausible_at_most,
        "note": words(fact.note),
    }


def _head(plan: Plan) -> dict[str, Json]:
    return {
        "title": words(plan.title),
        "document_number": plan.document_number,
        "version": plan.version,
        "issuer": words(plan.issuer),
        "jurisdiction": plan.jurisdiction,
        "name": words(plan.name),
        "level": plan.level.value,
        "parent": plan.parent,
        "draft": plan.draft,
        "period": {"from": plan.period.start.isoformat(), "to": iso(plan.period.end)},
        "cite": cited(plan.cite),
        "horizon": plan.horizon,
        "validity": {"checked_on": iso(plan.validity.checked_on), "by": plan.validity.by},
        "source": plan.source,
        "flaws": [words(each) for each in plan.flaws],
        "reconstructions": list(plan.reconstructions),
        "digest": plan.digest or None,
    }


def _clauses(plan: Plan) -> list[Json]:
    covered: dict[str, list[Json]] = {}
    for each in quoting(plan):
        for clause in dict.fromkeys(citation.clause for citation in citations(each)):
            covered.setdefault(clause, []).append(_qualified(plan, each.id))
    return [
        {
            "id": clause.id,
            "heading": words(clause.heading),
            "covered_by": covered.get(clause.id, []),
            "reason": words(clause.reason),
        }
        for clause in plan.clauses
    ]


def _common(rule: AnyRule, plan: Plan) -> dict[str, Json]:
    return {
        "id": _qualified(plan, rule.id),
        "title": words(rule.title),
        "theme": rule.theme,
        "cite": cited(rule.cite),
        "departments": list(rule.departments),
        "interpretation": words(rule.interpretation),
        "derived": rule.derived,
    }


def _reward(reward: Reward, plan: Plan, say: Say) -> dict[str, Json]:
    return {
        **_common(reward, plan),
        "when": say(reward.when),
        "amount": say(reward.amount),
        "promised": say(reward.promised),
        "paid_by": splits_dict(reward.paid_by, say),
        "nature": reward.nature.value,
        "once": reward.once.value if reward.once is Per.YEAR else reward.once is not None,
        "scope": reward.scope.value,
        "budget": budget_dict(reward.budget, say),
        "payments": [payment_dict(each, say) for each in reward.payments],
        "clawback": [clawback_dict(each, say) for each in reward.clawbacks],
        "apply": application_dict(reward.apply, say),
        "governs": reward.governs,
        "readings": _readings(reward.readings, plan, say),
    }


def _support(support: Support, plan: Plan, say: Say) -> dict[str, Json]:
    return {
        **_common(support, plan),
        "kind": support.kind.value,
        "when": say(support.when),
        "nature": support.nature.value,
        "scope": support.scope.value,
        "apply": application_dict(support.apply, say),
        "governs": support.governs,
        "readings": _readings(support.readings, plan, say),
    }


def _obligation(obligation: Obligation, plan: Plan, say: Say) -> dict[str, Json]:
    return {
        **_common(obligation, plan),
        "bound": say(obligation.bound),
        "requires": say(obligation.requires),
        "by": _deadline(obligation.by, say),
        "each": obligation.each.value if obligation.each else None,
        "standing": obligation.standing,
        "within": length(obligation.grace),
        "from": said(obligation.start, say),
        "for": length(obligation.lasts),
        "survives": obligation.survives,
        "scope": obligation.scope.value,
        "readings": _readings(obligation.readings, plan, say),
    }


def _deadline(term: Term | None, say: Say) -> Json:
    """A date as such; a term of one as it is told."""
    if isinstance(term, Literal) and isinstance(term.value, date):
        return iso(term.value)
    return said(term, say)


def _readings(readings: tuple[Reading, ...], plan: Plan, say: Say) -> list[Json]:
    """Each reading with the whole rule so read; null for the chosen one, which is the rule itself."""
    return [
        {
            "id": each.id,
            "words": words(each.words),
            "chosen": each.rule is None,
            "rule": _so_read(each.rule, plan, say),
        }
        for each in readings
    ]


def _so_read(rule: Reward | Support | Obligation | None, plan: Plan, say: Say) -> Json:
    match rule:
        case Reward():
            return _reward(rule, plan, say)
        case Support():
            return _support(rule, plan, say)
        case Obligation():
            return _obligation(rule, plan, say)
        case None:
            return None


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
        baseline = {"year": target.baseline_year, "value": number(target.baseline_value)}
    return {
        **_common(target, plan),
        "measure": target.measure.value,
        **_figure(target.figure),
        "stretch": number(target.stretch),
        "firmness": target.firmness.value,
        "by": iso(target.by),
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
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
    }


def _rhythm(rhythm: Rhythm | None) -> dict[str, Json] | None:
    if rhythm is None:
        return None
    months: list[Json] = [
        {"month": each.month, "part": each.part.value if each.part else None} for each in rhythm.in_months
    ]
    high = None if rhythm.high is None else str(rhythm.high)
    return {"every": rhythm.every.value, "times": {"low": str(rhythm.low), "high": high}, "in": months}


def _related(document: RelatedDocument) -> dict[str, Json]:
    return {
        "title": words(document.title),
        "number": document.number,
        "themes": list(document.themes),
        "clause": document.clause,
        "note": words(document.note),
    }


def _qualified(plan: Plan, local: str) -> str:
    return f"{plan.city}.{local}"
