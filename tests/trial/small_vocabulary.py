"""Three boolean facts, for conditions made up by hypothesis."""

from __future__ import annotations

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import Kind

BOOLEANS = ("a", "b", "c")


def booleans() -> Vocabulary:
    """A vocabulary of boolean facts."""
    return Vocabulary(tuple(map(_boolean, BOOLEANS)))


def _boolean(name: str) -> FactDefinition:
    label = Bilingual(name, name)
    return FactDefinition(name=name, kind=Kind.BOOLEAN, label=label, question=label)
