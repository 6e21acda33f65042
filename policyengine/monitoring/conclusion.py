"""What was concluded of an enterprise on a day, with the rules and the events that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from policyengine._version import __version__
from policyengine.errors import RequestError
from policyengine.monitoring.asking import Asking
from policyengine.monitoring.event import Event, digest_of
from policyengine.monitoring.standing import Standing, standing


@dataclass(frozen=True)
class Conclusion:
    """The status of each obligation, by id. `rules`: the digest of the version that was asked.

    `events`: the ids of the events that counted. Rules changed, the same events are asked again.
    """

    enterprise: str
    city: str
    as_of: date
    version: str
    rules: str
    engine: str
    statuses: tuple[tuple[str, str], ...]
    events: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of all of it: the same conclusion drawn twice is one."""
        return digest_of({**vars(self), "as_of": self.as_of.isoformat()})


def concluded(standing: Standing) -> Conclusion | None:
    """What a standing comes to; None where the facts were refused."""
    made = standing.assessment
    if made is None:
        return None
    return Conclusion(
        standing.enterprise,
        standing.city,
        standing.as_of,
        made.plan.version,
        made.plan.digest,
        __version__,
        tuple(sorted(standing.statuses().items())),
        standing.events,
    )


@dataclass(frozen=True)
class Change:
    """An obligation that stands otherwise under today's rules; None: it was not there, or is not any more."""

    obligation: str
    before: str | None
    now: str | None
    clauses: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "obligation": self.obligation,
            "before": self.before,
            "now": self.now,
            "clauses": list(self.clauses),
        }


@dataclass(frozen=True)
class Replayed:
    """A conclusion drawn again from the same events under today's rules."""

    before: Conclusion
    now: Conclusion | None
    changes: tuple[Change, ...]

    @property
    def rules_changed(self) -> bool:
        """Whether other rules answer than did before."""
        return self.now is None or self.now.rules != self.before.rules

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        before, now = self.before, self.now
        return {
            "enterprise": before.enterprise,
            "city": before.city,
            "as_of": before.as_of.isoformat(),
            "rules": {"before": before.rules, "now": None if now is None else now.rules},
            "version": {"before": before.version, "now": None if now is None else now.version},
            "changes": [change.to_dict() for change in self.changes],
        }


def replayed(asking: Asking, before: Conclusion, events: tuple[Event, ...]) -> Replayed:
    """A conclusion drawn again. `events`: the enterprise's; what did not count then does not count now."""
    counted = frozenset(before.events)
    same = [event for event in events if event.id in counted]
    try:
        again = standing(asking, before.enterprise, same, before.city, before.as_of)
    except RequestError:  # the city has no plan any more
        return Replayed(before, None, tuple(Change(id_, was, None, ()) for id_, was in before.statuses))
    was, now = dict(before.statuses), again.statuses()
    changes = tuple(
        Change(id_, was.get(id_), now.get(id_), _clauses(again, id_))
        for id_ in dict.fromkeys((*was, *now))
        if was.get(id_) != now.get(id_)
    )
    return Replayed(before, concluded(again), changes)


def _clauses(again: Standing, id_: str) -> tuple[str, ...]:
    made = again.assessment
    if made is None:
        return ()
    return tuple(
        dict.fromkeys(
            cite.clause for item in made.obligations.values() if item.id == id_ for cite in item.cite
        )
    )
