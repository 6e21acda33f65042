"""What the pages show is what the program does: every console session and Python session is run."""

from __future__ import annotations

import doctest
import os
from pathlib import Path

import pytest

from tests.docs.guide import FOLLOWED
from tests.docs.snippets import Command, agrees, blocks, commands, shell

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
# The guides are followed as a whole, in a folder of their own: see test_guide.
COMMANDS = [command for page in PAGES if page.name not in FOLLOWED for command in commands(page)]
SESSIONS = [(page, "".join(text for _, text in blocks(page, "pycon"))) for page in PAGES]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.command.startswith("policyengine")], ids=str)
def test_a_command_prints_what_its_page_shows(command: Command) -> None:
    printed = shell(command.command, ROOT)
    assert agrees(command.output, printed), printed


@pytest.mark.parametrize(
    ("page", "text"),
    [each for each in SESSIONS if each[1]],
    ids=lambda part: getattr(part, "name", "session"),
)
def test_a_python_session_answers_what_its_page_shows(page: Path, text: str) -> None:
    session = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        assert runner.run(session).failed == 0
    finally:
        os.chdir(here)
