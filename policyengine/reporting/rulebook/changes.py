"""The change log of a city: from each version to the next, what means something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyengine.reporting.lang import Lang
from policyengine.reporting.rulebook.sheet import Line, Link, Note, Section, Sheet, grid, joined
from policyengine.reporting.rulebook.volume import (
    PROVISIONS,
    RULES,
    Result,
    Volume,
    name_of,
    sheet_of,
    way_up,
)
from policyengine.reporting.tone import Tone


def changes_sheet(city: str) -> str:
    """The name of a city's change log."""
    return f"{city}-changes"


def sheet(city: str, volume: Volume, lang: Lang) -> Sheet:
    """The change log of one city, the newest change first."""
    steps = [each for each in volume.changes if each["city"] == city]
    versions = {each["plan"]["version"]: each for each in volume.versions if each["city"] == city}
    name = lang.of(next(iter(versions.values()))["plan"]["name"])
    sections = tuple(_step(each, versions, lang) for each in reversed(steps))
    return Sheet(
        changes_sheet(city),
        lang.say(f"{name}：版本变化", f"{name}: what changed between versions"),
        lang,
        sections,
        way_up(lang),
    )


def _step(step: Result, versions: dict[str, Result], lang: Lang) -> Section:
    old, new = versions[step["old"]], versions[step["new"]]
    words = lang.say(f"{step['old']} → {step['new']}", f"{step['old']} to {step['new']}")
    ways = Note((Link(name_of(old, lang), sheet_of(old)), " → ", Link(name_of(new, lang), sheet_of(new))))
    if not step["changes"]:
        none = lang.say("两个版本的规则含义相同。", "The rules of both mean the same.")
        return Section(step["new"], words, (ways, Note((none,), Tone.QUIET)))
    headings = (lang.say("变化", "Change"), lang.say("涉及规则", "Rules affected"))
    rows = tuple(
        ((_told(each, old, new, lang)), _affected(each["affects"], new, lang)) for each in step["changes"]
    )
    return Section(step["new"], words, (ways, grid(headings, rows, sought=True)))


def _told(change: Result, old: Result, new: Result, lang: Lang) -> Line:
    """The change in one sentence, with a way to the entry where it now is, else where it was."""
    where = next((version for version in (new, old) if change["id"] in _entries(version)), None)
    if where is None:
        return (lang.of(change),)
    anchor = f"{where['city']}.{change['id']}"
    return (lang.of(change), " ", Link(lang.say("〔规则〕", "[the rule]"), sheet_of(where), anchor))


def _affected(affected: Sequence[str], version: Result, lang: Lang) -> Line:
    titles = _entries(version)
    links: Iterator[Line] = (
        (Link(lang.of(titles[each]), sheet_of(version), f"{version['city']}.{each}"),)
        if each in titles
        else (each,)
        for each in affected
    )
    return joined(links, lang.say("、", ", "))


def _entries(version: Result) -> dict[str, Result]:
    """The titles of everything that has a card, by its id without the city."""
    return {
        entry["id"].partition(".")[2]: entry["title"]
        for kind in (*RULES, *PROVISIONS)
        for entry in version[kind]
    }
