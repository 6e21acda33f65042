"""What an editor offers to write at a place: keys, words to choose, names, and the parts of a condition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lsprotocol import types
from lsprotocol.types import CompletionItemKind as Look

from policyengine.errors import Bilingual
from policyengine.language.tree import Kind as FactKind
from policyengine.languageserver.cursor import ITEM, Cursor, cursor_at
from policyengine.languageserver.expressions import in_expression, values_of
from policyengine.languageserver.names import Kind
from policyengine.languageserver.offers import Offer
from policyengine.languageserver.picture import Picture
from policyengine.languageserver.positions import Text
from policyengine.languageserver.shape import EXPRESSIONS, Place, shape_of
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import PAYERS
from policyengine.rulebook.plan import Plan

_KINDS = {
    "theme": Kind.THEME,
    "role": Kind.ROLE,
    "department": Kind.DEPARTMENT,
    "clause": Kind.CLAUSE,
    "reward": Kind.RULE,
    "rule": Kind.RULE,
    "target": Kind.RULE,
}


def completion(
    picture: Picture, path: Path, text: Text, position: types.Position, lang: Lang
) -> list[types.CompletionItem]:
    """What may be written there, best first; nothing in comments, in plain words, or in unknown files."""
    line, column = text.place(position)
    cursor, shape = cursor_at(text.lines, line, column), shape_of(path.name)
    if cursor is None or shape is None or cursor.before[:1] in ("|", ">"):
        return []
    at = shape.at(cursor.path)
    offers: list[Offer] = []
    if cursor.may_be_key:
        offers += _keys(picture, path, at, cursor)
    if cursor.may_be_value:
        offers += _values(picture, path, at, cursor)
        if cursor.may_be_key and ITEM not in cursor.path[-1:]:
            offers += _values(picture, path, shape.at((*cursor.path, ITEM)), cursor, dashed=True)
    return [_item(each, text, line, column, cursor, lang, rank) for rank, each in enumerate(offers)]


def _keys(picture: Picture, path: Path, at: Place, cursor: Cursor) -> Iterator[Offer]:
    """The keys of a mapping. A colon that is there already is not offered again."""
    colon = "" if cursor.has_colon else ": "
    for key, told in at.keys.items():
        zh, _, en = told.partition(" · ")
        yield Offer(key, Bilingual(zh, en), Look.Property, f"{key}{colon}")
    if "fact" in at.names_of_keys:
        for fact in picture.vocabulary_at(path):
            yield Offer(fact.name, fact.label, Look.Variable, f"{fact.name}{colon}")
            yield Offer(
                fact.label.zh, Bilingual(fact.name, fact.name), Look.Variable, f"{fact.label.zh}{colon}"
            )
    for name in at.names_of_keys - {"fact"}:
        for offer in _names(picture, path, name):
            yield Offer(offer.text, offer.told, offer.look, f"{offer.text}{colon}")


def _values(
    picture: Picture, path: Path, at: Place, cursor: Cursor, *, dashed: bool = False
) -> Iterator[Offer]:
    dash = "- " if dashed else ""
    if at.names & EXPRESSIONS and not dashed:
        yield from in_expression(picture.vocabulary_at(path), cursor.before.lstrip("\"'"))
    if "value_of_fact" in at.names and cursor.path:
        fact = picture.vocabulary_at(path).find(cursor.path[-1])
        if fact is not None and fact.kind in (FactKind.CHOICE, FactKind.BOOLEAN):
            yield from values_of(fact)
    for choice, told in at.choices.items():
        zh, _, en = told.partition(" · ")
        yield Offer(choice, Bilingual(zh, en), Look.EnumMember, dash + choice)
    if at.takes_flag and not at.names & EXPRESSIONS:
        yield from (Offer(flag, Bilingual("", ""), Look.Keyword, flag) for flag in ("true", "false"))
    for name in sorted(at.names):
        for offer in _names(picture, path, name):
            yield Offer(offer.text, offer.told, offer.look, dash + offer.text)


def _names(picture: Picture, path: Path, name: str) -> Iterator[Offer]:
    """The names that something of that sort has: as the files define them, told as the plan tells them."""
    plan = picture.plan_at(path)
    if name == "fact":
        for fact in picture.vocabulary_at(path):
            yield Offer(fact.name, fact.label, Look.Variable, fact.name)
    if name == "payer":
        for payer, label in {**PAYERS, **dict(plan.payers if plan else ())}.items():
            yield Offer(payer, label, Look.Value, payer)
    kind = _KINDS.get(name)
    if kind is not None:
        labels = _labels(picture, plan, kind)
        rules = _RULES.get(name)
        for defined in dict.fromkeys(picture.defined(kind, path)):
            if rules is None or plan is None or defined in rules(plan):
                yield Offer(defined, labels.get(defined, Bilingual("", "")), Look.Reference, defined)


_RULES: Mapping[str, Callable[[Plan], set[str]]] = {
    "reward": lambda plan: {*plan.rewards, *(each.id for each in plan.groups)},
    "rule": lambda plan: {*plan.rewards, *plan.supports, *plan.obligations},
    "target": lambda plan: {*plan.targets},
}


def _labels(picture: Picture, plan: Plan | None, kind: Kind) -> Mapping[str, Bilingual]:
    roles = {each.id: each.label for each in picture.roles}
    if kind is Kind.ROLE:
        return roles
    if kind is Kind.THEME:
        return {each.id: each.label for each in picture.themes}
    if plan is None:
        return {}
    if kind is Kind.CLAUSE:
        return {each.id: each.heading for each in plan.clauses}
    if kind is Kind.DEPARTMENT:
        return {each.name: roles.get(each.role, Bilingual("", "")) for each in plan.departments}
    return {each.id: each.title for each in (*plan.rules(), *plan.groups)}


def _item(
    offer: Offer, text: Text, line: int, column: int, cursor: Cursor, lang: Lang, rank: int
) -> types.CompletionItem:
    """The offer as the protocol has it, in place of what is written of it so far."""
    start = column - _written(offer, cursor)
    told = lang.of(offer.told.to_dict())
    return types.CompletionItem(
        label=offer.text,
        kind=offer.look,
        detail=told or None,
        sort_text=f"{rank:05}",
        filter_text=offer.text,
        text_edit=types.TextEdit(
            range=types.Range(text.position(line, start), text.position(line, column)), new_text=offer.insert
        ),
    )


def _written(offer: Offer, cursor: Cursor) -> int:
    """How many characters before the place are the beginning of what is offered.

    In a condition a word is replaced; elsewhere the whole value: a clause such as 三(一)1 is no word.
    """
    before = cursor.before.rpartition("\n")[2]
    if offer.is_part:
        return len(before) - len(_PART.sub("", before))
    return len(before.lstrip().lstrip("\"'"))


_PART = re.compile(r"(?:[0-9][0-9,.]*|\w*)$")
