"""A plan's function that tells results, made ready once a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from policyengine.evaluation.facts.dated import of_year
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.truth import SETTLED
from policyengine.evaluation.telling.function import Text, written
from policyengine.evaluation.telling.given import Given, Told
from policyengine.rulebook.plan import Plan

Tell: TypeAlias = Callable[..., dict[str, list[Told]]]


@dataclass(frozen=True)
class Telling:
    """The functions of a plan: rewards, supports and obligations as data, the caller's own.

    INVARIANT: what `whole` gives is `to_dict()` of each item; what `reasons` gives is that without `missing`
    and `repairs`.
    """

    plan: Plan

    @cached_property
    def source(self) -> str:
        """The code that tells the reasons, to be read."""
        return self._text.source

    def whole(
        self, given: Given, missing: Sequence[Sequence[str]], repairs: Sequence[list[Any]]
    ) -> dict[str, list[Told]]:
        """Every item with what is missing and what it would take, in the plan's order."""
        return self._whole(*given, missing, repairs)

    def reasons(self, given: Given) -> dict[str, list[Told]]:
        """Every item with its reasons."""
        return self._reasons(*given, (), ())

    @cached_property
    def _text(self) -> Text:
        return written(self.plan, next_=False)

    @cached_property
    def _reasons(self) -> Tell:
        return _made(self._text)

    @cached_property
    def _whole(self) -> Tell:
        return _made(written(self.plan, next_=True))


@kept
def telling(plan: Plan) -> Telling:
    """The functions of a plan, the same for the same plan."""
    return Telling(plan)


def _made(text: Text) -> Tell:
    scope: dict[str, Any] = {**text.bound, "of_year": of_year, "SETTLED": SETTLED}
    # INVARIANT: the source holds names made here and one-line comments, nothing else.
    exec(compile(text.source, "<a plan's results as a function>", "exec"), scope)
    made: Tell = scope["tell"]
    return made
