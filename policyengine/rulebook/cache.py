"""Pieces of rulebooks that were read once, kept in the user's cache directory. It never fails: at worst it is
slow.

`POLICYENGINE_CACHE` names another directory, or is `off`. Each folder of policies has a folder of entries,
one for the shared files and one for each city, so that a change to one city's files costs that city alone. An
entry is good for the digest of everything it was made from; one that is damaged, foreign or owned by somebody
else is as good as none.
"""

from __future__ import annotations

import io
import os
import pickle
import shutil
import stat
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from policyengine._version import __version__
from policyengine.language.facts import FactDefinition

Piece = TypeVar("Piece")

MOST_FOLDERS = 20
"""Folders of policies whose entries are kept; of more, those that changed longest ago go."""

_OFF = frozenset({"off", "0", "no", "false"})
_PACKAGE = Path(__file__).resolve().parent.parent
_MADE_BY = ("language", "rulebook")
_PLAIN = frozenset({("datetime", "date"), ("fractions", "Fraction"), ("decimal", "Decimal")})


def salt() -> str:
    """What an entry depends on beside the rules: the engine's version and files, and Python's version."""
    files = [_PACKAGE / "errors.py"]
    for part in _MADE_BY:
        files.extend(sorted((_PACKAGE / part).rglob("*.[pl]*")))  # .py and the grammar
    marks = [(str(each), status.st_size, status.st_mtime_ns) for each in files if (status := _status(each))]
    return repr((__version__, sys.version, marks))


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one folder of policies; `directory` is None where nothing is kept."""

    directory: Path | None

    def load(
        self, name: str, key: str, kind: type[Piece], shared: Sequence[FactDefinition] = ()
    ) -> Piece | None:
        """The entry of that name, if it is there, whole, the user's own, and made from what `key` digests.

        `shared`: the facts that it was kept beside, and takes from here instead of holding them itself.
        """
        # Whatever an entry holds, it must not be able to stop a load: there is always the way round it.
        with suppress(Exception):
            if self.directory is not None:
                piece = _read(self.directory / f"{name}.rules", key, shared)
                return piece if isinstance(piece, kind) else None
        return None

    def keep(self, name: str, key: str, piece: object, shared: Sequence[FactDefinition] = ()) -> None:
        """Keep a piece, all at once or not at all; silently not where nothing can be written."""
        with suppress(Exception):
            if self.directory is not None:
                if not self.directory.is_dir():
                    self.directory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    self.directory.mkdir(mode=0o700, exist_ok=True)
                    _prune(self.directory.parent)
                _write(self.directory, f"{name}.rules", key, _pickled(piece, shared))


def entries(folder: str, salt: str) -> Entries:
    """The entries of the folder of policies at a path, for an engine and a Python."""
    root = _directory()
    name = sha256(repr((folder, salt)).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return Entries(None if root is None else root / name)


def _directory() -> Path | None:
    chosen = os.environ.get("POLICYENGINE_CACHE", "")
    if chosen:
        return None if chosen.lower() in _OFF else Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if home and Path(home).is_absolute():
        return Path(home) / "policyengine"
    with suppress(RuntimeError):  # no home directory
        return Path.home() / ".cache" / "policyengine"
    return None


def _read(path: Path, key: str, shared: Sequence[FactDefinition]) -> object:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:
        if not _own(os.fstat(file.fileno())):
            return None
        content = file.read()
    head, payload = content[:64], content[64:]
    return _Unpickler(payload, shared).load() if head == _seal(key, payload) else None


def _pickled(piece: object, shared: Sequence[FactDefinition]) -> bytes:
    written = io.BytesIO()
    _Pickler(written, shared).dump(piece)
    return written.getvalue()


def _own(status: os.stat_result) -> bool:
    """A regular file of this user's that nobody else may write: unpickling trusts whoever wrote it."""
    mine = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    return stat.S_ISREG(status.st_mode) and mine and not status.st_mode & 0o022


def _write(directory: Path, name: str, key: str, payload: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=directory, prefix=".", suffix=".part")
    try:
        with open(descriptor, "wb") as file:
            file.write(_seal(key, payload) + payload)
        os.replace(temporary, directory / name)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _seal(key: str, payload: bytes) -> bytes:
    return sha256(key.encode() + payload).hexdigest().encode()


def _prune(root: Path) -> None:
    """Make room for the folder of entries that was made last."""
    folders = [each for each in root.iterdir() if each.is_dir() and not each.is_symlink()]
    folders.sort(key=lambda each: each.stat().st_mtime_ns, reverse=True)
    for folder in folders[MOST_FOLDERS:]:
        shutil.rmtree(folder, ignore_errors=True)


def _status(path: Path) -> os.stat_result | None:
    with suppress(OSError):
        return path.stat()
    return None


class _Pickler(pickle.Pickler):
    """Writes the shared facts as their places in the list: every plan holds all of them."""

    def __init__(self, file: io.BytesIO, shared: Sequence[FactDefinition]) -> None:
        super().__init__(file, protocol=5)
        self._places = {id(fact): place for place, fact in enumerate(shared)}

    def persistent_id(self, obj: object) -> int | None:
        return self._places.get(id(obj))


class _Unpickler(pickle.Unpickler):
    """Builds the classes of the legal model and a few plain ones; names nothing else."""

    def __init__(self, payload: bytes, shared: Sequence[FactDefinition]) -> None:
        super().__init__(io.BytesIO(payload))
        self._shared = shared

    def persistent_load(self, pid: int) -> FactDefinition:
        return self._shared[pid]

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if _known(module, name) else None
        if isinstance(found, type):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a rulebook")


def _known(module: str, name: str) -> bool:
    return module.startswith("policyengine.") or (module, name) in _PLAIN
