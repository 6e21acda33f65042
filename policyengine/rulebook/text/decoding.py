"""From bytes to text: UTF-8 or nothing, no control characters, and a size that reading can bear."""

from __future__ import annotations

import codecs
import re

from policyengine.errors import Finding, PolicyEngineError, Span
from policyengine.rulebook.text.nodes import Source
from policyengine.rulebook.text.yaml_findings import FileTooLarge, ForbiddenCharacter, NotUtf8

MAX_BYTES = 1_048_576

# What YAML itself forbids, and the line ends (NEL, LS, PS) that only some programs take for line ends.
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16", codecs.BOM_UTF32_BE: "UTF-32"}
_HAN = re.compile("[\u4e00-\u9fff]")


def decoded(text: str | bytes, file: str, refusal: type[PolicyEngineError]) -> str:
    """The text without a byte order mark; `refusal` with one finding if it is no text to be read."""
    # A str may hold lone surrogates, which no file can: they are encoded here to be refused below.
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise refusal([FileTooLarge(size=len(data), limit=MAX_BYTES, span=Span(file, 1, 1, 1, 1))])
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise refusal([_not_utf8(data, file, error.start)]) from None
    text = text.removeprefix("\ufeff")
    if bad := _FORBIDDEN.search(text):
        span = Source(file, text).span(bad.start(), bad.end())
        raise refusal([ForbiddenCharacter(character=bad[0], span=span)])
    return text


def _not_utf8(data: bytes, file: str, at: int) -> Finding:
    likely = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if likely is None and _reads_as_gbk(data):
        likely = "GBK"
    readable = data[:at].decode("utf-8").removeprefix("\ufeff")
    span = Source(file, readable).span(len(readable), len(readable))
    return NotUtf8(likely=likely, span=span)


def _reads_as_gbk(data: bytes) -> bool:
    try:
        return _HAN.search(data.decode("gb18030")) is not None
    except UnicodeDecodeError:
        return False
