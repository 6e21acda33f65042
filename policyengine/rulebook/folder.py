"""What lies in a folder of policies: its shared files, its cities and their versions, as bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from policyengine.errors import Bilingual

SHARED_FILES = ("vocabulary.yaml", "themes.yaml", "departments.yaml", "events.yaml")
VERSION_FILES = (
    "plan.yaml",
    "facts.yaml",
    "definitions.yaml",
    "conditions.yaml",
    "rewards.yaml",
    "supports.yaml",
    "obligations.yaml",
    "duties.yaml",
    "targets.yaml",
    "cases.yaml",
)
MOST_BYTES = 1_048_576
"""No more of a file is read than shows that it is too large."""
MOST_FILES = 20_000
"""A folder with more files than this is no folder of policies, but somebody's home."""

_NO_FILE = Bilingual(zh="不是普通文件", en="it is not a regular file")
_REASONS: dict[type[OSError], Bilingual] = {
    FileNotFoundError: Bilingual(zh="不存在", en="it does not exist"),
    NotADirectoryError: Bilingual(zh="不是文件夹", en="it is not a folder"),
    PermissionError: Bilingual(zh="没有读取权限", en="permission is denied"),
}


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's bytes, or why they could not be read. `shown` is its path as the user would write it."""

    shown: str
    content: bytes = b""
    fault: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class VersionFolder:
    """One version's files by name; those that nothing reads by name alone."""

    city: str
    version: str
    shown: str
    files: Mapping[str, FileText]
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyFolder:
    """Everything that rules are made from. `borrowed`: the shared files that are the bundled ones.

    `complete`: all its cities are here, and not only those that were asked for.
    """

    shown: str
    shared: Mapping[str, FileText]
    cities: Mapping[str, tuple[VersionFolder, ...]]
    strangers: tuple[str, ...] = ()
    borrowed: tuple[str, ...] = ()
    complete: bool = True

    def files(self) -> Iterator[FileText]:
        """All files that are read, in a fixed order."""
        yield from self.shared.values()
        for versions in self.cities.values():
            for version in versions:
                yield from version.files.values()


def read_folder(path: Path, cities: Iterable[str] | None = None) -> PolicyFolder:
    """The folder's files; of all cities, or of those named. OSError where the folder cannot be listed."""
    wanted = None if cities is None else frozenset(cities)
    names = _visible(path)
    folders = [name for name in names if (wanted is None or name in wanted) and (path / name).is_dir()]
    yaml = [name for name in names if _meant(name) and name not in SHARED_FILES]
    return PolicyFolder(
        shown=str(path),
        shared={name: _read(path / name) for name in SHARED_FILES if name in names},
        cities={name: _versions(path / name, name) for name in folders},
        strangers=tuple(str(path / name) for name in yaml),
        complete=wanted is None,
    )


def with_bundled(folder: PolicyFolder, bundled: Path) -> PolicyFolder:
    """The folder with the bundled shared files where it has none of its own."""
    lacking = [name for name in SHARED_FILES if name not in folder.shared]
    borrowed = {name: _read(bundled / name) for name in lacking if (bundled / name).is_file()}
    return replace(folder, shared={**folder.shared, **borrowed}, borrowed=tuple(borrowed))


def shared_digest(folder: PolicyFolder, salt: str) -> str:
    """A digest that differs whenever the folder's path, its shared files or the salt do."""
    digest = sha256(repr((salt, folder.shown, folder.borrowed)).encode("utf-8", "surrogateescape"))
    return _with_files(digest.hexdigest(), folder.shared.values())


def city_digest(versions: Iterable[VersionFolder], shared: str) -> str:
    """A digest that differs whenever the names or contents of a city's files, or of the shared ones, do."""
    digest = sha256(shared.encode())
    for version in versions:
        names = repr((version.city, version.version, version.strangers))
        digest.update(names.encode("utf-8", "surrogateescape"))
        digest.update(_with_files("", version.files.values()).encode())
    return digest.hexdigest()


def _with_files(start: str, files: Iterable[FileText]) -> str:
    digest = sha256(start.encode())
    for file in files:
        head = f"\0{file.shown}\0{file.fault}\0{len(file.content)}\0"
        digest.update(head.encode("utf-8", "surrogateescape"))
        digest.update(file.content)
    return digest.hexdigest()


def _versions(path: Path, city: str) -> tuple[VersionFolder, ...]:
    try:
        names = [name for name in _visible(path) if (path / name).is_dir()]
    except OSError:
        return ()
    return tuple(_version(path / name, city, name) for name in names)


def _version(path: Path, city: str, version: str) -> VersionFolder:
    try:
        names = _visible(path)
    except OSError as error:
        fault = FileText(str(path), fault=reason(error))
        return VersionFolder(city, version, str(path), {"plan.yaml": fault})
    return VersionFolder(
        city,
        version,
        str(path),
        files={name: _read(path / name) for name in VERSION_FILES if name in names},
        strangers=tuple(name for name in names if _meant(name) and name not in VERSION_FILES),
    )


def _meant(name: str) -> bool:
    """Named as rules are, or nearly: `rewards.yaml.txt` is what Windows makes of it out of sight."""
    return name.casefold().endswith((".yaml", ".yml", ".yaml.txt", ".yml.txt"))


def is_visible(name: str) -> bool:
    """Whether a file or folder of that name is looked at: not those that editors and systems put beside."""
    return not name.startswith((".", "_"))


def _visible(path: Path) -> list[str]:
    names: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            if is_visible(entry.name):
                names.append(entry.name)
            if len(names) > MOST_FILES:
                break
    return sorted(names)


def _read(path: Path) -> FileText:
    try:
        if not path.is_file():  # a pipe would be waited for without end
            return FileText(str(path), fault=_NO_FILE)
        with path.open("rb") as file:
            return FileText(str(path), file.read(MOST_BYTES + 1))
    except OSError as error:
        return FileText(str(path), fault=reason(error))


def reason(error: OSError | ValueError) -> Bilingual:
    """Why a file or folder cannot be opened; in the system's words where we have none."""
    said = getattr(error, "strerror", None) or str(error)
    known = (words for kind, words in _REASONS.items() if isinstance(error, kind))
    return next(known, Bilingual(zh=said, en=said))
