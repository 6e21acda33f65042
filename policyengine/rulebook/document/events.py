"""events.yaml as it is written."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

from policyengine.rulebook.document.facts import FieldWritten
from policyengine.rulebook.event_kinds import Effect, Subject
from policyengine.rulebook.text.nodes import Node
from policyengine.rulebook.written import GIVEN, Flag, Id, Maybe, Text, Words, Written, one_of

_PLAIN = {"type": ["string", "number", "boolean"]}
_Plain = Annotated[Node, GIVEN, WithJsonSchema(_PLAIN)]
_Plains = Annotated[Node, GIVEN, WithJsonSchema({"anyOf": [_PLAIN, {"type": "array", "items": _PLAIN}]})]


class DetailWritten(FieldWritten):
    """One detail of a kind of event: like a field of a list fact."""

    optional: Flag = False


class ChangeWritten(Written):
    """One entry of `changes:`; exactly one of `set`, `copy` and `add`."""

    fact: Text
    set_: _Plain | None = Field(default=None, alias="set")
    copy_: Text | None = Field(default=None, alias="copy")
    add: _Plain | None = None
    when: dict[str, _Plains] = Field(default={})
    lasts: Text | None = None
    then: _Plain | None = None


class EventKindWritten(Written):
    """One entry of `kinds:`."""

    label: Words
    subject: Annotated[Subject, one_of(Subject)]
    details: dict[Id, DetailWritten] = Field(default={})
    changes: list[ChangeWritten] = Field(default=[])
    effect: Annotated[Effect, one_of(Effect)] | None = None
    note: Maybe[Words] = None


class CourseWritten(Written):
    """One entry of `facts:`: how a fact lives in time."""

    yearly: Flag = False
    before: _Plain | None = None
