"""Where a line may end: as Chinese and English printers have it, counted in screen cells.

Chinese breaks between any two characters, but a closing mark never begins a line and an opening one never
ends it; a Latin word or a number is never torn, nor a number from its unit (30万元), unless it is wider
than the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

CLOSING = "，。；：、！？）》〉】〕」』”’…％,.;:!?)]}%"
OPENING = "（《〈【〔「『“‘([{"
UNITS = "百千万亿元年月日天家项个件倍名次条％"
ATOM = re.compile(
    rf"\s+|[{re.escape(OPENING)}]*(?:[!-~–—·]+[{UNITS}]{{0,3}}|[^\s!-~–—·])[{re.escape(CLOSING)}]*"
)


def breaks(text: str, cells: int) -> list[int]:
    """The places in a text at which its lines end, so that none is wider than `cells`; its own are kept."""
    places: list[int] = []
    start = 0
    for line in text.split("\n"):
        places += [start + place for place in _within(line, cells)]
        start += len(line) + 1
    return places


def _within(line: str, cells: int) -> Iterator[int]:
    used = 0
    for start, atom in _atoms(line, cells):
        width = cell_len(atom.rstrip())
        if used and used + width > cells:
            yield start
            used = 0
        used += cell_len(atom)


def _atoms(line: str, cells: int) -> Iterator[tuple[int, str]]:
    """What is kept together, with its place; a piece wider than the line is torn after all."""
    for match in ATOM.finditer(line):
        start = match.start()
        for piece in _torn(match[0], cells):
            yield start, piece
            start += len(piece)


def _torn(atom: str, cells: int) -> Iterator[str]:
    if cell_len(atom.rstrip()) <= cells:
        yield atom
        return
    piece = ""
    for sign in atom:
        if piece and cell_len(piece + sign) > cells:
            yield piece
            piece = ""
        piece += sign
    yield piece


def needed(text: str, narrowest: int) -> int:
    """The cells below which a text would be torn, or be narrower than anyone reads."""
    longest_line = max(map(cell_len, text.split("\n")))
    widest_atom = max((cell_len(match[0].rstrip()) for match in ATOM.finditer(text)), default=0)
    return max(min(longest_line, narrowest), widest_atom)


def shared_out(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths of columns within `room`: what each would like, else its least and a part of what is left.

    `least` must fit in the room.
    """
    if sum(natural) <= room:
        return list(natural)
    left = room - sum(least)
    wished = [wish - own for wish, own in zip(natural, least, strict=True)]
    return [own + left * wish // sum(wished) for own, wish in zip(least, wished, strict=True)]
