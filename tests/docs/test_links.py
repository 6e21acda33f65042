"""Every link of a page to another, or to a place in one, leads there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.test_pages import PAGES, ROOT

_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def prose(page: Path) -> str:
    """A page without its blocks of code, in which brackets are no links and `#` is no heading."""
    return _BLOCK.sub("", page.read_text("utf-8"))


def links(page: Path) -> Iterator[str]:
    """Where a page leads within the repository."""
    for target in _LINK.findall(_CODE.sub("`", prose(page))):
        if "://" not in target:
            yield target


def anchors(page: Path) -> set[str]:
    """The places of a page that can be linked to, named as GitHub names them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(prose(page))
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    astray = []
    for target in links(page):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            astray.append(target)
    assert astray == []


def test_a_heading_is_linked_to_by_its_words() -> None:
    assert "whole-files-policyengine-batch" in anchors(ROOT / "docs" / "batch.md")
    assert "整份文件policyengine-batch" in anchors(ROOT / "docs" / "batch.zh-CN.md")
