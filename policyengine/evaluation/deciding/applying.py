"""When a reward or support can be applied for: its windows as days, and the deadline after an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.meaning import days
from policyengine.evaluation.meaning.kleene import value_of
from policyengine.evaluation.meaning.terms import Known, moved
from policyengine.language.tree import MonthDay
from policyengine.rulebook.applying import Application, Window


@dataclass(frozen=True, slots=True)
class Opening:
    """One time at which applications are taken, both days included, and whether that is now."""

    first: date
    last: date
    open: bool

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat(), "open": self.open}


@dataclass(frozen=True, slots=True)
class Applying:
    """How one enterprise applies: `deadline` is None where the text sets none, or its event is unknown."""

    windows: tuple[Opening, ...]
    deadline: date | None
    where: Bilingual | None
    materials: tuple[Bilingual, ...]

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "windows": [window.to_dict() for window in self.windows],
            "deadline": None if self.deadline is None else self.deadline.isoformat(),
            "where": None if self.where is None else self.where.to_dict(),
            "materials": [each.to_dict() for each in self.materials],
        }


def applying(apply: Application | None, known: Known, as_of: date) -> Applying | None:
    """How to apply on a day, in each window's current or next opening; None where the text says nothing."""
    if apply is None:
        return None
    openings = (opening(window, as_of) for window in apply.windows)
    windows = tuple(each for each in openings if each is not None)
    return Applying(windows, deadline(apply, known), apply.where, apply.materials)


def deadline(apply: Application, known: Known) -> date | None:
    """The last day to apply after the event the text names; None while that day is unknown."""
    if apply.after is None or apply.within is None:
        return None
    event = value_of(apply.after)(known)
    return moved(event, apply.within, forward=True) if isinstance(event, date) else None


def opening(window: Window, as_of: date) -> Opening | None:
    """The opening in which a day lies, or else the next; the only one of a window of two dates.

    None past the calendar's end.
    """
    if isinstance(window.first, MonthDay):
        assert isinstance(window.last, MonthDay)
        found = days.opening(window.first, window.last, as_of)
        return None if found is None else Opening(found.first, found.last, found.first <= as_of)
    assert isinstance(window.last, date)
    return Opening(window.first, window.last, window.first <= as_of <= window.last)
