"""What all rewards of a plan come to, after groups and as if the plan bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import Any

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.groups import Reaches, by_payer, plus, together
from policyengine.evaluation.meaning.amounts import NIL, Reach
from policyengine.language.interval import Interval, plain


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in 元. `assured`: of lows; `possible`: of known highs; `by_payer` likewise.

    `unquantified`: the ids, with their city, of rewards that may bring money of no known amount. What they
    may bring above their low is in no sum, unless a shared ceiling bounds it.
    """

    assured: Decimal
    possible: Decimal
    unquantified: tuple[str, ...]
    by_payer: Mapping[str, Interval]

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "assured": plain(self.assured),
            "possible": plain(self.possible),
            "unquantified": list(self.unquantified),
            "by_payer": {payer: amount.to_dict() for payer, amount in self.by_payer.items()},
        }


def totals(case: Case, reaches: Reaches) -> Totals:
    """The totals of a case. `reaches`: what each reward can come to by itself."""
    rewards, pots = case.plan.rewards, compiled(case.plan).pots
    total = reduce(plus, (together(pot, reaches) for pot in pots), NIL).interval
    assert total.high is not None
    paid: dict[str, Reach] = {}
    for pot in pots:
        for payer, reach in by_payer(pot, rewards, reaches).items():
            paid[payer] = plus(paid.get(payer, NIL), reach)
    return Totals(
        assured=total.low,
        possible=total.high,
        unquantified=tuple(case.qualified(id_) for id_ in rewards if reaches[id_].high is None),
        by_payer=MappingProxyType({payer: reach.interval for payer, reach in paid.items()}),
    )
