"""The rulebook for reading: what it says of a version, and that nothing in one can become markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import policyengine
from policyengine.cli.docs import volume_of
from policyengine.engine import day_of
from policyengine.reporting.lang import Lang
from policyengine.reporting.rulebook import pages
from policyengine.reporting.rulebook.look import SEEKING
from policyengine.reporting.rulebook.names_in import definitions_in, facts_in
from policyengine.reporting.rulebook.sheet import Card, Link, Quote, Rows, Section, Sheet
from policyengine.reporting.rulebook.volume import Volume

EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"
HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"'`|[x](javascript:1)\n# &lt;"


@pytest.fixture(scope="module")
def volume() -> Volume:
    engine = policyengine.load(EXAMPLES)
    return volume_of(engine, list(engine.plans), day_of("2024-06-30"))


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.handlers += [value for _, value in attrs if value and value.startswith("javascript:")]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script" and data.strip():
            self.scripts.append(data)


def everywhere(value: Any, put: Callable[[str], str], key: str = "") -> Any:
    """A result with every text that an analyst writes freely put otherwise."""
    if isinstance(value, dict):
        return {name: everywhere(part, put, name) for name, part in value.items()}
    if isinstance(value, list):
        return [everywhere(part, put, key) for part in value]
    free = ("zh", "en", "quote", "document_number", "source", "derived", "flaws", "reconstructions", "area")
    return put(value) if isinstance(value, str) and key in free else value


@pytest.fixture(scope="module")
def hostile(volume: Volume) -> Volume:
    versions = [everywhere(each, lambda text: text + HOSTILE) for each in volume.versions]
    themes = everywhere(volume.themes, lambda text: text + HOSTILE)
    roles = everywhere(volume.roles, lambda text: text + HOSTILE)
    changes = everywhere(volume.changes, lambda text: text + HOSTILE)
    return Volume(volume.as_of, versions, volume.forces, themes, roles, changes)


def test_what_rules_hold_is_text_and_never_html(hostile: Volume) -> None:
    for name, text in pages.files(hostile, list(Lang), "html").items():
        seen = Elements(text)
        assert "img" not in seen.tags, name
        assert seen.tags.count("style") == 1, name
        assert [script.strip() for script in seen.scripts] in ([], [SEEKING.strip()]), name
        assert seen.handlers == [], name
        assert "alert(1)" in text or name == "index.html"


def test_what_rules_hold_is_text_and_never_markdown(hostile: Volume) -> None:
    for name, text in pages.files(hostile, [Lang.EN], "md").items():
        bare = re.sub(r"\\.", "", text)
        assert "<script" not in bare, name
        assert "<img" not in bare, name
        assert "(javascript:" not in re.sub(r"\\\].", "", text).replace(r"\]", ""), name
        rows = [line for line in bare.splitlines() if line.startswith("| ")]
        for before, after in pairwise(rows):
            if after.startswith("| ---"):
                assert before.count("|") == after.count("|"), name


def plan_sheet(volume: Volume, name: str, lang: Lang) -> Sheet:
    return next(each for each in pages.sheets(volume, lang) if each.name == name)


def cards(sheet: Sheet) -> dict[str, Card]:
    sections = [each for each in sheet.blocks if isinstance(each, Section)]
    inner = [block for section in sections for block in section.blocks]
    clauses = [block for block in inner if isinstance(block, Section)]
    return {card.anchor: card for clause in clauses for card in clause.blocks if isinstance(card, Card)}


def said(card: Card) -> dict[str, str]:
    return {
        label: "".join(each.words if isinstance(each, Link) else each for each in words)
        for block in card.blocks
        if isinstance(block, Rows)
        for label, words in block.rows
    }


def test_a_reward_says_its_condition_amount_payers_and_where_it_belongs(volume: Volume) -> None:
    card = cards(plan_sheet(volume, "yunxi-2024", Lang.EN))["yunxi.rd_subsidy"]
    told = said(card)
    assert told["Condition"] == "“Quality enterprise” applies"
    assert told["Paid by"].endswith("otherwise: city 60%, county or district 40%")
    assert told["Fund"] == "CNY 30,000,000 a year, shared out in proportion if it runs short"
    assert told["When"] == "1 April to 31 May"
    assert told["Taken together"] == "Ceiling of a year"
    assert told["Definitions used"].startswith("Quality enterprise, Share paid by class, ")
    assert told["Departments"] == "市科技局"
    assert told["Theme"]
    assert next(block.words for block in card.blocks if isinstance(block, Quote)).startswith("对优质企业")


def test_readings_not_chosen_say_what_the_rule_would_be(volume: Volume) -> None:
    told = said(cards(plan_sheet(volume, "yunxi-2024", Lang.ZH))["yunxi.above_scale"])
    assert told["采用的读法"]
    assert "→ 金额：" in told["未采用的读法"]


def test_every_clause_stands_in_the_order_of_the_document(volume: Volume) -> None:
    for version, sheet in zip(volume.versions, list(pages.sheets(volume, Lang.ZH))[1:], strict=False):
        (clauses,) = (each for each in sheet.blocks if isinstance(each, Section) and each.anchor == "clauses")
        anchors = [each.anchor for each in clauses.blocks if isinstance(each, Section)]
        assert anchors == [f"clause-{each['id']}" for each in version["clauses"]]


def test_every_entry_that_quotes_has_one_card(volume: Volume) -> None:
    kinds = ("rewards", "supports", "obligations", "duties", "targets", "groups", "definitions", "conditions")
    for version in volume.versions:
        sheet = plan_sheet(volume, f"{version['city']}-{version['plan']['version']}", Lang.EN)
        wanted = {entry["id"] for kind in kinds for entry in version[kind]}
        assert wanted <= cards(sheet).keys()


def test_facts_and_definitions_are_found_in_trees() -> None:
    tree = {
        "kind": "all",
        "parts": [
            {"kind": "fact", "fact": "revenue_by_year[-1]"},
            {"kind": "aggregate", "items": "patents", "where": {"kind": "fact", "fact": "patents.cost"}},
            {"kind": "named", "name": "base", "what": {"kind": "fact", "fact": "revenue"}},
        ],
    }
    assert facts_in(tree) == ("revenue_by_year", "patents", "revenue")
    assert definitions_in([tree]) == ("base",)
