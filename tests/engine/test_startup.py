"""Answering at once: what an evaluation imports, with the rules from the cache."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("pydantic", "ruamel", "lark", "rich", "matplotlib", "pandas", "numpy", "stdnum", "typer")

EVALUATES = """
import sys, policyengine
policyengine.load().evaluate({"hte_recognition": "first"}, city="jiangmen", as_of="2022-06-30").to_dict()
print(*{name.partition(".")[0] for name in sys.modules})
"""


def imported_by(code: str, cache: Path | None = None) -> set[str]:
    environment = os.environ | ({} if cache is None else {"POLICYENGINE_CACHE": str(cache)})
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(ran.stdout.split())


def test_importing_the_package_imports_nothing_else() -> None:
    assert imported_by("import sys, policyengine; print(*sys.modules)").isdisjoint(
        {"policyengine.engine", "policyengine.rulebook", *HEAVY}
    )


def test_an_evaluation_with_cached_rules_needs_no_heavy_library(tmp_path: Path) -> None:
    # A cache of its own: other tests fill the common one, and what is oldest is thrown away.
    imported_by(EVALUATES, tmp_path / "cache")
    assert imported_by(EVALUATES, tmp_path / "cache").isdisjoint(HEAVY)
