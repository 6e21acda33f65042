"""Trying a version's own cases: what its author signed, against what the engine answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from policyengine.engine import Engine
from policyengine.errors import Bilingual, ProfileError
from policyengine.evaluation.assessment import Assessment
from policyengine.rulebook.cases import Case, CasesOf
from policyengine.trial.because import because
from policyengine.trial.departures import Departure
from policyengine.trial.items import departures_of_item
from policyengine.trial.totals import departures_of_totals

_PROFILE = Bilingual("企业的事实", "the profile")
_READABLE = Bilingual("可以读取", "one that can be read")


@dataclass(frozen=True, slots=True)
class Trial:
    """One case tried. It passed where nothing departs. `assessment`: None where the profile was refused."""

    city: str
    version: str
    case: Case
    departures: tuple[Departure, ...]
    assessment: Assessment | None = field(default=None, compare=False, repr=False)

    @property
    def passed(self) -> bool:
        """Whether all was as expected."""
        return not self.departures

    @property
    def failed(self) -> bool:
        """Whether something departs from what the author of the case has confirmed."""
        return self.case.confirmed and not self.passed

    @property
    def name(self) -> Bilingual:
        """What the case is called."""
        return self.case.name

    def to_dict(self) -> dict[str, Any]:
        """The trial as data; `decided`: each item that departs, with what its answer rests on."""
        span = self.case.span
        return {
            "city": self.city,
            "version": self.version,
            "name": self.name.to_dict(),
            "file": None if span is None else span.file,
            "line": None if span is None else span.line,
            "confirmed": self.case.confirmed,
            "passed": self.passed,
            "departures": [each.to_dict() for each in self.departures],
            "decided": list(self._decided()),
        }

    def _decided(self) -> Iterator[dict[str, Any]]:
        departed = {each.item for each in self.departures}
        for item in () if self.assessment is None else self.assessment.items():
            if item.rule.id in departed:
                yield because(item)


def tried(engine: Engine, cases: CasesOf) -> Iterator[Trial]:
    """Every case, tried against its own version whatever its date."""
    for (city, version), of_version in cases.items():
        for case in of_version:
            yield _tried(engine, city, version, case)


def _tried(engine: Engine, city: str, version: str, case: Case) -> Trial:
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
        refused = (
            Departure("profile", _PROFILE, _READABLE, finding.message(), span=case.profile_at or case.span)
            for finding in error.findings
        )
        return Trial(city, version, case, tuple(refused))
    return Trial(city, version, case, tuple(_departures(assessment, case)), assessment)


def _departures(assessment: Assessment, case: Case) -> Iterator[Departure]:
    for id_, expected in case.expect.items():
        yield from departures_of_item(assessment, id_, expected)
    yield from departures_of_totals(assessment, case.totals)
