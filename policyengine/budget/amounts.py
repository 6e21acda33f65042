"""A sum that is not certain, in its parts: assured, at an office's discretion, open for want of facts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from policyengine.budget.sums import NIL, Ends
from policyengine.language.interval import plain

EXACT = Context(prec=80)
"""Wide enough for any sum; the caller's own context must not round it."""


@dataclass(frozen=True, slots=True)
class Outlay:
    """What may have to be paid, in 元.

    `assured`: in any case. `discretion`: what nobody is owed, but may be given to enterprises that are known
    to qualify. `open`: what hangs on facts that are missing; whether an office may then still refuse it or
    not. `unquantified`: of how many enterprises the amount has no upper end; then `possible` is a least.

    INVARIANT: assured + discretion + open == possible, and none of them is below zero.
    """

    assured: Decimal = NIL
    discretion: Decimal = NIL
    open: Decimal = NIL
    unquantified: int = 0

    @property
    def possible(self) -> Decimal:
        """The most that may have to be paid, as far as it has an end."""
        return total(self.assured, self.discretion, self.open)

    def __add__(self, other: Outlay) -> Outlay:
        return Outlay(
            total(self.assured, other.assured),
            total(self.discretion, other.discretion),
            total(self.open, other.open),
            self.unquantified + other.unquantified,
        )

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "assured": plain(self.assured),
            "discretion": plain(self.discretion),
            "open": plain(self.open),
            "possible": plain(self.possible),
            "unquantified": self.unquantified,
        }


def outlay(asked: Ends, given_in_full: Ends) -> Outlay:
    """The parts of a sum. `given_in_full`: the same sum as if every office gave all that it may."""
    open_ = minus(given_in_full.high, given_in_full.low)
    return Outlay(asked.low, minus(minus(asked.high, asked.low), open_), open_, asked.open)


def total(*parts: Decimal) -> Decimal:
    """The exact sum, whatever the caller's context."""
    found = NIL
    for part in parts:
        found = EXACT.add(found, part)
    return found


def minus(one: Decimal, other: Decimal) -> Decimal:
    """The exact difference."""
    return EXACT.subtract(one, other)
