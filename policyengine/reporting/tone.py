"""How a text is meant, whatever the format."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """How a text is meant: colour in a terminal and on paper, never the only carrier of a meaning."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    OPEN = "open"
    WARNING = "warning"
    QUIET = "quiet"
