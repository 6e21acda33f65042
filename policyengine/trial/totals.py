"""What a case expects of the sums, against what the engine answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from policyengine.errors import Bilingual
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.totals import Reduction
from policyengine.language.interval import Interval
from policyengine.rulebook.expectations import ExpectedCut, ExpectedTotals
from policyengine.trial.departures import Departure, Place
from policyengine.trial.items import departures_of_payers, in_order, payers


def departures_of_totals(assessment: Assessment, expected: ExpectedTotals) -> Iterator[Departure]:
    """Where the sums depart from what is expected of them. They are not worked out if nothing is."""
    if expected == ExpectedTotals():
        return
    got, here = assessment.totals, Place("totals", Bilingual("合计", "totals"), expected.at)
    yield from here.unless_equal("assured", expected.assured, _exactly(got.assured))
    yield from here.unless_equal("possible", expected.possible, _exactly(got.possible))
    for part in ("unquantified", "subject_to_fund"):
        wanted, ids = (_local_ids(getattr(each, part)) for each in (expected, got))
        yield from here.unless_equal(part, wanted, ids)
    yield from departures_of_payers(here, "by_payer", expected.by_payer, got.by_payer, payers(assessment))
    yield from here.unless_equal("to_be_returned", expected.to_be_returned, got.to_be_returned)
    if expected.cuts is not None:
        yield from _of_cuts(here, expected.cuts, got.cuts)


def _of_cuts(
    here: Place, expected: tuple[ExpectedCut, ...], cuts: Sequence[Reduction]
) -> Iterator[Departure]:
    groups = tuple(cut.group for cut in cuts)
    yield from here.unless_equal("cuts", tuple(cut.group for cut in expected), tuple(map(_local, groups)))
    if len(cuts) != len(expected):
        return
    for number, (wanted, cut) in enumerate(zip(expected, cuts, strict=True)):
        at = here.within("cuts", wanted.group, key=str(number)).called(cut.title.to_dict())
        yield from at.unless_equal("by", wanted.by, cut.by)
        for end in ("before", "after", "at_most"):
            yield from at.unless_equal(end, getattr(wanted, end), getattr(cut, end))


def _exactly(sum_: Decimal) -> Interval:
    return Interval(sum_, sum_)


def _local(id_: str) -> str:
    return id_.rpartition(".")[2]


def _local_ids(ids: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """A case may name a reward with its city or without."""
    return None if ids is None else in_order(map(_local, ids))
