"""The schemas that the files of a folder name in their first line, by where they lie in it.

    policies/.schemas/rewards.schema.json                      every rewards.yaml: keys, themes, facts
    policies/.schemas/anyang/2017-12-29/rewards.schema.json    that one besides: departments, clauses, ids

Each file of rules begins with a comment that editors with a YAML language server read:

    # yaml-language-server: $schema=../../.schemas/anyang/2017-12-29/rewards.schema.json
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from policyengine.rulebook.folder import SHARED_FILES, VERSION_FILES
from policyengine.rulebook.plan import Plan, Rulebook
from policyengine.rulebook.schema_names import folder_names, narrowing, plan_names
from policyengine.rulebook.schema_parts import EDITORS, Schema
from policyengine.rulebook.schemas import FILES, file_schema

FOLDER = ".schemas"
"""Where the schemas lie in a folder of policies; nothing of it is read as rules."""

PROFILE = "profile.schema.json"
# A plan's own facts name nothing else of the plan.
_WITH_NAMES = tuple(name for name in VERSION_FILES if name != "facts.yaml")
_LINE = re.compile(r"^#\s*yaml-language-server\s*:.*\$schema=", re.MULTILINE)


def schema_files(rulebook: Rulebook, plans: Iterable[Plan], profile: Schema) -> dict[PurePosixPath, Schema]:
    """Every schema of a folder by its path below `.schemas`. `profile`: what a profile may say."""
    of_folder = folder_names(rulebook, {"$ref": PROFILE})
    own = {key: item for key, item in profile.items() if key != "$id"}
    files = {PurePosixPath(PROFILE): {**own, "$schema": EDITORS}}
    for name in FILES:
        files[_named(PurePosixPath(), name)] = file_schema(name, of_folder)
    for plan in plans:
        names = plan_names(plan, rulebook.roles)
        for name in _WITH_NAMES:
            files[_named(PurePosixPath(plan.city, plan.version), name)] = _of_plan(name, names)
    return files


def schema_line(path: PurePosixPath) -> str | None:
    """The first line of a file of rules, by its path below the folder; None where no file of rules lies."""
    match path.parts:
        case (name,) if name in SHARED_FILES:
            return _line(f"{FOLDER}/{_named(PurePosixPath(), name)}")
        case (city, version, name) if name in VERSION_FILES:
            of = PurePosixPath(city, version) if name in _WITH_NAMES else PurePosixPath()
            return _line(f"../../{FOLDER}/{_named(of, name)}")
        case _:
            return None


def has_schema_line(text: str) -> bool:
    """Whether a file already says which schema it has."""
    return _LINE.search(text) is not None


def _line(schema: str) -> str:
    return f"# yaml-language-server: $schema={schema}"


def _named(folder: PurePosixPath, name: str) -> PurePosixPath:
    return folder / f"{name.removesuffix('.yaml')}.schema.json"


def _of_plan(name: str, names: dict[str, Schema]) -> Schema:
    """What one plan's file has beside what all such files have."""
    narrowed = narrowing(file_schema(name), names)
    general = f"../../{_named(PurePosixPath(), name)}"
    needed = {each: item for each, item in names.items() if f"'#/$defs/{each}'" in repr(narrowed)}
    return {"$schema": EDITORS, "allOf": [{"$ref": general}, narrowed], "$defs": needed}
