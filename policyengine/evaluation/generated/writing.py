"""What a function in the making holds: the names of its variables, the values bound to it, its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from policyengine.evaluation.generated.slots import Slot
from policyengine.evaluation.meaning.kleene import Signed
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import Condition, Kind

INDENT = "    "
DEEPEST = 24
"""Conditions nested deeper than this are asked of the plain evaluator: Python's own parser has its limits."""


class NotWritten(Exception):
    """What is left to the plain evaluator."""


@dataclass(frozen=True, slots=True)
class Both:
    """A condition as two expressions, each true or not: that it surely holds, and that it surely fails."""

    holds: str
    fails: str

    @property
    def negated(self) -> Both:
        """Its opposite; unknown stays unknown."""
        return Both(self.fails, self.holds)


HOLDS = Both("True", "False")
"""A condition that asks nothing."""


@dataclass
class Writing:
    """One pass over a plan, and what it has come to.

    `signed`: the facts that may come to less than zero; `repeated`: the conditions that several rules ask.
    `lines`: what is worked out before all rules; `bound`: the values that the code names. `derived`: the
    facts that are worked out, with the variable of what is below the line; `left_out`: those that are left
    to the plain evaluator. `written`: the conditions there are by now.
    """

    slots: Mapping[str, Slot]
    signed: Signed
    repeated: Collection[Condition] = ()
    bound: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    derived: dict[str, str] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    written: dict[Condition, Both] = field(default_factory=dict)
    asks_known: bool = False
    _names: dict[tuple[type, object], str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def has(self, name: str) -> bool:
        """Whether a fact stands in a variable of its own."""
        slot = self.slots.get(name)
        return slot is not None and slot.kind is not Kind.DURATION and name not in self.left_out

    def variable(self, slot: Slot) -> str:
        """The variable that holds a fact."""
        return f"f{slot.place}{suffix(slot.fact)}"

    def known(self) -> str:
        """What is known, as the plain evaluator reads it; worked out once, before the rules."""
        if not self.asks_known:
            self.asks_known = True
            self.lines.insert(0, "known_ = known()")
        return "known_"

    def bind(self, value: object, hint: object = "") -> str:
        """A name for a value that the code uses; the same for the same value."""
        key = (type(value), value)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"v{len(self.bound)}{suffix(hint or value)}"
            self.bound[name] = value
        return name

    def bind_plain(self, reader: Callable[..., object], hint: str) -> str:
        """A name for a reader of the plain evaluator."""
        name = f"plain{len(self.bound)}{suffix(hint)}"
        self.bound[name] = reader
        return name

    def settle(self, truth: str) -> Both:
        """Two variables for a truth that is worked out at once."""
        number = next(self._numbers)
        self.lines.append(f"truth{number} = {truth}")
        return Both(f"truth{number} is {TRUE}", f"truth{number} is {FALSE}")

    def keep(self, both: Both) -> Both:
        """Two variables for a condition that several rules ask."""
        number = next(self._numbers)
        kept = Both(f"holds{number}", f"fails{number}")
        self.lines.append(f"{kept.holds} = {both.holds}")
        self.lines.append(f"{kept.fails} = {both.fails}")
        return kept


TRUE, FALSE = "TRUE", "FALSE"
TRUTHS: Mapping[str, Truth] = {TRUE: Truth.TRUE, FALSE: Truth.FALSE}

_SAFE = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)


def suffix(hint: object) -> str:
    """What makes a name worth reading, where it is of plain letters and digits; nothing otherwise."""
    text = str(hint).lower()
    return f"_{text}" if _SAFE.fullmatch(text) else ""


def comment(text: str) -> str:
    """A text as one line of comment: nothing in it can end the line."""
    return "# " + "".join(each if each.isprintable() else " " for each in text)[:200]


FEW = 8
"""So many are added with a sign between them; a longer chain is deep, and Python's parser has its limits."""


def added(parts: Sequence[str]) -> str:
    """The sum of some expressions."""
    if len(parts) > FEW:
        return f"sum(({', '.join(parts)}))"
    return " + ".join(parts) or "0"
