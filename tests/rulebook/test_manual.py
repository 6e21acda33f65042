"""The manual of mistakes says of every mistake what is wrong, why it matters and how it is mended."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pytest

from policyengine.errors import Finding
from policyengine.rulebook.manual import chapters, page_of
from policyengine.rulebook.manual_zh import TITLES, in_chinese, texts


def test_no_two_mistakes_bear_one_code() -> None:
    codes = Counter(page.code for chapter in chapters() for page in chapter.pages)
    assert [code for code, count in codes.items() if count > 1] == []


def test_every_mistake_is_told_in_chinese_too() -> None:
    codes = {page.code for chapter in chapters() for page in chapter.pages}
    assert texts().keys() == codes
    for chapter in chapters():
        assert chapter.title in TITLES
        for page in map(in_chinese, chapter.pages):
            said = (page.what, page.why, page.mend)
            assert all(text.endswith(("。", "？")) for text in said), page.code
            assert all("　" not in text and ", " not in re.sub("`.*?`", "", text) for text in said), page.code


def test_every_page_is_whole_sentences() -> None:
    for chapter in chapters():
        for page in chapter.pages:
            assert all(text.endswith((".", "?")) for text in (page.what, page.why, page.mend)), page.code


def test_every_mistake_of_rules_has_its_page() -> None:
    told = {page.code for chapter in chapters() for page in chapter.pages}
    defined = {
        kind.code
        for kind in everything_below(Finding)
        if kind.__module__.startswith(("policyengine.language", "policyengine.rulebook"))
    }
    assert defined == told


def test_a_finding_without_a_page_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Undocumented(Finding):
        """Something is wrong."""

        code = "undocumented"

    with pytest.raises(ValueError, match="Undocumented"):
        page_of(Undocumented)


def everything_below(kind: type[Finding]) -> set[type[Finding]]:
    below = set(kind.__subclasses__())
    return below.union(*map(everything_below, below))
