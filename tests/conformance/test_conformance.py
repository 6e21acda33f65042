"""Every engine gives every case of the suite the answer that the suite expects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import policyengine
from policyengine.errors import ProfileError, RulebookError
from tests.conformance.suite import CITY, Case, at, cases, differences, lay_out, refused_rules

Answer = Callable[[Path, Case], Mapping[str, Any]]


def python_engine(folder: Path, case: Case) -> Mapping[str, Any]:
    """The engine that decides: one profile at a time, in Python."""
    engine = policyengine.load(folder)
    match case.asks:
        case "comparison":
            return engine.compare(case.profile, as_of=case.question["as_of"]).to_dict()
        case "version":
            return engine.show(CITY, case.case.get("version"))
        case "readings":
            return {"readings": [each.to_dict() for each in engine.readings(case.profile, **case.question)]}
        case _:
            return engine.evaluate(case.profile, **case.question).to_dict()


ENGINES: Mapping[str, Answer] = {"python": python_engine}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", [c for c in cases() if "expect" in c.case], ids=str)
def test_the_answer_is_what_the_suite_expects(case: Case, engine: str, tmp_path: Path) -> None:
    answer = ENGINES[engine](lay_out(case.written, tmp_path), case)
    assert differences(case.case["expect"], answer) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", [c for c in cases() if "twin" in c.case], ids=str)
def test_a_twin_is_told_apart_only_where_it_differs(case: Case, engine: str, tmp_path: Path) -> None:
    one = ENGINES[engine](lay_out(case.written, tmp_path / "one"), case)
    other = ENGINES[engine](lay_out(case.twin.written, tmp_path / "other"), case.twin)
    assert [path for path in case.case.get("same", ()) if at(path, one) != at(path, other)] == []
    assert [path for path in case.case.get("differ", ()) if at(path, one) == at(path, other)] == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", [c for c in cases() if "refused" in c.case], ids=str)
def test_the_profile_is_refused_for_the_stated_reason(case: Case, engine: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as refusal:
        ENGINES[engine](lay_out(case.written, tmp_path), case)
    assert [finding.code for finding in refusal.value.findings] == case.case["refused"]


@pytest.mark.parametrize("case", list(refused_rules()), ids=str)
def test_the_rules_are_refused_for_the_stated_reason(case: Case, tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as refusal:
        policyengine.load(lay_out(case.written, tmp_path))
    codes = [finding.code for finding in refusal.value.findings if finding.severity == "error"]
    assert codes == case.case["codes"]
