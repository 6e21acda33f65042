"""Mistakes among facts: names that clash or cannot be written, definitions that disagree or go in circles."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown


@dataclass(frozen=True, slots=True)
class NameTaken(Finding):
    """Two facts share a name, a label or an alias.

    Why: a condition or a profile that uses it would mean one of the two, and nobody could say which.
    Mend: change one of the labels.
    """

    code = "name-taken"
    name: str
    owner: str

    def message(self) -> Bilingual:
        """The name and the fact that has it."""
        return Bilingual(
            zh=f"“{self.name}”已是事实“{self.owner}”的名称",
            en=f"`{self.name}` already names the fact `{self.owner}`",
        )


@dataclass(frozen=True, slots=True)
class NameUnwritable(Finding):
    """A fact's Chinese label, an alias or a choice cannot be written in a condition.

    Why: conditions may use labels; one with spaces, brackets or operators in it falls apart when read.
    Mend: shorten the label; say the rest in the question or the note.
    """

    code = "name-unwritable"
    name: str

    def message(self) -> Bilingual:
        """The name."""
        return Bilingual(
            zh=f"“{shown(self.name)}”不能写进条件：只用文字、数字和下划线，不以数字开头，不用且、或、非等运算词",
            en=f"`{shown(self.name)}` cannot be written in a condition: "
            "letters, digits and underscores only, no digit first, no operator",
        )


@dataclass(frozen=True, slots=True)
class FactRetyped(Finding):
    """Two plans, or a plan and the vocabulary, define one fact differently.

    Why: a profile gives a fact once; it cannot be an amount for one city and a count for another.
    Mend: rename the plan's fact, or move it into the shared vocabulary.
    """

    code = "fact-retyped"
    name: str
    kind: str
    other_kind: str
    other: str

    def message(self) -> Bilingual:
        """The two kinds and the other place."""
        return Bilingual(
            zh=f"事实“{self.name}”在这里是{self.kind}，在{self.other}是{self.other_kind}",
            en=f"the fact `{self.name}` is {self.kind} here and {self.other_kind} at {self.other}",
        )


@dataclass(frozen=True, slots=True)
class CircularFacts(Finding):
    """Facts are derived from one another in a circle, or a fact from itself.

    Why: none of them could ever be worked out.
    Mend: leave out one of the derivations.
    """

    code = "circular-facts"
    names: tuple[str, ...]

    def message(self) -> Bilingual:
        """The circle."""
        circle = " → ".join((*self.names, self.names[0]))
        return Bilingual(zh=f"事实循环推导：{circle}", en=f"these facts are derived in a circle: {circle}")
