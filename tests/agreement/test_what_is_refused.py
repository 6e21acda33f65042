"""What a dialect cannot express is what docs/batch.md says, and nothing else of the suite or the examples."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import policyengine
from policyengine.batch.refused import NotExpressible
from policyengine.batch.sql import statement_for
from policyengine.errors import RulebookError
from policyengine.rulebook.plan import Plan
from tests.conformance.suite import files, lay_out

ROOT = Path(__file__).parents[2]
SAYS = (ROOT / "docs" / "batch.md").read_text("utf-8")
DIALECTS = ("duckdb", "spark", "postgres", "portable")

LISTS = "a fact that is a list (take duckdb or spark)"
ROUNDING = "the rounding of a quotient (take duckdb, spark or postgres)"
OWN_DAY = "a recurring duty from a day of the enterprise's own (take duckdb, spark or postgres)"
STEPS = "a statement of more than 24 steps (take duckdb)"
DAYS = "a number of days between two dates"
REFUSED: Mapping[str, frozenset[str]] = {
    "duckdb": frozenset(),
    "spark": frozenset({STEPS}),
    "postgres": frozenset({LISTS}),
    "portable": frozenset({LISTS, ROUNDING, OWN_DAY, DAYS}),
}
"""What of the conformance suite and the example plans each dialect refuses."""


_known: dict[tuple[int, str], frozenset[str]] = {}


def refused(plan: Plan, dialect: str) -> frozenset[str]:
    """What a dialect cannot express of a plan that a fixture keeps, worked out once."""
    if (id(plan), dialect) not in _known:
        _known[id(plan), dialect] = _refused(plan, dialect)
    return _known[id(plan), dialect]


def _refused(plan: Plan, dialect: str) -> frozenset[str]:
    """What a dialect cannot express of a plan, without the names of facts."""
    try:
        statement_for(plan, plan.period.start, None, dialect)
    except NotExpressible as refusal:
        return frozenset(re.sub(r", `.*`$", "", each.construct.en) for each in refusal.findings)
    return frozenset()


@pytest.fixture(scope="module")
def rule_sets() -> Mapping[str, tuple[Plan, ...]]:
    """The plans of each rule set of the suite that loads."""
    found = {}
    for name, written in files():
        with tempfile.TemporaryDirectory() as folder:
            try:
                found[name] = tuple(policyengine.load(lay_out(written, Path(folder))).plans)
            except RulebookError:
                continue
    return found


@pytest.fixture(scope="module")
def examples() -> tuple[Plan, ...]:
    return tuple(policyengine.load(ROOT / "examples" / "policies").plans)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_dialect_refuses_what_is_listed_and_nothing_else(
    dialect: str, rule_sets: Mapping[str, tuple[Plan, ...]], examples: tuple[Plan, ...]
) -> None:
    plans = (*(plan for each in rule_sets.values() for plan in each), *examples)
    assert frozenset().union(*(refused(plan, dialect) for plan in plans)) == REFUSED[dialect]


def test_the_page_counts_the_rule_sets_of_each_dialect(rule_sets: Mapping[str, tuple[Plan, ...]]) -> None:
    told: dict[str, int] = defaultdict(int)
    for plans in rule_sets.values():
        for dialect in DIALECTS:
            told[dialect] += not any(refused(plan, dialect) for plan in plans)
    print({dialect: f"{told[dialect]} of {len(rule_sets)}" for dialect in DIALECTS})
    counted = ", ".join(f"`{dialect}` {told[dialect]}" for dialect in DIALECTS)
    assert f"Of the {len(rule_sets)} rule sets of the conformance suite: {counted}." in SAYS


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_page_names_what_a_dialect_refuses(dialect: str) -> None:
    for construct in REFUSED[dialect]:
        assert construct.split(" (")[0] in SAYS


ALSO: Mapping[str, Mapping[str, Any]] = {
    "a length of time that is a fact": {
        "facts": {"began": "date", "lasts": "duration"},
        "supports": {"help": {"when": "began + lasts >= 2021-01-01"}},
    },
    "a comparison of lengths of time": {
        "facts": {"lasts": "duration"},
        "supports": {"help": {"when": "lasts = 3年"}},
    },
    "a day chosen by tiers or held between bounds": {
        "facts": {"q": "boolean", "began": "date", "ended": "date"},
        "supports": {"help": {"when": "(began if q, otherwise ended) >= 2021-01-01"}},
    },
    "a choice or a text chosen by tiers": {
        "facts": {"q": "boolean", "one": "text", "other": "text"},
        "supports": {"help": {"when": '(one if q, otherwise other) = "a"'}},
    },
}
"""What no dialect expresses, though the suite has no case of it, each with rules that say it."""


def every_also() -> Iterator[tuple[str, str]]:
    yield from ((construct, dialect) for construct in ALSO for dialect in DIALECTS)


@pytest.mark.parametrize(("construct", "dialect"), list(every_also()))
def test_what_no_dialect_expresses_is_refused_by_name(construct: str, dialect: str, tmp_path: Path) -> None:
    (plan,) = policyengine.load(lay_out(ALSO[construct], tmp_path)).plans
    assert construct in SAYS
    assert _refused(plan, dialect) == {construct}
