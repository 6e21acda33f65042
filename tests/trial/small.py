"""Small plans made up for one test, and what their cases try."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import policyengine
from policyengine import Engine
from policyengine.rulebook.cases import load_cases
from policyengine.trial import tried
from policyengine.trial.coverage import Coverage, coverage
from policyengine.trial.suggesting import Suggestions, suggestions
from tests.conformance.suite import CITY, lay_out

HOME = "410500"


def lay(folder: Path, rules: Mapping[str, Any], cases: str = "cases: []\n") -> Engine:
    """The rules and cases as a folder of policies, loaded."""
    lay_out(rules, folder)
    cases_file(folder).write_text(cases, "utf-8")
    return policyengine.load(folder)


def cases_file(folder: Path) -> Path:
    return folder / CITY / "v1" / "cases.yaml"


def covered(folder: Path, rules: Mapping[str, Any], cases: str = "cases: []\n") -> Coverage:
    """What the cases try of the rules."""
    engine = lay(folder, rules, cases)
    return coverage(engine.plans[0], list(tried(engine, load_cases(folder))))


def suggested(folder: Path, rules: Mapping[str, Any], cases: str = "cases: []\n") -> Suggestions:
    """The cases suggested for what is not tried."""
    found = covered(folder, rules, cases)
    asked = policyengine.load(folder).evaluate({}, city=CITY, as_of="2021-06-30")
    return suggestions(found, asked.case.facts)


def case(profile: str, expect: str, more: str = "") -> str:
    """One case as an analyst writes it."""
    return (
        f"  - name: 例\n    as_of: 2021-06-30\n    profile: {{registered_in: '{HOME}', {profile}}}\n"
        f"    expect: {{{expect}}}\n{more}"
    )


def reached(found: Coverage) -> set[str]:
    return {f"{goal.owner} {goal.words.en}" for goal in found.reached}


def missing(found: Coverage) -> set[str]:
    return {f"{goal.owner} {goal.words.en}" for goal in found.missing}
