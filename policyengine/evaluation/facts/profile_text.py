"""A profile as text: JSON or YAML → facts as given, numbers as exact decimals, every duplicate key refused.

JSON is read by the standard library, so that reading one costs no more than it must; YAML by the bounded
reader of the rule files. What a value may be is decided later, where the fact's label is known: NaN and
Infinity pass through here to be refused there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from policyengine.errors import Bilingual, Finding, PolicyEngineError, ProfileError, Span
from policyengine.errors import shown as shortened
from policyengine.evaluation.facts.faults import MoreFaults, NotAProfile, shown
from policyengine.evaluation.facts.json_numbers import decimal, whole
from policyengine.evaluation.facts.profile import MOST_TOLD, Profile
from policyengine.rulebook.folder import MOST_BYTES

REASONS = {
    "Expecting value": "此处应有值",
    "Expecting ',' delimiter": "缺少逗号",
    "Expecting ':' delimiter": "缺少冒号",
    "Expecting property name enclosed in double quotes": "键应写在双引号内",
    "Illegal trailing comma before end of object": "末尾多一个逗号",
    "Illegal trailing comma before end of array": "末尾多一个逗号",
    "Extra data": "结束之后还有内容",
    "Unterminated string starting at": "字符串没有结束",
    "Invalid control character at": "字符串中有控制字符",
    "Invalid \\escape": "反斜杠之后不是有效的转义",
}


@dataclass(frozen=True, slots=True)
class JsonSyntax(Finding):
    """A profile that should be JSON is not.

    Why: guessing what was meant could change a number.
    Mend: look at the place given; a comma, a quote or a bracket is missing or too many.
    """

    code = "json-syntax"
    reason: Bilingual

    def message(self) -> Bilingual:
        """What the reader stumbled over."""
        return Bilingual(zh=f"不是有效的JSON：{self.reason.zh}", en=f"this is not JSON: {self.reason.en}")


@dataclass(frozen=True, slots=True)
class JsonDuplicateKey(Finding):
    """A JSON object holds one key twice.

    Why: one of the two values would be lost without a word.
    Mend: keep one of them.
    """

    code = "duplicate-key"
    key: str

    def message(self) -> Bilingual:
        """The key."""
        return Bilingual(zh=f"“{self.key}”给出了两次", en=f"`{self.key}` is given twice")


def read_profile(text: str | bytes, file: str = "<profile>") -> Profile:
    """The facts in a text, as JSON or YAML by the file's suffix, else by what it looks like.

    ProfileError with a finding for whatever cannot be read: bad encoding, bad syntax, duplicate keys, more
    than a mebibyte, or no facts by their names.
    """
    words = _decoded(text, file)
    facts = _reader(words, file)(words, file)
    if not isinstance(facts, dict):
        found = shown(facts) if words.strip() else "<nothing>"
        raise ProfileError([NotAProfile(found=found, span=Span(file, 1, 1, 1, 1))])
    return Profile(facts)


def read_text(text: str | bytes, file: str = "<profiles>", most: int = MOST_BYTES) -> Any:
    """What a text of JSON or YAML holds, be it one profile or a list of them.

    ProfileError as in `read_profile`. JSON may be as long as `most`, YAML a mebibyte.
    """
    words = _decoded(text, file, most)
    return _reader(words, file)(words, file)


def _decoded(text: str | bytes, file: str, most: int = MOST_BYTES) -> str:
    """The text without a byte order mark. What is wrong with it is told as of the rule files."""
    try:
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        if len(text) <= most:
            return words
    except UnicodeDecodeError:
        pass
    # Only here: what is sound need not load all that can be wrong.
    from policyengine.rulebook.text.decoding import decoded

    return decoded(text, file, ProfileError)


def _reader(text: str, file: str) -> Callable[[str, str], Any]:
    suffix = file.lower().rpartition(".")[2]
    if suffix in ("yaml", "yml"):
        return _from_yaml
    if suffix == "json":
        return _from_json
    return _from_either if text.lstrip().startswith(("{", "[")) else _from_yaml


def _from_either(text: str, file: str) -> Any:
    """YAML too may begin with a bracket; of what is neither, the mistakes are told as JSON's."""
    try:
        return _from_json(text, file)
    except ProfileError as refusal:
        if not isinstance(refusal.findings[0], JsonSyntax):
            raise
        try:
            return _from_yaml(text, file)
        except ProfileError:
            raise refusal from None


def _from_json(text: str, file: str) -> Any:
    twice: list[Finding] = []

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        facts = dict(pairs)
        if len(facts) < len(pairs):
            counted = Counter(key for key, _ in pairs)
            twice.extend(JsonDuplicateKey(shortened(key)) for key, times in counted.items() if times > 1)
        return facts

    try:
        given = json.loads(text, parse_float=decimal, parse_int=whole, object_pairs_hook=object_of)
    except json.JSONDecodeError as error:
        place = Span(file, error.lineno, error.colno, error.lineno, error.colno + 1)
        reason = Bilingual(zh=REASONS.get(error.msg, error.msg), en=error.msg)
        raise ProfileError([JsonSyntax(reason, span=place)]) from None
    except RecursionError:
        deep = Bilingual(zh="嵌套过深", en="nested too deeply")
        raise ProfileError([JsonSyntax(deep, span=Span(file, 1, 1, 1, 1))]) from None
    if twice:
        more = len(twice) - MOST_TOLD
        raise ProfileError([*twice[:MOST_TOLD], *([MoreFaults(count=more)] if more > 0 else [])])
    return given


def _from_yaml(text: str, file: str) -> Any:
    # Only here: a profile in JSON needs no YAML library.
    from policyengine.rulebook.text.yaml import plain, read_yaml

    try:
        return plain(read_yaml(text, file))
    except PolicyEngineError as error:
        raise ProfileError(error.findings) from None
