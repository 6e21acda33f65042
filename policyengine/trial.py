"""Trying a version's own cases: what its author signed, against what the engine answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyengine.engine import Engine
from policyengine.errors import Bilingual, ProfileError
from policyengine.evaluation.assessment import Assessment
from policyengine.language.interval import Interval
from policyengine.rulebook.cases import Case, CasesOf, Expected


@dataclass(frozen=True, slots=True)
class Departure:
    """One place where the answer is not what was expected. `what` is an item's id and its part."""

    what: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One case tried. It passed where nothing departs."""

    city: str
    version: str
    case: Case
    departures: tuple[Departure, ...]

    @property
    def passed(self) -> bool:
        """Whether all was as expected."""
        return not self.departures

    @property
    def name(self) -> Bilingual:
        """What the case is called."""
        return self.case.name


def tried(engine: Engine, cases: CasesOf) -> Iterator[Trial]:
    """Every case, tried against its own version whatever its date."""
    for (city, version), of_version in cases.items():
        for case in of_version:
            yield Trial(city, version, case, tuple(_departures(engine, city, version, case)))


def _departures(engine: Engine, city: str, version: str, case: Case) -> Iterator[Departure]:
    try:
        assessment = engine.evaluate(
            case.profile,
            city=city,
            as_of=case.as_of,
            version=version,
            year=case.year,
            assume_registered=case.assume_registered,
            assume_not_received=case.assume_not_received,
        )
    except ProfileError as error:
        for finding in error.findings:
            yield Departure("profile", "-", finding.message().en)
        return
    for id_, expected in case.expect.items():
        yield from _of_item(assessment, id_, expected)
    for name, sum_ in (("assured", case.assured), ("possible", case.possible)):
        if sum_ is not None:
            total = getattr(assessment.totals, name)
            yield from _unless_equal(f"totals.{name}", sum_, Interval(total, total))


def _of_item(assessment: Assessment, id_: str, expected: Expected) -> Iterator[Departure]:
    items = {item.rule.id: item for item in assessment.items()}
    item = items.get(id_)
    if item is None:
        yield Departure(id_, "an item of this version", "no such item")
        return
    parts = {
        "status": expected.status,
        "amount": expected.amount,
        "missing": expected.missing,
        "due_on": expected.due_on,
    }
    for part, wanted in parts.items():
        if wanted is not None:
            got = getattr(item, part, None)
            if part == "missing":
                # The order of missing facts is the vocabulary's and says nothing.
                wanted, got = tuple(sorted(expected.missing or ())), tuple(sorted(item.missing))
            yield from _unless_equal(f"{id_}.{part}", wanted, got)


def _unless_equal(what: str, expected: object, got: object) -> Iterator[Departure]:
    if expected != got:
        yield Departure(what, _shown(expected), _shown(got))


def _shown(value: object) -> str:
    if isinstance(value, Interval):
        ends = value.to_dict()
        return str(ends["low"]) if value.exact else f"{ends['low']}..{ends['high'] or '?'}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(str, value))}]"
    return "-" if value is None else str(value)
