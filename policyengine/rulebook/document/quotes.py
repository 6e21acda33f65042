"""Quotes as they are written."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from policyengine.rulebook.document.names import ClauseName
from policyengine.rulebook.written import ONE_OR_MORE, Place, Written


class CiteWritten(Written):
    """A clause and the operative words of it."""

    clause: ClauseName
    quote: Place


Cites: TypeAlias = Annotated[list[CiteWritten], Field(min_length=1), ONE_OR_MORE]
