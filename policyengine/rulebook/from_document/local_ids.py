"""Ids that are found within one rule alone: of its payments, clawbacks and readings."""

from __future__ import annotations

from collections.abc import Iterable

from policyengine.rulebook.findings import DuplicateId
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.text.nodes import Mapping, Scalar


def refuse_local_twins(entries: Iterable[Mapping], read: Expressions) -> None:
    """A finding for every entry that bears the id of one before it."""
    first: dict[str, Scalar] = {}
    for entry in entries:
        given = entry.get("id")
        if isinstance(given, Scalar) and given.text:
            twin = first.setdefault(given.text, given)
            if twin is not given:
                place = f"{twin.span.file}:{twin.span.line}"
                read.findings.append(DuplicateId(id=given.text, first=place, span=given.span))
