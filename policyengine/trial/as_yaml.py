"""Suggested cases as an author would write them in cases.yaml, in the one layout of rule files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policyengine.evaluation.deciding.payments import PaymentResult
from policyengine.evaluation.facts.derived import finite
from policyengine.evaluation.facts.received import RECEIVED, Received
from policyengine.evaluation.items import Item, ObligationResult, RewardResult
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.interval import NOTHING, Interval
from policyengine.language.tree import Kind, Value
from policyengine.language.types import TYPES
from policyengine.rulebook.cases import Case
from policyengine.rulebook.editing.layout import formatted
from policyengine.rulebook.expectations import Expected, ExpectedTotals
from policyengine.rulebook.text.scalars import value_of
from policyengine.trial.goals.goal import Area, Goal
from policyengine.trial.shown_by import Shown
from policyengine.trial.suggesting import Suggestion

_PLAIN = re.compile(r"[\w一-鿿（(][\w一-鿿 .%/+()（）、，。；“”《》≥≤-]*", re.ASCII)
MOST_NAMED = 2
"""Goals that the name of a case speaks of."""
MOST_QUOTED = 6
"""Quotes shown above a case."""


def cases_yaml(suggested: Iterable[Suggestion]) -> str:
    """A whole cases.yaml with the cases suggested and no other."""
    lines = (line for each in suggested for line in (*_texts(each), *_entry(_case(each))))
    return formatted("".join(("cases:\n", *lines)), "cases.yaml")


def _texts(suggested: Suggestion) -> Iterator[str]:
    """The words to hold the case against, as a comment above it: the quotes of the rules it is about."""
    shown = suggested.candidate.shown
    cited = (each for rule in _about(suggested) for each in shown.items[rule].rule.cite)
    quotes = dict.fromkeys(f"{each.clause}「{' '.join(each.quote.split())}」" for each in cited)
    yield from (f"  # {quote}\n" for quote in tuple(quotes)[:MOST_QUOTED])


def _entry(case: Mapping[str, Any]) -> Iterator[str]:
    """One entry of the list: a line for each key, and for each rule of which something is expected."""
    for number, (key, value) in enumerate(case.items()):
        head = f"  {' ' if number else '-'} {key}:"
        if key == "expect":
            yield f"{head}\n"
            yield from (f"      {rule}: {_text(each)}\n" for rule, each in value.items())
        else:
            yield f"{head} {_text(value)}\n"


def _case(suggested: Suggestion) -> dict[str, Any]:
    candidate = suggested.candidate
    profile: dict[str, Any] = _profile(candidate.given, candidate.assessment.plan.vocabulary)
    if candidate.received:
        profile[RECEIVED] = [_received(each) for each in candidate.received]
    case: dict[str, Any] = {"name": _name(suggested.goals), "as_of": candidate.as_of}
    if candidate.year is not None:
        case["year"] = candidate.year
    case |= {"profile": profile, "expect": dict(_expected(suggested))}
    if any(goal.area is Area.GROUPS for goal in suggested.goals):
        totals = candidate.assessment.totals
        sums = {"assured": totals.assured, "possible": totals.possible}
        case["totals"] = {key: _literal(Kind.MONEY, sum_) for key, sum_ in sums.items()}
    return {**case, "confirmed": False}


def _name(goals: tuple[Goal, ...]) -> dict[str, str]:
    zh = [f"{goal.title.zh}，{goal.words.zh}" for goal in goals[:MOST_NAMED]]
    en = [f"{goal.title.en}, {goal.words.en}" for goal in goals[:MOST_NAMED]]
    more = len(goals) - MOST_NAMED
    return {
        "zh": "；".join(zh) + (f"；等{len(goals)}处" if more > 0 else ""),
        "en": "; ".join(en) + (f"; and {more} more" if more > 0 else ""),
    }


# What is expected


def _expected(suggested: Suggestion) -> Iterator[tuple[str, Any]]:
    """What the engine answers now, of the rules that the goals are reached by and of no other."""
    shown = suggested.candidate.shown
    for rule, goals in _about(suggested).items():
        told = _of_item(shown.items[rule])
        plainly = _saying_only(shown, rule)
        if not all(goal.reached(plainly) for goal in goals):
            told |= _money_of(shown.items[rule], goals)
        yield rule, told if len(told) > 1 else told["status"]


def _about(suggested: Suggestion) -> dict[str, list[Goal]]:
    """The rules by which the goals are reached, and which of them."""
    about: dict[str, list[Goal]] = {}
    for goal in suggested.goals:
        way = next(way for way in goal.ways if way.taken(suggested.candidate.shown))
        about.setdefault(way.rule, []).append(goal)
    return about


def _saying_only(shown: Shown, rule: str) -> Shown:
    """The answer, beside a case that says how the rule comes out and how much it is, and no more."""
    item = shown.items[rule]
    expected = Expected(item.status.value, item.amount if isinstance(item, RewardResult) else None)
    totals = ExpectedTotals(assured=NOTHING)
    case = Case(
        name=item.title, as_of=shown.assessment.as_of, profile={}, expect={rule: expected}, totals=totals
    )
    return Shown(shown.assessment, case)


def _of_item(item: Item) -> dict[str, Any]:
    told: dict[str, Any] = {"status": item.status.value}
    if isinstance(item, RewardResult):
        told["amount"] = _money(item.amount)
    elif isinstance(item, ObligationResult) and item.status.value in ("due", "unmet") and item.due_on:
        told["due_on"] = item.due_on
    return told


def _money_of(item: Item, goals: Iterable[Goal]) -> dict[str, Any]:
    """Who pays a reward, where a goal is about that, and else its payments."""
    if not isinstance(item, RewardResult):
        return {}
    areas = {goal.area for goal in goals}
    told: dict[str, Any] = {}
    if Area.PAYERS in areas or not item.payments:
        told["paid_by"] = {payer: _money(part) for payer, part in item.paid_by.items()}
    if item.payments and areas != {Area.PAYERS}:
        told["payments"] = {each.id: _payment(each) for each in item.payments}
    return told


def _payment(payment: PaymentResult) -> dict[str, Any]:
    told: dict[str, Any] = {"status": payment.status.value, "amount": _money(payment.amount)}
    return told if payment.earliest is None else {**told, "earliest": payment.earliest}


def _money(amount: Interval) -> Any:
    ends = [None if end is None else _literal(Kind.MONEY, end) for end in (amount.low, amount.high)]
    return ends[0] if amount.exact else {"low": ends[0], "high": ends[1]}


# The profile


def _profile(given: Mapping[str, Value], vocabulary: Vocabulary) -> dict[str, Any]:
    """The facts as a profile gives them: figures of a year below their series."""
    told: dict[str, Any] = {}
    for name, value in given.items():
        series, year = _figure(name)
        if year is None:
            told[name] = _value(vocabulary[name], value)
        else:
            told.setdefault(series, {})[year] = _value(vocabulary[name], value)
    return told


def _figure(name: str) -> tuple[str, int | None]:
    found = re.fullmatch(r"(\w+)\[(\d+)\]", name)
    return (name, None) if found is None else (found[1], int(found[2]))


def _value(definition: FactDefinition, value: Value) -> Any:
    if isinstance(value, tuple):
        fields = {field.name: field for field in definition.fields}
        return [{name: _value(fields[name], each) for name, each in entry} for entry in value]
    if isinstance(value, bool | date):
        return value
    if definition.kind in (Kind.MONEY, Kind.RATIO, Kind.DURATION):
        return TYPES[definition.kind].literal(finite(value))
    if definition.kind is Kind.COUNT:
        return int(str(TYPES[definition.kind].plain(value)))
    return str(TYPES[definition.kind].plain(value))


def _received(paid: Received) -> dict[str, Any]:
    told: dict[str, Any] = {"reward": paid.reward.rpartition(".")[2]}
    if paid.payment is not None:
        told["payment"] = paid.payment
    if paid.amount is not None:
        told["amount"] = _literal(Kind.MONEY, paid.amount)
    return told if paid.on is None else {**told, "on": paid.on}


def _literal(kind: Kind, value: Decimal | Fraction) -> str:
    return TYPES[kind].literal(Fraction(value))


# Text


def _text(value: Any) -> str:
    """A value in brackets, as `formatted` then lays it out."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_text(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_text, value)) + "]"
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case str():
            return _quoted(value)
        case _:
            return str(value)


def _quoted(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text == text.strip() and isinstance(value_of(text), str)
    return text if plain else json.dumps(text, ensure_ascii=False)
