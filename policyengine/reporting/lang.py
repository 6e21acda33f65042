"""The two languages a report can speak, and how it picks its words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Lang(StrEnum):
    """Chinese or English."""

    ZH = "zh"
    EN = "en"

    def say(self, zh: str, en: str) -> str:
        """The one of two texts that is in this language."""
        return zh if self is Lang.ZH else en

    def of(self, text: Mapping[str, str]) -> str:
        """A bilingual text of the result contract, in this language."""
        return text[self.value]

    def listed(self, items: list[str]) -> str:
        """Several things in a row, with the comma of this language."""
        return self.say("、", ", ").join(items)

    def labelled(self, label: str, words: str) -> str:
        """A label and what it labels, with the colon of this language."""
        return self.say(f"{label}：{words}", f"{label}: {words}")
