"""What cases should try of what a plan says of several rules: definitions, conditions for many, groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.funds import rewards_in
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.deciding.statuses import Status
from policyengine.language.tree import ALWAYS, Condition, Kind, Named
from policyengine.language.walk import as_condition, as_term, descend
from policyengine.rulebook.facts_of import trees_of_rule
from policyengine.rulebook.plan import Obligation, Plan
from policyengine.rulebook.plan_wide import Decided, Requirement, decided, joined, requirements
from policyengine.rulebook.provisions import Definition, Group
from policyengine.trial.goals.goal import Area, Goal, Shows, Way, all_of
from policyengine.trial.goals.parts import Wanted, of_condition, of_term
from policyengine.trial.goals.rules import applies, condition_of, within_scope
from policyengine.trial.shown_by import Shown

# Definitions


def of_definition(plan: Plan, definition: Definition) -> Iterator[Goal]:
    """What to try of a definition, in a case that says something of a rule which uses it."""
    users = [rule.id for rule in decided(plan) if definition.id in _named_in(plan, rule)]
    if definition.kind is Kind.BOOLEAN:
        every = of_condition(as_condition(definition.what), ALWAYS, plan.vocabulary)
    else:
        every = of_term(as_term(definition.what), ALWAYS, plan.vocabulary)
    for wanted in every:
        ways = tuple(_way(rule, wanted, wanted.needs, _says(rule)) for rule in users)
        yield _goal(definition.id, definition.title, wanted, ways)


def _named_in(plan: Plan, rule: Decided) -> frozenset[str]:
    trees = (*trees_of_rule(rule), required(plan, rule))
    return frozenset(node.name for tree in trees for node in descend(tree) if isinstance(node, Named))


def _says(rule: str) -> Shows:
    return lambda shown: shown.anything(rule)


# Conditions for many rules


def of_requirements(plan: Plan) -> Iterator[Goal]:
    """What to try of the conditions asked beside rules' own, each by any rule that it is for."""
    asked: dict[tuple[str | None, Condition], list[tuple[Decided, Requirement]]] = {}
    for rule in decided(plan):
        for each in requirements(plan, rule):
            asked.setdefault((each.id, each.condition), []).append((rule, each))
    for (id_, condition), those in asked.items():
        ways: dict[int, list[Way]] = {}
        every: list[Wanted] = []
        for rule, requirement in those:
            every = list(of_condition(condition, _beside(plan, rule, requirement), plan.vocabulary))
            for number, wanted in enumerate(every):
                way = _way(rule.id, wanted, wanted.needs, within_scope(rule.id))
                ways.setdefault(number, []).append(way)
        rule, requirement = those[0]
        span = rule.span if isinstance(rule, Obligation) else plan.written_at.get("period", plan.span)
        for number, wanted in enumerate(every):
            here = replace(wanted, span=wanted.span or span)
            yield _goal(id_ or rule.id, requirement.title, here, tuple(ways[number]))


def _beside(plan: Plan, rule: Decided, requirement: Requirement) -> Condition:
    """What else must hold for a requirement to decide about a rule."""
    others = tuple(each for each in requirements(plan, rule) if each != requirement)
    return all_of(joined(others), condition_of(rule))


def _way(rule: str, wanted: Wanted, needs: Condition, shows: Shows) -> Way:
    return Way(rule=rule, needs=needs, shows=shows, items=wanted.items, turns=wanted.turns)


def _goal(owner: str, title: Bilingual, wanted: Wanted, ways: tuple[Way, ...]) -> Goal:
    return Goal(area=wanted.area, owner=owner, title=title, words=wanted.words, ways=ways, span=wanted.span)


# Groups


def of_group(plan: Plan, group: Group, groups: Mapping[str, Group]) -> Iterator[Goal]:
    """That a group takes something away, and that what it is about is there and it does not."""
    rewards = list(rewards_in(group, groups))
    if group.pay is not None:
        members = [_rewards_of(member, groups) for member in group.members]
        pairs = [(a, b) for one, other in combinations(members, 2) for a in one for b in other]
        both = ((all_of(*(applies(plan, plan.rewards[each]) for each in pair)), pair[0]) for pair in pairs)
        words = Bilingual("同时符合两项以上，只取其一", "two or more at once: only one is paid")
        yield _of_group(group, words, both, _cuts(group, group.pay.value))
    if group.ceilings:
        ways = [(applies(plan, plan.rewards[each]), each) for each in rewards]
        cut = Bilingual("合计超过上限，予以核减", "the ceiling cuts the sum")
        yield _of_group(group, cut, ways, _cuts(group, "ceiling"))
        uncut = Bilingual("合计在上限以内，不核减", "the sum is within the ceiling")
        yield _of_group(group, uncut, ways, _within_ceiling(group, rewards))


def _rewards_of(member: str, groups: Mapping[str, Group]) -> tuple[str, ...]:
    return tuple(rewards_in(groups[member], groups)) if member in groups else (member,)


def _of_group(group: Group, words: Bilingual, needs: Iterable[tuple[Condition, str]], shows: Shows) -> Goal:
    ways = tuple(Way(rule=rule, needs=condition, shows=shows) for condition, rule in needs)
    span = group.written_at.get("id", group.span)
    return Goal(area=Area.GROUPS, owner=group.id, title=group.title, words=words, ways=ways, span=span)


def _cuts(group: Group, by: str) -> Shows:
    def shows(shown: Shown) -> bool:
        cuts = shown.assessment.totals.cuts if shown.totals else ()
        return any(cut.group.rpartition(".")[2] == group.id and cut.by == by for cut in cuts)

    return shows


def _within_ceiling(group: Group, rewards: list[str]) -> Shows:
    cut = _cuts(group, "ceiling")

    def shows(shown: Shown) -> bool:
        had = any(shown.items[rule].status is Status.ELIGIBLE for rule in rewards)
        return shown.totals and had and not cut(shown)

    return shows
