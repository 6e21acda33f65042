"""Text files as UTF-8, whatever they were written in: told by the first characters that are not ASCII."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

CHUNK = 1 << 20
"""Bytes read at a time, and looked at to tell the encoding."""
REPLACED = "\N{REPLACEMENT CHARACTER}"
"""What stands where bytes are no character."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(path: str) -> str:
    """UTF-8 or UTF-16 by their mark, else UTF-8 or GB 18030 by the first stretch that tells."""
    with Path(path).open("rb") as file:
        head = file.read(4)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        file.seek(0)
        while sample := file.read(CHUNK):
            if not sample.isascii():
                sample += file.read(CHUNK)
                return next((name for name in ("utf-8", "gb18030") if _is(sample, name)), "utf-8")
    return "utf-8"


def _is(sample: bytes, name: str) -> bool:
    try:
        # Not final: the sample may end within a character.
        codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


class AsUtf8(io.RawIOBase):
    """A file of text as a stream of UTF-8. `read_so_far`: bytes taken from the file.

    `replaced`: whether bytes were met that are no character; U+FFFD stands for them.
    """

    def __init__(self, path: str, encoding: str) -> None:
        self._file: BinaryIO = Path(path).open("rb")  # noqa: SIM115 — closed with the stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._pieces = self._decoded()
        self._left = b""
        self.read_so_far = 0
        self.replaced = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer as far as one chunk goes."""
        if not self._left:
            self._left = next(self._pieces, b"")
        taken = min(len(buffer), len(self._left))
        buffer[:taken] = self._left[:taken]
        self._left = self._left[taken:]
        return taken

    def _decoded(self) -> Iterator[bytes]:
        while chunk := self._file.read(CHUNK):
            self.read_so_far += len(chunk)
            if text := self._decoder.decode(chunk):
                self.replaced = self.replaced or REPLACED in text
                yield text.encode()
        if text := self._decoder.decode(b"", final=True):
            self.replaced = self.replaced or REPLACED in text
            yield text.encode()

    def close(self) -> None:
        """Close the file too."""
        self._file.close()
        super().close()
