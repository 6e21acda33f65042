"""Enterprises under two versions: whose outcome changes, by how much, and what each payer's budget bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from policyengine.consequences.faults import of_enterprise
from policyengine.consequences.outcomes import item_dict, moved
from policyengine.engine import Engine
from policyengine.errors import ProfileError
from policyengine.evaluation.assessment import Assessment
from policyengine.reporting.terms import PAYERS
from policyengine.rulebook.plan import Plan

SUMS = ("assured", "possible")


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and the rules of the folder it stands in."""

    plan: Plan
    engine: Engine


@dataclass(frozen=True, slots=True)
class Enterprise:
    """One enterprise as a file gives it. `id`: what the file calls it, else its place there."""

    id: str
    profile: Mapping[str, Any]


@dataclass
class _Sums:
    """Sums over all enterprises, one side: assured and possible; `open`: whose amounts have no bound."""

    assured: Fraction = Fraction(0)
    possible: Fraction = Fraction(0)
    open: int = 0

    def add(self, low: object, high: object) -> None:
        """One enterprise more. `high` is None where nothing bounds it."""
        self.assured += Fraction(str(low))
        self.possible += Fraction(str(low if high is None else high))
        self.open += high is None


@dataclass
class _Tally:
    totals: tuple[_Sums, _Sums] = field(default_factory=lambda: (_Sums(), _Sums()))
    payers: dict[str, tuple[_Sums, _Sums]] = field(
        default_factory=lambda: defaultdict(lambda: (_Sums(), _Sums()))
    )


def effects_dict(
    old: Version,
    new: Version,
    enterprises: Iterable[Enterprise],
    as_of: date,
    renamed: Mapping[str, str],
) -> dict[str, Any]:
    """What the change of version does to these enterprises, as `effects` of `policyengine/diff@1`.

    Both versions are asked on the same day, each whether it is in force then or not. `renamed`: new local ids
    of rules by the old ones. ProfileError where a profile is faulty, with the enterprise's id.
    """
    tally, count = _Tally(), 0
    told: list[dict[str, Any]] = []
    for enterprise in enterprises:
        count += 1
        before, after = _assessed(old, new, enterprise, as_of), _assessed(new, old, enterprise, as_of)
        _add(tally, (before, after))
        told.extend(_changed(enterprise, before, after, renamed))
    names = {**PAYERS, **dict(old.plan.payers), **dict(new.plan.payers)}
    return {
        "as_of": as_of.isoformat(),
        "enterprises": count,
        "changed": len(told),
        "profiles": told,
        "totals": _moved(tally.totals),
        "payers": [
            {
                "payer": payer,
                "name": names[payer].to_dict() if payer in names else {"zh": payer, "en": payer},
                **_moved(sides),
            }
            for payer, sides in tally.payers.items()
        ],
    }


def _assessed(side: Version, other: Version, enterprise: Enterprise, as_of: date) -> Assessment:
    try:
        return side.engine.evaluate(
            _known_to(side.engine, other.engine, enterprise.profile),
            city=side.plan.city,
            as_of=as_of,
            version=side.plan.version,
        )
    except ProfileError as error:
        raise ProfileError([of_enterprise(enterprise.id, each) for each in error.findings]) from None


def _known_to(engine: Engine, other: Engine, profile: Mapping[str, Any]) -> dict[str, Any]:
    """The profile without the facts that only the other version's rules know."""
    own, others = engine.rulebook.vocabulary, other.rulebook.vocabulary
    return {
        name: value
        for name, value in profile.items()
        if own.find(name) is not None or others.find(name) is None
    }


def _add(tally: _Tally, pair: tuple[Assessment, ...]) -> None:
    for side, assessment in enumerate(pair):
        told = assessment.totals.to_dict()
        tally.totals[side].add(told["assured"], told["possible"])
        tally.totals[side].open += bool(told["unquantified"])
        for payer, ends in told["by_payer"].items():
            tally.payers[payer][side].add(ends["low"], ends["high"])


def _moved(sides: tuple[_Sums, _Sums]) -> dict[str, Any]:
    was, is_ = sides
    sums: dict[str, Any] = {name: moved(getattr(was, name), getattr(is_, name)) for name in SUMS}
    return {**sums, "open": {"old": was.open, "new": is_.open}}


def _changed(
    enterprise: Enterprise, old: Assessment, new: Assessment, renamed: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The enterprise with every item that comes to something else than before; nothing where none does."""
    were = {renamed.get(item.rule.id, item.rule.id): item for item in old.items()}
    are = {item.rule.id: item for item in new.items()}
    items = []
    for local in dict.fromkeys((*are, *were)):
        before = item_dict(were[local]) if local in were else None
        after = item_dict(are[local]) if local in are else None
        if _outcome(before) != _outcome(after):
            told = after or before
            assert told is not None
            items.append({"id": told["id"], "title": told["title"], "old": before, "new": after})
    sums = {name: moved(getattr(old.totals, name), getattr(new.totals, name)) for name in SUMS}
    if items or any(each["difference"] != "0" for each in sums.values()):
        name = enterprise.profile.get("name") or enterprise.profile.get("企业名称")
        yield {"id": enterprise.id, "name": None if name is None else str(name), "items": items, **sums}


_HOPELESS = frozenset(("ineligible", "not_bound"))


def _outcome(item: dict[str, Any] | None) -> Any:
    """What an item comes to; one that is not to be had is as good as none."""
    if item is None or item["status"] in _HOPELESS:
        return None
    return {key: value for key, value in item.items() if key not in ("id", "title")}
