"""The pages of mistakes: for each code a wrong file, what `policyengine check` prints, and the mend.

Both are carried out on the rule sets of tests/rulebook/broken: the message is what the checker says of the
wrong file, and the mended one is checked too; tests/rulebook/test_broken.py fails while it has a finding.
"""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from policyengine.errors import Finding, Severity
from policyengine.reporting import findings as drawn
from policyengine.reporting.lang import Lang
from policyengine.rulebook.manual import Page, chapters
from policyengine.rulebook.manual_zh import TITLES, in_chinese
from tests.rulebook import broken_rules

FOLDER = "policies"
"""What the folder of rules is called on the pages."""

LONGEST_LINE = 110
BEFORE, AFTER = 8, 3
"""How many lines of a wrong file are shown around the one at fault."""

ABOUT = {
    Lang.EN: """\
<!-- Written by `make docs` from the findings and tests/rulebook/broken; edit those. -->

`policyengine check` names each mistake by the code under which it stands here, and
`policyengine check --explain CODE` prints its words. An error keeps the rules from loading, a warning does
not. Each section shows a wrong file, what is printed, and what puts it right; all of it is carried out by
the tests. [中文版](mistakes.zh-CN.md)""",
    Lang.ZH: """\
<!-- 由`make docs`根据各finding、mistakes.zh.toml和tests/rulebook/broken生成，请改那些文件。 -->

`policyengine check`按代码报告每一处错误，说明如下；在命令行可用`policyengine check --explain 代码`查看。
“错误”使规则无法加载，“警告”不影响加载。每一节依次为：有错的文件、打印的信息、改正的办法，
均由测试实际运行。[English](mistakes.md)""",
}
SEVERITIES = {Severity.ERROR: ("错误", "Error"), Severity.WARNING: ("警告", "Warning")}


@dataclass(frozen=True, slots=True)
class Shown:
    """One wrong rule set: the file at fault, what is found, where its lines are, and the mend."""

    file: str
    wrong: str
    line: int | None
    printed: dict[Lang, str]
    mend: str


def page(lang: Lang) -> str:
    """The whole page in one language."""
    parts = [f"# {lang.say('错误一览', 'Mistakes')}", ABOUT[lang]]
    for chapter in chapters():
        parts.append(f"## {lang.say(TITLES[chapter.title], chapter.title)}")
        for each in chapter.pages:
            parts.append(_section(each if lang is Lang.EN else in_chinese(each), lang))
    return "\n\n".join(parts) + "\n"


def _section(page: Page, lang: Lang) -> str:
    shown = mistakes()[page.code]
    severity = lang.say(*SEVERITIES[page.severity])
    head = lang.say(f"**{severity}**　{page.what}", f"*{severity}.* {page.what}")
    why = lang.labelled(lang.say("原因", "Why"), page.why)
    mend = lang.labelled(lang.say("改正", "Mend"), page.mend)
    wrong = _fenced("yaml", _excerpt(shown, lang)) if shown.wrong else ""
    parts = (
        f"### {page.code}",
        head,
        why,
        f"`{shown.file}`",
        wrong,
        _fenced("text", shown.printed[lang]),
        mend,
        _fenced("diff", shown.mend),
    )
    return "\n\n".join(part for part in parts if part)


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```"


def _excerpt(shown: Shown, lang: Lang) -> str:
    """The lines around the fault, the one at fault marked."""
    lines = shown.wrong.splitlines()
    at = shown.line or 1
    first, last = max(at - BEFORE, 1), min(at + AFTER, len(lines))
    kept = [_cut(line) for line in lines[first - 1 : last]]
    if shown.line is not None and kept:
        kept[at - first] += lang.say("   # ← 此行有误", "   # ← here")
    return "\n".join(["# …"] * (first > 1) + kept + ["# …"] * (last < len(lines)))


def _cut(line: str) -> str:
    shown = "".join(sign if sign.isprintable() else "�" for sign in line.rstrip())
    return shown if len(shown) <= LONGEST_LINE else f"{shown[:LONGEST_LINE]}…"


@cache
def mistakes() -> dict[str, Shown]:
    """Every wrong rule set by its code, found out and mended."""
    with _without_cache(), tempfile.TemporaryDirectory() as folder:
        return {code: _shown(code, Path(folder, code)) for code in broken_rules.EXAMPLES}


def _shown(code: str, folder: Path) -> Shown:
    example = broken_rules.example(code)
    folder.mkdir()
    rules = broken_rules.lay_out(example["files"], folder / "rules")
    sources = example.get("sources", {})
    (finding,) = broken_rules.findings(rules, sources, folder / "sources")
    before = dict(broken_rules.texts(rules))
    gone = [name for name in example["mend"] if (rules / broken_rules.placed(name)).is_dir()]
    broken_rules.mend(rules, example["mend"])
    told = _told_from(finding, folder)
    file = _file(told, example["files"])
    wrong = before.get(file, "")
    lines = _lines_of(before)
    return Shown(
        file=f"{FOLDER}/{file}",
        wrong=wrong,
        line=told.span.line if told.span is not None and wrong else None,
        printed={lang: drawn.render([told], lines, lang) for lang in Lang},
        mend=_difference(before, dict(broken_rules.texts(rules)), gone),
    )


def _told_from(finding: Finding, folder: Path) -> Finding:
    """The finding with paths as somebody who stands above the folder of rules would see them."""

    def seen(path: str) -> str:
        return path.replace(str(folder / "rules"), FOLDER).replace(str(folder / "sources"), "sources")

    changed: dict[str, Any] = {
        each.name: seen(value)
        for each in fields(finding)
        if isinstance(value := getattr(finding, each.name), str)
    }
    if finding.span is not None:
        changed["span"] = replace(finding.span, file=seen(finding.span.file))
    return replace(finding, **changed)


def _file(finding: Finding, files: dict[str, Any]) -> str:
    """The file at fault, below the folder of rules; of a finding without a place the first laid."""
    if finding.span is not None:
        return finding.span.file.removeprefix(f"{FOLDER}/")
    return broken_rules.placed(next(iter(files))).as_posix()


def _lines_of(files: dict[str, str]) -> drawn.SourceLine:
    def line(file: str, number: int) -> str | None:
        lines = files.get(file.removeprefix(f"{FOLDER}/"), "").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line


def _difference(before: dict[str, str], after: dict[str, str], gone: list[str]) -> str:
    """What the mend takes out and puts in, file by file. `gone`: folders that went."""
    parts = [f"-{FOLDER}/{broken_rules.placed(each).as_posix()}/" for each in gone]
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old != new:
            compared = difflib.unified_diff(
                _few(old), _few(new), f"{FOLDER}/{name}", f"{FOLDER}/{name}", n=1, lineterm=""
            )
            parts += [_cut(each) for each in compared if not each.startswith("@@")]
    return "\n".join(parts)


def _few(text: str | None) -> list[str]:
    """The lines of a file; of one that is too large the first few."""
    lines = [] if text is None else text.splitlines()
    return lines if len(lines) < 200 else [*lines[:3], "…"]


@contextmanager
def _without_cache() -> Iterator[None]:
    """Rule sets that live for a moment are not kept in the cache."""
    before = os.environ.get("POLICYENGINE_CACHE")
    os.environ["POLICYENGINE_CACHE"] = "off"
    try:
        yield
    finally:
        if before is None:
            del os.environ["POLICYENGINE_CACHE"]
        else:
            os.environ["POLICYENGINE_CACHE"] = before
