"""facts.yaml and vocabulary.yaml as they are written."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policyengine.language.tree import Kind
from policyengine.rulebook.document.forms import Term
from policyengine.rulebook.document.names import FactName, RoleName
from policyengine.rulebook.written import Flag, Maybe, Text, Words, Written, one_of


class FieldWritten(Written):
    """One field of a list fact's entries: like a fact, but asked for with the list."""

    type: Annotated[Kind, one_of(Kind)]
    label: Words
    question: Words | None = None
    choices: dict[str, Words] | None = None
    aliases: list[Text] = Field(default=[])
    note: Words | None = None


class FactWritten(Written):
    """One entry of `facts:`; `by_year`: a figure for each calendar year; `fields`: of a list's entries."""

    type: Annotated[Kind, one_of(Kind)]
    label: Words
    question: Words
    choices: dict[str, Words] | None = None
    by_year: Flag = False
    fields: dict[str, FieldWritten] | None = None
    changeable: Flag = False
    held_by: Maybe[RoleName] = None
    aliases: list[Text] = Field(default=[])
    derived: Term = None
    plausible_at_most: Maybe[FactName] = None
    note: Words | None = None


class AskedWritten(Written):
    """`received:`, the record of rewards already paid: asked for like a fact, but no fact."""

    label: Words
    question: Words
