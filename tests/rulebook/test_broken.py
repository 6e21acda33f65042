"""One broken rule set for every mistake: what is found, and where, and that its mend leaves nothing wrong.

Exactly one finding is expected, of the file's own name, underlining `words`; none once it is mended.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policyengine.errors import Finding
from policyengine.rulebook.load import examine
from policyengine.rulebook.manual import chapters
from tests.rulebook.broken_rules import EXAMPLES, HERE, example, findings, lay_out, mend


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_mistake_is_found_where_it_stands_and_its_mend_leaves_none(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYENGINE_CACHE", "off")
    written = example(code)
    sources = written.get("sources", {})
    rules = lay_out(written["files"], tmp_path / "rules")
    found = findings(rules, sources, tmp_path / "sources")
    assert [finding.code for finding in found] == [code]
    if written["expect"]:
        assert place(found[0], rules) == written["expect"]
    for message in (found[0].message(), found[0].help()):
        assert message is None or (0 < len(message.zh) < 200 and 0 < len(message.en) < 300)
    mend(rules, written["mend"])
    assert findings(rules, sources, tmp_path / "sources") == ()


def test_every_mistake_has_an_example() -> None:
    assert set(EXAMPLES) == {page.code for chapter in chapters() for page in chapter.pages}


def test_the_base_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYENGINE_CACHE", "off")
    assert examine(HERE / "base").findings == ()


def place(finding: Finding, rules: Path) -> dict[str, Any]:
    span = finding.span
    assert span is not None
    path = Path(span.file)
    line = path.read_text("utf-8").splitlines()[span.line - 1]
    words = (
        line[span.column - 1 : span.end_column - 1] if span.end_line == span.line else line[span.column - 1 :]
    )
    return {"file": path.name, "line": span.line, "column": span.column, "words": words}
