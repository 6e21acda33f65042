"""Answering at once: what an evaluation imports, with the rules from the cache."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("pydantic", "ruamel", "lark", "rich", "matplotlib", "pandas", "numpy", "stdnum", "typer")

EVALUATES = """
import sys, policyengine
policyengine.load().evaluate({"hte_recognition": "first"}, city="jiangmen", as_of="2022-06-30").to_dict()
print(*{name.partition(".")[0] for name in sys.modules})
"""


def imported_by(code: str) -> set[str]:
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_importing_the_package_imports_nothing_else() -> None:
    assert imported_by("import sys, policyengine; print(*sys.modules)").isdisjoint(
        {"policyengine.engine", "policyengine.rulebook", *HEAVY}
    )


def test_an_evaluation_with_cached_rules_needs_no_heavy_library() -> None:
    imported_by(EVALUATES)  # fills the cache, if the rules have changed
    assert imported_by(EVALUATES).isdisjoint(HEAVY)
