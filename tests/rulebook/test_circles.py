"""Whatever leans on others of its sort: circles in the direction of use, and the order without them."""

from graphlib import CycleError

import pytest

from policyengine.rulebook.circles import circles, used_first


@pytest.mark.parametrize(
    ("uses", "found"),
    [
        ({}, ()),
        ({"a": ["b"], "b": []}, ()),
        ({"a": ["a"]}, (("a",),)),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, (("a", "b", "c"),)),
        ({"x": ["b"], "b": ["c"], "c": ["b"]}, (("b", "c"),)),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, (("a", "b"), ("c", "d"))),
    ],
)
def test_circles_are_found_from_the_first_listed_on(uses, found):
    assert circles(uses) == found


def test_what_is_used_comes_first():
    assert used_first({"a": ["b", "c"], "b": ["c"], "c": []}) == ("c", "b", "a")


def test_a_circle_has_no_order():
    with pytest.raises(CycleError):
        used_first({"a": ["b"], "b": ["a"]})


def test_ten_thousand_in_a_row_are_no_burden():
    uses = {str(n): [str(n + 1)] for n in range(10_000)} | {"10000": []}
    assert circles(uses) == ()
    assert used_first(uses)[0] == "10000"
