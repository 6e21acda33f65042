"""Which folder of policies a file belongs to, by where it lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from policyengine.rulebook.folder import SHARED_FILES, VERSION_FILES, is_visible


@dataclass(frozen=True, slots=True)
class Scope:
    """A folder of policies; all its cities, or where the editor has opened less than the folder, one."""

    root: Path
    city: str | None = None


def scope_of(path: Path, opened: Iterable[Path], fixed: Path | None) -> Scope | None:
    """The folder that a file's rules are read with; None where it is no file of rules.

    `opened`: the folders that the editor has opened. `fixed`: the one folder that was named at the start.
    """
    root, city = _root(path)
    if root is None:
        return None
    if fixed is not None:
        return Scope(fixed) if root == fixed else None
    # What lies outside what was opened is nobody's to look through, were it somebody's home.
    inside = any(root.is_relative_to(folder) for folder in opened)
    return Scope(root, None if inside else city)


def _root(path: Path) -> tuple[Path | None, str | None]:
    above = path.parents
    if (
        path.name in VERSION_FILES
        and len(above) > 3
        and is_visible(above[0].name)
        and is_visible(above[1].name)
    ):
        own = path.name == "plan.yaml" or (above[0] / "plan.yaml").exists()
        return (above[2], above[1].name) if own else (None, None)
    if path.name in SHARED_FILES and any(above[0].glob("*/*/plan.yaml")):
        return above[0], None
    return None, None
