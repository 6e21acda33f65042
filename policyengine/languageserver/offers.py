"""One thing that may be written at a place."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol.types import CompletionItemKind

from policyengine.errors import Bilingual


@dataclass(frozen=True, slots=True)
class Offer:
    """A text to write, and what it means. `insert`: what is written, where that is more than the text.

    `is_part`: it takes the place of one word, and not of all that is written of the value.
    """

    text: str
    told: Bilingual
    look: CompletionItemKind
    insert: str
    is_part: bool = False
