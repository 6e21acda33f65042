"""A fact left out of a case opens its answer or leaves it as it is: it never turns a result round.

"More facts never contradict", asked of every case of the suite and every fact that it gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import policyengine
from tests.conformance.suite import KINDS, Case, cases, lay_out

OPEN = {"undetermined", "conditional"}
NOTHING = {"low": "0", "high": "0"}


def assessed() -> Iterator[Case]:
    """The cases that are answered with an assessment."""
    return (case for case in cases() if case.asks == "assessment" and "expect" in case.case)


def fewer(profile: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The profile with one fact fewer. What was received is taken as nothing when it is left out."""
    for name in profile:
        if name != "received":
            yield name, {fact: value for fact, value in profile.items() if fact != name}


def contradictions(few: Mapping[str, Any], more: Mapping[str, Any]) -> Iterator[str]:
    """What the answer from fewer facts says that the answer from more does not bear out."""
    for kind in KINDS:
        for one, other in zip(few[kind], more[kind], strict=True):
            yield from _contradicted(one, other)
            for paid, then in zip(one.get("payments", ()), other.get("payments", ()), strict=True):
                if _turned(paid, then):
                    yield f"{one['id']}.{paid['id']}"
    if not few["totals"]["unquantified"]:
        yield from _totals(few["totals"], more["totals"])


def _contradicted(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    if _turned(one, other):
        yield f"{one['id']}.status"
    if "amount" in one:
        if not _holds(one["amount"], other["amount"]):
            yield f"{one['id']}.amount"
        yield from (f"{one['id']}.paid_by.{payer}" for payer in _outside(one["paid_by"], other["paid_by"]))


def _totals(few: Mapping[str, Any], more: Mapping[str, Any]) -> Iterator[str]:
    sums = ({"low": each["assured"], "high": each["possible"]} for each in (few, more))
    if not _holds(*sums):
        yield "totals"
    if not _holds(few["to_be_returned"], more["to_be_returned"]):
        yield "to_be_returned"
    yield from _outside(few["by_payer"], more["by_payer"])


def _turned(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["status"] not in OPEN and one["status"] != other["status"]


def _outside(wide: Mapping[str, Any], narrow: Mapping[str, Any]) -> Iterator[str]:
    return (payer for payer, part in narrow.items() if not _holds(wide.get(payer, NOTHING), part))


def _holds(wide: Mapping[str, Any], narrow: Mapping[str, Any]) -> bool:
    return Decimal(wide["low"]) <= Decimal(narrow["low"]) and _high(narrow) <= _high(wide)


def _high(amount: Mapping[str, Any]) -> Decimal:
    return Decimal("Infinity") if amount["high"] is None else Decimal(amount["high"])


@pytest.mark.parametrize("case", list(assessed()), ids=str)
def test_a_fact_left_out_contradicts_nothing(case: Case, tmp_path: Path) -> None:
    engine = policyengine.load(lay_out(case.written, tmp_path))
    whole = engine.evaluate(case.profile, **case.question).to_dict()
    for name, profile in fewer(case.profile):
        answer = engine.evaluate(profile, **case.question).to_dict()
        # A day left out may hand the question to another version, which has rules of its own.
        if answer["plan"]["version"] == whole["plan"]["version"]:
            assert list(contradictions(answer, whole)) == [], f"without {name}"
