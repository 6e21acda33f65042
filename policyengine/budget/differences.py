"""Two versions' answers for the same enterprises, set against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from policyengine.budget.amounts import minus
from policyengine.language.interval import plain

Told = Mapping[str, Any]
SUMS = ("assured", "discretion", "open", "possible")
ENDS = ("assured", "possible")
SIDES = ("old", "new")
NOTHING: Told = {**dict.fromkeys(SUMS, "0"), "unquantified": 0}


def differences(old: Told, new: Told) -> dict[str, Any]:
    """What differs from one side of a budget to the other; money is new less old.

    Rewards are matched by their id without the city; of one that only a side has, the other is null and
    counts as nothing.
    """
    return {
        "totals": _totals(old["totals"], new["totals"]),
        "rewards": list(_matched(old["rewards"], new["rewards"], _local, lambda each: each["outlay"], SUMS)),
        "themes": list(
            _matched(old["themes"], new["themes"], lambda e: e["theme"], lambda e: e["outlay"], SUMS)
        ),
        "payers": list(_matched(old["payers"], new["payers"], lambda e: e["payer"], lambda e: e, ENDS)),
    }


def _totals(old: Told, new: Told) -> dict[str, Any]:
    open_ = {"old": old["unquantified"], "new": new["unquantified"]}
    return {"unquantified": open_, **_moved(old, new, SUMS)}


def _local(reward: Told) -> str:
    return str(reward["id"]).partition(".")[2]


def _matched(
    old: list[Told],
    new: list[Told],
    name_of: Callable[[Told], str | None],
    sums_of: Callable[[Told], Told],
    names: tuple[str, ...],
) -> Iterator[dict[str, Any]]:
    """Each entry of either side, those of the new one first, with what differs."""
    were, are = ({name_of(each): each for each in side} for side in (old, new))
    for name in dict.fromkeys((*are, *were)):
        before, after = were.get(name), are.get(name)
        some = after or before
        assert some is not None
        sums = [NOTHING if each is None else sums_of(each) for each in (before, after)]
        yield {
            "id": name,
            "title": some.get("title") or some.get("label"),
            "in_old": before is not None,
            "in_new": after is not None,
            "unquantified": {
                side: each.get("unquantified", 0) for side, each in zip(SIDES, sums, strict=True)
            },
            **_moved(sums[0], sums[1], names),
        }


def _moved(old: Told, new: Told, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: {
            "old": old[name],
            "new": new[name],
            "difference": plain(minus(Decimal(new[name]), Decimal(old[name]))),
        }
        for name in names
    }
