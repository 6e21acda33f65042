"""The sheet of one version: what it is worth, clause after clause, what is not encoded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyengine.reporting.lang import Lang
from policyengine.reporting.pages.facts import type_words
from policyengine.reporting.pages.rules import CELLS
from policyengine.reporting.rulebook.cards import card, cites_of, clause_anchor, entries_of
from policyengine.reporting.rulebook.changes import changes_sheet
from policyengine.reporting.rulebook.sheet import (
    Block,
    Card,
    Line,
    Link,
    Note,
    Rows,
    Section,
    Sheet,
    grid,
    joined,
    rows,
)
from policyengine.reporting.rulebook.volume import (
    DEPARTMENTS,
    FACTS,
    KINDS,
    Result,
    Volume,
    sheet_of,
    way_up,
)
from policyengine.reporting.terms import FORCES, LEVELS, period, term
from policyengine.reporting.tone import Tone

AT_A_GLANCE = ("rewards", "supports", "obligations")
"""What an enterprise looks for; duties and targets are the government's own."""


def sheet(version: Result, force: str, volume: Volume, lang: Lang) -> Sheet:
    """One version as a sheet. `force`: what it is worth on the day of the volume."""
    blocks = (
        *_standing(version["plan"], force, volume.as_of, lang),
        *_of_itself(version, lang),
        *_others(version, volume, lang),
        *_glance(version, lang),
        Section("clauses", lang.say("逐条解读", "Clause by clause"), tuple(_clauses(version, volume, lang))),
        *_not_encoded(version, lang),
        *_departments(version, volume, lang),
        *_facts(version, lang),
    )
    more = [Link(lang.say("版本变化", "Changes"), changes_sheet(version["city"]))]
    changed = any(each["city"] == version["city"] for each in volume.changes)
    title = lang.of(version["plan"]["title"])
    return Sheet(sheet_of(version), title, lang, blocks, way_up(lang, *(more if changed else [])))


# At the top: may one rely on it


def _standing(plan: Result, force: str, as_of: str, lang: Lang) -> Iterator[Block]:
    """Whether the text binds, said before anything else."""
    words = lang.say(f"{as_of}：{term(FORCES, force, lang)}。", f"On {as_of}: {term(FORCES, force, lang)}.")
    yield Note((words,), Tone.PLAIN if force == "in_force" else Tone.BAD)
    checked = plan["validity"]["checked_on"]
    if checked is None:
        doubt = lang.say(
            "尚无人向发文机关核实本版本是否仍然有效。",
            "Nobody has confirmed with the issuer that this version still holds.",
        )
        yield Note((doubt,), Tone.WARNING)
    else:
        by = plan["validity"]["by"] or ""
        sure = lang.say(f"{checked}经{by}核实仍然有效。", f"Confirmed to hold on {checked} by {by}.")
        yield Note((sure,))
    for flaw in plan["flaws"]:
        yield Note((lang.labelled(lang.say("文本缺陷", "Flaw of the copy"), lang.of(flaw)),), Tone.WARNING)
    if plan["reconstructions"]:
        guessed = lang.listed(list(plan["reconstructions"]))
        label = lang.say("以下文字非发文机关原话", "Not the issuer's words")
        yield Note((lang.labelled(label, guessed),), Tone.WARNING)


def _of_itself(version: Result, lang: Lang) -> tuple[Rows, ...]:
    plan = version["plan"]
    number = plan["document_number"] or lang.say("无文号", "none")
    issuer = lang.of(plan["issuer"]) if plan["issuer"] else lang.say("未载", "not stated")
    governs = version["governs"]
    return rows(
        (lang.say("城市", "City"), f"{lang.of(plan['name'])} {plan['jurisdiction']}"),
        (lang.say("层级", "Tier"), term(LEVELS, plan["level"], lang)),
        (lang.say("文号", "Number"), number),
        (lang.say("发文机关", "Issuer"), issuer),
        (lang.say("版本", "Version"), plan["version"]),
        (lang.say("期间", "Period"), period(plan["period"], lang)),
        (lang.say("目标年限", "Targets up to"), str(plan["horizon"] or "")),
        (lang.say("适用依据", "Governed by"), lang.of(version["facts"][governs]["label"]) if governs else ""),
        (lang.say("原文", "Document"), plan["source"]),
        (lang.say("规则指纹", "Digest of the rules"), plan["digest"] or ""),
    )


def _others(version: Result, volume: Volume, lang: Lang) -> Iterator[Block]:
    """The city's other versions, and the conditions that hold for many rules at once."""
    others = [
        Link(each["plan"]["version"], sheet_of(each))
        for each in volume.versions
        if each["city"] == version["city"] and each is not version
    ]
    if others:
        listed = joined(((each,) for each in others), lang.say("、", ", "))
        yield from rows((lang.say("其他版本", "Other versions"), listed))
    shared = [(Link(lang.of(each["title"]), anchor=each["id"]),) for each in version["conditions"]]
    if shared:
        words = lang.say(
            "以下条件适用于多条规则，各规则下不再重复：",
            "These conditions hold for many rules and are not repeated under each: ",
        )
        yield Note((words, *joined(shared, lang.say("、", ", "))))


def _glance(version: Result, lang: Lang) -> Iterator[Section]:
    found = [(kind, rule) for kind in AT_A_GLANCE for rule in version[kind]]
    if found:
        headings = (
            lang.say("类别", "Kind"),
            lang.say("事项", "Item"),
            lang.say("内容或条件", "What, or for whom"),
        )
        cells = tuple(
            (
                (term(KINDS, kind, lang),),
                (Link(lang.of(rule["title"]), anchor=rule["id"]),),
                gist(kind, rule, lang),
            )
            for kind, rule in found
        )
        yield Section("glance", lang.say("企业事项一览", "At a glance"), (grid(headings, cells),))


def gist(kind: str, rule: Result, lang: Lang) -> Line:
    """The one thing that a list says of a rule: the amount, the condition, what is required."""
    part = {"rewards": "promised", "supports": "when", "obligations": "requires"}.get(kind)
    if part is None:
        return (lang.say("，", ", ").join(filter(None, CELLS[kind](rule, lang))),)
    return ("",) if rule[part]["text"] == "true" else (lang.of(rule[part]),)


# Clause by clause


def _clauses(version: Result, volume: Volume, lang: Lang) -> Iterator[Block]:
    """Each clause with what rests on it first of all; what leans on it besides is linked."""
    home: dict[str, list[Card]] = {}
    for kind, entry in entries_of(version):
        clause = next((each["clause"] for each in cites_of(entry)), "")
        home.setdefault(clause, []).append(card(kind, entry, version, volume, lang))
    titles = {entry["id"]: lang.of(entry["title"]) for _, entry in entries_of(version)}
    for clause in version["clauses"]:
        cards = home.pop(clause["id"], [])
        words = f"{clause['id']}　{lang.of(clause['heading'])}"
        blocks = (
            *_why_not(clause, lang),
            *_documents(version, clause["id"], lang),
            *cards,
            *_leaning(clause, cards, titles, lang),
        )
        yield Section(clause_anchor(clause["id"]), words, blocks, level=3)
    rest = [each for cards in home.values() for each in cards]
    if rest:
        yield Section("elsewhere", lang.say("未注明条款", "Without a clause"), tuple(rest), level=3)


def _why_not(clause: Result, lang: Lang) -> Iterator[Note]:
    if clause["reason"]:
        label = lang.say("未编码", "Not encoded")
        yield Note((lang.labelled(label, lang.of(clause["reason"])),), Tone.QUIET)


def _documents(version: Result, clause: str, lang: Lang) -> Iterator[Block]:
    for each in version["related_documents"]:
        if each["clause"] == clause:
            yield from rows((lang.say("相关文件", "Related document"), _document(each, lang)))


def _document(document: Result, lang: Lang) -> str:
    number = f" {document['number']}" if document["number"] else ""
    note = lang.of(document["note"]) if document["note"] else ""
    title = f"{lang.of(document['title'])}{number}"
    return lang.labelled(title, note) if note else title


def _leaning(clause: Result, cards: list[Card], titles: Mapping[str, str], lang: Lang) -> Iterator[Block]:
    here = {each.anchor for each in cards}
    others = [each for each in clause["covered_by"] if each not in here and each in titles]
    if others:
        links = joined(((Link(titles[each], anchor=each),) for each in others), lang.say("、", ", "))
        yield Note((lang.say("另见：", "See also: "), *links), Tone.QUIET)


# At the end


def _not_encoded(version: Result, lang: Lang) -> Iterator[Section]:
    """What the document says and no rule does, and why; what it leans on and is not here."""
    clauses = tuple(
        (
            (Link(each["id"], anchor=clause_anchor(each["id"])),),
            (lang.of(each["heading"]),),
            (lang.of(each["reason"]),),
        )
        for each in version["clauses"]
        if each["reason"]
    )
    blocks: list[Block] = []
    if clauses:
        headings = (lang.say("条款", "Clause"), lang.say("标题", "Heading"), lang.say("原因", "Why"))
        blocks.append(grid(headings, clauses))
    documents = tuple(
        ((_document(each, lang),), _clause_link(each["clause"])) for each in version["related_documents"]
    )
    if documents:
        headings_ = (
            lang.say("相关文件（未编码）", "Related document, not encoded"),
            lang.say("条款", "Clause"),
        )
        blocks.append(grid(headings_, documents))
    if blocks:
        yield Section("not-encoded", lang.say("未编码的内容", "What is not encoded, and why"), tuple(blocks))


def _clause_link(clause: str | None) -> Line:
    return (Link(clause, anchor=clause_anchor(clause)),) if clause else ("",)


def _departments(version: Result, volume: Volume, lang: Lang) -> Iterator[Section]:
    if version["departments"]:
        headings = (lang.say("文中所印部门", "Department as printed"), lang.say("角色", "Role"))
        cells = tuple(
            ((each["name"],), (Link(_role(each["role"], volume, lang), DEPARTMENTS, each["role"]),))
            for each in version["departments"]
        )
        yield Section("departments", lang.say("部门", "Departments"), (grid(headings, cells),))


def _role(role: str, volume: Volume, lang: Lang) -> str:
    return lang.of(volume.roles[role]) if role in volume.roles else role


def _facts(version: Result, lang: Lang) -> Iterator[Section]:
    if version["facts"]:
        headings = (lang.say("事实", "Fact"), lang.say("类型", "Type"), lang.say("问题", "Question"))
        cells = tuple(
            (
                (Link(lang.of(each["label"]), FACTS, name),),
                (type_words(each, lang),),
                (lang.of(each["question"]),),
            )
            for name, each in version["facts"].items()
        )
        yield Section("facts", lang.say("所用事实", "Facts read"), (grid(headings, cells),))
