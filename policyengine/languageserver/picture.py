"""What is known of a folder of policies at one moment, in whatever state its files are.

Where a file cannot be read while somebody writes in it, what it last said stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from policyengine.errors import Span
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import Kind as FactKind
from policyengine.language.tree import Named
from policyengine.languageserver.names import SHARED, Kind, Occurrence, occurrences
from policyengine.rulebook.folder import FileText, PolicyFolder
from policyengine.rulebook.plan import Plan, Role, Theme
from policyengine.rulebook.rereading import Reread
from policyengine.rulebook.text.yaml import Unreadable, read_yaml

NOTHING_KNOWN = Vocabulary(())
_Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FileNames:
    """The names in a file, as it is or as it last could be read; and the very content they were found in."""

    file: FileText
    city: str
    version: str
    names: tuple[Occurrence, ...]
    is_broken: bool = False

    @property
    def version_of(self) -> tuple[str, str]:
        """The city and version whose file it is; both empty for a file that all share."""
        return self.city, self.version


@dataclass(frozen=True, slots=True)
class Name:
    """What a name names, wherever it is written: a fact by its vocabulary name, others as printed."""

    kind: Kind
    text: str
    city: str = ""
    version: str = ""


@dataclass(frozen=True)
class Picture:
    """One folder: what reading it gave, the plans that can be spoken of, and every name in every file."""

    root: Path
    reread: Reread
    plans: Mapping[tuple[str, str], Plan] = field(default_factory=dict)
    files: Mapping[str, FileNames] = field(default_factory=dict)
    vocabulary: Vocabulary = NOTHING_KNOWN
    themes: tuple[Theme, ...] = ()
    roles: tuple[Role, ...] = ()

    def plan_at(self, path: Path) -> Plan | None:
        """The plan whose file that is."""
        parts = path.parts
        return self.plans.get((parts[-3], parts[-2])) if len(parts) > 2 else None

    def vocabulary_at(self, path: Path) -> Vocabulary:
        """What conditions in a file may name."""
        plan = self.plan_at(path)
        return self.vocabulary if plan is None else plan.vocabulary

    def named(self, occurrence: Occurrence, path: Path) -> Name | None:
        """What is named there; None for a word that names nothing here, such as a choice."""
        city, version = (path.parts[-3], path.parts[-2]) if len(path.parts) > 2 else ("", "")
        if occurrence.kind in (None, Kind.FACT):
            found = self.meant(occurrence.text, occurrence.within, path)
            match found:
                case FactDefinition():
                    return Name(Kind.FACT, found.name)
                case Named():
                    return Name(Kind.DEFINITION, found.name, city, version)
            return Name(Kind.FACT, occurrence.text) if occurrence.defines else None
        if occurrence.kind in SHARED:
            return Name(occurrence.kind, occurrence.text)
        return Name(occurrence.kind, occurrence.text, city, version)

    def meant(self, word: str, within: str, path: Path) -> FactDefinition | Named | None:
        """The fact or definition that a word of a condition means; a field where its list is named."""
        vocabulary = self.vocabulary_at(path)
        found = vocabulary.defined(word) or vocabulary.find(word) or self.vocabulary.find(word)
        if found is not None or not within:
            return found
        lists = (each for each in vocabulary if each.kind is FactKind.LIST and each.name in within)
        return next((of_list for each in lists if (of_list := each.field(word)) is not None), None)

    def occurrences_of(self, name: Name) -> Iterator[tuple[str, Occurrence]]:
        """Each place where something is named, with the file, in the order of files."""
        for file, names in self.files.items():
            for each in names.names:
                if self._may_be(each, name) and self.named(each, Path(file)) == name:
                    yield file, each

    def _may_be(self, occurrence: Occurrence, name: Name) -> bool:
        return occurrence.kind is name.kind or (
            occurrence.kind in (None, Kind.FACT) and name.kind in (Kind.FACT, Kind.DEFINITION)
        )

    def defined(self, kind: Kind, path: Path) -> Iterator[str]:
        """The names of that kind that a file may use: its own version's, or those that all share."""
        own = self.files.get(str(path))
        for names in self.files.values():
            if kind in SHARED or (own is not None and names.version_of == own.version_of):
                yield from (each.text for each in names.names if each.defines and each.kind is kind)

    def name_at(self, path: Path, line: int, column: int) -> tuple[Name, Occurrence] | None:
        """What is named at a line and column of a file, both from 0."""
        names = self.files.get(str(path))
        for each in names.names if names else ():
            if _covers(each.span, line + 1, column + 1):
                found = self.named(each, path)
                if found is not None:
                    return found, each
        return None


def _covers(span: Span, line: int, column: int) -> bool:
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)


def picture_of(root: Path, folder: PolicyFolder, reread: Reread, before: Picture | None) -> Picture:
    """The picture of a folder, after the one before it."""
    rulebook = reread.rulebook
    readable = {(plan.city, plan.version): plan for plan in reread.plans}
    there = {(each.city, each.version) for versions in folder.cities.values() for each in versions}
    kept = before.plans if before is not None else {}
    files = _names(folder, before.files if before is not None else {})
    # Of a version with a file that is no YAML just now, what it said before says more.
    broken = {each.version_of for each in files.values() if each.is_broken}
    plans = {**_of(there & broken, kept, readable), **_of(there - broken, readable, kept)}
    vocabulary = rulebook.vocabulary
    if before is not None and _is_wrong(reread, "vocabulary.yaml", "facts.yaml"):
        vocabulary = vocabulary.with_facts(before.vocabulary)
        plans = {key: _knowing(plan, kept.get(key)) for key, plan in plans.items()}
    return Picture(
        root=root,
        reread=reread,
        plans=plans,
        files=files,
        vocabulary=vocabulary,
        themes=rulebook.themes or (before.themes if before is not None else ()),
        roles=rulebook.roles or (before.roles if before is not None else ()),
    )


def _of(versions: set[_Key], best: Mapping[_Key, Plan], next_best: Mapping[_Key, Plan]) -> dict[_Key, Plan]:
    found = {key: best.get(key) or next_best.get(key) for key in sorted(versions)}
    return {key: plan for key, plan in found.items() if plan is not None}


def _is_wrong(reread: Reread, *names: str) -> bool:
    files = (each.span.file for each in reread.findings if each.span is not None)
    return any(Path(file).name in names for file in files)


def _knowing(plan: Plan, before: Plan | None) -> Plan:
    """The plan with the facts that were there before beside its own."""
    if before is None or before is plan:
        return plan
    return replace(plan, vocabulary=plan.vocabulary.with_facts(before.vocabulary))


def _names(folder: PolicyFolder, before: Mapping[str, FileNames]) -> dict[str, FileNames]:
    files = [(file, "", "") for file in folder.shared.values()]
    for versions in folder.cities.values():
        for each in versions:
            files.extend((file, each.city, each.version) for file in each.files.values())
    return dict(_file_names(*each, before.get(each[0].shown)) for each in files)


def _file_names(file: FileText, city: str, version: str, before: FileNames | None) -> tuple[str, FileNames]:
    if before is not None and before.file == file:
        return file.shown, before
    try:
        found = occurrences(Path(file.shown).name, read_yaml(file.content, file.shown))
    except Unreadable:
        found = before.names if before is not None else ()
        return file.shown, FileNames(file, city, version, found, is_broken=True)
    return file.shown, FileNames(file, city, version, found)
