"""What may be written next in a condition or an amount: facts, definitions, choices, comparisons, units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol.types import CompletionItemKind as Look

from policyengine.errors import Bilingual
from policyengine.language.calls import USAGES
from policyengine.language.facts import CALENDAR, FactDefinition, Vocabulary
from policyengine.language.literals import folded
from policyengine.language.tree import Kind
from policyengine.languageserver.offers import Offer

_OPERAND = r"([^\W\d][\w.]*)(?:\[[^\]]*\])?"
_COMPARED = re.compile(rf"{_OPERAND}\s*(=|!=|≠|<=|<|>=|>|≤|≥)\s*(\S*)$")
_LISTED = re.compile(rf"{_OPERAND}\s+(?:not\s+)?in\s*\[[^\]]*$")
_BEHIND = re.compile(rf"(?:^|[\s(（,+*/-]){_OPERAND}\s+$")
_NUMBER = re.compile(r"(?:^|[^\w.])([0-9][0-9,.]*)$")
_COMBINING = frozenset(
    {"and", "or", "not", "in", "且", "或", "非", "where", "of", "between", "after", "before"}
)

_RELATIONS = {
    "=": Bilingual("等于", "equals"),
    "!=": Bilingual("不等于", "differs from"),
    ">=": Bilingual("不低于、以上", "at least"),
    ">": Bilingual("超过", "above"),
    "<=": Bilingual("不超过、以下", "at most"),
    "<": Bilingual("不足", "below"),
}
_AMONG = {"in []": Bilingual("是其中之一", "one of"), "not in []": Bilingual("不是其中任一", "none of")}
_JOINED = {"and": Bilingual("且", "and"), "or": Bilingual("或", "or")}
_NAMES = frozenset({Kind.CHOICE, Kind.TEXT, Kind.JURISDICTION, Kind.CREDIT_CODE})
_UNITS = {
    Kind.MONEY: {"元": "yuan", "万元": "10,000 yuan", "亿元": "100 million yuan"},
    Kind.RATIO: {"%": "percent", "‰": "per thousand"},
    Kind.DURATION: {"年": "years", "个月": "months", "天": "days"},
    Kind.COUNT: {"万": "10,000"},
}


def in_expression(vocabulary: Vocabulary, before: str) -> Iterator[Offer]:
    """What may follow this beginning of a condition or amount."""
    before = folded(before)
    number = _NUMBER.search(before)
    if number is not None:
        yield from _units(vocabulary, before, number)
        return
    compared = _LISTED.search(before) or _COMPARED.search(before)
    if compared is not None:
        fact = _fact(vocabulary, compared[1], before)
        if fact is not None and fact.kind in (Kind.CHOICE, Kind.BOOLEAN, Kind.JURISDICTION):
            yield from values_of(fact)
            yield from _areas(vocabulary) if fact.kind is Kind.JURISDICTION else ()
            return
    behind = _BEHIND.search(before)
    if behind is not None and behind[1] not in _COMBINING:
        yield from _operators(_fact(vocabulary, behind[1], before))
        return
    for items in _lists(vocabulary, before):
        yield from (_part(field.name, field.label, Look.Field) for field in items.fields)
    yield from _operands(vocabulary)


def _fact(vocabulary: Vocabulary, name: str, before: str) -> FactDefinition | None:
    """The fact of that name, or the field of a list that is spoken of."""
    of_lists = (found for items in _lists(vocabulary, before) if (found := items.field(name)) is not None)
    return next(of_lists, None) or vocabulary.find(name)


def _lists(vocabulary: Vocabulary, before: str) -> list[FactDefinition]:
    """The lists that are named in it: perhaps their entries are spoken of."""
    lists = (fact for fact in vocabulary if fact.kind is Kind.LIST)
    return [fact for fact in lists if fact.name in before or fact.label.zh in before]


def values_of(fact: FactDefinition) -> Iterator[Offer]:
    """The values that a fact can have, where they can be listed."""
    if fact.kind is Kind.BOOLEAN:
        yield _part("true", Bilingual("是", "yes"), Look.Keyword)
        yield _part("false", Bilingual("否", "no"), Look.Keyword)
    for choice in fact.choices:
        yield _part(choice.id, choice.label, Look.EnumMember)
    for choice in fact.choices:
        yield _part(choice.label.zh, Bilingual(choice.id, choice.id), Look.EnumMember)


def _areas(vocabulary: Vocabulary) -> Iterator[Offer]:
    for name, place in vocabulary.places.items():
        yield _part(name, Bilingual(place, place), Look.EnumMember)


def _units(vocabulary: Vocabulary, before: str, number: re.Match[str]) -> Iterator[Offer]:
    """A number with each unit; those of the fact it is set against come first, and alone."""
    compared = _COMPARED.search(before[: number.start(1)] + "0")
    fact = _fact(vocabulary, compared[1], before) if compared is not None else None
    kinds = (fact.kind,) if fact is not None and fact.kind in _UNITS else tuple(_UNITS)
    for kind in kinds:
        for unit, meaning in _UNITS[kind].items():
            written = f"{number[1]}{unit}"
            yield Offer(written, Bilingual(unit, meaning), Look.Unit, written, is_part=True)


def _operators(fact: FactDefinition | None) -> Iterator[Offer]:
    """What may come behind a fact, by its type; behind any other word `and` and `or`."""
    if fact is not None and fact.kind is not Kind.BOOLEAN:
        signs = _RELATIONS if fact.kind not in _NAMES else {each: _RELATIONS[each] for each in ("=", "!=")}
        for sign, told in {**signs, **(_AMONG if fact.kind in _NAMES else {})}.items():
            yield _part(sign, told, Look.Operator)
    for word, told in _JOINED.items():
        yield _part(word, told, Look.Operator)


def _operands(vocabulary: Vocabulary) -> Iterator[Offer]:
    """Facts under both names, the plan's definitions, the calendar's days, functions."""
    for fact in vocabulary:
        yield _part(fact.name, fact.label, Look.Variable)
    for fact in vocabulary:
        yield _part(fact.label.zh, Bilingual(fact.name, fact.name), Look.Variable)
    for named in dict.fromkeys(vocabulary.named.values()):
        yield _part(named.name, named.label, Look.Constant)
        yield _part(named.label.zh, Bilingual(named.name, named.name), Look.Constant)
    for day in CALENDAR.values():
        yield _part(day.name, day.label, Look.Variable)
    for word, usage in USAGES.items():
        yield Offer(word, Bilingual(usage, usage), Look.Function, f"{word}(", is_part=True)
    yield _part("not", Bilingual("非", "not"), Look.Operator)


def _part(text: str, told: Bilingual, look: Look) -> Offer:
    return Offer(text, told, look, text, is_part=True)
