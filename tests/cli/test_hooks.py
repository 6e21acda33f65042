"""The hooks for pre-commit run commands that there are, on a folder of rules where one has been named."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.cli.running import EXAMPLES, run

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
HOOKS: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(MANIFEST.read_text("utf-8"))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of rules, in which hooks are run from the root."""
    shutil.copytree(EXAMPLES, tmp_path / "policies")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hooked(hook: dict[str, Any], repository: Path) -> int:
    """The status with which a hook ends, called as pre-commit calls it."""
    changed = [path.relative_to(repository).as_posix() for path in sorted(repository.rglob("*.yaml"))]
    matching = [path for path in changed if re.search(hook["files"], path)]
    assert matching
    command, *rest = shlex.split(hook["entry"])
    assert command == "policyengine"
    return run(*rest, *hook["args"], *(matching if hook.get("pass_filenames", True) else [])).status


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_passes_sound_rules(hook: dict[str, Any], repository: Path) -> None:
    assert hooked(hook, repository) == 0


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_stops_rules_that_are_no_yaml(hook: dict[str, Any], repository: Path) -> None:
    rewards = repository / "policies" / "yunxi" / "2024" / "rewards.yaml"
    rewards.write_text("rewards: [", "utf-8")
    assert hooked(hook, repository) != 0
