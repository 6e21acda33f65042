"""What plan.yaml says of all its rules: who pays by default, what it governs, and cases of other versions.

paid_by:
  shares: {city_finance: 50%, county_finance: 50%}
  cite: {clause: 一(四), quote: 由市、县财政各承担一半}
transitions:
  - {id: accepted_before, title: …, when: applied_on < 2023-01-01, version: "2021", cite: …}
"""

from __future__ import annotations

from typing import Any

from policyengine.errors import Bilingual
from policyengine.language.tree import Unstated
from policyengine.rulebook.document import PlanPayersWritten, PlanWritten, TransitionWritten
from policyengine.rulebook.from_document.entry import condition, sources
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.governing import governing_fact
from policyengine.rulebook.provisions import PlanPayers, Transition

_WHO_PAYS = Bilingual(zh="资金分担", en="Who pays")


def standing(written: PlanWritten, read: Expressions) -> dict[str, Any]:
    """What `Plan` takes from the parts of plan.yaml that speak the rule language."""
    return {
        "payers_by_default": _payers(written.paid_by, read),
        "governs": governing_fact(written.governs, written.node, read),
        "transitions": tuple(_transition(each, read) for each in written.transitions),
        "repeals": tuple(written.repeals),
    }


def _payers(written: PlanPayersWritten | None, read: Expressions) -> PlanPayers | None:
    # Sums of money make up no amount that is not known: shares are percentages or a ratio.
    splits = None if written is None else read.splits(written.shares, Unstated())
    if written is None or splits is None:
        return None
    return PlanPayers(id="paid_by", title=_WHO_PAYS, paid_by=splits, **sources(written))


def _transition(written: TransitionWritten, read: Expressions) -> Transition:
    return Transition(
        id=written.id,
        title=written.title.bilingual(),
        version=written.version,
        when=condition(written.node, "when", read),
        **sources(written),
    )
