"""No field of the legal model is forgotten when two versions are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest

from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Node
from policyengine.rulebook.difference.fields import FIELDS
from policyengine.rulebook.plan import Plan

PLACES = {"span", "written_at"}


def classes_below(start):
    """Every dataclass of the legal model that a plan is made of; a tree is one value."""
    found, waiting = {}, [start]
    while waiting:
        here = waiting.pop()
        if here in found or not isinstance(here, type) or not is_dataclass(here):
            continue
        if issubclass(here, Node | Vocabulary):
            continue
        found[here] = get_type_hints(here)
        for hint in found[here].values():
            waiting.extend(parts_of(hint))
    return found


def parts_of(hint):
    if get_origin(hint) in (Union, UnionType, tuple) or get_origin(hint) is not None:
        return [part for each in get_args(hint) for part in parts_of(each)]
    return [hint]


MODEL = classes_below(Plan)


@pytest.mark.parametrize("cls", FIELDS, ids=lambda cls: cls.__name__)
def test_a_table_names_every_field_of_its_class(cls):
    assert set(FIELDS[cls]) == {each.name for each in fields(cls)}


def test_every_class_with_a_table_is_part_of_a_plan():
    assert set(FIELDS) <= set(MODEL)


@pytest.mark.parametrize("cls", [each for each in MODEL if each not in FIELDS], ids=lambda cls: cls.__name__)
def test_a_class_without_a_table_is_compared_whole_and_equality_leaves_only_places_out(cls):
    assert {each.name for each in fields(cls) if not each.compare} <= PLACES


@pytest.mark.parametrize("cls", FIELDS, ids=lambda cls: cls.__name__)
def test_what_is_not_compared_says_why(cls):
    for told in FIELDS[cls].values():
        assert getattr(told, "reason", None) or told.label.zh


def test_the_model_is_found_whole():
    assert len(MODEL) > 30
    assert all(not isinstance(hint, Mapping) for hint in MODEL)
