"""A result put on record with all that was asked, so that anyone can ask again and compare."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policyengine.errors import Bilingual, Finding, RequestError
from policyengine.evaluation.assessment import SCHEMA as ASSESSMENT
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.differences import KINDS, TOTALS
from policyengine.language.interval import decimal_of, plain

SCHEMA = "policyengine/record@1"
_KEYS = ("city", "as_of", "options", "profile", "result")
_OPTIONS = frozenset(("version", "year", "assume_registered", "assume_not_received"))


@dataclass(frozen=True, slots=True)
class NotARecord(Finding):
    """A file that should be a record of an assessment is none.

    Why: a record is replayed by what it says was asked, and nothing of that can be guessed.
    Mend: give a file that `policyengine evaluate --record FILE` wrote.
    """

    code = "not-a-record"
    lacking: str

    def message(self) -> Bilingual:
        """What is not there."""
        return Bilingual(
            zh=f"这不是评估记录（{SCHEMA}）：缺少{self.lacking}",
            en=f"this is no record of an assessment ({SCHEMA}): it lacks {self.lacking}",
        )


@dataclass(frozen=True, slots=True)
class Record:
    """One question and its answer. `options`: what else `Engine.evaluate` was told, by keyword."""

    city: str
    as_of: date
    options: Mapping[str, Any]
    profile: Mapping[str, Any]
    result: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The record as `policyengine/record@1`."""
        return {
            "schema": SCHEMA,
            "city": self.city,
            "as_of": self.as_of.isoformat(),
            "options": dict(self.options),
            "profile": jsonable(self.profile),
            "result": dict(self.result),
        }


def recorded(assessment: Assessment, profile: Mapping[str, Any], version: str | None = None) -> Record:
    """An assessment on record. `profile` as it was given, `version` if one was asked for by name."""
    case = assessment.case
    options = {
        "version": version,
        "year": assessment.asked_year,
        "assume_registered": case.assume_registered,
        "assume_not_received": case.assume_not_received,
    }
    return Record(assessment.city, assessment.as_of, options, profile, assessment.to_dict())


def read_record(given: object) -> Record:
    """A record out of its JSON. RequestError where it is none."""
    if not isinstance(given, Mapping) or given.get("schema") != SCHEMA:
        raise RequestError([NotARecord("schema")])
    lacking = next((key for key in _KEYS if key not in given), None)
    if lacking is not None:
        raise RequestError([NotARecord(lacking)])
    city, as_of, options, profile, result = (given[key] for key in _KEYS)
    if not isinstance(options, Mapping) or not set(options) <= _OPTIONS:
        raise RequestError([NotARecord("options")])
    if not isinstance(profile, Mapping):
        raise RequestError([NotARecord("profile")])
    if not _is_result(result):
        raise RequestError([NotARecord("result")])
    return Record(str(city), _day(as_of), options, profile, result)


def _is_result(given: object) -> bool:
    """Whether this is an assessment as far as it takes to compare it with another."""
    if not isinstance(given, Mapping) or given.get("schema") != ASSESSMENT:
        return False
    lists = [given.get(kind) for kind in KINDS]
    if not all(isinstance(items, list) and all(map(_is_item, items)) for items in lists):
        return False
    return all(isinstance(given.get(key), Mapping) for key in ("plan", "totals")) and set(TOTALS) <= set(
        given["totals"]
    )


def _is_item(given: object) -> bool:
    return isinstance(given, Mapping) and {"id", "title", "cite", "status"} <= set(given)


def _day(given: object) -> date:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise RequestError([NotARecord("as_of")]) from None


def jsonable(given: object) -> Any:
    """A profile as JSON that reads back to the same facts: exact numbers and days become text."""
    match given:
        case None | bool() | str() | int():
            return given
        case Decimal():
            return plain(given)
        case Fraction():
            return plain(decimal_of(given))
        case float():
            return plain(Decimal(repr(given)))
        case date():
            return given.isoformat()
        case Mapping():
            return {str(key): jsonable(value) for key, value in given.items()}
        case Sequence():
            return [jsonable(value) for value in given]
        case _ if hasattr(given, "__index__"):
            return operator.index(given)
        case _:
            return str(given)
