"""A small sound plan made in Python, to be varied one thing at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from policyengine.errors import Bilingual, Finding
from policyengine.language.facts import Choice, FactDefinition, Vocabulary
from policyengine.language.tree import Kind, Literal
from policyengine.rulebook.choices import Bound, Level, Measure, Nature, SupportKind
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import (
    AnyRule,
    Clause,
    Department,
    Duty,
    Figure,
    Obligation,
    Period,
    Plan,
    Reward,
    Support,
    Target,
    Validity,
)


def words(text: str) -> Bilingual:
    return Bilingual(text, text)


def fact(name: str, kind: Kind, choices: Iterable[str] = ()) -> FactDefinition:
    listed = tuple(Choice(each, words(each)) for each in choices)
    return FactDefinition(name=name, kind=kind, label=words(name), question=words(name), choices=listed)


VOCABULARY = Vocabulary(
    (
        fact("revenue", Kind.MONEY),
        fact("cost", Kind.MONEY),
        fact("intensity", Kind.RATIO),
        fact("patents", Kind.COUNT),
        fact("standing", Kind.CHOICE, ("none", "first", "renewal")),
        fact("large", Kind.BOOLEAN),
        fact("old", Kind.BOOLEAN),
        fact("founded", Kind.DATE),
        fact("place", Kind.JURISDICTION),
        fact("trade", Kind.TEXT),
        fact("recognised", Kind.DATE),
        replace(fact("sales", Kind.MONEY), by_year=True),
        replace(fact("staff", Kind.LIST), fields=(fact("hired", Kind.DATE),)),
    )
)

PLAN = Plan(
    city="linshui",
    version="2021",
    title=words("方案"),
    document_number=None,
    issuer=words("政府"),
    jurisdiction="410500",
    name=words("临水市"),
    level=Level.PREFECTURE,
    parent=None,
    draft=False,
    period=Period(date(2021, 1, 1), date(2023, 12, 31)),
    horizon=2023,
    validity=Validity(None, None),
    source="linshui.txt",
    clauses=(Clause("一", words("奖励")),),
    departments=(Department("市科技局", "science_technology"),),
    rewards={},
    groups=(),
    supports={},
    obligations={},
    duties={},
    targets={},
    own_facts=(),
    related_documents=(),
    vocabulary=VOCABULARY,
)


def yuan(amount: int) -> Literal:
    return Literal(Kind.MONEY, Fraction(amount))


def common(quotes: tuple[str, ...], id: str = "rule") -> dict[str, Any]:
    cite = tuple(Citation("一", quote) for quote in quotes)
    return {"id": id, "title": words("规则"), "theme": "growth", "cite": cite, "departments": ("市科技局",)}


def reward(*quotes: str, **more: Any) -> Reward:
    said = {"amount": yuan(300_000), "nature": Nature.ENTITLEMENT, **common(quotes), **more}
    return Reward(**{"promised": said["amount"], **said})


def support(*quotes: str, **more: Any) -> Support:
    return Support(**{"kind": SupportKind.GUIDANCE, "nature": Nature.ENTITLEMENT, **common(quotes), **more})


def obligation(*quotes: str, **more: Any) -> Obligation:
    return Obligation(**{**common(quotes), **more})


def duty(*quotes: str, **more: Any) -> Duty:
    return Duty(**{**common(quotes), **more})


def target(*quotes: str, value: int | Fraction = 80, kind: Kind = Kind.COUNT, **more: Any) -> Target:
    figure = Figure(Bound.AT_LEAST, kind, "家", Fraction(value))
    return Target(**{"measure": Measure.LEVEL, "figure": figure, **common(quotes), **more})


def plan(*rules: AnyRule, **more: Any) -> Plan:
    """The plan with these rules, each in its place."""
    kinds = {
        "rewards": Reward,
        "supports": Support,
        "obligations": Obligation,
        "duties": Duty,
        "targets": Target,
    }
    placed = {name: {r.id: r for r in rules if isinstance(r, kind)} for name, kind in kinds.items()}
    return replace(PLAN, **{**placed, **more})


def quoting(*quotes: str) -> dict[str, Any]:
    """What a group, a definition or another provision has, under the id `provision`."""
    cite = tuple(Citation("一", quote) for quote in quotes)
    return {"id": "provision", "title": words("规定"), "cite": cite}


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]
