"""A budget as plain data: `policyengine/budget@1`. Money is in 元, as exact text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from policyengine._version import __version__
from policyengine.budget.amounts import Outlay, minus, total
from policyengine.budget.differences import differences
from policyengine.budget.reckoning import GroupOutlay, RewardOutlay
from policyengine.budget.rows import Taken
from policyengine.budget.schema import SCHEMA
from policyengine.language.interval import plain
from policyengine.rulebook.plan import Plan, Theme

if TYPE_CHECKING:
    from policyengine.budget.budget import Budget, Side

IN_FUNDS = "subject-to-fund"
"""The warning that a fund may not suffice; a budget says of each fund how far it goes."""


def budget_dict(budget: Budget) -> dict[str, Any]:
    """The whole budget; a new copy each time."""
    told = _side(budget.side, budget.themes)
    other = None if budget.what_if is None else _side(budget.what_if, budget.themes)
    return {
        "schema": SCHEMA,
        "enterprises": _taken(budget.taken),
        **told,
        "what_if": other,
        "differences": None if other is None else differences(told, other),
    }


def _taken(taken: Taken) -> dict[str, Any]:
    return {
        "rows": taken.rows,
        "counted": taken.counted,
        "left_out": taken.left_out,
        "repeated": taken.repeated,
        "reasons": [
            {"column": each.column, "rows": each.rows, **each.reason.to_dict()} for each in taken.reasons
        ],
    }


def _side(side: Side, themes: tuple[Theme, ...]) -> dict[str, Any]:
    nobody, reckoned, city = side.nobody, side.reckoned, side.nobody.city
    return {
        "city": city,
        "as_of": nobody.as_of.isoformat(),
        "year": nobody.year,
        "plan": _plan(nobody.plan, force=nobody.force.value, binding=nobody.binding),
        "provenance": {"engine": __version__, "rules": nobody.plan.digest},
        "assumptions": [{"fact": fact, "value": value} for fact, value in nobody.assumptions],
        "warnings": [each.to_dict() for each in nobody.warnings if each.code != IN_FUNDS],
        "rewards": [_reward(each, city) for each in reckoned.rewards],
        "themes": [
            {"theme": each.id, "label": each.label.to_dict(), "outlay": reckoned.by_theme[each.id].to_dict()}
            for each in themes
            if each.id in reckoned.by_theme
        ],
        "apart": reckoned.apart.to_dict(),
        "groups": [_group(each, city) for each in reckoned.groups],
        "totals": reckoned.total.to_dict(),
        "payers": list(_payers(reckoned.by_payer, reckoned.total)),
        "funds": [each.to_dict(city) for each in reckoned.funds],
        "facts": [each.to_dict() for each in side.narrowings],
    }


def _plan(plan: Plan, *, force: str, binding: bool) -> dict[str, Any]:
    start, end = plan.period.start, plan.period.end
    return {
        "title": plan.title.to_dict(),
        "name": plan.name.to_dict(),
        "document_number": plan.document_number,
        "version": plan.version,
        "level": plan.level.value,
        "force": force,
        "binding": binding,
        "period": {"from": start.isoformat(), "to": None if end is None else end.isoformat()},
        "payers": [{"id": id_, "name": name.to_dict()} for id_, name in plan.payers],
    }


def _reward(each: RewardOutlay, city: str) -> dict[str, Any]:
    return {
        "id": f"{city}.{each.rule.id}",
        "title": each.rule.title.to_dict(),
        "theme": each.rule.theme,
        "nature": each.rule.nature.value,
        "enterprises": dict(each.statuses),
        "outlay": each.outlay.to_dict(),
        "paid_by": {payer: part.to_dict() for payer, part in each.by_payer.items()},
    }


def _group(each: GroupOutlay, city: str) -> dict[str, Any]:
    return {
        "id": f"{city}.{each.id}",
        "title": each.title.to_dict(),
        "rewards": [f"{city}.{reward}" for reward in each.rewards],
        "before": each.before.to_dict(),
        "after": each.after.to_dict(),
    }


def _payers(by_payer: Mapping[str, Outlay], whole: Outlay) -> Iterator[dict[str, Any]]:
    """Each payer's part; then, under null, what no payer's part holds as facts decide who pays it."""
    for payer, part in by_payer.items():
        yield {"payer": payer, "assured": plain(part.assured), "possible": plain(part.possible)}
    rest = {
        name: minus(getattr(whole, name), total(*(getattr(part, name) for part in by_payer.values())))
        for name in ("assured", "possible")
    }
    if any(rest.values()):
        yield {"payer": None, **{name: plain(value) for name, value in rest.items()}}
