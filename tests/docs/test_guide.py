"""Who follows the analyst's guide to the letter sees what it shows, and ends with a version that checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.guide import FOLLOWED, GUIDES, Write, steps
from tests.docs.snippets import agrees, shell

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("guide", FOLLOWED)
def test_every_step_of_the_guide_does_what_it_shows(guide: str, tmp_path: Path) -> None:
    for step in steps(DOCS / guide):
        if isinstance(step, Write):
            step.into(tmp_path)
            continue
        printed = shell(step.command, tmp_path)
        assert agrees(step.output, printed), f"{step}\n{printed}"


def test_both_guides_write_the_same_files() -> None:
    """The two languages tell of one plan: the files differ in their comments at most."""
    zh, en = ([step for step in steps(DOCS / guide) if isinstance(step, Write)] for guide in GUIDES)
    assert [step.file for step in zh] == [step.file for step in en]
