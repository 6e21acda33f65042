"""Records: the same answer, or what differs and which clause made the difference."""

from __future__ import annotations

import json
from typing import Any

import pytest

import policyengine
from policyengine import Engine, RequestError
from policyengine.evaluation.record import recorded
from policyengine.replay import replayed

PROFILE = {"registered_in": "440700", "hte_recognition": "first", "revenue": "1200.5万元"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return policyengine.load()


@pytest.fixture
def record(engine: Engine) -> dict[str, Any]:
    assessment = engine.evaluate(PROFILE, city="jiangmen", as_of="2022-06-30", assume_not_received=True)
    return recorded(assessment, PROFILE).to_dict()


def encoded(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def test_the_same_rules_give_the_same_answer(engine: Engine, record: dict[str, Any]) -> None:
    replay = replayed(engine, encoded(record))
    assert replay.differences == ()
    assert not replay.rules_changed


def test_a_difference_names_the_item_the_clause_and_both_values(
    engine: Engine, record: dict[str, Any]
) -> None:
    record["result"]["rewards"][0]["amount"]["low"] = "200000"
    (difference,) = replayed(engine, encoded(record)).differences
    assert difference.where == "jiangmen.hte_first_recognition"
    assert difference.clauses == ("三(一)1",)
    assert "20万–50万元" in difference.words.zh
    assert "30万–50万元" in difference.words.zh


def test_rules_that_changed_without_changing_the_answer_are_told(
    engine: Engine, record: dict[str, Any]
) -> None:
    record["result"]["provenance"]["rules"] = "sha256:" + "0" * 64
    replay = replayed(engine, encoded(record))
    assert replay.rules_changed
    assert replay.differences == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff",
        b'{"schema": "policyengine/record@1"}',
        b"[" * 100_000,
        b'{"schema": 1e99999999999999999999}',
    ],
)
def test_what_is_no_record_is_refused(engine: Engine, content: bytes) -> None:
    with pytest.raises(RequestError, match="this is no record"):
        replayed(engine, content)


@pytest.mark.parametrize(
    "damage", [{"rewards": 3}, {"rewards": [{"id": "x"}]}, {"plan": None}, {"totals": {}}]
)
def test_a_result_that_no_engine_wrote_is_refused(
    engine: Engine, record: dict[str, Any], damage: dict[str, Any]
) -> None:
    record["result"] |= damage
    with pytest.raises(RequestError, match="this is no record"):
        replayed(engine, encoded(record))
