"""A page in two languages tells the same: commands, code, options, counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.guide import Write, steps
from tests.docs.snippets import blocks

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("batch", "budget", "scale")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_COUNT = re.compile(r"`(duckdb|spark|postgres|portable)` (\d+)")


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """One page, in English and in 中文."""
    return DOCS / f"{request.param}.md", DOCS / f"{request.param}.zh-CN.md"


def test_each_links_to_the_other(page: tuple[Path, Path]) -> None:
    en, zh = page
    assert f"[中文]({zh.name})" in en.read_text("utf-8")
    assert f"[English]({en.name})" in zh.read_text("utf-8")


def test_the_commands_are_the_same_in_both_languages(page: tuple[Path, Path]) -> None:
    en, zh = ([(step.file if isinstance(step, Write) else step.command) for step in steps(it)] for it in page)
    assert len(zh) > 1
    assert [step.replace(" --lang en", "") for step in en] == zh
    assert all("--lang en" in step for step in en if step.startswith("policyengine") and ">" not in step)


@pytest.mark.parametrize("language", ["sh", "pycon"])
def test_the_blocks_of_code_are_the_same_in_both_languages(page: tuple[Path, Path], language: str) -> None:
    en, zh = ([text for _, text in blocks(it, language)] for it in page)
    assert en == zh


def test_the_same_options_are_told_in_both_languages(page: tuple[Path, Path]) -> None:
    en, zh = (set(_OPTION.findall(it.read_text("utf-8"))) for it in page)
    assert en - {"--lang"} == zh - {"--lang"}


def test_both_languages_count_the_same_rule_sets_for_each_dialect() -> None:
    en, zh = (_COUNT.findall((DOCS / name).read_text("utf-8")) for name in ("batch.md", "batch.zh-CN.md"))
    assert len(en) == 4
    assert en == zh
