"""The facts that can be known: one line a fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Column, Page, Table, Text, table
from policyengine.reporting.terms import FACT_TYPES, term

Result = Mapping[str, Any]


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/facts@1`: one line a fact."""
    return Page(lang.say("事实词表", "Facts"), lang, (facts_table(result["facts"], lang),))


def facts_table(definitions: Mapping[str, Result], lang: Lang) -> Table:
    """Facts with their names, types and questions."""
    columns = [
        Column(lang.say("名称", "Name"), whole=True),
        Column(lang.say("标签", "Label")),
        Column(lang.say("类型", "Type")),
        Column(lang.say("问题", "Question")),
    ]
    return table(columns, [row for name, fact in definitions.items() for row in _rows(name, fact, lang)])


def _rows(name: str, fact: Result, lang: Lang) -> Iterator[tuple[Text | str, ...]]:
    """A fact; of a list each field beneath it."""
    question = lang.of(fact["question"])
    yield Text(name, strong=True), lang.of(fact["label"]), type_words(fact, lang), question
    for field, definition in fact["fields"].items():
        yield f"  · {field}", lang.of(definition["label"]), type_words(definition, lang), ""


def type_words(fact: Result, lang: Lang) -> str:
    """A fact's type, whether it is by year, and its choices."""
    kind = term(FACT_TYPES, fact["type"], lang)
    if fact["by_year"]:
        return lang.say(f"{kind}（按年度）", f"{kind}, by year")
    choices = ", ".join(choice["id"] for choice in fact["choices"])
    return f"{kind}: {choices}" if choices else kind
