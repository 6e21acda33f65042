"""Writing the schemas of a folder's files, and the line in each file that names its schema."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from policyengine.cli.output import trouble
from policyengine.errors import RequestError
from policyengine.evaluation.facts.received import ASKED
from policyengine.evaluation.profile_schema import profile_schema
from policyengine.rulebook.editing.files import write_all
from policyengine.rulebook.load import examine
from policyengine.rulebook.schema_files import has_schema_line, schema_files, schema_line


def schema_texts(root: Path) -> dict[PurePosixPath, str]:
    """The schemas of a folder of policies as texts, by their paths below its `.schemas`."""
    rulebook, _, flawed = examine(root)
    plans = [*(plan for versions in rulebook.plans.values() for plan in versions), *flawed]
    profile = profile_schema(rulebook.vocabulary, rulebook.received or ASKED)
    made = schema_files(rulebook, sorted(plans, key=lambda plan: (plan.city, plan.version)), profile)
    return {path: json.dumps(each, ensure_ascii=False, indent=1) + "\n" for path, each in made.items()}


def write_schemas(root: Path, folder: Path) -> tuple[int, int]:
    """Write the schemas into a folder: how many were written, and how many were there already.

    Schemas of plans that are no more are removed. RequestError where something cannot be written.
    """
    texts = {folder / path: text for path, text in schema_texts(root).items()}
    stale = {path: text for path, text in texts.items() if _read(path) != text}
    try:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
        write_all(stale)
        for path in folder.rglob("*.schema.json"):
            if path not in texts:
                path.unlink()
    except OSError as error:
        raise RequestError([trouble(str(error.filename or folder), error)]) from None
    return len(stale), len(texts) - len(stale)


def mark_files(root: Path) -> int:
    """Give each file of rules that has none the line that names its schema; how many got it.

    RequestError where a file cannot be written. A file that is not UTF-8 is left as it is.
    """
    marked: dict[Path, str] = {}
    for path in sorted([*root.glob("*.yaml"), *root.glob("*/*/*.yaml")]):
        line, text = schema_line(PurePosixPath(*path.relative_to(root).parts)), _read(path)
        if line is not None and text is not None and not has_schema_line(text):
            marked[path] = f"{line}\n{text}"
    write_all(marked)
    return len(marked)


def _read(path: Path) -> str | None:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, ValueError):
        return None
