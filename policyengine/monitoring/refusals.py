"""Why an event is not taken: each with what came and what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, PolicyEngineError, shown


class EventRefused(PolicyEngineError):
    """An event was not taken. `findings` holds every fault in it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings)


@dataclass(frozen=True, slots=True)
class NotAnEvent(Finding):
    """A line holds something other than an event.

    Why: what cannot be read cannot be counted, and must not be passed over in silence.
    Mend: one JSON object a line, or one CSV row under a heading line.
    """

    code = "not-an-event"
    reason: Bilingual

    def message(self) -> Bilingual:
        """What is wrong with the line."""
        return Bilingual(f"不是事件：{self.reason.zh}", f"this is no event: {self.reason.en}")


@dataclass(frozen=True, slots=True)
class BadField(Finding):
    """A field of an event has a value that it cannot have, or lacks one that it must have.

    Why: it would be counted for somebody else, on another day, or as something else.
    Mend: write what is wanted.
    """

    code = "bad-field"
    name: str
    found: str | None
    wanted: Bilingual
    nearest: str | None = None

    def message(self) -> Bilingual:
        """What came and what is wanted."""
        if self.found is None:
            return Bilingual(
                f"缺少“{self.name}”：应为{self.wanted.zh}",
                f"`{self.name}` is missing: {self.wanted.en} is wanted",
            )
        found = shown(self.found)
        return Bilingual(
            f"“{self.name}”应为{self.wanted.zh}，这里是“{found}”",
            f"`{self.name}`: {self.wanted.en} is wanted, not `{found}`",
        )

    def help(self) -> Bilingual | None:
        """The nearest valid value."""
        near = self.nearest
        return Bilingual(f"是否指“{near}”？", f"did you mean `{near}`?") if near else None


@dataclass(frozen=True, slots=True)
class UnknownField(Finding):
    """An event has a field that its kind does not know.

    Why: what it says would silently not be counted.
    Mend: take the nearest name, or declare the detail in `events.yaml`.
    """

    code = "unknown-field"
    found: str
    valid: tuple[str, ...]
    nearest: str | None = None

    def message(self) -> Bilingual:
        """The field."""
        found = shown(self.found)
        return Bilingual(f"此类事件没有“{found}”这一项", f"an event of this kind has no `{found}`")

    def help(self) -> Bilingual | None:
        """The nearest name, else all there are."""
        if self.nearest:
            return Bilingual(f"是否指“{self.nearest}”？", f"did you mean `{self.nearest}`?")
        if not self.valid:
            return None
        return Bilingual(f"可用：{'、'.join(self.valid)}", f"there are: {', '.join(self.valid)}")


@dataclass(frozen=True, slots=True)
class OtherEventOfThatId(Finding):
    """An event bears the id of another that says something else.

    Why: one of the two would be lost; what is recorded is never changed.
    Mend: give it an id of its own; to correct the other, withdraw it first.
    """

    code = "other-event-of-that-id"
    id: str

    def message(self) -> Bilingual:
        """The id."""
        return Bilingual(
            f"编号“{shown(self.id)}”已有另一事件，内容不同",
            f"another event that says something else bears the id `{shown(self.id)}`",
        )
