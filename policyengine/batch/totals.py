"""What all rewards of a plan come to, after groups, as columns: assured, possible, by payer, unquantified."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.amounts import unquantified
from policyengine.batch.ceilings import Ceilings
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import NOTHING, Ends
from policyengine.batch.groups import Members, Worked, Working, outermost
from policyengine.batch.logic import FALSE
from policyengine.batch.outputs import Outputs, Part
from policyengine.batch.paid_out import PayingOut
from policyengine.batch.payers import Parts, added
from policyengine.batch.reading import Reading
from policyengine.batch.received import Record
from policyengine.batch.sheet import Stage


def totals(
    reading: Reading, members: Members, record: Record, back: Mapping[str, Ends], outputs: Outputs
) -> None:
    """The totals' columns. `back`: what goes back of each reward of which money may."""
    plan, city = reading.plan, reading.plan.city
    groups = reading.of("groups", Stage.GROUPS)
    working, paying = Working(groups, members, Ceilings(record)), PayingOut(groups)
    works: list[Worked] = []
    paid: list[Parts] = []
    for pot in outermost(plan.groups, tuple(members)):
        about = pot if isinstance(pot, str) else pot.id
        clauses = () if isinstance(pot, str) else tuple(dict.fromkeys(each.clause for each in pot.cite))
        with reading.refusals.of(about, clauses):
            work = working.worked(pot)
            paid.append(paying.by_payer(work))
            works.append(work)
    here = reading.of("total", Stage.TOTALS)
    telling = outputs.within(here)
    total = NOTHING
    for work in works:
        total = ends.plus(total, work.standing.reach)
    telling.total(total, f"{city}: all rewards together, after groups, as if the plan bound")
    for payer, part in added(paid).items():
        telling.money(f"total__{payer}", None, part, f"{city}: paid by {payer} in all", payer)
    if back:
        returned = ends.bound(reduce(ends.plus, back.values()), here.bind)
        why = f"{city}: what goes back, or may, which is in no total"
        name = "total__to_be_returned"
        telling.sum(f"{name}__low", None, Part.RETURNED_LOW, returned.low, f"{why}, low")
        telling.sum(f"{name}__high", None, Part.RETURNED_HIGH, returned.high, f"{why}, high")
    why = f"{city}: how many rewards may bring money of no known amount, which is in no total"
    telling.count("total__unquantified", Part.UNQUANTIFIED, _how_many_open(members), why)


def _how_many_open(members: Members) -> Sql:
    one, none = exp.Literal.number(1), exp.Literal.number(0)
    count: Sql | None = None
    for member in members.values():
        gone = unquantified(member.reach.high)
        if gone != FALSE:
            term = exp.Case().when(gone, one.copy()).else_(none.copy())
            count = term if count is None else exp.Add(this=count, expression=term)
    return none if count is None else count
