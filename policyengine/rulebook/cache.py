"""Rulebooks that were loaded once, kept in the user's cache directory. It never fails: at worst it is slow.

`POLICYENGINE_CACHE` names another directory, or is `off`. An entry is found by the digest of everything it
was made from; one that is damaged, foreign or owned by somebody else is as good as none.
"""

from __future__ import annotations

import io
import os
import pickle
import stat
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from policyengine._version import __version__
from policyengine.rulebook.loaded import Loaded

MOST_ENTRIES = 20
"""The oldest entries beyond this many are removed."""

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


def load(key: str) -> Loaded | None:
    """The entry of that key, if it is there, whole, and the user's own."""
    directory = _directory()
    # Whatever an entry holds, it must not be able to stop a load: there is always the way round it.
    with suppress(Exception):
        if directory is not None:
            return _read(directory / f"{key}.rules", key)
    return None


def keep(key: str, loaded: Loaded) -> None:
    """Keep a rulebook under a key, all at once or not at all; silently not where nothing can be written."""
    directory = _directory()
    with suppress(Exception):
        if directory is not None:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(directory, f"{key}.rules", key, pickle.dumps(loaded, protocol=5))
            _prune(directory)


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


def _read(path: Path, key: str) -> Loaded | None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:
        if not _own(os.fstat(file.fileno())):
            return None
        content = file.read()
    head, payload = content[:64], content[64:]
    if head != _seal(key, payload):
        return None
    loaded = _Unpickler(io.BytesIO(payload)).load()
    return loaded if isinstance(loaded, Loaded) else None


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


def _prune(directory: Path) -> None:
    entries = sorted(directory.glob("*.rules"), key=lambda each: each.stat().st_mtime_ns, reverse=True)
    for entry in entries[MOST_ENTRIES:]:
        entry.unlink(missing_ok=True)


def _status(path: Path) -> os.stat_result | None:
    with suppress(OSError):
        return path.stat()
    return None


class _Unpickler(pickle.Unpickler):
    """Builds the classes of the legal model and a few plain ones; names nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if _known(module, name) else None
        if isinstance(found, type):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a rulebook")


def _known(module: str, name: str) -> bool:
    return module.startswith("policyengine.") or (module, name) in _PLAIN
