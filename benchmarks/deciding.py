"""One profile, one city, deciding only: beside zen-engine and durable-rules with the same rules.

    python -m benchmarks.deciding [--quick]

Every engine decides the same generated enterprises in turn, round after round, so that a noisy moment
touches all alike; what is measured is processor time, and none of the engines uses more than one thread.
Before anything is timed, zen-engine's answers are compared with ours, one by one.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

import zen

import policyengine
from benchmarks.as_decision import decision
from benchmarks.tables import Table
from policyengine.engine import Engine
from policyengine.evaluation.assess import assess
from policyengine.evaluation.deciding.force import Force, year_assessed
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.decision import Decision
from policyengine.evaluation.facts.derived import signed
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import ALWAYS, AllOf, Condition, Kind
from policyengine.monitoring.durable.program import Step, program
from policyengine.monitoring.durable.running import Machine
from policyengine.monitoring.durable.second_opinion import told
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.facts_of import facts_of
from policyengine.rulebook.plan import Plan, Reward, Support
from policyengine.rulebook.plan_wide import Decided
from policyengine.rulebook.scope import REGISTERED_IN, registered

ROUNDS, ENTERPRISES, FOR_DURABLE = 21, 1000, 40
QUICK_ROUNDS, QUICK_ENTERPRISES, QUICK_FOR_DURABLE = 7, 200, 10
UNKNOWN, ELSEWHERE = 0.2, 0.2
"""How often a fact is left out, and how often an enterprise is registered in another city."""
NUMBERS: Mapping[Kind, Sequence[float]] = {
    Kind.MONEY: (0, 0.01, 300_000, 1_250_000.5, 20_000_000, 480_000_000),
    Kind.RATIO: (0, 0.02999999, 0.03, 0.25, 1.5),
    Kind.COUNT: (0, 1, 2, 5, 12, 300),
}
FACTS, MAPPING, ZEN, PLAIN, DURABLE, LEAN = (
    "ours, facts read before",
    "ours, plain mapping",
    "zen-engine",
    "ours, not generated",
    "durable-rules",
    "durable-rules, leanest",
)
Profile = dict[str, Any]


@dataclass(frozen=True)
class Contest:
    """One city's rules in every engine: what each is given, and how it decides one."""

    plan: Plan
    engines: Mapping[str, tuple[Sequence[Any], Callable[[Any], object]]]

    def seconds(self, name: str) -> float:
        """What one decision takes, on the average of one round."""
        given, decide = self.engines[name]
        began = time.process_time()
        for each in given:
            decide(each)
        return (time.process_time() - began) / len(given)


def measure(quick: bool = False) -> Table:
    """Microseconds a decision, city by city, and how many times as fast ours is."""
    rounds, many, few = (
        (QUICK_ROUNDS, QUICK_ENTERPRISES, QUICK_FOR_DURABLE) if quick else (ROUNDS, ENTERPRISES, FOR_DURABLE)
    )
    engine = policyengine.load()
    contests = [contest(engine, versions[-1], many, few) for versions in engine.rulebook.plans.values()]
    rows = [list(_row(each, rounds)) for each in contests]
    return Table(
        title="Deciding one profile in one city",
        columns=["city", "rules", *(f"{name} (µs)" for name in _NAMES), *_RATIOS],
        rows=rows,
        notes=[_MEASURED.format(rounds=rounds, many=many, few=few), *_NOTES],
    )


_NAMES = (FACTS, MAPPING, PLAIN, ZEN, DURABLE, LEAN)
_RATIOS = ("zen / facts", "zen / mapping", "durable / facts", "durable / mapping")
_MEASURED = (
    "Processor time, median of {rounds} rounds; in each, every engine decides {many} enterprises one by one "
    "(durable-rules {few}), in turn with the others. The ratios are the medians of each round's own; for "
    "durable-rules by the faster of its two."
)
_NOTES = (
    f"zen-engine {version('zen-engine')}, by its fastest documented use: the decision compiled before and "
    "found by a loader (`ZenDecisionContent` through a loader function, or the static loader, whichever is "
    "faster for the city), one expression node for what rules share and one for the answers, generated from "
    "the same trees by `benchmarks/as_decision.py`. A decision table for each rule took three to five times "
    "as long.",
    "The same outputs: the status of every rule, low and high of every reward, what is assured and possible "
    "after groups, and how many are unquantified. All of them are read out of ours, and all are compared "
    "with zen-engine's beforehand, for every enterprise.",
    "In zen-engine's favour: it checks no profile; its numbers are decimals of 28 places and leave it as "
    "floats, where ours are exact; its rules know nothing of areas or of rewards received before.",
    "In ours: where facts were read before they are exact already, while zen-engine turns its mapping into "
    "values of its own every time. So a plain mapping is measured too, every fact of it checked as "
    "`evaluate` does. Sums are remembered as decimals once they have been made.",
    "For both: no enterprise has a record of rewards already received, and none gives a derived fact; a "
    "fifth of the facts is unknown, a fifth of the enterprises registered elsewhere.",
    f"durable-rules {version('durable-rules')} through the library's own adapter decides statuses, no "
    "amounts: all that its rules can tell, or (leanest) only which rewards and supports can be had, nothing "
    "being said of what fails or is unknown. What it is told is worked out beforehand and not timed.",
)


def _row(each: Contest, rounds: int) -> Iterator[str]:
    taken: dict[str, list[float]] = {name: [] for name in _NAMES}
    for number in range(rounds + 1):
        for name in _NAMES:
            seconds = each.seconds(name)
            if number:  # the first round warms all of them up
                taken[name].append(seconds)
    durable = [min(pair) for pair in zip(taken[DURABLE], taken[LEAN], strict=True)]
    yield each.plan.city
    yield str(len(each.plan.rewards) + len(each.plan.supports) + len(each.plan.obligations))
    yield from (f"{statistics.median(taken[name]) * 1e6:,.1f}" for name in _NAMES)
    for theirs in (taken[ZEN], durable):
        for ours in (taken[FACTS], taken[MAPPING]):
            ratios = (them / us for them, us in zip(theirs, ours, strict=True))
            yield f"{statistics.median(ratios):,.1f}×"


# The engines ------------------------------------------------------------------------------------


def contest(engine: Engine, plan: Plan, many: int, few: int) -> Contest:
    """Every engine made ready for a city's rules. AssertionError where zen-engine answers otherwise."""
    day = plan.period.start
    decider = engine.decider(city=plan.city, as_of=day)
    profiles = list(enterprises(plan, many, random.Random(plan.city)))
    facts = [engine.facts_of(profile, plan.city) for profile in profiles]
    in_zen = _zen(plan, day, profiles)
    for profile in profiles:
        compare(in_zen(profile), decider.decide(profile))

    def plain(of: Any) -> object:
        assessment = assess(plan, Force.IN_FORCE, of, day)
        return assessment, [reward.amount for reward in assessment.rewards.values()], assessment.totals

    cases = [told(assess(plan, Force.IN_FORCE, of, day)) for of in facts[:few]]
    return Contest(
        plan,
        {
            FACTS: (facts, lambda of: read_out(decider.decide(of))),
            MAPPING: (profiles, lambda profile: read_out(decider.decide(profile))),
            PLAIN: (facts, plain),
            ZEN: (profiles, in_zen),
            DURABLE: (cases, _durable(plan, lean=False).run),
            LEAN: (cases, _durable(plan, lean=True).run),
        },
    )


def read_out(made: Decision) -> object:
    """All that zen-engine answers, out of a decision."""
    return made.statuses, made.amounts, made.assured, made.possible, len(made.unquantified)


def _zen(plan: Plan, day: date, profiles: Sequence[Profile]) -> Callable[[Profile], Mapping[str, Any]]:
    """zen-engine by the faster of its two ways to a decision that is compiled beforehand."""
    text = decision(plan, day, year_assessed(plan, day))
    content = zen.ZenDecisionContent(text)
    loaders: list[Any] = [lambda key: content, {"type": "static", "content": {"plan": json.loads(text)}}]
    return min(map(_asking, loaders), key=lambda ask: _seconds(ask, profiles))


def _asking(loader: Any) -> Callable[[Profile], Mapping[str, Any]]:
    evaluate = zen.ZenEngine({"loader": loader}).evaluate
    return lambda profile: evaluate("plan", profile)["result"]


def _seconds(ask: Callable[[Profile], object], profiles: Sequence[Profile]) -> float:
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for profile in profiles[:200]:
            ask(profile)
        best = min(best, time.process_time() - began)
    return best


def _durable(plan: Plan, *, lean: bool) -> Machine:
    """The rules of a plan in durable-rules. `lean`: only which rewards and supports can be had."""
    return Machine(program(tuple(_steps(plan, lean)), signed(plan.vocabulary)))


def _steps(plan: Plan, lean: bool) -> Iterator[Step]:
    promised: tuple[Reward | Support, ...] = (*plan.rewards.values(), *plan.supports.values())
    for rule in promised:
        whole = _whole(plan, rule, rule.when)
        yield Step(rule.id, whole)
        if not lean:
            yield Step(f"not {rule.id}", whole, negated=True)
    for duty in () if lean else plan.obligations.values():
        whole = _whole(plan, duty, duty.bound)
        yield Step(duty.id, whole)
        yield Step(f"not {duty.id}", whole, negated=True)
        yield Step(f"{duty.id} met", duty.requires, (duty.id,))
        yield Step(f"{duty.id} not met", duty.requires, (duty.id,), negated=True)


def _whole(plan: Plan, rule: Decided, own: Condition) -> Condition:
    scope = [registered(plan)] if rule.scope is Scope.REGISTERED else []
    parts = [part for part in (*scope, required(plan, rule), own) if part != ALWAYS]
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts)) if parts else ALWAYS


def compare(theirs: Mapping[str, Any], ours: Decision) -> None:
    """AssertionError where the two answers are not the same."""
    wanted: dict[str, Any] = {id_: status.value for id_, status in ours.statuses.items()}
    for id_, amount in ours.amounts.items():
        wanted[f"{id_}__low"] = float(amount.low)
        wanted[f"{id_}__high"] = None if amount.high is None else float(amount.high)
    wanted |= {"assured": float(ours.assured), "possible": float(ours.possible)}
    wanted["unquantified"] = len(ours.unquantified)
    apart = [(name, theirs.get(name), value) for name, value in wanted.items() if theirs.get(name) != value]
    assert not apart, apart


# The enterprises --------------------------------------------------------------------------------


def enterprises(plan: Plan, number: int, chance: random.Random) -> Iterator[Profile]:
    """So many enterprises over the facts that a plan reads, as a JSON body gives them."""
    asked = [each for each in facts_of(plan) if each.derived is None and each.name != REGISTERED_IN]
    for _ in range(number):
        here = chance.random() >= ELSEWHERE
        profile: Profile = {REGISTERED_IN: chance.choice(_places(plan)) if here else "110105"}
        for definition in asked:
            if chance.random() >= UNKNOWN:
                profile[definition.name] = _value(definition, chance)
        yield profile


def _places(plan: Plan) -> tuple[str, ...]:
    code = plan.jurisdiction
    return (code, f"{code[:4]}22") if code.endswith("00") else (code,)


def _value(definition: FactDefinition, chance: random.Random) -> Any:
    match definition.kind:
        case Kind.BOOLEAN:
            return chance.random() < 0.4
        case Kind.CHOICE:
            return chance.choice(definition.choices).id
        case kind:
            return chance.choice(NUMBERS[kind])


if __name__ == "__main__":
    print(measure(quick="--quick" in sys.argv).markdown())
