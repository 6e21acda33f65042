"""Events of a few words, and rules to read them by, so that a test shows only what it speaks of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from stdnum.cn import uscc

import policyengine
from policyengine import Engine
from policyengine.monitoring.event import Event
from policyengine.monitoring.reading import EventReader
from policyengine.monitoring.register import Register

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HAIMEN = {"registered_in": "320614"}


@cache
def engine() -> Engine:
    return policyengine.load()


@cache
def reader() -> EventReader:
    rulebook = engine().rulebook
    return EventReader(rulebook.events, Register.of(rulebook), rulebook.vocabulary, engine().facts_of)


def code(number: int) -> str:
    """A well-formed credit code of Haimen, another for each number."""
    front = f"91320614{number:09d}"
    return front + str(uscc.calc_check_digit(front))


FIRM = code(1)


def event(kind: str, on: str, **said: Any) -> Event:
    """An event, of the firm where no other subject is named. A `class_` is its class."""
    if not {"enterprise", "department", "area"} & said.keys():
        said["enterprise"] = FIRM
    if "class_" in said:
        said["class"] = said.pop("class_")
    return reader().read({"kind": kind, "date": on, **said})


def recognised(on: str = "2022-11-18", **said: Any) -> Event:
    return event("recognition_gained", on, recognition="first", **said)


def registered(on: str = "2022-10-12", **said: Any) -> Event:
    return event("facts_reported", on, **HAIMEN, **said)


def applied(on: str, class_: str = "II", **said: Any) -> Event:
    return event("ip_application_filed", on, class_=class_, **said)


def day(text: str) -> date:
    return date.fromisoformat(text)
