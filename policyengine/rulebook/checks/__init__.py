"""Proving rules: what can be said against a plan before any enterprise is asked about.

A check is one file: its findings, each with its page of the manual as docstring, and the function that makes
them. `quoted` reads the numbers of quotes, `stated`, `stated_money` and `statements` those of rules, `cells`
and `completions` what a condition can become, `source_text` a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from policyengine.errors import Finding
from policyengine.rulebook.checks.areas import areas
from policyengine.rulebook.checks.citations import citations
from policyengine.rulebook.checks.conditions import conditions
from policyengine.rulebook.checks.coverage import coverage, leaves
from policyengine.rulebook.checks.dates import dates
from policyengine.rulebook.checks.definitions import definitions
from policyengine.rulebook.checks.grounding import grounding
from policyengine.rulebook.checks.groups import groups
from policyengine.rulebook.checks.looseness import looseness
from policyengine.rulebook.checks.names import departments, unknown_roles, unknown_themes
from policyengine.rulebook.checks.nature import nature
from policyengine.rulebook.checks.parts import parts
from policyengine.rulebook.checks.readings import readings
from policyengine.rulebook.checks.selectors import selectors
from policyengine.rulebook.checks.sources import check_sources
from policyengine.rulebook.checks.succession import succession
from policyengine.rulebook.plan import Plan, Role, Theme

__all__ = ["CHECKS", "check_plan", "check_sources", "leaves", "succession"]

Check: TypeAlias = Callable[[Plan], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    areas,
    citations,
    conditions,
    coverage,
    dates,
    definitions,
    departments,
    grounding,
    groups,
    looseness,
    nature,
    parts,
    readings,
    selectors,
)
"""Every check that needs nothing but the plan."""


def check_plan(
    plan: Plan, themes: Sequence[Theme] | None, roles: Sequence[Role] | None
) -> tuple[Finding, ...]:
    """Everything that can be said against a plan, in file order; errors keep it from loading.

    `themes` or `roles` is None where they could not be read: then any will do.
    """
    found = [finding for check in CHECKS for finding in check(plan)]
    found += [] if themes is None else unknown_themes(plan, themes)
    found += [] if roles is None else unknown_roles(plan, roles)
    return tuple(sorted(found, key=_place))


def _place(finding: Finding) -> tuple[str, int, int]:
    span = finding.span
    return ("", 0, 0) if span is None else (span.file, span.line, span.column)
