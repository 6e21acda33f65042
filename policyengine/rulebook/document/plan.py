"""plan.yaml as it is written."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from policyengine.rulebook.choices import Level
from policyengine.rulebook.document.forms import Code, Condition, Payers
from policyengine.rulebook.document.names import ClauseName, FactName, RoleName, ThemeName
from policyengine.rulebook.document.quotes import Cites
from policyengine.rulebook.text.nodes import Scalar
from policyengine.rulebook.written import Day, Flag, Id, Maybe, Text, Words, Written, Year, is_null, one_of


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
    role: RoleName


class RelatedWritten(Written):
    """A document the text leans on that is not encoded."""

    title: Words
    number: Maybe[Text] = None
    themes: list[ThemeName]
    note: Words
    clause: Maybe[ClauseName] = None


class AreaWritten(Written):
    """An area without a code of its own, in a code: the plan's, or one of its districts'."""

    id: Id
    name: Words
    within: Code | None = None


class PlanPayersWritten(Written):
    """Who pays the rewards that do not say it themselves."""

    shares: Payers
    cite: Cites
    interpretation: Words | None = None
    derived: Text | None = None


class TransitionWritten(Written):
    """Cases that another version still governs."""

    id: Id
    title: Words
    when: Condition
    version: Text
    cite: Cites
    interpretation: Words | None = None
    derived: Text | None = None


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
    cite: Cites | None = None
    horizon: Maybe[Year] = None
    validity: ValidityWritten | None = None
    source: Text | None = None
    flaws: list[Words] = Field(default=[])
    reconstructions: list[Text] = Field(default=[])
    clauses: list[ClauseWritten]
    departments: list[DepartmentWritten] = Field(default=[])
    related_documents: list[RelatedWritten] = Field(default=[])
    areas: list[AreaWritten] = Field(default=[])
    payers: dict[str, Words] = Field(default={})
    paid_by: PlanPayersWritten | None = None
    governs: FactName | None = None
    transitions: list[TransitionWritten] = Field(default=[])
    repeals: list[Text] = Field(default=[])
