"""Text: names, and what else is only compared whole."""

from __future__ import annotations

import json

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage, text_of

LONGEST = 1000

_WANTED = Bilingual(zh=f"不超过{LONGEST}个字符的文字", en=f"text of at most {LONGEST} characters, not empty")


class Text(FactType):
    """Characters as given."""

    kind = Kind.TEXT
    storage = Storage.TEXT
    name = Bilingual(zh="文字", en="text")

    def read(self, given: object, definition: FactDefinition | None = None) -> str:
        """The text as given; nothing but white space is refused."""
        if not isinstance(given, str) or not given.strip() or len(given) > LONGEST:
            raise Refused(_WANTED)
        return given

    def literal(self, value: Value) -> str:
        """The text between double quotation marks, escaped as JSON does."""
        return json.dumps(text_of(value), ensure_ascii=False)

    def plain(self, value: Value) -> str:
        """The text itself."""
        return text_of(value)

    def zh(self, value: Value, definition: FactDefinition | None = None) -> str:
        """The text between Chinese quotation marks."""
        return f"“{text_of(value)}”"

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """The text between quotation marks."""
        return f"“{text_of(value)}”"
