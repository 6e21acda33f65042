"""Each format keeps words as words: escaped in Markdown and HTML, exact in JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from policyengine.errors import RequestError
from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from tests.reporting.samples import comparison, jiangmen

NASTY = '<script>alert("1")</script> | *a* [b](c)\n新行'


def nasty() -> dict:  # type: ignore[type-arg]
    result = jiangmen()
    result["rewards"][0]["title"] = {"zh": NASTY, "en": NASTY}
    return result


def test_html_is_well_formed_self_contained_and_escaped() -> None:
    page = render(nasty(), "html", Lang.ZH, explain=True)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(src|href)=", page)
    assert balanced(page)


def balanced(page: str) -> bool:
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in ("meta", "br"):
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(page)
    return not open_tags


def test_markdown_tables_keep_their_columns_whatever_a_title_holds() -> None:
    lines = render(nasty(), "md", Lang.ZH).splitlines()
    row = next(line for line in lines if "alert" in line and line.startswith("|"))
    heading = next(line for line in lines if line.startswith("| 事项"))
    assert len(re.findall(r"(?<!\\)\|", row)) == heading.count("|")
    assert "<script" not in row.replace("\\<", "")


@pytest.mark.parametrize("format", ["table", "md", "html"])
def test_no_word_of_a_result_can_steer_the_terminal(format: str) -> None:
    result = comparison()
    for city in result["cities"]:
        city["plan"]["title"] = city["plan"]["name"] = {"zh": "\x1b[31m市", "en": "\x1b[31m"}
    for theme in result["by_theme"].values():
        theme["label"] = {"zh": "\x1b[2J", "en": "\x07"}
    assert "\x1b" not in render(result, format, Lang.ZH)


def test_json_is_the_contract_itself() -> None:
    assert json.loads(render(jiangmen(), "json")) == jiangmen()
    assert "江门市" in render(jiangmen(), "json")


def test_csv_has_a_line_for_every_item_of_every_city_with_exact_amounts() -> None:
    rows = list(csv.DictReader(io.StringIO(render(comparison(), "csv"))))
    assert [(row["city"], row["kind"]) for row in rows].count(("jiangmen", "reward")) == 3
    (first,) = (row for row in rows if row["id"] == "anyang.hte_first_recognition")
    assert (first["low"], first["high"]) == ("300000", "300000")
    assert (first["city_finance_low"], first["county_finance_low"]) == ("150000", "150000")
    assert first["binding"] == "true"
    (open_one,) = (row for row in rows if row["id"] == "jiangmen.innovation_pacesetter")
    assert open_one["high"] == ""


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(RequestError) as refusal:
        render(jiangmen(), "pdf")
    (finding,) = refusal.value.findings
    assert "pdf" in finding.message().en
    assert "html" in (finding.help() or finding.message()).en
