"""The broken rule sets of `broken/`, laid out in a folder, checked, and mended.

A file of `broken/` lays some files over the small rulebook in `broken/base`: `files` by name, those of the
version by their bare name, `null` where the base has one and this has none. `sources` holds documents.
`mend` says by file what puts it right: what stands there and what should, the whole text, or `null` for a
file or folder that must go.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from policyengine.errors import Finding
from policyengine.rulebook.checks import check_sources
from policyengine.rulebook.load import examine

HERE = Path(__file__).parent / "broken"
EXAMPLES = {path.stem: path for path in sorted(HERE.glob("*.yaml"))}
VERSION = Path("linshui/2021")
SHARED = ("vocabulary.yaml", "themes.yaml", "departments.yaml")


def example(code: str) -> dict[str, Any]:
    """What the file of one code holds."""
    read: dict[str, Any] = YAML(typ="safe", pure=True).load(EXAMPLES[code].read_text("utf-8"))
    return read


def findings(rules: Path, sources: Mapping[str, str], folder: Path) -> tuple[Finding, ...]:
    """Everything wrong with a folder of rules; quotes are looked for where there are `sources`."""
    loaded = examine(rules)
    if not sources:
        return loaded.findings
    folder.mkdir(exist_ok=True)
    for name, text in sources.items():
        (folder / name).write_text(text, "utf-8")
    plans = [plan for versions in loaded.rulebook.plans.values() for plan in versions]
    return (*loaded.findings, *(finding for plan in plans for finding in check_sources(plan, folder)))


def lay_out(files: Mapping[str, Any], folder: Path) -> Path:
    """The base with these files laid over it, in a new folder."""
    shutil.copytree(HERE / "base", folder)
    for name, content in files.items():
        path = folder / placed(name)
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


def mend(rules: Path, mended: Mapping[str, Any]) -> None:
    """Put the files right, where they lie. AssertionError where what should be replaced is not there once."""
    for name, change in mended.items():
        path = rules / placed(name)
        if change is None or path.is_dir():
            path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(change, str):
            path.write_text(change, "utf-8")
        elif change is not None:
            text = path.read_text("utf-8")
            for old, new in change.items():
                assert text.count(old) == 1, (name, old)
                text = text.replace(old, new)
            path.write_text(text, "utf-8")


def placed(name: str) -> Path:
    """Where in a folder of rules a file of an example lies."""
    return Path(name) if "/" in name or name in SHARED or "." not in name else VERSION / name


def texts(rules: Path) -> Iterator[tuple[str, str]]:
    """Every file of a folder of rules with its text; what is no UTF-8 is read as GBK."""
    for path in sorted(rules.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            try:
                text = content.decode("utf-8")
            except UnicodeDecodeError:
                text = content.decode("gbk")
            yield path.relative_to(rules).as_posix(), text
