"""Small conditions over a few facts whose every value can be gone through."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from policyengine.language.facts import Vocabulary
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Not,
    Relation,
)
from tests.evaluation.building import vocabulary
from tests.evaluation.completions import Grid


def small_vocabulary(*, changeable: bool = False) -> Vocabulary:
    return vocabulary(
        a={"kind": "boolean", "changeable": changeable},
        b={"kind": "boolean", "changeable": changeable},
        n={"kind": "count", "changeable": changeable},
        k={"kind": "choice", "choices": ("x", "y", "z"), "changeable": changeable},
    )


GRID: Grid = {"a": (False, True), "b": (False, True), "n": (0, 1, 2, 3), "k": ("x", "y", "z")}
"""Thresholds on n are 0 to 2, so 3 stands for all above."""

counts = st.integers(0, 2).map(lambda n: Literal(Kind.COUNT, Fraction(n)))
choices = st.sampled_from("xyz").map(lambda k: Literal(Kind.CHOICE, k))
some_choices = st.lists(choices, min_size=1, max_size=2, unique=True).map(tuple)
atoms: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from([Fact("a"), Fact("b")]),
    st.builds(Compare, st.just(Fact("n")), st.sampled_from(Relation), counts),
    st.builds(Among, st.just(Fact("k")), some_choices),
)


def _larger(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    two_of = several.map(lambda parts: AtLeast(2, parts))
    return st.builds(Not, inner) | st.builds(AllOf, several) | st.builds(AnyOf, several) | two_of


conditions: st.SearchStrategy[Condition] = st.recursive(atoms, _larger, max_leaves=5)
profiles = st.fixed_dictionaries({}, optional={name: st.sampled_from(GRID[name]) for name in GRID})
full_profiles = st.fixed_dictionaries({name: st.sampled_from(GRID[name]) for name in GRID})
