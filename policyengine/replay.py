"""Asking again what a record says was asked, and comparing the answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from policyengine.engine import Engine
from policyengine.errors import RequestError
from policyengine.evaluation.differences import Difference, differences
from policyengine.evaluation.record import NotARecord, Record, read_record

OPTIONS = ("version", "year", "assume_registered", "assume_not_received")


@dataclass(frozen=True, slots=True)
class Replay:
    """What has become different since a record was made; empty where the answer is the same.

    `rules_changed`: the rules say something else than they did then, be the answer the same or not.
    """

    record: Record
    differences: tuple[Difference, ...]
    rules_changed: bool


def replayed(engine: Engine, content: bytes) -> Replay:
    """The record in a file, asked again. RequestError where the file holds none, or its city is unknown."""
    record = read_record(_json(content))
    options = {key: record.options[key] for key in OPTIONS if key in record.options}
    assessment = engine.evaluate(record.profile, city=record.city, as_of=record.as_of, **options)
    now = assessment.to_dict()
    try:
        found = differences(record.result, now)
        changed = record.result["provenance"]["rules"] != now["provenance"]["rules"]
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError):
        # Somebody edited the result: it is not what an engine wrote.
        raise RequestError([NotARecord("result")]) from None
    return Replay(record, found, changed)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        raise RequestError([NotARecord("JSON")]) from None
