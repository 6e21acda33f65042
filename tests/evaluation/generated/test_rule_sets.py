"""Written plans: the bundled ones, the examples and the rule sets of the conformance suite, decided alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import policyengine
from policyengine.engine import Engine
from policyengine.evaluation.boundaries import Boundaries
from policyengine.evaluation.inquiry.names import Names
from policyengine.language.interval import decimal_of
from policyengine.language.tree import Value
from policyengine.rulebook.facts_of import trees_of
from policyengine.rulebook.force import year_assessed
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.scope import registered
from tests.conformance.suite import Case, cases, lay_out
from tests.evaluation.generated.alike import assert_answered_alike, glanced_at

EXAMPLES = Path(__file__).parents[3] / "examples" / "policies"
ROWS = 20
ASSUMED: tuple[dict[str, Any], ...] = (
    {},
    {"assume_registered": True},
    {"assume_not_received": False},
    {"assume_not_received": True},
)


def days_of(plan: Plan) -> tuple[date, ...]:
    """A day before a plan's period, one within it and its last."""
    start, end = plan.period.start, plan.period.end or date(plan.period.start.year + 4, 3, 1)
    return start - timedelta(days=1), start + (end - start) / 2, end


def enterprises(plan: Plan, day: date, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Enterprises near where the plan's rules turn, some facts of each unknown; some with a record."""
    near = Boundaries(
        (*trees_of(plan), registered(plan)),
        Names(plan.vocabulary, year_assessed(plan, day)),
        day,
        plan.jurisdiction,
    )
    values = {fact: [_plain(value) for value in near.of(fact, {})] for fact in near.facts}
    for _ in range(ROWS):
        profile = {
            fact: chance.choice(some) for fact, some in values.items() if some and chance.random() < 0.7
        }
        if chance.random() < 0.2 and plan.rewards:
            paid = {"reward": chance.choice(list(plan.rewards)), "amount": chance.choice([None, 100])}
            profile["received"] = [paid]
        yield profile


def _plain(value: Value) -> Any:
    match value:
        case Fraction():
            return decimal_of(value) if value.denominator > 1 else int(value)
        case tuple():
            return [{name: _plain(each) for name, each in entry} for entry in value]
        case _:
            return value


def plans(policies: Path | None) -> list[tuple[Engine, Plan]]:
    engine = policyengine.load(policies)
    return [(engine, plan) for plan in engine.plans]


@pytest.mark.parametrize(
    ("engine", "plan"), [*plans(None), *plans(EXAMPLES)], ids=lambda each: getattr(each, "city", "")
)
def test_a_plan_of_a_city_is_decided_alike(engine: Engine, plan: Plan) -> None:
    chance = random.Random(plan.city)
    for number, day in enumerate(days_of(plan)):
        for assumed in ASSUMED if number == 1 else ASSUMED[:1]:
            question = {"city": plan.city, "as_of": day, **assumed}
            decider = engine.decider(**question)
            for profile in enterprises(plan, day, chance):
                assert_answered_alike(engine, decider, profile, **question)


def test_most_profiles_of_the_bundled_plans_are_accepted_at_a_glance() -> None:
    for engine, plan in plans(None):
        day = plan.period.start
        decider = engine.decider(city=plan.city, as_of=day)
        profiles = list(enterprises(plan, day, random.Random(plan.city)))
        accepted = sum(glanced_at(decider, profile) for profile in profiles)
        assert accepted > len(profiles) / 3, plan.city


CASES: dict[str, list[Case]] = {}
for each in cases():
    if each.asks == "assessment":
        CASES.setdefault(each.file, []).append(each)


@pytest.mark.parametrize("file", CASES)
def test_the_cases_of_a_rule_set_are_decided_alike(file: str, tmp_path: Path) -> None:
    engine = policyengine.load(lay_out(CASES[file][0].written, tmp_path))
    for case in CASES[file]:
        decider = engine.decider(**case.question)
        assert_answered_alike(engine, decider, case.profile, **case.question)
