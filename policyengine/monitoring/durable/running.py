"""Running a program in durable-rules, one case at a time in bounded memory."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from policyengine.errors import Bilingual, Finding, RequestError
from policyengine.evaluation.meaning.terms import Known
from policyengine.monitoring.durable.program import Program
from policyengine.refusals import MissingLibrary

if TYPE_CHECKING:
    from durable.engine import Ruleset

_CASE = "case"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class WrongPython(Finding):
    """durable-rules does not import on this version of Python.

    Why: its last release uses what Python 3.12 was the last to have.
    Mend: use Python 3.11 or 3.12, or ask without `engine="durable"`.
    """

    code = "wrong-python"
    running: str

    def message(self) -> Bilingual:
        """Which Python it wants."""
        return Bilingual(
            f"durable-rules不支持Python {self.running}，请用Python 3.11或3.12",
            f"durable-rules does not run on Python {self.running}: use Python 3.11 or 3.12",
        )


class Machine:
    """A program in durable-rules. Not for several threads at once."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._derived: set[str] = set()
        self._rules = _ruleset(self._definition())

    def run(self, known: Known) -> frozenset[str]:
        """What follows from what is known of one case; nothing of the case is kept in the engine.

        RequestError where a value is past 64 bits.
        """
        sent = self._program.atoms.told(known)
        self._derived.clear()
        state = self._rules.assert_fact({**sent, "sid": _CASE})
        try:
            self._rules.do_actions(state, _raising)
        finally:
            self._rules.delete_state(_CASE)
        return frozenset(name for name in self._derived if not name.startswith("~"))

    def _definition(self) -> dict[str, Any]:
        # Every case matches this one: to delete the state of a case that matched nothing ends the process.
        rules: dict[str, Any] = {"seen": {"all": [{"case": {"case": 1}}], "run": lambda closure: None}}
        awaited = frozenset(name for _, way in self._program.rules for name in way.after)
        for number, (derives, matches) in enumerate(self._program.definition()):
            rules[f"rule{number}"] = {"all": matches, "run": self._deriving(derives, awaited)}
        return rules

    def _deriving(self, name: str, awaited: frozenset[str]) -> Callable[[Any], None]:
        def act(closure: Any) -> None:
            # What several rules derive is asserted once: a second fact would fire all that follows again.
            if name not in self._derived:
                self._derived.add(name)
                if name in awaited:
                    closure.assert_fact({"derived": name})

        return act


def _raising(error: BaseException | None, _state: object) -> None:
    if error is not None:
        raise error


def _ruleset(definition: dict[str, Any]) -> Ruleset:
    """A ruleset without a host, whose timers would run on threads of their own."""
    if sys.version_info >= (3, 13):
        raise RequestError([WrongPython(f"{sys.version_info.major}.{sys.version_info.minor}")])
    try:
        from durable.engine import Ruleset
    except ImportError:
        raise RequestError([MissingLibrary("durable-rules", "durable")]) from None
    return Ruleset(f"policyengine{next(_numbers)}", None, definition)
