"""What an editor shows of the word under the pointer."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from policyengine.errors import Span
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import Kind as FactKind
from policyengine.languageserver.cursor import Cursor, cursor_at, word_at
from policyengine.languageserver.names import Kind, Occurrence
from policyengine.languageserver.picture import Name, Picture
from policyengine.languageserver.positions import Text
from policyengine.languageserver.shape import EXPRESSIONS, Shape, shape_of
from policyengine.languageserver.telling import told, words
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import FACT_TYPES

_NOWHERE = Span("", 1, 1, 1, 1)
_KINDS = {
    "theme": Kind.THEME,
    "role": Kind.ROLE,
    "department": Kind.DEPARTMENT,
    "clause": Kind.CLAUSE,
    "reward": Kind.RULE,
    "rule": Kind.RULE,
    "target": Kind.RULE,
    "fact": Kind.FACT,
}


def hover(
    picture: Picture, path: Path, text: Text, position: types.Position, lang: Lang
) -> types.Hover | None:
    """What is known of what stands there: a name, a choice, or a key; None of anything else."""
    line, column = text.place(position)
    found = named_at(picture, path, text, line, column)
    said = (
        told(picture, found, path, lang)
        if found is not None
        else _other(picture, path, text, line, column, lang)
    )
    if not said:
        return None
    word = word_at(text.lines[line], column)
    where = types.Range(text.position(line, word.start), text.position(line, word.end))
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said), where)


def named_at(picture: Picture, path: Path, text: Text, line: int, column: int) -> Name | None:
    """What is named there: by the file's names if they are those of this text, else by where it stands."""
    names = picture.files.get(str(path))
    if names is not None and names.file.content == text.text.encode("utf-8", "surrogatepass"):
        found = picture.name_at(path, line, column)
        if found is not None:
            return found[0]
    cursor, shape = cursor_at(text.lines, line, column), shape_of(path.name)
    if cursor is None or shape is None:
        return None
    word = word_at(text.lines[line], column).text
    return _by_place(picture, path, cursor, shape, word)


def _by_place(picture: Picture, path: Path, cursor: Cursor, shape: Shape, word: str) -> Name | None:
    at = shape.at(cursor.path)
    if cursor.may_be_key and not cursor.may_be_value:
        kind = next((_KINDS[name] for name in sorted(at.names_of_keys) if name in _KINDS), None)
        written = Occurrence(kind, cursor.value, _NOWHERE) if kind is not None else None
    elif at.names & EXPRESSIONS:
        written = Occurrence(None, word, _NOWHERE, within=cursor.value)
    else:
        kind = next((_KINDS[name] for name in sorted(at.names) if name in _KINDS), None)
        written = Occurrence(kind, cursor.value, _NOWHERE) if kind is not None else None
    if written is None or not written.text:
        return None
    found = picture.named(written, path)
    if found is None or (
        written.kind not in (None, Kind.FACT) and found.text not in [*picture.defined(found.kind, path)]
    ):
        return None
    return found


def _other(picture: Picture, path: Path, text: Text, line: int, column: int, lang: Lang) -> str:
    """What a key is for, or what a choice means."""
    cursor, shape = cursor_at(text.lines, line, column), shape_of(path.name)
    if cursor is None or shape is None:
        return ""
    word = word_at(text.lines[line], column).text
    if cursor.may_be_key:
        return _in_one(shape.at(cursor.path).keys.get(cursor.value, ""), lang)
    at = shape.at(cursor.path)
    if at.names & EXPRESSIONS:
        return _choice(picture.vocabulary_at(path), word, cursor.value, lang)
    if "value_of_fact" in at.names:
        fact = picture.vocabulary_at(path).find(cursor.path[-1])
        return _choice_of(fact, cursor.value, lang) if fact is not None else ""
    return _in_one(at.choices.get(cursor.value, ""), lang)


def _choice(vocabulary: Vocabulary, word: str, within: str, lang: Lang) -> str:
    """A choice of one of the facts that the same condition names."""
    for fact in vocabulary:
        for each in (fact, *fact.fields):
            if each.kind is FactKind.CHOICE and any(name in within for name in (each.name, each.label.zh)):
                said = _choice_of(each, word, lang)
                if said:
                    return said
    return ""


def _choice_of(fact: FactDefinition, text: str, lang: Lang) -> str:
    choice = fact.choice(text)
    if choice is None:
        return ""
    kind = words(FACT_TYPES[fact.kind], lang)
    return (
        f"**{words(choice.label, lang)}** `{choice.id}`\n\n{kind} · {words(fact.label, lang)} `{fact.name}`"
    )


def _in_one(both: str, lang: Lang) -> str:
    """The half of `中文 · English` that is in the language."""
    zh, _, en = both.partition(" · ")
    return lang.say(zh, en or zh)
