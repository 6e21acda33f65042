"""What there is to say of a named thing, in Markdown and in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.write import write
from policyengine.languageserver.names import Kind
from policyengine.languageserver.picture import Name, Picture
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import FACT_TYPES
from policyengine.rulebook.cited import citations, quoting
from policyengine.rulebook.plan import Clause, Department, Plan, Role, Theme
from policyengine.rulebook.provisions import Definition

MOST_LISTED = 8
"""Rules, quotes or choices listed; of more there is only how many."""


def told(picture: Picture, name: Name, path: Path, lang: Lang) -> str:
    """What is known of a thing, as a file's author sees it; at least its name."""
    plan = picture.plan_at(path)
    match name.kind:
        case Kind.FACT:
            fact = picture.vocabulary_at(path).find(name.text) or picture.vocabulary.find(name.text)
            lines = [*_fact(picture, fact, lang), *_used(picture, name, lang)] if fact is not None else []
        case Kind.DEFINITION:
            lines = [*_definition(plan, name.text, lang), *_used(picture, name, lang)]
        case Kind.CLAUSE:
            lines = [*_clause(plan, name.text, lang)]
        case Kind.DEPARTMENT:
            lines = [*_department(picture, plan, name.text, lang), *_used(picture, name, lang)]
        case Kind.ROLE:
            lines = [*_labelled(picture.roles, name.text, lang), *_with_role(plan, name.text, lang)]
        case Kind.THEME:
            lines = [*_labelled(picture.themes, name.text, lang)]
        case Kind.RULE:
            lines = [*_rule(plan, name.text, lang)]
    return "\n\n".join(lines) or f"`{name.text}`"


def words(text: Bilingual, lang: Lang) -> str:
    """A bilingual text in the language."""
    return lang.of(text.to_dict())


def _fact(picture: Picture, fact: FactDefinition, lang: Lang) -> Iterator[str]:
    yield f"**{words(fact.label, lang)}** `{fact.name}`"
    other = fact.label.en if lang is Lang.ZH else fact.label.zh
    kind = words(FACT_TYPES[fact.kind], lang)
    if fact.by_year:
        kind += lang.say("，每年度一个", ", a figure for each year")
    parts = [other, kind, _unit(fact, lang), _held_by(picture, fact, lang)]
    yield " · ".join(part for part in parts if part)
    yield words(fact.question, lang)
    if fact.choices:
        choices = [f"`{each.id}` {words(each.label, lang)}" for each in fact.choices]
        yield lang.labelled(lang.say("选项", "Choices"), _some(choices, lang))
    if fact.fields:
        fields = [f"`{each.name}` {words(each.label, lang)}" for each in fact.fields]
        yield lang.labelled(lang.say("字段", "Fields"), _some(fields, lang))
    if fact.derived is not None:
        yield lang.labelled(lang.say("未填时由此算出", "Where not given"), f"`{write(fact.derived)}`")
    if fact.note is not None:
        yield words(fact.note, lang)


_UNITS = {
    "money": ("单位：元，可写30万元", "in 元; 30万元 may be written"),
    "ratio": ("写作3%", "written as 3%"),
    "date": ("写作2021-12-31", "written as 2021-12-31"),
    "duration": ("写作3年、6个月、30天", "written as 3年, 6个月, 30天"),
    "jurisdiction": ("六位行政区划代码或区域", "a six-digit code, or an area"),
}


def _unit(fact: FactDefinition, lang: Lang) -> str:
    return lang.say(*_UNITS[fact.kind]) if fact.kind in _UNITS else ""


def _held_by(picture: Picture, fact: FactDefinition, lang: Lang) -> str:
    role = next((each for each in picture.roles if each.id == fact.held_by), None)
    return "" if role is None else lang.labelled(lang.say("掌握部门", "held by"), words(role.label, lang))


def _used(picture: Picture, name: Name, lang: Lang) -> Iterator[str]:
    """Which rules read it."""
    users = dict.fromkeys(
        f"`{Path(file).parent.parent.name}.{each.under}`"
        for file, each in picture.occurrences_of(name)
        if each.under and not each.defines and Path(file).name != "cases.yaml"
    )
    if users:
        yield lang.labelled(lang.say(f"用于{len(users)}处", f"Used by {len(users)}"), _some([*users], lang))
    else:
        yield lang.say("没有规则用到", "No rule uses it")


def _definition(plan: Plan | None, id_: str, lang: Lang) -> Iterator[str]:
    found = _by_id(plan.definitions if plan else (), id_)
    if found is not None:
        yield f"**{words(found.title, lang)}** `{found.id}`"
        yield f"```\n{write(found.what)}\n```"
        yield from (f"「{each.quote}」 {each.clause}" for each in found.cite[:MOST_LISTED])


def _by_id(definitions: Iterable[Definition], id_: str) -> Definition | None:
    return next((each for each in definitions if each.id == id_), None)


def _clause(plan: Plan | None, id_: str, lang: Lang) -> Iterator[str]:
    clause = next((each for each in plan.clauses if each.id == id_), None) if plan else None
    if plan is None or clause is None:
        return
    yield f"**{clause.id}** {words(clause.heading, lang)}"
    quotes = [*_quotes(plan, clause, lang)]
    yield from quotes[:MOST_LISTED]
    if len(quotes) > MOST_LISTED:
        more = len(quotes) - MOST_LISTED
        yield lang.say(f"…另有{more}处", f"… and {more} more")
    if clause.reason is not None:
        yield lang.labelled(lang.say("无规则引用", "No rule cites it"), words(clause.reason, lang))


def _quotes(plan: Plan, clause: Clause, lang: Lang) -> Iterator[str]:
    for entry in quoting(plan):
        for each in citations(entry):
            if each.clause == clause.id:
                yield f"「{each.quote}」 — {words(entry.title, lang)} `{entry.id}`"


def _department(picture: Picture, plan: Plan | None, name: str, lang: Lang) -> Iterator[str]:
    found = next((each for each in plan.departments if each.name == name), None) if plan else None
    if found is not None:
        yield f"**{found.name}** · {_role_of(picture, found, lang)}"


def _role_of(picture: Picture, department: Department, lang: Lang) -> str:
    role = next((each for each in picture.roles if each.id == department.role), None)
    return f"{words(role.label, lang)} `{role.id}`" if role is not None else f"`{department.role}`"


def _with_role(plan: Plan | None, id_: str, lang: Lang) -> Iterator[str]:
    names = [each.name for each in plan.departments if each.role == id_] if plan else []
    if names:
        yield lang.labelled(lang.say("本方案", "In this plan"), lang.listed(names))


def _labelled(listed: Iterable[Role | Theme], id_: str, lang: Lang) -> Iterator[str]:
    for each in listed:
        if each.id == id_:
            yield f"**{words(each.label, lang)}** `{id_}`"


def _rule(plan: Plan | None, id_: str, lang: Lang) -> Iterator[str]:
    entries = (*plan.rules(), *plan.groups, *plan.conditions) if plan else ()
    for each in entries:
        if each.id == id_:
            yield f"**{words(each.title, lang)}** `{id_}`"
            yield from (f"「{cited.quote}」 {cited.clause}" for cited in each.cite[:MOST_LISTED])


def _some(items: list[str], lang: Lang) -> str:
    more = len(items) - MOST_LISTED
    return lang.listed(items[:MOST_LISTED]) + (
        "" if more <= 0 else lang.say(f"等{len(items)}项", f" and {more} more")
    )
