"""What a rule rests on: a clause of the document, and its operative words."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyengine.errors import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """The clause a rule rests on and the operative words of it, verbatim."""

    clause: str
    quote: str
    span: Span | None = field(default=None, compare=False, repr=False)
