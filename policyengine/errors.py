"""The floor everything stands on: places in files, words in two languages, findings, and the exceptions.

    PolicyEngineError
    ├── RulebookError      the rules did not load; `findings` holds every mistake in them
    ├── ProfileError       the profile was refused; `findings` holds every fault in it
    └── RequestError       the question itself cannot be asked: no such city, version, date or format

Every exception carries `findings`, so that a report never parses the text of a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file. Lines and columns count from 1; `end_column` is the first column after it."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __reduce__(self) -> tuple[type[Span], tuple[str, int, int, int, int]]:
        # A rulebook holds thousands: from the cache they load five times as fast as slots are restored.
        return Span, (self.file, self.line, self.column, self.end_line, self.end_column)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def to_dict(self) -> dict[str, str]:
        """The two texts under the keys `zh` and `en`."""
        return {"zh": self.zh, "en": self.en}


class Severity(StrEnum):
    """An error keeps the rules from loading; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mistake: where it is, what was found, what is wanted. A value until someone must raise.

    A subclass is one kind of mistake. Its docstring is its page of the manual: a sentence that says what
    is wrong, then `Why:` and `Mend:`. The particulars are fields; the wording is `message` and `help`.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span | None = field(default=None, repr=False)

    def message(self) -> Bilingual:
        """What was found, in one line, without the place."""
        raise TypeError(f"{type(self).__name__} says nothing")

    def help(self) -> Bilingual | None:
        """The way out, in one line, where one is known: usually the nearest valid name."""
        return None


SHOWN = 60
"""A finding shows no more of a bad value than this many characters."""


def shown(found: object) -> str:
    """A bad value in one short line."""
    line = " ".join(str(found).split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


class PolicyEngineError(Exception):
    """The base of everything this library raises on purpose."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.message().en for finding in self.findings))


class RulebookError(PolicyEngineError):
    """The rules did not load. `findings` holds every mistake in them, in file order, never just the first."""


class ProfileError(PolicyEngineError):
    """The profile was refused. `findings` holds every fault in it, each naming the fact by its label."""


class RequestError(PolicyEngineError):
    """The question cannot be asked: no such city, version, theme, date, format or file."""
