"""The pages that lie across the plans: rules by theme, by department and all, and the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from policyengine.reporting.lang import Lang
from policyengine.reporting.pages.facts import type_words
from policyengine.reporting.rulebook.names_in import facts_in
from policyengine.reporting.rulebook.plan import gist
from policyengine.reporting.rulebook.sheet import (
    Block,
    Grid,
    Line,
    Link,
    Note,
    Section,
    Sheet,
    grid,
    joined,
    rows,
)
from policyengine.reporting.rulebook.volume import (
    DEPARTMENTS,
    FACTS,
    ITEMS,
    KINDS,
    PROVISIONS,
    THEMES,
    Result,
    Volume,
    name_of,
    rules_of,
    sheet_of,
    way_up,
)
from policyengine.reporting.terms import term

Found = tuple[Result, str, Result]
"""A version, a kind of rule, and a rule."""


def themes(volume: Volume, lang: Lang) -> Sheet:
    """Every rule under its theme, city by city."""
    by_theme = _gathered(volume, lambda version, rule: [rule["theme"]])
    blocks = tuple(
        Section(each, lang.of(label), (_listing(by_theme[each], lang),))
        for each, label in volume.themes.items()
        if each in by_theme
    )
    return Sheet(THEMES, lang.say("主题索引", "Themes"), lang, blocks, way_up(lang))


def departments(volume: Volume, lang: Lang) -> Sheet:
    """Every rule under the roles of the departments that it names."""

    def roles(version: Result, rule: Result) -> Iterable[str]:
        known = {each["name"]: each["role"] for each in version["departments"]}
        return dict.fromkeys(known[name] for name in rule["departments"] if name in known)

    by_role = _gathered(volume, roles)
    blocks: list[Block] = []
    for role, label in volume.roles.items():
        if role in by_role:
            inner: tuple[Block, ...] = (*_printed(role, volume, lang), _listing(by_role[role], lang))
            blocks.append(Section(role, lang.of(label), inner))
    return Sheet(DEPARTMENTS, lang.say("部门索引", "Departments"), lang, tuple(blocks), way_up(lang))


def _printed(role: str, volume: Volume, lang: Lang) -> Iterator[Note]:
    """What each plan calls the departments of a role."""
    names = [
        f"{name_of(version, lang)} {lang.listed(printed)}"
        for version in volume.versions
        if (printed := [each["name"] for each in version["departments"] if each["role"] == role])
    ]
    label = lang.say("各方案所印名称", "As the plans print it")
    yield Note((lang.labelled(label, lang.say("；", "; ").join(names)),))


def items(volume: Volume, lang: Lang) -> Sheet:
    """Every rule in one table."""
    every = [(version, kind, rule) for version in volume.versions for kind, rule in rules_of(version)]
    headings = (
        lang.say("城市", "City"),
        lang.say("类别", "Kind"),
        lang.say("事项", "Item"),
        lang.say("主题", "Theme"),
        lang.say("部门", "Departments"),
        lang.say("条款", "Clause"),
    )
    cells = tuple(
        (
            (name_of(version, lang),),
            (term(KINDS, kind, lang),),
            (Link(lang.of(rule["title"]), sheet_of(version), rule["id"]),),
            (lang.of(volume.themes[rule["theme"]]) if rule["theme"] in volume.themes else rule["theme"],),
            (lang.listed(list(rule["departments"])),),
            (lang.listed(_clauses(rule)),),
        )
        for version, kind, rule in every
    )
    blocks = (grid(headings, cells, sought=True),)
    return Sheet(ITEMS, lang.say("全部条目", "All items"), lang, blocks, way_up(lang))


def facts(volume: Volume, lang: Lang) -> Sheet:
    """Every fact that some plan reads: what it is, how it is asked for, and where it is used."""
    used: dict[str, list[Line]] = {}
    for version in volume.versions:
        for entry in (rule for _, rule in rules_of(version)):
            _note_use(entry, version, used, lang)
        for entry in (each for kind in PROVISIONS for each in version[kind]):
            _note_use(entry, version, used, lang)
    known = {name: each for version in volume.versions for name, each in version["facts"].items()}
    blocks = tuple(_fact(name, known[name], used.get(name, []), lang) for name in known)
    return Sheet(FACTS, lang.say("事实索引", "Facts"), lang, blocks, way_up(lang))


def _note_use(entry: Result, version: Result, used: dict[str, list[Line]], lang: Lang) -> None:
    title = f"{name_of(version, lang)} {lang.of(entry['title'])}"
    for name in facts_in(entry):
        used.setdefault(name, []).append((Link(title, sheet_of(version), entry["id"]),))


def _fact(name: str, fact: Result, used: list[Line], lang: Lang) -> Section:
    choices = [f"{each['id']} {lang.of(each['label'])}" for each in fact["choices"]]
    fields = [f"{field} {lang.of(each['label'])}" for field, each in fact["fields"].items()]
    told = rows(
        (lang.say("名称", "Name"), name),
        (lang.say("类型", "Type"), type_words({**fact, "choices": []}, lang)),
        (lang.say("问题", "Question"), lang.of(fact["question"])),
        (lang.say("选项", "Choices"), lang.listed(choices)),
        (lang.say("字段", "Fields"), lang.listed(fields)),
        (lang.say("推导", "Follows from"), _derived(fact, lang)),
        (lang.say("说明", "Note"), lang.of(fact["note"]) if fact["note"] else ""),
        (lang.say("用于", "Used by"), joined(used, lang.say("、", ", "))),
    )
    return Section(name, lang.of(fact["label"]), told)


def _derived(fact: Result, lang: Lang) -> str:
    derived = fact["derived"]
    return "" if derived is None else str(derived.get(lang.value, derived["text"]))


def _gathered(volume: Volume, under: Callable[[Result, Result], Iterable[str]]) -> dict[str, list[Found]]:
    gathered: dict[str, list[Found]] = {}
    for version in volume.versions:
        for kind, rule in rules_of(version):
            for each in under(version, rule):
                gathered.setdefault(each, []).append((version, kind, rule))
    return gathered


def _listing(found: Iterable[Found], lang: Lang) -> Grid:
    headings = (
        lang.say("城市", "City"),
        lang.say("类别", "Kind"),
        lang.say("事项", "Item"),
        lang.say("内容或条件", "What, or for whom"),
        lang.say("条款", "Clause"),
    )
    cells = tuple(
        (
            (name_of(version, lang),),
            (term(KINDS, kind, lang),),
            (Link(lang.of(rule["title"]), sheet_of(version), rule["id"]),),
            gist(kind, rule, lang),
            (lang.listed(_clauses(rule)),),
        )
        for version, kind, rule in found
    )
    return grid(headings, cells)


def _clauses(rule: Result) -> list[str]:
    return list(dict.fromkeys(each["clause"] for each in rule["cite"]))
