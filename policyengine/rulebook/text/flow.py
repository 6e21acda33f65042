"""`{en: What is it?}` and `[3:1]`, which YAML 1.2 reads and the C parser, of YAML 1.1, does not.

Within `{}` and `[]` it takes any `?`, and any `:` inside a word, for signs of YAML's own. Where 1.2 reads
them as part of a word they are stood in for by characters that the text does not use: one for one, so that
every place stays what it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUESTION = re.compile(r"(?<=[^\s\[\]{},])\?")
_COLON = re.compile(r"(?<=[^\s\[\]{},\"']):(?=[^\s\[\]{},])")
_PRIVATE_USE = range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class StandIns:
    """A text for the C parser, and the way back from what it reads there."""

    text: str
    question: str = ""
    colon: str = ""

    def restored(self, read: str) -> str:
        """The words as they were written."""
        if self.question:
            read = read.replace(self.question, "?").replace(self.colon, ":")
        return read


def with_stand_ins(text: str) -> StandIns:
    """The text with stand-ins; as it is where it needs none or leaves none free."""
    if ("{" not in text and "[" not in text) or ("?" not in text and ":" not in text):
        return StandIns(text)
    free = (chr(code) for code in _PRIVATE_USE if chr(code) not in text)
    question, colon = next(free, ""), next(free, "")
    if not colon:
        return StandIns(text)
    return StandIns(_COLON.sub(colon, _QUESTION.sub(question, text)), question, colon)
