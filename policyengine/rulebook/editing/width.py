"""How wide a text stands on the screen: 汉字 and full-width signs take two cells."""

from __future__ import annotations

from unicodedata import east_asian_width

LINE = 140
"""The cells of a line: what does not fit is opened or, where the author broke it already, broken again."""


def cells(text: str) -> int:
    """The cells that a text takes, of which `W` and `F` of Unicode's UAX 11 take two."""
    return len(text) + (0 if text.isascii() else sum(east_asian_width(sign) in "WF" for sign in text))
