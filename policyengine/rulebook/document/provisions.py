"""Groups, definitions.yaml and conditions.yaml as they are written."""

from __future__ import annotations

from typing import Annotated, Any, Self, TypeAlias

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from policyengine.rulebook.choices import Cut, Nature, Pay, RuleKind, Weighed
from policyengine.rulebook.document.forms import Amount, Condition, Term
from policyengine.rulebook.document.names import RewardName, RuleName, ThemeName
from policyengine.rulebook.document.paying import BudgetWritten, RoundWritten
from policyengine.rulebook.document.quotes import Cites
from policyengine.rulebook.text.nodes import Scalar
from policyengine.rulebook.written import (
    ONE_OR_MORE,
    Flag,
    Id,
    Keys,
    Text,
    Words,
    Written,
    is_null,
    matching,
    one_of,
)


class DefinitionWritten(Written):
    """One entry of `definitions:`; exactly one of `condition`, `value` and `amount`."""

    id: Id
    title: Words
    condition: Condition = None
    value: Amount = None
    amount: Amount = None
    at_least: Amount = None
    at_most: Amount = None
    round: RoundWritten | None = None
    cite: Cites
    interpretation: Words | None = None
    derived: Text | None = None


class CeilingWritten(Written):
    """The most that a group comes to: by itself, `each: year`, or `in_total`."""

    at_most: Amount
    each: Annotated[str, matching("year", "year", "`year`")] | None = None
    in_total: Flag = False
    counting: Term = None


class GroupWritten(Written):
    """One entry of `groups:`: rewards of which one is paid, or that share ceilings."""

    id: Id | None = None
    title: Words | None = None
    rewards: list[RewardName] = Field(min_length=1)
    pay: Annotated[Pay, one_of(Pay)] | None = None
    weighed: Annotated[Weighed, one_of(Weighed)] | None = None
    at_most: Amount = None
    each: Annotated[str, matching("year", "year", "`year`")] | None = None
    in_total: Flag = False
    counting: Term = None
    ceilings: Annotated[list[CeilingWritten], Field(min_length=1), ONE_OR_MORE] | None = None
    cut: Annotated[Cut, one_of(Cut)] | None = None
    cite: Cites
    budget: BudgetWritten | None = None
    interpretation: Words | None = None
    derived: Text | None = None


class SelectorWritten(Written):
    """Some rules: `rewards`, `discretionary`, a rule's id, or what they have in common."""

    form = (
        "rewards、规则编号这样的文字，或者{kind: …, nature: …, theme: …}",
        "a word, a rule, or {kind: …, nature: …, theme: …}",
    )
    kind: Annotated[RuleKind, one_of(RuleKind)] | None = None
    nature: Annotated[Nature, one_of(Nature)] | None = None
    theme: ThemeName | None = None
    rule: RuleName | None = None

    @classmethod
    def of_text(cls, value: Scalar) -> Self | None:
        """A word for all rules of one sort, else a rule by its id."""
        text = value.text.strip()
        if is_null(value) or not text:
            return None
        kinds = {f"{kind.value}s": kind for kind in RuleKind}
        if text in kinds:
            return cls.model_construct(kind=kinds[text])
        if text in [nature.value for nature in Nature]:
            return cls.model_construct(nature=Nature(text))
        return cls.model_construct(rule=text)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler.resolve_ref_schema(handler(core)), {"type": "string"}]}


def _several(value: object) -> object:
    return [value] if isinstance(value, Keys | Scalar) else value


Selectors: TypeAlias = Annotated[list[SelectorWritten], Field(min_length=1), BeforeValidator(_several)]


class ConditionWritten(Written):
    """One entry of `conditions:`, said of many rules; exactly one of `require` and `exclude`."""

    id: Id
    title: Words
    require: Condition = None
    exclude: Condition = None
    applies_to: Selectors | None = None
    exceptions: Selectors | None = Field(default=None, alias="except")
    cite: Cites
    interpretation: Words | None = None
    derived: Text | None = None
