"""The two languages a report can speak, and how it picks its words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from policyengine.errors import Bilingual, RequestError
from policyengine.refusals import UnknownName


class Lang(StrEnum):
    """Chinese or English."""

    ZH = "zh"
    EN = "en"

    @classmethod
    def named(cls, name: str) -> Lang:
        """The language of that name, `zh` or `en`. RequestError for any other."""
        if name in tuple(cls):
            return cls(name)
        raise RequestError([UnknownName(Bilingual(zh="语言", en="language"), str(name), tuple(cls))])

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
