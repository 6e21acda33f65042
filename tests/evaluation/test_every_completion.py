"""What is missing and what it is worth, against every completion: of figures, days, lists and definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product
from json import dumps
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.language.tree import AllOf, AnyOf, Condition, Not
from policyengine.rulebook.choices import Nature, RuleKind, Scope
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Selector
from tests.evaluation.building import (
    ask,
    condition,
    group,
    named,
    obligation,
    plan,
    plan_wide,
    reward,
    vocabulary,
)
from tests.evaluation.completions import Completed, Grid

WORDS = named(
    vocabulary(
        grade={"kind": "choice", "choices": ("A", "B", "C")},
        n="count",
        on="date",
        sales={"kind": "money", "by_year": True},
        patents={"kind": "list", "fields": {"kind": {"kind": "choice", "choices": ("x", "y")}}},
    ),
    share="(100% if grade = A, 80% if grade = B, otherwise 0%)",
    several="n >= 2",
)


def listed(x: int, y: int) -> str:
    return dumps([{"kind": "x"}] * x + [{"kind": "y"}] * y)


# As of 2021-06-30, and every threshold below is passed by one of these values on either side of it.
GRID: Grid = {
    "grade": ("A", "B", "C"),
    "n": (0, 1, 2, 3, 4),
    "on": (
        "2015-04-15",
        "2015-08-01",
        "2018-08-01",
        "2019-04-15",
        "2019-08-01",
        "2020-02-01",
        "2020-04-15",
        "2020-08-01",
        "2021-02-01",
        "2021-04-15",
    ),
    "sales[2019]": (0, "99.99", 100),
    "sales[2020]": (0, "49.99", 50, "99.99", 100, 150),
    "patents": tuple(listed(x, y) for x, y in product(range(3), range(2))),
}

ATOMS: dict[str, Sequence[str]] = {
    "grade": ("share >= 50%", "share = 0%", "grade in [A, C]"),
    "n": ("several", "(n at most 3) * 2 >= 6", "(n at least 1) > 1", "(1 if n >= 4, otherwise n) >= 2"),
    "on": (
        "on between 4月1日 and 5月31日",
        "years(on, as_of) >= 2",
        "months(on, as_of) < 6",
        "on >= 2020-01-01",
        "on <= as_of - 2年",
    ),
    "sales[2019]": ("sales[year - 2] >= 100元",),
    "sales[2020]": ("sales[year - 1] >= 100元", "sales[2020] < 50元"),
    "patents": ("count(patents where kind = x) >= 2", "count(patents where kind = y) >= 1"),
}

AMOUNTS: dict[str, Sequence[str]] = {
    "grade": ("share * 10元", "(share * 10元 at most 9元) - 5元"),
    "n": ("2元 * (n at most 3)", "(3元 * n at most 6元) - 2元", "(3元 if several, otherwise 1元) + 1元"),
    "on": ("1元 * years(on, as_of) at most 3元", "(5元 if on >= 2020-01-01, otherwise 2元) + 1元"),
    "sales[2019]": ("(2元 if sales[year - 2] >= 100元, otherwise 3元)",),
    "sales[2020]": ("10% * sales[year - 1] at most 15元",),
    "patents": ("1元 * count(patents where kind = x) at most 2元",),
}


@st.composite
def some_plans(draw: st.DrawFn) -> tuple[Plan, Grid]:
    """A plan over two or three of the facts, and what they can be."""
    facts = draw(st.sampled_from([*combinations(GRID, 2), ("grade", "n", "patents"), ("grade", "n", "on")]))
    atoms = st.sampled_from([text for each in facts for text in ATOMS[each]])
    parts = st.builds(lambda text: condition(text, WORDS), atoms)
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    conditions: st.SearchStrategy[Condition] = (
        parts | st.builds(Not, parts) | st.builds(AllOf, several) | st.builds(AnyOf, several)
    )
    amounts = [text for each in facts for text in AMOUNTS[each]]
    pays = [f"{draw(st.sampled_from(amounts))}"]
    pays.append(f"share * ({draw(st.sampled_from(amounts))})" if "grade" in facts else pays[0])
    rules: list[Any] = []
    for id_, text in zip("rs", pays, strict=True):
        made = reward(id_, WORDS, text, nature=draw(st.sampled_from(Nature)), scope=Scope.ANY)
        rules.append(replace(made, when=draw(conditions)))
    rules.append(obligation("d", WORDS, draw(atoms), draw(atoms), standing=True, scope=Scope.ANY))
    if draw(st.booleans()):
        rules.append(group("g", ["r", "s"], highest=True))
    for_rewards = (Selector(kind=RuleKind.REWARD),)
    wide = (plan_wide("w", WORDS, draw(atoms), for_rewards, exceptions=(Selector(rule="s"),)),)
    governs = "on" if "on" in facts and draw(st.booleans()) else None
    made_plan = plan(WORDS, *rules, conditions=draw(st.sampled_from([(), wide])), governs=governs)
    return made_plan, {each: GRID[each] for each in facts}


def known_of(data: st.DataObject, grid: Grid) -> dict[str, Any]:
    """A profile that leaves some of the facts out."""
    values = {name: st.sampled_from(grid[name]) for name in grid}
    return data.draw(st.fixed_dictionaries({}, optional=values))


@settings(max_examples=100, deadline=None)
@given(some_plans(), st.data())
def test_missing_and_worth_are_what_all_completions_say(made: tuple[Plan, Grid], data: st.DataObject) -> None:
    asked, grid = made
    known = data.draw(
        st.fixed_dictionaries({}, optional={name: st.sampled_from(grid[name]) for name in grid})
    )
    found, every = ask(asked, known), Completed(asked, known, grid)
    for item in found.items():
        assert set(item.missing) == every.missing(item.rule.id)
    for question in found.questions:
        assert question.worth == every.worth(question.fact)
