"""rewards.yaml, supports.yaml and obligations.yaml as they are written, groups left out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from policyengine.rulebook.choices import Every, Nature, Per, Scope, SupportKind
from policyengine.rulebook.document.forms import Amount, Condition, Payers, Term
from policyengine.rulebook.document.names import DepartmentName, FactName, ThemeName
from policyengine.rulebook.document.paying import (
    ApplyWritten,
    BudgetWritten,
    ClawbackWritten,
    Payments,
    RoundWritten,
)
from policyengine.rulebook.document.quotes import Cites
from policyengine.rulebook.text.nodes import Scalar
from policyengine.rulebook.written import (
    GIVEN,
    ONE_OR_MORE,
    Flag,
    Id,
    Text,
    Words,
    Written,
    one_of,
    wanted,
)


class RuleWritten(Written):
    """What every rule has."""

    id: Id
    title: Words
    theme: ThemeName
    cite: Cites
    departments: list[DepartmentName] = Field(default=[])
    interpretation: Words | None = None
    derived: Text | None = None


class ReadingWritten(Written):
    """One reading of the words: the `chosen` one, or what the rule says `instead`."""

    id: Id
    zh: Text
    en: Text | None = None
    chosen: Flag = False
    instead: Annotated[Any, GIVEN, WithJsonSchema({"type": "object", "minProperties": 1})] = None


_ONCE = {"anyOf": [{"type": "boolean"}, {"const": "year"}]}


def _once(value: object) -> object:
    """`once: true`, or `once: year` for once in each year."""
    if isinstance(value, Scalar) and value.text == Per.YEAR.value:
        return Per.YEAR
    flag = value.value if isinstance(value, Scalar) else value
    if not isinstance(flag, bool):
        raise wanted("true、false或year", "true, false or year")
    return flag


class RewardWritten(RuleWritten):
    """One entry of `rewards:`; `amount` may be left to `payments` that say what each of them comes to."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["amount"]}, {"required": ["payments"]}]}
    )

    when: Condition = None
    amount: Amount = None
    at_least: Amount = None
    at_most: Amount = None
    round: RoundWritten | None = None
    paid_by: Payers = None
    nature: Annotated[Nature, one_of(Nature)]
    once: Annotated[bool | Per, BeforeValidator(_once), WithJsonSchema(_ONCE)] = False
    scope: Annotated[Scope, one_of(Scope)] = Scope.REGISTERED
    budget: BudgetWritten | None = None
    payments: Payments | None = None
    clawback: Annotated[list[ClawbackWritten], Field(min_length=1), ONE_OR_MORE] | None = None
    apply: ApplyWritten | None = None
    governs: FactName | None = None
    readings: list[ReadingWritten] = Field(default=[])


class SupportWritten(RuleWritten):
    """One entry of `supports:`."""

    kind: Annotated[SupportKind, one_of(SupportKind)]
    when: Condition = None
    nature: Annotated[Nature, one_of(Nature)]
    scope: Annotated[Scope, one_of(Scope)] = Scope.REGISTERED
    apply: ApplyWritten | None = None
    governs: FactName | None = None
    readings: list[ReadingWritten] = Field(default=[])


class ObligationWritten(RuleWritten):
    """One entry of `obligations:`; exactly one of `by`, `each` and `standing: true`."""

    bound: Condition = None
    requires: Condition
    by: Term = None
    each: Annotated[Every, one_of(Every)] | None = None
    standing: Flag = False
    within: Term = None
    start: Term = Field(default=None, alias="from")
    lasts: Term = Field(default=None, alias="for")
    survives: Flag = False
    scope: Annotated[Scope, one_of(Scope)] = Scope.REGISTERED
    readings: list[ReadingWritten] = Field(default=[])
