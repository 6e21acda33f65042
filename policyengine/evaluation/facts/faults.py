"""The mistakes of profiles: each names the fact by its label, what came and what is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding

LONGEST_SHOWN = 60
"""Characters of a bad value that a message repeats; the rest helps nobody."""


def shown(given: object) -> str:
    """A given value as a message repeats it: short, and in one line."""
    # A text is cut before it is written out, so that a bad value of a gigabyte costs nothing.
    text = repr(given[: LONGEST_SHOWN * 2]) if isinstance(given, str | bytes) else _written(given)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _written(given: object) -> str:
    if given is None or isinstance(given, bool):
        # As JSON and YAML write them, where most profiles come from.
        return {None: "null", True: "true", False: "false"}[given]
    if isinstance(given, int | float):
        # Whole numbers past some thousands of digits refuse to be written out at all.
        return repr(given) if not isinstance(given, int) or given.bit_length() < 512 else "<a huge number>"
    sized = isinstance(given, Iterable) and not isinstance(given, str | bytes)
    return f"<{type(given).__name__}>" if sized and _long(given) else str(given)


def _long(given: object) -> bool:
    length = getattr(given, "__len__", None)
    return length is None or length() > LONGEST_SHOWN or len(str(given)) > LONGEST_SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAProfile(Finding):
    """A profile is something other than facts by their names.

    Why: only a mapping says which fact each value is of.
    Mend: give an object (JSON), a mapping (YAML) or a dict: `{"registered_in": "410500", "ip_owned": 3}`.
    """

    code = "not-a-profile"
    found: str

    def message(self) -> Bilingual:
        """What was found, in one line."""
        return Bilingual(
            zh=f"企业画像应为“事实：值”的对应，所给为{self.found}",
            en=f"a profile maps facts to values; got {self.found}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchFact(Finding):
    """A profile holds a fact that no vocabulary lists.

    Why: a misspelt fact would be taken as unknown, and nobody would hear of it.
    Mend: take the nearest name, or leave the fact out. `policyengine facts` lists all there are.
    """

    code = "no-such-fact"
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """What was found, in one line."""
        return Bilingual(zh=f"没有名为“{self.found}”的事实", en=f"no fact is named `{self.found}`")

    def help(self) -> Bilingual | None:
        """The nearest valid name."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadValue(Finding):
    """A fact is given a value that it cannot have.

    Why: numbers are exact and choices are closed, so a value that is nearly right would decide wrongly.
    Mend: give what is wanted; leave the fact out, or give null, where it is not known.
    """

    code = "bad-value"
    fact: str
    label: Bilingual
    found: str
    wanted: Bilingual

    def message(self) -> Bilingual:
        """What was found, in one line."""
        return Bilingual(
            zh=f"“{self.label.zh}”（{self.fact}）的值无效：所给为{self.found}，应为{self.wanted.zh}",
            en=f"{self.label.en} (`{self.fact}`) cannot be {self.found}; wanted: {self.wanted.en}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTwice(Finding):
    """One fact is given under two of its names.

    Why: a fact has a name, a label and aliases, and nobody can say which of two values is meant.
    Mend: keep one of them.
    """

    code = "given-twice"
    fact: str
    label: Bilingual
    names: tuple[str, str]

    def message(self) -> Bilingual:
        """What was found, in one line."""
        first, second = self.names
        return Bilingual(
            zh=f"“{self.label.zh}”（{self.fact}）给出了两次：{first}、{second}",
            en=f"{self.label.en} (`{self.fact}`) is given twice, as `{first}` and as `{second}`",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedDiffers(Finding):
    """A derived fact is given beside all its sources and is not what they make.

    Why: the same enterprise cannot have two research intensities, and a threshold may lie between them.
    Mend: leave the derived fact out, or correct it or its sources. A quotient that never ends may be given
    rounded to the eighth decimal.
    """

    code = "derived-differs"
    fact: str
    label: Bilingual
    found: str
    follows: str
    sources: tuple[Bilingual, ...]

    def message(self) -> Bilingual:
        """What was found, in one line."""
        zh = "、".join(source.zh for source in self.sources)
        en = " and ".join(source.en for source in self.sources)
        return Bilingual(
            zh=f"“{self.label.zh}”（{self.fact}）所给为{self.found}，由{zh}得出的却是{self.follows}",
            en=f"{self.label.en} (`{self.fact}`) is given as {self.found}, but {en} make it {self.follows}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownReward(Finding):
    """The record of rewards received names a reward that no plan has.

    Why: a one-off reward that is misspelt here would be promised a second time.
    Mend: give the reward's id with its city: `anyang.provincial_little_giant`. The local id alone will do
    when one city is asked.
    """

    code = "unknown-reward"
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """What was found, in one line."""
        return Bilingual(
            zh=f"“已获奖补”（received）：没有编号为“{self.found}”的奖补",
            en=f"rewards already received (`received`): no reward is called `{self.found}`",
        )

    def help(self) -> Bilingual | None:
        """The nearest valid id."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreFaults(Finding):
    """A profile has more faults than are told one by one.

    Why: a table pasted into the wrong place has thousands, and nobody reads them.
    Mend: mend those that are told, and ask again.
    """

    code = "more-faults"
    count: int

    def message(self) -> Bilingual:
        """How many are left untold."""
        return Bilingual(zh=f"另有{self.count}处错误", en=f"and {self.count} more")


def did_you_mean(name: str | None) -> Bilingual | None:
    """The nearest valid name as a question, where there is one."""
    return Bilingual(zh=f"是否指“{name}”？", en=f"did you mean `{name}`?") if name else None
