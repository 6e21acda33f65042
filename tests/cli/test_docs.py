"""`policyengine docs`: a folder of pages that lead to each other and fetch nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

import policyengine
from tests.cli.running import EXAMPLES, run


class Seen(HTMLParser):
    """What of a page matters here: the places in it, where it leads, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.ways: list[str] = []
        self.fetched: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            assert given["id"] not in self.places, given["id"]
            self.places.add(str(given["id"]))
        if tag == "a":
            self.ways.append(str(given["href"]))
        self.fetched += [f"{tag} {name}" for name in ("src", "srcset", "data") if name in given]
        if tag == "link":
            self.fetched.append("link")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book") / "规则 汇编"
    ran = run("docs", "--policies", EXAMPLES, "-o", folder, "--lang", "both", "--as-of", "2024-06-30")
    assert ran.status == 0, ran.err
    return folder


def pages(book: Path) -> dict[Path, Seen]:
    return {path: Seen(path.read_text("utf-8")) for path in sorted(book.rglob("*.html"))}


def test_every_link_leads_to_a_place_that_is_there(book: Path) -> None:
    assert len(pages(book)) > 15
    assert leads_nowhere(book) == []


def test_nothing_is_fetched(book: Path) -> None:
    for path, page in pages(book).items():
        text = path.read_text("utf-8")
        assert page.fetched == []
        assert not re.search(r"@import|url\(|https?://", text), path


def test_every_clause_and_every_rule_can_be_cited(book: Path) -> None:
    for plan in policyengine.load(EXAMPLES).plans:
        for lang in ("zh", "en"):
            page = Seen((book / lang / f"{plan.city}-{plan.version}.html").read_text("utf-8"))
            assert {f"clause-{clause.id}" for clause in plan.clauses} <= page.places
            assert {f"{plan.city}.{rule.id}" for rule in plan.rules()} <= page.places
            text = "".join(page.words)
            assert all(cited.quote in text for rule in plan.rules() for cited in rule.cite)


def test_the_top_says_what_the_version_is_worth_on_the_day(book: Path, tmp_path: Path) -> None:
    assert "2024-06-30：在施行期内" in (book / "zh" / "yunxi-2024.html").read_text("utf-8")
    assert "On 2024-06-30: superseded" in (book / "en" / "yunxi-2021.html").read_text("utf-8")
    run("docs", "yunxi/2024", "--policies", EXAMPLES, "-o", tmp_path, "--as-of", "2030-01-01")
    assert "2030-01-01：施行期已过，不具约束力" in (tmp_path / "yunxi-2024.html").read_text("utf-8")


def test_the_change_log_tells_what_the_new_version_changed(book: Path) -> None:
    told = (book / "en" / "yunxi-changes.html").read_text("utf-8")
    assert "Award for recognition" in told
    assert "the amount was CNY 50,000" in told


def leads_nowhere(folder: Path) -> list[str]:
    """The links of the pages of a folder whose place is not there."""
    seen = pages(folder)
    lost = []
    for path, page in seen.items():
        for way in page.ways:
            file, _, anchor = way.partition("#")
            there = (path.parent / unquote(file)).resolve() if file else path
            if there not in seen or (anchor and unquote(anchor) not in seen[there].places):
                lost.append(f"{path.name}: {way}")
    return lost


def test_only_the_versions_named_are_written(tmp_path: Path) -> None:
    ran = run("docs", "云溪市/2024", "--policies", EXAMPLES, "-o", tmp_path / "new" / "book")
    assert ran.status == 0
    written = {path.name for path in (tmp_path / "new" / "book").iterdir()}
    assert {name for name in written if "20" in name} == {"yunxi-2024.html"}
    assert "yunxi-changes.html" not in written
    assert leads_nowhere(tmp_path / "new" / "book") == []


def test_markdown_holds_the_same_places(tmp_path: Path) -> None:
    run("docs", "--policies", EXAMPLES, "-o", tmp_path, "--format", "md", "--lang", "en")
    text = (tmp_path / "yunxi-2024.md").read_text("utf-8")
    places = set(re.findall(r'<a id="([^"]*)"></a>', text))
    assert {"clause-二(一)", "yunxi.recognition"} <= places
    for file, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
        assert not file or (tmp_path / unquote(file)).exists()
        assert not anchor or file or unquote(anchor) in places


def test_a_city_or_version_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    for named, near in (("yunx", "yunxi"), ("yunxi/2023", "2024")):
        ran = run("docs", named, "--policies", EXAMPLES, "-o", tmp_path / "book")
        assert ran.status == 2
        assert near in ran.err
        assert not (tmp_path / "book").exists()


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = run("docs", "--policies", EXAMPLES, "-o", tmp_path / "file" / "book")
    assert (ran.status, len(ran.faults)) == (2, 1)
