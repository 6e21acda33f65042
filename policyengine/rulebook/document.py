"""The YAML as analysts write it: one model a mapping, keys as in the files. Shape only, no meaning.

Editors complete and underline by the JSON schema of these models. Conditions, amounts and figures stay
nodes here: `from_document` hands them to the rule language.
"""

from __future__ import annotations

from typing import Annotated, Any, Self, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema

from policyengine.language.tree import Direction, Kind
from policyengine.rulebook.choices import Bound as BoundWord
from policyengine.rulebook.choices import Every, Firmness, Level, Measure, Nature, Part, Scope, SupportKind
from policyengine.rulebook.text.nodes import Scalar
from policyengine.rulebook.written import (
    GIVEN,
    ONE_OR_MORE,
    Day,
    Flag,
    Id,
    Maybe,
    Place,
    Text,
    Words,
    Written,
    Year,
    is_null,
    matching,
    one_of,
    whole,
)

# `schemas.py` puts references here; pydantic refuses any that it did not make.
SHARED = "x-shared"
_A_CONDITION = {SHARED: "condition"}
_AN_AMOUNT = {SHARED: "amount"}
_SEVERAL = {"type": "array", "items": _A_CONDITION, "minItems": 1}
_VALUE = {"type": ["string", "number"]}


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


_AT_LEAST = _object(("count", "of"), count={"type": "integer", "minimum": 1}, of=_SEVERAL)
CONDITION_SCHEMA = {
    "description": "A condition: text, or all, any, not, at_least over conditions.",
    "anyOf": [
        {"type": "string", "examples": ["hte_recognition = first", "rd_intensity >= 3% 且 ip_owned >= 1"]},
        {"type": "boolean"},
        _object(("all",), all=_SEVERAL),
        _object(("any",), any=_SEVERAL),
        _object(("not",), **{"not": _A_CONDITION}),
        _object(("at_least",), at_least=_AT_LEAST),
    ],
}
_ROUND = _object(("to", "direction"), to=_VALUE, direction={"enum": [each.value for each in Direction]})
_BOUNDS = {"at_least": _VALUE, "at_most": _VALUE, "round": _ROUND}
_TIER = _object(("when", "amount"), when=_A_CONDITION, amount=_AN_AMOUNT)
AMOUNT_SCHEMA = {
    "description": "An amount: text, up_to, unstated, tiers that end in otherwise, any of them bounded.",
    "anyOf": [
        {"type": "string", "examples": ["30万元", "25% * rd_super_deduction"]},
        _object(("amount",), amount=_AN_AMOUNT, **_BOUNDS),
        _object(("up_to",), up_to=_VALUE, **_BOUNDS),
        _object(("unstated",), unstated={"const": True}, **_BOUNDS),
        {"type": "array", "items": {"anyOf": [_TIER, _object(("otherwise",), otherwise=_AN_AMOUNT)]}},
    ],
}
_FIGURE_SCHEMA = {"type": ["string", "number"], "examples": [80, "40%", "8.5亿元"]}
_PAYER = {"enum": ["province_finance", "city_finance", "county_finance", "unstated"]}
_PAYERS_SCHEMA = {"anyOf": [_PAYER, {"type": "object", "propertyNames": _PAYER, "minProperties": 1}]}

Condition: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(_A_CONDITION)]
Amount: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(_AN_AMOUNT)]
Term: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(_VALUE)]
Payers: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(_PAYERS_SCHEMA)]
Figure: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(_FIGURE_SCHEMA)]
Code: TypeAlias = Annotated[
    str,
    matching(r"[1-9][0-9]{5}", "六位行政区划代码", "a six-digit GB/T 2260 code"),
    WithJsonSchema({"type": ["string", "integer"]}),
]


class FactWritten(Written):
    """One entry of `facts:`."""

    type: Annotated[Kind, one_of(Kind)]
    label: Words
    question: Words
    choices: dict[str, Words] | None = None
    changeable: Flag = False
    held_by: Maybe[Text] = None
    aliases: list[Text] = Field(default=[])
    derived: Term = None
    plausible_at_most: Maybe[Text] = None
    note: Words | None = None


class AskedWritten(Written):
    """`received:`, the record of rewards already paid: asked for like a fact, but no fact."""

    label: Words
    question: Words


class CiteWritten(Written):
    """A clause and the operative words of it."""

    clause: Text
    quote: Place


Cites: TypeAlias = Annotated[list[CiteWritten], Field(min_length=1), ONE_OR_MORE]


class PeriodWritten(Written):
    """`from` and `to`, both inclusive; `to: null` where the text states no end."""

    start: Day = Field(alias="from")
    end: Maybe[Day] = Field(default=None, alias="to")


class ValidityWritten(Written):
    """Who has confirmed that the version still holds, and when; null where nobody has."""

    checked_on: Maybe[Day] = None
    by: Maybe[Text] = None


class ClauseWritten(Written):
    """A numbered place of the document: its id alone, or with its heading and why no rule cites it."""

    id: Text
    heading: Words | None = None
    reason: Words | None = None

    @classmethod
    def of_text(cls, value: Scalar) -> Self | None:
        """The clause of that id."""
        return (
            None if is_null(value) or not value.text.strip() else cls.model_construct(id=value.text.strip())
        )


class DepartmentWritten(Written):
    """A department as printed, and its shared role."""

    name: Text
    role: Text


class RelatedWritten(Written):
    """A document the text leans on that is not encoded."""

    title: Words
    number: Maybe[Text] = None
    themes: list[Text]
    note: Words
    clause: Maybe[Text] = None


class PlanWritten(Written):
    """plan.yaml."""

    title: Words
    document_number: Maybe[Text] = None
    issuer: Words | None = None
    jurisdiction: Code
    name: Words | None = None
    level: Annotated[Level, one_of(Level)]
    parent: Maybe[Code] = None
    draft: Flag = False
    period: PeriodWritten
    horizon: Maybe[Year] = None
    validity: ValidityWritten | None = None
    source: Text | None = None
    flaws: list[Words] = Field(default=[])
    reconstructions: list[Text] = Field(default=[])
    clauses: list[ClauseWritten]
    departments: list[DepartmentWritten] = Field(default=[])
    related_documents: list[RelatedWritten] = Field(default=[])


class RuleWritten(Written):
    """What every rule has."""

    id: Id
    title: Words
    theme: Text
    cite: Cites
    departments: list[Text] = Field(default=[])
    interpretation: Words | None = None
    derived: Text | None = None


class BudgetWritten(Written):
    """A fund's size: `amount` or `at_least`, `each: year` or for a number of `years`."""

    amount: Term = None
    at_least: Term = None
    each: Annotated[Every, one_of(Every)] | None = None
    years: Annotated[int, whole(1, 50)] | None = None


class RoundWritten(Written):
    """How the text rounds."""

    to: Term
    direction: Annotated[Direction, one_of(Direction)]


class RewardWritten(RuleWritten):
    """One entry of `rewards:`."""

    when: Condition = None
    amount: Amount
    at_least: Term = None
    at_most: Term = None
    round: RoundWritten | None = None
    paid_by: Payers = None
    nature: Annotated[Nature, one_of(Nature)]
    once: Flag = False
    scope: Annotated[Scope, one_of(Scope)] = Scope.REGISTERED
    budget: BudgetWritten | None = None


class GroupWritten(Written):
    """One entry of `groups:`: rewards of which the highest is paid, or that share a ceiling."""

    id: Id | None = None
    title: Words | None = None
    rewards: list[Text] = Field(min_length=1)
    pay: Annotated[str, matching("highest", "highest", "highest")] | None = None
    at_most: Term = None
    cite: Cites
    budget: BudgetWritten | None = None
    interpretation: Words | None = None
    derived: Text | None = None


class SupportWritten(RuleWritten):
    """One entry of `supports:`."""

    kind: Annotated[SupportKind, one_of(SupportKind)]
    when: Condition = None
    nature: Annotated[Nature, one_of(Nature)]
    scope: Annotated[Scope, one_of(Scope)] = Scope.REGISTERED


class ObligationWritten(RuleWritten):
    """One entry of `obligations:`; exactly one of `by`, `each` and `standing: true`."""

    bound: Condition = None
    requires: Condition
    by: Day | None = None
    each: Annotated[Every, one_of(Every)] | None = None
    standing: Flag = False
    scope: Annotated[Scope, one_of(Scope)] = Scope.REGISTERED


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
    "anyOf": [_COUNT, _object(("low", "high"), low=_COUNT, high={"anyOf": [_COUNT, {"type": "null"}]})]
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
    part_of: Text | None = None
