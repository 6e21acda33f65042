"""A whole version as plain data: `policyengine/version@1`, what `show` prints and the matrix is made of.

Every key is always there. Conditions and amounts come as canonical text, in words and as a tree; numbers
are strings in plain notation; ids are qualified by city.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias, assert_never

from policyengine.errors import Bilingual
from policyengine.language.as_dict import as_dict
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.interval import decimal_of, plain
from policyengine.language.tree import Amount, Condition, Term
from policyengine.language.walk import facts_read
from policyengine.language.write import write
from policyengine.rulebook.plan import (
    AnyRule,
    Budget,
    Citation,
    Clause,
    Duty,
    Figure,
    Group,
    Obligation,
    Plan,
    RelatedDocument,
    Reward,
    Rhythm,
    Support,
    Target,
)

Json: TypeAlias = dict[str, Any]

SCHEMA = "policyengine/version@1"


def version_of(plan: Plan) -> Json:
    """One version with everything it says, as `policyengine/version@1`."""
    read = facts_of(plan)
    return {
        "schema": SCHEMA,
        "plan": plan_of(plan),
        "clauses": [_clause(clause, plan) for clause in plan.clauses],
        "departments": [{"name": each.name, "role": each.role} for each in plan.departments],
        "rewards": [rule_of(rule, plan) for rule in plan.rewards.values()],
        "groups": [_group(group, plan) for group in plan.groups],
        "supports": [rule_of(rule, plan) for rule in plan.supports.values()],
        "obligations": [rule_of(rule, plan) for rule in plan.obligations.values()],
        "duties": [rule_of(rule, plan) for rule in plan.duties.values()],
        "targets": [rule_of(rule, plan) for rule in plan.targets.values()],
        "definitions": [_definition(fact, plan.vocabulary) for fact in read if fact.derived is not None],
        "facts": [fact_of(fact) for fact in read],
        "related_documents": [related_document_of(document) for document in plan.related_documents],
    }


def plan_of(plan: Plan) -> Json:
    """What a version says of itself, its rules left out."""
    checked = plan.validity.checked_on
    return {
        "city": plan.city,
        "name": plan.name.to_dict(),
        "title": plan.title.to_dict(),
        "document_number": plan.document_number,
        "issuer": plan.issuer.to_dict(),
        "version": plan.version,
        "jurisdiction": plan.jurisdiction,
        "level": plan.level.value,
        "parent": plan.parent,
        "draft": plan.draft,
        "period": {"from": plan.period.start.isoformat(), "to": _day(plan.period.end)},
        "horizon": plan.horizon,
        "validity": {"checked_on": _day(checked), "by": plan.validity.by},
        "source": plan.source,
        "flaws": [flaw.to_dict() for flaw in plan.flaws],
        "reconstructions": list(plan.reconstructions),
        "digest": f"sha256:{plan.digest}",
    }


def facts_of(plan: Plan) -> tuple[FactDefinition, ...]:
    """The facts that the rules of a version read, and those these follow from, in vocabulary order."""
    named = {name for rule in plan.rules() for tree in _trees(rule) for name in facts_read(tree)}
    for definition in plan.vocabulary:
        if definition.name in named and definition.derived is not None:
            named |= set(facts_read(definition.derived))
    return tuple(definition for definition in plan.vocabulary if definition.name in named)


def _trees(rule: AnyRule) -> Iterable[Condition | Amount]:
    match rule:
        case Reward():
            return rule.when, rule.amount
        case Support():
            return (rule.when,)
        case Obligation():
            return rule.bound, rule.requires
        case Duty() | Target():
            return ()
        case unread:
            assert_never(unread)


def fact_of(fact: FactDefinition) -> Json:
    """The definition of a fact."""
    return {
        "name": fact.name,
        "type": fact.kind.value,
        "label": fact.label.to_dict(),
        "question": fact.question.to_dict(),
        "choices": [{"id": choice.id, "label": choice.label.to_dict()} for choice in fact.choices],
        "aliases": list(fact.aliases),
        "changeable": fact.changeable,
        "held_by": fact.held_by,
        "derived": None if fact.derived is None else write(fact.derived),
        "note": _words(fact.note),
    }


def rule_of(rule: AnyRule, plan: Plan) -> Json:
    """One rule: what all rules have, then what its kind has."""
    common = {
        "id": f"{plan.city}.{rule.id}",
        "title": rule.title.to_dict(),
        "theme": rule.theme,
        "cite": _cite(rule.cite),
        "departments": list(rule.departments),
        "interpretation": _words(rule.interpretation),
        "derived": rule.derived,
    }
    match rule:
        case Reward():
            return common | _reward(rule, plan)
        case Support():
            return common | {
                "kind": rule.kind.value,
                "scope": rule.scope.value,
                "when": _condition(rule.when, plan.vocabulary),
                "nature": rule.nature.value,
            }
        case Obligation():
            return common | _obligation(rule, plan)
        case Duty():
            return common | {
                "area": rule.area,
                "rhythm": None if rule.rhythm is None else _rhythm(rule.rhythm),
                "measure": None if rule.measure is None else _figure(rule.measure),
            }
        case Target():
            return common | _target(rule, plan)
        case unread:
            assert_never(unread)


def _reward(reward: Reward, plan: Plan) -> Json:
    group = next((group.id for group in plan.groups if reward.id in group.rewards), None)
    return {
        "scope": reward.scope.value,
        "when": _condition(reward.when, plan.vocabulary),
        "amount": _amount(reward.amount, plan.vocabulary),
        "nature": reward.nature.value,
        "paid_by": {payer: number(share) for payer, share in reward.paid_by},
        "once": reward.once,
        "budget": _budget(reward.budget),
        "group": group,
    }


def _obligation(obligation: Obligation, plan: Plan) -> Json:
    return {
        "scope": obligation.scope.value,
        "bound": _condition(obligation.bound, plan.vocabulary),
        "requires": _condition(obligation.requires, plan.vocabulary),
        "by": _day(obligation.by),
        "each": None if obligation.each is None else obligation.each.value,
        "standing": obligation.standing,
    }


def _target(target: Target, plan: Plan) -> Json:
    baseline = {"year": target.baseline_year, "value": _number(target.baseline_value)}
    return {
        "measure": target.measure.value,
        **_figure(target.figure),
        "stretch": _number(target.stretch),
        "firmness": target.firmness.value,
        "by": _day(target.by),
        "each": None if target.each is None else target.each.value,
        "from": target.start,
        "to": target.end,
        "baseline": None if target.baseline_year is None else baseline,
        "area": target.area,
        "part_of": None if target.part_of is None else f"{plan.city}.{target.part_of}",
    }


def _group(group: Group, plan: Plan) -> Json:
    return {
        "id": f"{plan.city}.{group.id}",
        "title": group.title.to_dict(),
        "rewards": [f"{plan.city}.{reward}" for reward in group.rewards],
        "pay": "highest" if group.highest else None,
        "at_most": _number(group.at_most),
        "budget": _budget(group.budget),
        "cite": _cite(group.cite),
        "interpretation": _words(group.interpretation),
        "derived": group.derived,
    }


def _clause(clause: Clause, plan: Plan) -> Json:
    citing = [*plan.rules(), *plan.groups]
    covered = [each.id for each in citing if any(cited.clause == clause.id for cited in each.cite)]
    return {
        "id": clause.id,
        "heading": clause.heading.to_dict(),
        "covered_by": [f"{plan.city}.{id_}" for id_ in covered],
        "reason": _words(clause.reason),
    }


def _condition(condition: Condition, vocabulary: Vocabulary) -> Json:
    words = condition_words(condition, vocabulary)
    return {"text": write(condition), **words.to_dict(), "tree": as_dict(condition)}


def _amount(amount: Amount, vocabulary: Vocabulary) -> Json:
    words = amount_words(amount, vocabulary)
    return {"text": write(amount), **words.to_dict(), "tree": as_dict(amount)}


def _definition(fact: FactDefinition, vocabulary: Vocabulary) -> Json:
    term: Term | None = fact.derived
    assert term is not None
    words = amount_words(term, vocabulary)
    return {"fact": fact.name, "text": write(term), **words.to_dict(), "tree": as_dict(term)}


def related_document_of(document: RelatedDocument) -> Json:
    """A document that the text leans on and that is not encoded."""
    return {
        "title": document.title.to_dict(),
        "number": document.number,
        "themes": list(document.themes),
        "note": document.note.to_dict(),
        "clause": document.clause,
    }


def _figure(figure: Figure) -> Json:
    return {
        "relation": figure.relation.value,
        "unit": figure.unit,
        "type": figure.kind.value,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
    }


def _rhythm(rhythm: Rhythm) -> Json:
    return {
        "every": rhythm.every.value,
        "times": {"low": rhythm.low, "high": rhythm.high},
        "in": [
            {"month": each.month, "part": None if each.part is None else each.part.value}
            for each in rhythm.in_months
        ],
    }


def _budget(budget: Budget | None) -> Json | None:
    if budget is None:
        return None
    return {"relation": budget.relation.value, "amount": number(budget.amount), "years": budget.years}


def _cite(cite: Iterable[Citation]) -> list[Mapping[str, str]]:
    return [{"clause": cited.clause, "quote": cited.quote} for cited in cite]


def number(exact: Fraction) -> str:
    """A number in plain notation; a fraction without a finite decimal as `1/3`."""
    try:
        return plain(decimal_of(exact))
    except ValueError:
        return f"{exact.numerator}/{exact.denominator}"


def _number(exact: Fraction | None) -> str | None:
    return None if exact is None else number(exact)


def _words(text: Bilingual | None) -> Json | None:
    return None if text is None else dict(text.to_dict())


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
