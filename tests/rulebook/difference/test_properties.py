"""Every change of meaning is told, and nothing else is: over generated edits of the bundled plans."""

from __future__ import annotations

from functools import cache
from itertools import chain
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policyengine.rulebook.difference import SECTIONS, differences
from policyengine.rulebook.load import load_rulebook
from tests.rulebook.difference.edits import edited

SMALL = settings(max_examples=200)


@cache
def plans():
    bundled, invented = load_rulebook(), load_rulebook("examples/policies")
    cities = chain(bundled.rulebook.plans.values(), invented.rulebook.plans.values())
    return tuple(plan for versions in cities for plan in versions)


@given(st.integers(0, 2**32), st.integers(0, 1000))
@SMALL
def test_every_edit_of_meaning_is_told_in_both_directions(seed, number):
    plan = plans()[number % len(plans())]
    other, path = edited(plan, Random(seed))
    assume(other is not None)
    for changes in (differences(plan, other), differences(other, plan)):
        assert changes, path
        for change in changes:
            sentence = change.sentence()
            assert change.section in SECTIONS
            assert (sentence.zh[-1], sentence.en[-1]) == ("。", "."), path
            assert not {"\n", "{", "}"} & set(sentence.zh + sentence.en), path


def test_a_plan_does_not_differ_from_itself():
    for plan in plans():
        assert differences(plan, plan) == ()
