"""A government's or a district's whole picture on a day: who is behind and by what, targets, rhythms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.meaning.jurisdictions import lies_in
from policyengine.evaluation.meaning.truth import Truth
from policyengine.monitoring.asking import Asking
from policyengine.monitoring.event import Event, standing_events
from policyengine.monitoring.rhythms import RhythmStanding, rhythms
from policyengine.monitoring.standing import BEHIND, Standing, plan_dict, standing
from policyengine.monitoring.targets import TargetStanding, targets

SCHEMA = "policyengine/overview@1"
DUE_SCHEMA = "policyengine/due@1"
REGISTERED_IN = "registered_in"

OfEnterprises = Iterable[tuple[str, tuple[Event, ...]]]
"""Each enterprise with its events."""


@dataclass(frozen=True)
class Government:
    """A city's targets and rhythms on a day, and the version that sets them."""

    city: str
    as_of: date
    assessment: Assessment
    targets: tuple[TargetStanding, ...]
    rhythms: tuple[RhythmStanding, ...]

    def to_dict(self) -> dict[str, Any]:
        """Its part of an overview."""
        return {
            "city": self.city,
            "as_of": self.as_of.isoformat(),
            "plan": plan_dict(self.assessment),
            "targets": [each.to_dict() for each in self.targets],
            "duties": [each.to_dict() for each in self.rhythms],
        }


def government(
    asking: Asking, events: Iterable[Event], city: str, as_of: date, *, engine: str = "own"
) -> Government:
    """A city's targets and rhythms on a day. `events`: those of the city, its areas and its departments.

    `engine="durable"`: durable-rules decides how each stands.
    """
    made = asking.evaluate({}, city=city, as_of=as_of, assume_registered=True)
    plan, counting = made.plan, standing_events(events, asking.rulebook.events)
    later = [
        other.period.start
        for other in asking.rulebook.plans[made.city]
        if not other.draft and other.period.start > plan.period.start
    ]
    until = min(later) - timedelta(days=1) if later else None
    figures, kept = targets(plan, counting, as_of), rhythms(plan, counting, as_of, until)
    if engine == "durable":
        from policyengine.monitoring.durable.government import decided_rhythm, decided_target

        figures, kept = tuple(map(decided_target, figures)), tuple(map(decided_rhythm, kept))
    return Government(made.city, as_of, made, figures, kept)


@dataclass
class Enterprises:
    """What a whole register of enterprises comes to, gathered one at a time."""

    watched: int = 0
    refused: int = 0
    behind: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    titles: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, each: Standing) -> None:
        """Count one enterprise."""
        self.watched += 1
        self.refused += each.assessment is None
        items = each.to_dict(missing=False)["obligations"]
        for item in items:
            self.titles.setdefault(item["id"], item["title"])
            self.counts.setdefault(item["id"], Counter())[item["status"]] += 1
        owing = [_owing(item) for item in items if item["status"] in BEHIND]
        if owing:
            name = each.facts.profile.get("name")
            self.behind.append({"enterprise": each.enterprise, "name": name, "obligations": owing})

    def to_dict(self) -> dict[str, Any]:
        """Its part of an overview."""
        return {
            "enterprises": {"watched": self.watched, "behind": len(self.behind), "refused": self.refused},
            "obligations": [
                {"id": id_, "title": self.titles[id_], "statuses": dict(sorted(counted.items()))}
                for id_, counted in self.counts.items()
            ],
            "behind": self.behind,
        }


def _owing(item: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("id", "title", "status", "due_on", "days_left", "departments")
    return {**{key: item[key] for key in kept}, "lacking": list(_lacking(item))}


def _lacking(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The figures that are not reached yet."""
    for figure in item["progress"]:
        have, need = figure["have"], figure["need"]
        numbers = need not in ("true", "false")
        if have != need and not (numbers and have is not None and Decimal(have) >= Decimal(need)):
            yield figure


def standings(
    asking: Asking,
    enterprises: OfEnterprises,
    city: str,
    as_of: date,
    district: str | None = None,
    *,
    engine: str = "own",
) -> Iterator[Standing | None]:
    """Each enterprise's standing; None for one that the city's plan, or the district, does not concern.

    `district`: a place within the city; an enterprise counts if it is known to be registered there.
    """
    for enterprise, events in enterprises:
        each = standing(asking, enterprise, events, city, as_of, engine=engine)
        yield each if _concerned(each, district) else None


def _concerned(each: Standing, district: str | None) -> bool:
    made = each.assessment
    if made is None:
        return True
    place = made.case.facts.known.get(REGISTERED_IN)
    if district is not None:
        return place is not None and lies_in(str(place), district) is Truth.TRUE
    if place is None or lies_in(str(place), made.plan.jurisdiction) is not Truth.FALSE:
        return True
    return any(item.status.value != "not_bound" for item in made.obligations.values())


def overview(
    of_city: Government,
    each: Iterable[Standing | None],
    district: str | None = None,
    seen: Callable[[Standing], None] = lambda _: None,
) -> dict[str, Any]:
    """The whole picture as `policyengine/overview@1`. `seen` is told of each enterprise that counts."""
    gathered = Enterprises()
    for one in each:
        if one is not None:
            gathered.add(one)
            seen(one)
    return {"schema": SCHEMA, **of_city.to_dict(), "district": district, **gathered.to_dict()}


def due(
    of_city: Government | None, each: Iterable[Standing | None], city: str, as_of: date, within: int
) -> dict[str, Any]:
    """What falls due from a day on, so many days ahead, the nearest first, as `policyengine/due@1`."""
    found = [*_of_enterprises(each), *(() if of_city is None else _of_government(of_city))]
    coming = [entry for entry in found if 0 <= entry["days_left"] <= within]
    coming.sort(key=lambda entry: (entry["due_on"], entry["kind"], entry["who"], entry["id"]))
    return {
        "schema": DUE_SCHEMA,
        "city": city,
        "as_of": as_of.isoformat(),
        "within": within,
        "due": coming,
    }


def _of_enterprises(each: Iterable[Standing | None]) -> Iterator[dict[str, Any]]:
    for one in each:
        if one is None:
            continue
        for item in one.to_dict(missing=False)["obligations"]:
            if item["status"] == "due" and item["due_on"] is not None:
                name = one.facts.profile.get("name")
                yield _entry("obligation", one.enterprise, name, item, list(_lacking(item)))


def _of_government(of_city: Government) -> Iterator[dict[str, Any]]:
    for target in of_city.targets:
        if target.status.value not in ("met", "missed"):
            yield _entry("target", of_city.city, None, target.to_dict(), [])
    for rhythm in of_city.rhythms:
        if rhythm.next_due is not None:
            said = rhythm.to_dict()
            yield _entry("duty", of_city.city, None, {**said, "due_on": said["next_due"]}, [])


def _entry(
    kind: str, who: str, name: Any, item: Mapping[str, Any], lacking: list[Mapping[str, Any]]
) -> dict[str, Any]:
    kept = ("id", "title", "due_on", "days_left", "status", "departments")
    return {"kind": kind, "who": who, "name": name, **{key: item[key] for key in kept}, "lacking": lacking}
