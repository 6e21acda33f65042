"""Which version a statement is of: one for every row, or none, and then one must be named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policyengine.batch.refused import Inexpressible, Refusals
from policyengine.rulebook.force import Chosen, of_day
from policyengine.rulebook.plan import Plan


def version_for(
    versions: Sequence[Plan], as_of: date, version: str | None = None, dialect: str = "duckdb"
) -> Chosen:
    """The version of a city that answers for every enterprise on a day, or the one named.

    RequestError where no version bears the name. NotExpressible where events or transitions leave some
    enterprises to another version: then one must be named.
    """
    chosen = of_day(versions, as_of, version)
    if version is None:
        refusals = Refusals(dialect)
        _one_for_all(chosen.plan, versions, refusals)
        refusals.raise_if_any()
    return chosen


def _one_for_all(plan: Plan, versions: Sequence[Plan], refusals: Refusals) -> None:
    adopted = [each for each in versions if not each.draft]
    if plan.governs is not None and not plan.draft and len(adopted) > 1:
        clauses = tuple(dict.fromkeys(each.clause for each in plan.cite))
        with refusals.of(f"{plan.city}/{plan.version}", clauses):
            raise Inexpressible(
                f"按“{plan.governs}”逐户选取版本（请用 --version 指定）",
                f"a version picked for each enterprise by `{plan.governs}` (name one with --version)",
            )
    for each in plan.transitions:
        clauses = tuple(dict.fromkeys(cited.clause for cited in each.cite))
        with refusals.of(f"{plan.city}.{each.id}", clauses):
            raise Inexpressible(
                f"逐户转由版本{each.version}处理（请用 --version 指定）",
                f"cases left to version {each.version} (name a version with --version)",
            )
