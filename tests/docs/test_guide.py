"""Who follows a page to the letter sees what it shows; the guide ends with a version that checks."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from tests.docs.guide import FOLLOWED, GUIDES, ON_SPARK, Write, steps
from tests.docs.snippets import agrees, shell

DOCS = Path(__file__).parents[2] / "docs"
SPARK = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="Spark is not installed",
)


@pytest.mark.parametrize(
    "guide", [pytest.param(page, marks=SPARK if page in ON_SPARK else ()) for page in FOLLOWED]
)
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
