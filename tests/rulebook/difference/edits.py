"""Edits of a plan that change what it means: one value somewhere in it becomes another of its type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from policyengine.errors import Bilingual
from policyengine.language.tree import Fact, Literal, Named
from policyengine.rulebook.plan import Plan, Reading, Reward, Support

# What is no statement of its own: made from the rest, or a name of something else that would be gone.
NOT_EDITED = {
    Plan: {"vocabulary", "digest", "version", "governs"},
    Reward: {"governs"},
    Support: {"governs"},
    Named: {"name", "label", "what"},
    Literal: {"kind"},
    Fact: {"name"},
    Reading: {"rule"},
}


class NothingToEdit(Exception):
    """The value has no part that could be another."""


def edited(plan, random):
    """The plan with one value changed, None where nothing is there to change; and the path to it."""
    path = []
    try:
        return _edited(random, plan, path), ".".join(map(str, path))
    except NothingToEdit:
        return None, ".".join(map(str, path))


def _edited(random, value, path):
    match value:
        case bool():
            return not value
        case Enum():
            return random.choice([each for each in type(value) if each is not value])
        case str():
            return f"{value}x"
        case int():
            return value + 1
        case Fraction():
            return value + Fraction(1, 100) if value < 1 else value + 1
        case date():
            return value + timedelta(days=1)
        case Bilingual():
            return Bilingual(f"{value.zh}改", value.en)
        case Mapping() | tuple() if value:
            return _of_several(random, value, path)
        case _ if is_dataclass(value):
            return _of_parts(random, value, path)
    raise NothingToEdit


def _of_several(random, value, path):
    """One entry edited, or none of it left."""
    keys = list(value) if isinstance(value, Mapping) else list(range(len(value)))
    key = random.choice(keys)
    path.append(key)
    entries = dict(value) if isinstance(value, Mapping) else dict(enumerate(value))
    drops = is_dataclass(value[key]) and hasattr(value[key], "id")
    if drops and random.random() < 0.1:
        del entries[key]
    else:
        entries[key] = _edited(random, value[key], path)
    return entries if isinstance(value, Mapping) else tuple(entries.values())


def _of_parts(random, value, path):
    """One field edited that holds anything."""
    kept_out = NOT_EDITED.get(type(value), set())
    names = [
        each.name
        for each in fields(value)
        if each.compare and each.name not in kept_out and getattr(value, each.name) not in (None, (), {})
    ]
    if not names:
        raise NothingToEdit
    # What has entries holds more than what is one value.
    weights = [1 if isinstance(getattr(value, name), str) else 4 for name in names]
    name = random.choices(names, weights)[0]
    path.append(name)
    return replace(value, **{name: _edited(random, getattr(value, name), path)})
