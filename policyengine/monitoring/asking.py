"""What monitoring asks of an engine, which lies above it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.facts.profile import Facts
from policyengine.rulebook.plan import Rulebook


class Asking(Protocol):
    """Rules that can be asked about an enterprise on a day: `policyengine.Engine` is one."""

    @property
    def rulebook(self) -> Rulebook:
        """The rules."""

    def facts_of(self, profile: Mapping[str, Any], city: str | None = None) -> Facts:
        """What a profile says. ProfileError with every fault in it."""

    def evaluate(
        self,
        profile: Mapping[str, Any],
        *,
        city: str,
        as_of: date | str,
        version: str | None = None,
        year: int | None = None,
        assume_registered: bool = False,
        engine: str = "own",
    ) -> Assessment:
        """What an enterprise is entitled to and must do."""
