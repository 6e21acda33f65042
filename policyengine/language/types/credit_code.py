"""Unified social credit codes, whose last character GB 32100 computes from the others."""

from __future__ import annotations

import json

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage, text_of

_WANTED = Bilingual(
    zh="十八位统一社会信用代码，末位校验正确（GB 32100）",
    en="an 18-character unified social credit code whose check character is right (GB 32100)",
)


class CreditCode(FactType):
    """Eighteen characters, the last one checked."""

    kind = Kind.CREDIT_CODE
    storage = Storage.TEXT
    name = Bilingual(zh="统一社会信用代码", en="a credit code")

    def read(self, given: object, definition: FactDefinition | None = None) -> str:
        """The code in capitals, without spaces."""
        # Imported when first needed: rules load without ever seeing a credit code.
        from stdnum.cn import uscc
        from stdnum.exceptions import ValidationError

        if not isinstance(given, str) or len(given) > 40:
            raise Refused(_WANTED)
        try:
            return str(uscc.validate(given))
        except ValidationError as error:
            raise Refused(_WANTED) from error

    def literal(self, value: Value) -> str:
        """The code between quotation marks, because it may begin with a digit."""
        return json.dumps(text_of(value))

    def plain(self, value: Value) -> str:
        """The code itself."""
        return text_of(value)

    def zh(self, value: Value, definition: FactDefinition | None = None) -> str:
        """The code itself."""
        return text_of(value)
