"""Choices: one of the values a vocabulary lists, held as its id."""

from __future__ import annotations

from policyengine.errors import Bilingual
from policyengine.language.facts import Choice, FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage, text_of


class ChoiceType(FactType):
    """One of a fact's choices, given by its id or its label."""

    kind = Kind.CHOICE
    storage = Storage.TEXT
    name = Bilingual(zh="选项", en="a choice")

    def read(self, given: object, definition: FactDefinition | None = None) -> str:
        """The id of the choice; the fact's definition must be there to list them."""
        choices = definition.choices if definition else ()
        found = definition.choice(given.strip()) if definition and isinstance(given, str) else None
        if found is None:
            raise Refused(_one_of(choices))
        return found.id

    def literal(self, value: Value) -> str:
        """The choice's id."""
        return text_of(value)

    def plain(self, value: Value) -> str:
        """The choice's id."""
        return text_of(value)

    def zh(self, value: Value, definition: FactDefinition | None = None) -> str:
        """The choice's label, or its id where the definition is not there."""
        found = definition.choice(text_of(value)) if definition else None
        return found.label.zh if found else text_of(value)

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """The choice's label, or its id where the definition is not there."""
        found = definition.choice(text_of(value)) if definition else None
        return found.label.en if found else text_of(value)


def _one_of(choices: tuple[Choice, ...]) -> Bilingual:
    return Bilingual(
        zh="下列之一：" + "、".join(f"{choice.id}（{choice.label.zh}）" for choice in choices),
        en="one of " + ", ".join(f"{choice.id} ({choice.label.en})" for choice in choices),
    )
