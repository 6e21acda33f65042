"""Facts, conditions and amounts made of a few words of rule text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policyengine.errors import Bilingual, PolicyEngineError
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.language.check import resolve_amount, resolve_condition, resolve_term
from policyengine.language.facts import Choice, FactDefinition, Vocabulary
from policyengine.language.interval import Interval
from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.tree import Amount, Condition, Kind, Named, Term


def both(zh: str, en: str = "") -> Bilingual:
    return Bilingual(zh=zh, en=en or zh)


def fact(name: str, kind: str, **more: Any) -> FactDefinition:
    choices = tuple(Choice(each, both(f"选{each}", each)) for each in more.pop("choices", ()))
    label = both(more.pop("label", f"事实{name}"), f"Fact {name}")
    question = both(f"{name}是什么？", f"What is {name}?")
    return FactDefinition(name=name, kind=Kind(kind), label=label, question=question, choices=choices, **more)


REGISTERED_IN = fact("registered_in", "jurisdiction")
"""Every vocabulary here starts with it."""


def vocabulary(**facts: str | Mapping[str, Any]) -> Vocabulary:
    """Facts as `n="count"`, or with more as `intensity={"kind": "ratio", "derived": "rd / income"}`.

    A series is `{"kind": "money", "by_year": True}`, a list `{"kind": "list", "fields": {"cost": "money"}}`.
    """
    made = [REGISTERED_IN]
    for name, written in facts.items():
        parts: dict[str, Any] = {"kind": written} if isinstance(written, str) else dict(written)
        derived = parts.pop("derived", None)
        if derived is not None:
            parts["derived"] = resolve_term(parse_term(derived), Vocabulary(tuple(made)), None)[0]
        if "fields" in parts:
            parts["fields"] = tuple(_field(*each) for each in parts["fields"].items())
        made.append(fact(name, **parts))
    return Vocabulary(tuple(made))


def _field(name: str, written: str | Mapping[str, Any]) -> FactDefinition:
    return fact(name, **({"kind": written} if isinstance(written, str) else written))


def named(words: Vocabulary, **texts: str) -> Vocabulary:
    """The vocabulary with definitions, in their order: conditions, amounts or other values."""
    for name, text in texts.items():
        tree: Condition | Term
        if _holds(text, words):
            tree = condition(text, words)
        else:
            tree, findings = resolve_term(parse_amount(text), words, None)
            assert not findings, findings
        words = words.with_named([Named(name, both(f"定义{name}", f"Definition {name}"), tree)])
    return words


def _holds(text: str, words: Vocabulary) -> bool:
    """Whether a text is a condition."""
    try:
        return not resolve_condition(parse_condition(text), words)[1]
    except PolicyEngineError:
        return False


def condition(text: str, words: Vocabulary) -> Condition:
    tree, findings = resolve_condition(parse_condition(text), words)
    assert not findings, findings
    return tree


def amount(text: str, words: Vocabulary) -> Amount:
    tree, findings = resolve_amount(parse_amount(text), words)
    assert not findings, findings
    return tree


def term(text: str, words: Vocabulary, kind: Kind | None = None) -> Term:
    tree, findings = resolve_term(parse_term(text), words, kind)
    assert not findings, findings
    return tree


def exactly(much: int | str) -> Interval:
    return Interval(Decimal(much), Decimal(much))


def between(low: int, high: int | None) -> Interval:
    return Interval(Decimal(low), None if high is None else Decimal(high))


def reach(low: int, high: int | None) -> Reach:
    return Reach(Fraction(low), None if high is None else Fraction(high))
