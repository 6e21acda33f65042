"""One broken rule set for every mistake: what is found, and where.

A file of `broken/` lays some files over the small rulebook in `broken/base`: `files` by name, those of the
version by their bare name, `null` where the base has one and this has none. `sources` holds documents.
Exactly one finding is expected, of the file's own name, underlining `words`.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from policyengine.errors import Finding
from policyengine.rulebook.checks import check_sources
from policyengine.rulebook.load import examine
from policyengine.rulebook.manual import chapters

HERE = Path(__file__).parent / "broken"
EXAMPLES = {path.stem: path for path in sorted(HERE.glob("*.yaml"))}
VERSION = Path("linshui/2021")
SHARED = ("vocabulary.yaml", "themes.yaml", "departments.yaml")


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_mistake_is_found_where_it_stands(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYENGINE_CACHE", "off")
    example = YAML(typ="safe", pure=True).load(EXAMPLES[code].read_text("utf-8"))
    rules = lay_out(example["files"], tmp_path / "rules")
    found = findings(rules, example.get("sources", {}), tmp_path / "sources")
    assert [finding.code for finding in found] == [code]
    if example["expect"]:
        assert place(found[0], rules) == example["expect"]
    for message in (found[0].message(), found[0].help()):
        assert message is None or (0 < len(message.zh) < 200 and 0 < len(message.en) < 300)


def test_every_mistake_has_an_example() -> None:
    assert set(EXAMPLES) == {page.code for chapter in chapters() for page in chapter.pages}


def test_the_base_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYENGINE_CACHE", "off")
    assert examine(HERE / "base").findings == ()


def findings(rules: Path, sources: Mapping[str, str], folder: Path) -> tuple[Finding, ...]:
    loaded = examine(rules)
    if not sources:
        return loaded.findings
    folder.mkdir()
    for name, text in sources.items():
        (folder / name).write_text(text, "utf-8")
    plans = [plan for versions in loaded.rulebook.plans.values() for plan in versions]
    return (*loaded.findings, *(finding for plan in plans for finding in check_sources(plan, folder)))


def lay_out(files: Mapping[str, Any], folder: Path) -> Path:
    shutil.copytree(HERE / "base", folder)
    for name, content in files.items():
        path = folder / (name if "/" in name or name in SHARED or "." not in name else VERSION / name)
        if content is None:
            path.unlink()
        elif isinstance(content, str):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        elif content.get("folder"):
            path.unlink(missing_ok=True)
            path.mkdir()
        else:
            text = content["text"] * content.get("times", 1)
            path.write_text(text, content.get("encoding", "utf-8"))
    return folder


def place(finding: Finding, rules: Path) -> dict[str, Any]:
    span = finding.span
    assert span is not None
    path = Path(span.file)
    line = path.read_text("utf-8").splitlines()[span.line - 1]
    words = (
        line[span.column - 1 : span.end_column - 1] if span.end_line == span.line else line[span.column - 1 :]
    )
    return {"file": path.name, "line": span.line, "column": span.column, "words": words}
