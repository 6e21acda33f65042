"""Rule files on disk: which there are, and writing them whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from policyengine.errors import RequestError
from policyengine.refusals import AlreadyThere, BundledPlans, FileTrouble, reason_of
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import MOST_BYTES, SHARED_FILES, VERSION_FILES, is_visible
from policyengine.rulebook.text.decoding import decoded
from policyengine.rulebook.text.yaml import Unreadable, read_yaml

_NAMES = frozenset((*SHARED_FILES, *VERSION_FILES))
_CHECKOUT_SIGN = "pyproject.toml"


def writable_folder(given: Path | None) -> Path:
    """The folder of policies that may be written to: the one given, else the checkout's own.

    RequestError where neither is there: the plans inside an installed package are nobody's to edit, and the
    next upgrade would undo it.
    """
    if given is not None:
        return given
    bundled = policies_path()
    if not (bundled.parent / _CHECKOUT_SIGN).is_file():
        raise RequestError([BundledPlans(str(bundled))])
    return bundled


def rule_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file given, and in each folder given, at any depth, the files that bear a rule file's name.

    RequestError where a path leads nowhere or a folder cannot be listed.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        raise RequestError([FileTrouble(str(error.filename), reason_of(error))])

    for place, folders, names in os.walk(folder, onerror=stop):
        folders[:] = sorted(name for name in folders if is_visible(name))
        yield from (Path(place, name) for name in sorted(names) if name in _NAMES)


def bytes_of(path: Path) -> bytes:
    """A file's content, or enough to show that it is too large. RequestError where it cannot be read."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise IsADirectoryError if path.is_dir() else OSError("not a regular file")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        raise _trouble(path, error) from None


def write_whole(path: Path, text: str) -> None:
    """Put a text in a file's place, all at once or not at all, with the permissions that it had.

    RequestError where it cannot be written; then the file is what it was.
    """
    write_all({path: text})


def write_all(texts: dict[Path, str]) -> None:
    """The same for several files: all are written beside their places before the first takes its place."""
    ready: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            try:
                ready.append((_beside(path, text), path.resolve()))
            except (OSError, ValueError) as error:
                raise _trouble(path, error) from None
        for temporary, path in ready:
            try:
                os.replace(temporary, path)
            except OSError as error:
                raise _trouble(path, error) from None
    finally:
        for temporary, _ in ready:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _beside(path: Path, text: str) -> Path:
    place = path.resolve()  # a link stays one: what it points at is replaced
    descriptor, temporary = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, _mode(place))
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return Path(temporary)


def _mode(place: Path) -> int:
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    return 0o666 & ~_mask()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _trouble(path: Path, error: OSError | ValueError) -> RequestError:
    reason = reason_of(error if isinstance(error, OSError) else OSError(str(error)))
    return RequestError([FileTrouble(str(path), reason)])


def texts_in(folder: Path) -> dict[str, str]:
    """The rule files of a version by name. Unreadable where one is no YAML."""
    texts: dict[str, str] = {}
    for name in VERSION_FILES:
        path = folder / name
        if path.is_file():
            content = bytes_of(path)
            read_yaml(content, str(path))
            texts[name] = decoded(content, str(path), Unreadable)
    return texts


def create_folder(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """A folder that was not there, with these files in it, all at once or not at all.

    RequestError where something of that name is there already, or it cannot be written.
    """
    if os.path.lexists(folder):
        raise RequestError([AlreadyThere(str(folder))])
    temporary = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
        for name, text in texts.items():
            (temporary / name).write_text(text, "utf-8", newline="\n")
        temporary.chmod(0o777 & ~_mask())
        os.rename(temporary, folder)
    except (OSError, ValueError) as error:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
        raise _trouble(folder, error) from None
    return tuple(folder / name for name in texts)
