"""The two versions of an invented city, which differ in nearly everything, and edits of a bundled plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from policyengine.consequences.effects import Version
from policyengine.engine import Engine
from policyengine.language.tree import AllOf, Kind, Literal
from policyengine.rulebook.load import load_rulebook


@pytest.fixture(scope="session")
def anyang():
    return load_rulebook(cities=["anyang"]).rulebook.plans["anyang"][-1]


@pytest.fixture(scope="session")
def stricter(anyang):
    """Anyang, its little giants at 5% in place of 3%, and 400,000 for a first recognition."""
    filing, first = anyang.supports["little_giant_filing"], anyang.rewards["hte_first_recognition"]
    field, intensity, property_ = filing.when.parts
    higher = replace(intensity, right=Literal(Kind.RATIO, Fraction(5, 100)))
    more = Literal(Kind.MONEY, Fraction(400_000))
    return replace(
        anyang,
        supports={**anyang.supports, filing.id: replace(filing, when=AllOf((field, higher, property_)))},
        rewards={**anyang.rewards, first.id: replace(first, amount=more, promised=more)},
    )


@pytest.fixture(scope="session")
def version():
    """A plan with an engine that holds it alone."""

    def of(plan):
        rulebook = replace(load_rulebook(cities=[plan.city]).rulebook, plans={plan.city: (plan,)})
        return Version(plan, Engine(rulebook))

    return of
