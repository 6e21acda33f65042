"""Everything of a plan that rests on quotes, and the quotes that each of it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import AnyRule, Plan, Reward, Support
from policyengine.rulebook.provisions import Provision, TakingEffect


def quoting(plan: Plan) -> Iterator[AnyRule | Provision]:
    """Every rule, then what the plan says of several rules together."""
    yield from plan.rules()
    yield from plan.groups
    yield from plan.definitions
    yield from plan.conditions
    yield from plan.transitions
    if plan.payers_by_default is not None:
        yield plan.payers_by_default
    if plan.cite:
        yield TakingEffect(
            id="period", title=plan.title, cite=plan.cite, span=plan.span, written_at=plan.written_at
        )


def citations(entry: AnyRule | Provision) -> Iterator[Citation]:
    """Its own quotes, then those of its payments, of what sends it back, and of how to apply for it."""
    yield from entry.cite
    if isinstance(entry, Reward):
        for payment in entry.payments:
            yield from payment.cite
        for clawback in entry.clawbacks:
            yield from clawback.cite
    if isinstance(entry, Reward | Support) and entry.apply is not None:
        yield from entry.apply.cite
