"""Texts that an editor holds unsaved, laid over the files of a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from policyengine.rulebook.folder import (
    SHARED_FILES,
    VERSION_FILES,
    FileText,
    PolicyFolder,
    VersionFolder,
    is_visible,
)


def overlaid(folder: PolicyFolder, root: Path, overlay: Mapping[Path, str]) -> PolicyFolder:
    """The folder as it would be if each text were saved under its path; what lies elsewhere is left out.

    A text may belong to a file, a version or a city that is not there yet.
    """
    for path, text in overlay.items():
        folder = _with(folder, root, _parts(path, root), text)
    return folder


def _with(folder: PolicyFolder, root: Path, parts: tuple[str, ...], text: str) -> PolicyFolder:
    if not all(is_visible(part) for part in parts):
        return folder
    file = FileText(str(root.joinpath(*parts)), text.encode("utf-8", "surrogatepass"))
    match parts:
        case (name,) if name in SHARED_FILES:
            shared = _in_order(SHARED_FILES, {**folder.shared, name: file})
            return replace(folder, shared=shared)
        case (city, version, name) if name in VERSION_FILES:
            versions = {each.version: each for each in folder.cities.get(city, ())}
            before = versions.get(version) or VersionFolder(city, version, str(root / city / version), {})
            files = _in_order(VERSION_FILES, {**before.files, name: file})
            versions[version] = replace(before, files=files)
            ordered = tuple(versions[each] for each in sorted(versions))
            return replace(folder, cities=dict(sorted({**folder.cities, city: ordered}.items())))
        case _:
            return folder


def _in_order(names: tuple[str, ...], files: Mapping[str, FileText]) -> dict[str, FileText]:
    return {name: files[name] for name in names if name in files}


def _parts(path: Path, root: Path) -> tuple[str, ...]:
    """The names from the folder down to a path, however either is written; none where it is not below."""
    for spelled in (os.path.abspath, os.path.realpath):
        above, below = Path(spelled(root)), Path(spelled(path))
        if below.is_relative_to(above):
            return below.relative_to(above).parts
    return ()
