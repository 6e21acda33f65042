"""A part of a condition is tried where it decides: turned over, it turns the whole."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import ALWAYS, AllOf, AnyOf, AtLeast, Condition, Fact, Not
from policyengine.rulebook.checks.completions import possible
from policyengine.trial.goals.atoms import parts_that_decide
from policyengine.trial.goals.goal import all_of, opposite
from tests.trial.small_vocabulary import BOOLEANS, booleans

NAMES = BOOLEANS
ASSIGNMENTS = [dict(zip(NAMES, values, strict=True)) for values in product((True, False), repeat=len(NAMES))]


def _conditions() -> st.SearchStrategy[Condition]:
    # Each fact once at most, so that what a part decides can be seen by turning its fact over.
    return st.permutations(NAMES).flatmap(lambda names: _over(tuple(names)))


def _over(names: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    if len(names) == 1:
        fact = Fact(names[0])
        return st.sampled_from([fact, Not(fact)])
    return st.integers(1, len(names) - 1).flatmap(
        lambda at: st.tuples(_over(names[:at]), _over(names[at:]), st.sampled_from("aonk")).map(
            lambda parts: _joined(*parts)
        )
    )


def _joined(left: Condition, right: Condition, how: str) -> Condition:
    match how:
        case "a":
            return AllOf((left, right))
        case "o":
            return AnyOf((left, right))
        case "n":
            return Not(AnyOf((left, right)))
        case _:
            return AtLeast(1, (left, right))


@given(_conditions())
def test_a_part_decides_exactly_where_turning_it_over_turns_the_whole(condition: Condition) -> None:
    whole = truth_of(condition)
    for each in parts_that_decide(condition, ALWAYS):
        assert isinstance(each.part, Fact)
        decides = truth_of(each.decides)
        for known in ASSIGNMENTS:
            turned = {**known, each.part.name: not known[each.part.name]}
            turns = whole(known) is not whole(turned)
            assert (decides(known) is Truth.TRUE) == turns


@given(_conditions())
def test_every_fact_of_a_condition_is_a_part_of_it(condition: Condition) -> None:
    parts = [each.part for each in parts_that_decide(condition, ALWAYS)]
    assert sorted(part.name for part in parts if isinstance(part, Fact)) == sorted(NAMES)


@given(_conditions(), _conditions())
def test_what_is_called_impossible_holds_for_no_enterprise(one: Condition, other: Condition) -> None:
    vocabulary: Vocabulary = booleans()
    needs = all_of(one, opposite(other))
    found = possible(needs, vocabulary)
    assert found is not None
    holds = any(truth_of(needs)(known) is Truth.TRUE for known in ASSIGNMENTS)
    assert (True in found.ends) == holds
