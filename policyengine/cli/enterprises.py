"""Many enterprises from files: a JSON or YAML list, JSON Lines, CSV, or a folder of such files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyengine.cli.output import trouble
from policyengine.cli.profile_file import content_of
from policyengine.consequences.effects import Enterprise
from policyengine.consequences.faults import of_enterprise
from policyengine.errors import Bilingual, Finding, ProfileError, RequestError
from policyengine.evaluation.facts.profile_text import read_profile, read_text

MOST_BYTES = 64 * 2**20
IDS = ("id", "enterprise_id", "编号")
"""Keys by which a file tells its enterprises apart, and which are no facts."""
ENDINGS = (".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".csv")


@dataclass(frozen=True, slots=True)
class NoEnterprises(Finding):
    """A file or folder of enterprises holds none.

    Why: a budget over nobody is zero, which would look like an answer.
    Mend: give a JSON or YAML list of profiles, JSON Lines, CSV with a heading line, or a folder of these.
    """

    code = "no-enterprises"
    path: str

    def message(self) -> Bilingual:
        """The path."""
        return Bilingual(f"{self.path}中没有企业画像", f"{self.path} holds no profile of an enterprise")


def enterprises_from(argument: str) -> tuple[Enterprise, ...]:
    """The enterprises of a file, or of all files of a folder in the order of their names.

    RequestError where nothing can be read or nobody is there, ProfileError where what is there is no profile.
    """
    path = Path(argument)
    files = _files(path) if path.is_dir() else [path]
    found = tuple(each for file in files for each in _of_file(file, alone=not path.is_dir()))
    if not found:
        raise RequestError([NoEnterprises(argument)])
    return found


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.suffix.lower() in ENDINGS)
    except OSError as error:
        raise RequestError([trouble(str(folder), error)]) from None


def _of_file(path: Path, *, alone: bool) -> Iterator[Enterprise]:
    content = content_of(str(path), MOST_BYTES)
    if path.suffix.lower() == ".csv":
        yield from _named(_rows(content, path), path)
    elif path.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _named(_lines(content, path), path)
    else:
        given = read_text(content, str(path), MOST_BYTES)
        if isinstance(given, list):
            yield from _named(((f"{path.name}#{n}", each) for n, each in enumerate(given, 1)), path)
        else:
            yield from _named([(path.name if alone else path.stem, given)], path)


def _lines(content: bytes, path: Path) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            place = f"{path.name}:{number}"
            try:
                yield place, read_profile(line, f"{path}:{number}.json")
            except ProfileError as error:
                raise ProfileError([of_enterprise(place, each) for each in error.findings]) from None


def _rows(content: bytes, path: Path) -> Iterator[tuple[str, Any]]:
    """The rows of a CSV under its heading line; an empty cell is not known, one in brackets is JSON."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    for number, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), 2):
        cells = {name: cell.strip() for name, cell in row.items() if name and isinstance(cell, str)}
        yield f"{path.name}:{number}", {name: _cell(cell, path) for name, cell in cells.items() if cell}


def _cell(cell: str, path: Path) -> Any:
    return read_text(cell, f"{path}.json") if cell.startswith(("{", "[")) else cell


def _named(given: Any, path: Path) -> Iterator[Enterprise]:
    """Each profile under the name the file gives it, else under its place."""
    for place, facts in given:
        if not isinstance(facts, Mapping):
            raise RequestError([NoEnterprises(str(path))])
        id_ = next((str(facts[key]) for key in IDS if facts.get(key) is not None), place)
        yield Enterprise(id_, {name: value for name, value in facts.items() if name not in IDS})
