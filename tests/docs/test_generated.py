"""The generated pages are what the code, the rules and the suite say now; `make docs` writes them."""

from __future__ import annotations

import pytest

import policyengine
from docs.generate import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run `make docs`"


def test_every_interpretation_of_every_plan_is_on_its_page() -> None:
    page = PAGES["interpretations.md"]()
    said = [rule.interpretation for plan in policyengine.load().plans for rule in plan.rules()]
    texts = [text.zh.strip() for text in said if text]
    assert len(texts) > 50
    assert all(text in page for text in texts)
