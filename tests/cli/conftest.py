from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import PROFILE


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A profile in a file of its own."""
    file = tmp_path / "enterprise.json"
    file.write_text(PROFILE, "utf-8")
    return file
