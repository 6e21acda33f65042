"""The wheel holds the plans: installed into an empty environment outside the checkout, it evaluates."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, at: Path) -> str:
    ran = subprocess.run(list(map(str, command)), cwd=at, capture_output=True, text=True, timeout=600)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", out, ROOT, at=out)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_contains_every_file_of_the_policies(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    written = {f"policyengine/{path.relative_to(ROOT)}" for path in (ROOT / "policies").rglob("*.yaml")}
    assert written <= packed
    assert "policyengine/py.typed" in packed
    assert not any(name.startswith("tests/") for name in packed)


def test_an_empty_environment_evaluates_a_profile_with_it(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "empty", with_pip=True)
    binaries = tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    run(binaries / "python", "-m", "pip", "install", "--quiet", wheel, at=tmp_path)
    profile = tmp_path / "enterprise.json"
    profile.write_text('{"registered_in": "440700", "hte_recognition": "first"}', "utf-8")
    answer = run(
        binaries / "policyengine",
        *("evaluate", profile, "--city", "jiangmen", "--as-of", "2022-06-30", "--format", "json"),
        at=tmp_path,
    )
    (award,) = (r for r in json.loads(answer)["rewards"] if r["id"] == "jiangmen.hte_first_recognition")
    assert award["amount"] == {"low": "300000", "high": "500000"}
