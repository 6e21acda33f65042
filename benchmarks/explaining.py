"""One profile, one city, with the full explanation: beside zen-engine with its trace on, with the same rules.

    python -m benchmarks.explaining [--quick]

Both explain the same generated enterprises in turn, round after round; what is measured is processor time,
and neither uses more than one thread. No enterprise comes twice to the same engine.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, TypeAlias

import zen

import policyengine
from benchmarks.as_decision import decision
from benchmarks.deciding import Profile, compare, enterprises
from benchmarks.tables import Table
from policyengine.engine import Engine
from policyengine.evaluation.deciding.force import year_assessed
from policyengine.rulebook.plan import Plan

ROUNDS, ENTERPRISES = 21, 200
QUICK_ROUNDS, QUICK_ENTERPRISES = 5, 60
TRACE, FACTS, MAPPING, WHOLE = (
    "zen-engine, trace",
    "reasons, facts read before",
    "reasons, plain mapping",
    "whole result, plain mapping",
)
_NAMES = (TRACE, FACTS, MAPPING, WHOLE)
_RATIOS = (
    ("trace / reasons, facts", TRACE, FACTS),
    ("trace / reasons, mapping", TRACE, MAPPING),
    ("trace / whole", TRACE, WHOLE),
)
Explain: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True)
class Contest:
    """One city's rules in both engines: how each explains an enterprise, and whom it is given each round."""

    plan: Plan
    explain: Mapping[str, Explain]
    rounds: Sequence[Mapping[str, Sequence[Any]]]

    def seconds(self, name: str, number: int) -> float:
        """What one explanation takes, on the average of a round."""
        given, explain = self.rounds[number][name], self.explain[name]
        began = time.process_time()
        for each in given:
            explain(each)
        return (time.process_time() - began) / len(given)

    def size(self, name: str) -> float:
        """How long an explanation is as JSON, in thousands of bytes, on the average of the first round."""
        given, explain = self.rounds[0][name], self.explain[name]
        texts = (json.dumps(explain(each), ensure_ascii=False, default=str) for each in given)
        return sum(len(text.encode()) for text in texts) / len(given) / 1000


def measure(quick: bool = False) -> Table:
    """Microseconds an explanation, city by city, and how many times as fast ours is."""
    rounds, many = (QUICK_ROUNDS, QUICK_ENTERPRISES) if quick else (ROUNDS, ENTERPRISES)
    engine = policyengine.load()
    contests = [contest(engine, versions[-1], rounds, many) for versions in engine.rulebook.plans.values()]
    return Table(
        title="Explaining one profile in one city",
        columns=[
            "city",
            "rules",
            *(f"{name} (µs)" for name in _NAMES),
            *(ratio for ratio, _, _ in _RATIOS),
            "trace, reasons, whole (kB)",
        ],
        rows=[list(_row(each)) for each in contests],
        notes=[_MEASURED.format(rounds=rounds, many=many), *_NOTES],
    )


_MEASURED = (
    "Processor time, median of {rounds} rounds; in each, every engine explains {many} new enterprises one "
    "by one, in turn with the others, after one round to warm up. The ratios are the medians of each "
    "round's own."
)
_NOTES = (
    f"zen-engine {version('zen-engine')} by its fastest documented use, the decision compiled beforehand "
    "(`ZenDecisionContent` through a loader), `{'trace': True}`, and the trace as Python objects: for each "
    "of its nodes what came in, what went out, how long it took, and each expression's result. So it names "
    "the result of every rule, but of no condition within it, and knows no words, clauses or quotes.",
    "“Reasons” is `decider.decide(profile).reasons()`: for every rule its status, the whole condition tree "
    "with 中文 and English words, the value of every condition in it (true, false, not known) and of every "
    "fact it read, the clauses with their quotes, the departments, and of every reward the amount, who pays, "
    "how the amount is worked out, and its payments. This is what the comparison is about.",
    "“Whole result” is `engine.evaluate(profile, …).to_dict()`, profile checked: all of that, and what is "
    "missing for each rule, what to ask next and what each answer is worth, what it would take to be "
    "eligible, totals with their cuts, warnings, and digests of rules and profile. zen-engine has nothing "
    "like it; its ratio is given to be plain about what all of it costs.",
    "What keeps the whole result from that rate: it builds the plain evaluator's results first, and searches "
    "what it would take whenever figures not seen before are in the way.",
    "Ours keeps, for a plan, what is missing and what it would take by the state of a rule: an enterprise "
    "unlike all before it takes longer than the median. Both engines answer the same statuses, compared "
    "beforehand; a fifth of the facts is unknown, a fifth of the enterprises registered elsewhere.",
)


def _row(each: Contest) -> Iterator[str]:
    taken: dict[str, list[float]] = {name: [] for name in _NAMES}
    for number in range(len(each.rounds)):
        for name in _NAMES:
            seconds = each.seconds(name, number)
            if number:  # the first round warms all of them up
                taken[name].append(seconds)
    yield each.plan.city
    yield str(len(each.plan.rewards) + len(each.plan.supports) + len(each.plan.obligations))
    yield from (f"{statistics.median(taken[name]) * 1e6:,.0f}" for name in _NAMES)
    for _, theirs, ours in _RATIOS:
        ratios = (them / us for them, us in zip(taken[theirs], taken[ours], strict=True))
        yield f"{statistics.median(ratios):,.2f}×"
    yield ", ".join(f"{each.size(name):.0f}" for name in (TRACE, FACTS, WHOLE))


def contest(engine: Engine, plan: Plan, rounds: int, many: int) -> Contest:
    """Both engines made ready for a city's rules. AssertionError where zen-engine answers otherwise."""
    city, day = plan.city, plan.period.start
    decider = engine.decider(city=city, as_of=day)
    every = list(enterprises(plan, (rounds + 1) * many, random.Random(f"explaining {city}")))
    trace = _traced(decision(plan, day, year_assessed(plan, day)))
    for profile in every[:many]:
        compare(trace(profile)["result"], decider.decide(profile))

    def given(profiles: list[Profile]) -> Mapping[str, Sequence[Any]]:
        return dict.fromkeys(_NAMES, profiles) | {FACTS: [engine.facts_of(each, city) for each in profiles]}

    return Contest(
        plan,
        {
            TRACE: trace,
            FACTS: lambda of: decider.decide(of).reasons(),
            MAPPING: lambda profile: decider.decide(profile).reasons(),
            WHOLE: lambda profile: engine.evaluate(profile, city=city, as_of=day).to_dict(),
        },
        [given(every[number * many : (number + 1) * many]) for number in range(rounds + 1)],
    )


def _traced(text: str) -> Explain:
    """zen-engine with its trace on."""
    content = zen.ZenDecisionContent(text)
    evaluate = zen.ZenEngine({"loader": lambda key: content}).evaluate
    return lambda profile: evaluate("plan", profile, {"trace": True})


if __name__ == "__main__":
    print(measure("--quick" in sys.argv).markdown())
