"""Mistakes among definitions: names that clash, and definitions that lean on one another in a circle."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown


@dataclass(frozen=True, slots=True)
class DefinitionNameTaken(Finding):
    """A definition's id or title already names a fact, another definition, or a day of the calendar.

    Why: a condition or an amount that uses the name would mean one of the two, and nobody could say which.
    Mend: give the definition a name of its own.
    """

    code = "definition-name-taken"
    name: str
    owner: str

    def message(self) -> Bilingual:
        """The name and what has it."""
        return Bilingual(
            zh=f"“{shown(self.name)}”已是“{self.owner}”的名称",
            en=f"`{shown(self.name)}` already names `{self.owner}`",
        )


@dataclass(frozen=True, slots=True)
class CircularDefinitions(Finding):
    """Definitions lean on one another in a circle, or a definition on itself.

    Why: none of them says anything until another of them does.
    Mend: write out in one of them what it means without the others.
    """

    code = "circular-definitions"
    names: tuple[str, ...]

    def message(self) -> Bilingual:
        """The circle."""
        circle = shown(" → ".join((*self.names, self.names[0])))
        return Bilingual(zh=f"定义循环引用：{circle}", en=f"these definitions go in a circle: {circle}")


@dataclass(frozen=True, slots=True)
class DefinitionTooLarge(Finding):
    """A definition, written out without the names of others, is too large or too deep.

    Why: definitions that double one another a few times over would keep every engine busy without end.
    Mend: take the definition apart, or let it use fewer others.
    """

    code = "definition-too-large"
    parts: int
    levels: int
    most_parts: int
    most_levels: int

    def message(self) -> Bilingual:
        """Its parts and levels, and how many it may have."""
        return Bilingual(
            zh=f"写全后有{_few(self.parts)}个部分、{self.levels}层，"
            f"最多{self.most_parts}个部分、{self.most_levels}层",
            en=f"written out it has {_few(self.parts)} parts in {self.levels} levels; "
            f"the limits are {self.most_parts} and {self.most_levels}",
        )


def _few(number: int) -> str:
    return str(number) if number < 10**15 else "…"
