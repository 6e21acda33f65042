"""duties.yaml and targets.yaml as they are written."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from policyengine.rulebook.choices import Bound as BoundWord
from policyengine.rulebook.choices import Every, Firmness, Measure, Part
from policyengine.rulebook.document.forms import Figure, record
from policyengine.rulebook.document.names import TargetName
from policyengine.rulebook.document.rules import RuleWritten
from policyengine.rulebook.text.nodes import Scalar
from policyengine.rulebook.written import Day, Maybe, Text, Written, Year, one_of, whole


class MonthWritten(Written):
    """A month of a rhythm."""

    month: Annotated[int, whole(1, 12)]
    part: Annotated[Part, one_of(Part)] | None = None


class TimesWritten(Written):
    """`2`, or `{low: 2, high: 3}`; `high: null` where there is no upper end."""

    low: Annotated[int, whole(0, 1000)]
    high: Maybe[Annotated[int, whole(1, 1000)]]


_COUNT = {"type": "integer", "minimum": 0, "maximum": 1000}
_TIMES_SCHEMA = {
    "anyOf": [_COUNT, record(("low", "high"), low=_COUNT, high={"anyOf": [_COUNT, {"type": "null"}]})]
}


def _times(value: object) -> object:
    count = value.value if isinstance(value, Scalar) else None
    if isinstance(count, int) and not isinstance(count, bool) and 1 <= count <= 1000:
        return TimesWritten.model_construct(low=count, high=count)
    return value


class RhythmWritten(Written):
    """How often a duty recurs."""

    every: Annotated[Every, one_of(Every)]
    times: Annotated[TimesWritten, BeforeValidator(_times), WithJsonSchema(_TIMES_SCHEMA)] | None = None
    in_months: list[MonthWritten] = Field(default=[], alias="in")


class MeasureWritten(Written):
    """A duty's figure."""

    relation: Annotated[BoundWord, one_of(BoundWord)]
    value: Figure = None
    low: Figure = None
    high: Figure = None
    unit: Text


class DutyWritten(RuleWritten):
    """One entry of `duties:`."""

    area: Text | None = None
    rhythm: RhythmWritten | None = None
    measure: MeasureWritten | None = None


class BaselineWritten(Written):
    """The year a target starts from, and the figure it had then where the text gives one."""

    year: Year
    value: Figure = None


class TargetWritten(RuleWritten):
    """One entry of `targets:`; `by` a day, or `each` period, perhaps `from` one year `to` another."""

    unit: Text
    measure: Annotated[Measure, one_of(Measure)]
    relation: Annotated[BoundWord, one_of(BoundWord)]
    value: Figure = None
    low: Figure = None
    high: Figure = None
    stretch: Figure = None
    firmness: Annotated[Firmness, one_of(Firmness)] = Firmness.STATED
    by: Day | None = None
    each: Annotated[Every, one_of(Every)] | None = None
    start: Year | None = Field(default=None, alias="from")
    end: Year | None = Field(default=None, alias="to")
    baseline: BaselineWritten | None = None
    area: Text | None = None
    part_of: TargetName | None = None
