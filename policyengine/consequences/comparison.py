"""Two folders of rules, or versions of them, compared and told as `policyengine/diff@1`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from policyengine.consequences.changed import new_ids
from policyengine.consequences.effects import Enterprise, Version, effects_dict
from policyengine.consequences.examples import examples
from policyengine.errors import Span
from policyengine.evaluation.witnesses import some_day
from policyengine.rulebook.difference import Change, differences
from policyengine.rulebook.plan import Plan

SCHEMA = "policyengine/diff@1"


@dataclass(frozen=True, slots=True)
class Versions:
    """Some versions of one state of the rules. `label`: what the user calls it; `named`: a file there."""

    label: str
    versions: tuple[Version, ...]
    named: Callable[[str], str] = field(default=str)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be told beside the changes.

    `enterprises`: whose outcomes are compared; None where none are given. `as_of`: the day both versions are
    asked about; None: one in the first year of the new one. `examples`: an enterprise for each changed rule.
    """

    enterprises: Sequence[Enterprise] | None = None
    as_of: date | None = None
    examples: bool = True


def diff_dict(old: Versions, new: Versions, asked: Asked) -> dict[str, Any]:
    """The changes from one state to another, version by version, and what they do to enterprises."""
    return {
        "schema": SCHEMA,
        "old": old.label,
        "new": new.label,
        "plans": [_pair(before, after, old, new, asked) for before, after in _pairs(old, new)],
    }


Pair = tuple[Version | None, Version | None]


def _pairs(old: Versions, new: Versions) -> Iterator[Pair]:
    """Two single versions are compared as they are; of several, those of the same city and name."""
    if len(old.versions) == len(new.versions) == 1:
        yield old.versions[0], new.versions[0]
        return
    before = {(each.plan.city, each.plan.version): each for each in old.versions}
    after = {(each.plan.city, each.plan.version): each for each in new.versions}
    for key in sorted({*before, *after}):
        yield before.get(key), after.get(key)


def _pair(
    before: Version | None, after: Version | None, old: Versions, new: Versions, asked: Asked
) -> dict[str, Any]:
    one = after or before
    assert one is not None
    told: dict[str, Any] = {
        "city": one.plan.city,
        "name": one.plan.name.to_dict(),
        "old": None if before is None else _version(before.plan),
        "new": None if after is None else _version(after.plan),
        "changes": [],
        "examples": None,
        "effects": None,
    }
    if before is None or after is None:
        return told
    changes = differences(before.plan, after.plan)
    told["changes"] = [_placed(change, old, new).to_dict() for change in changes]
    if changes:
        told |= _consequences(before, after, changes, asked)
    return told


def _consequences(
    before: Version, after: Version, changes: tuple[Change, ...], asked: Asked
) -> dict[str, Any]:
    day = asked.as_of or some_day(after.plan)
    if asked.enterprises is not None:
        renamed = new_ids(changes)
        return {"effects": effects_dict(before, after, asked.enterprises, day, renamed)}
    if not asked.examples:
        return {}
    found = examples(before.plan, after.plan, changes, day)
    return {"examples": [each.to_dict(after.plan.city) for each in found]}


def _version(plan: Plan) -> dict[str, Any]:
    return {"version": plan.version, "title": plan.title.to_dict(), "digest": plan.digest}


def _placed(change: Change, old: Versions, new: Versions) -> Change:
    """The change with its files as the user would name them."""
    return replace(change, old_at=_named(change.old_at, old), new_at=_named(change.new_at, new))


def _named(span: Span | None, state: Versions) -> Span | None:
    return None if span is None else replace(span, file=state.named(span.file))
