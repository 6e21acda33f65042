"""What the server holds between requests: open texts, folders, and the picture of each.

Everything here runs on the thread that speaks with the editor. Looking at folders has one of its own: a
request is answered from the last picture and does not wait for the next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types
from pygls import uris

from policyengine.languageserver.diagnostics import diagnostics
from policyengine.languageserver.folder_of import Scope, scope_of
from policyengine.languageserver.looking import Looking
from policyengine.languageserver.picture import Picture
from policyengine.languageserver.positions import UTF_16, Text
from policyengine.languageserver.references import TextOf
from policyengine.reporting.lang import Lang
from policyengine.rulebook.folder import MOST_BYTES

PAUSE = 0.1
"""Seconds without a keystroke after which a folder is looked at again."""

LONGEST_WAIT = 1.0
"""Seconds after which it is looked at even if the typing goes on."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Open:
    """A file that the editor has open, as it is there."""

    uri: str
    version: int | None
    text: str


@dataclass(slots=True)
class Folder:
    """A folder that is edited: its last picture, and what was said of its files."""

    looking: Looking
    picture: Picture | None = None
    seen: asyncio.Event = field(default_factory=asyncio.Event)
    changes: int = 0
    running: asyncio.Task[None] | None = None
    told: frozenset[str] = frozenset()


class Session:
    """The editor's side of every folder. `publish` sends what is wrong with one file."""

    def __init__(
        self,
        publish: Callable[[types.PublishDiagnosticsParams], None],
        thread: Executor,
        fixed: Path | None = None,
        lang: Lang | None = None,
    ) -> None:
        self.lang = lang or Lang.ZH
        self.encoding = UTF_16
        self.opened: list[Path] = []
        self._publish, self._thread, self._fixed, self._chosen = publish, thread, fixed, lang
        self._open: dict[Path, Open] = {}
        self._folders: dict[Scope, Folder] = {}

    def speak(self, locale: str | None) -> None:
        """Take the editor's language, where none was chosen at the start: English, or else Chinese."""
        if self._chosen is None and locale:
            self.lang = Lang.ZH if locale.lower().startswith("zh") else Lang.EN

    def edited(self, uri: str, version: int | None, text: str) -> None:
        """A file was opened, or changed in the editor."""
        path = path_of(uri)
        if path is not None:
            self._open[path] = Open(uri, version, text)
            self._touch(path)

    def closed(self, uri: str) -> None:
        """A file was closed: what is on the disk counts again."""
        path = path_of(uri)
        if path is not None and self._open.pop(path, None) is not None:
            self._touch(path)

    def changed_on_disk(self) -> None:
        """Something was saved, made, renamed or removed somewhere."""
        for folder in self._folders.values():
            self._look(folder)

    async def asked(self, uri: str) -> tuple[Picture, Path, Text] | None:
        """The last picture of a file's folder, its path and its text; None where it is no file of
        rules, or larger than any that is read.
        """
        path = path_of(uri)
        scope = self._scope(path) if path is not None else None
        if path is None or scope is None:
            return None
        folder = self._folder(scope)
        await folder.seen.wait()
        _, text = self.text_of(str(path))
        if folder.picture is None or len(text.text) > MOST_BYTES:
            return None
        return folder.picture, path, text

    def text_of(self, file: str) -> tuple[str, Text]:
        """A file's address and its text, as the editor has it or from the disk."""
        held = self._open.get(Path(file))
        if held is not None:
            return held.uri, Text(held.text, self.encoding)
        try:
            text = Path(file).read_bytes().decode("utf-8-sig", "replace")
        except (OSError, ValueError):
            text = ""
        return uris.from_fs_path(file) or file, Text(text, self.encoding)

    def texts(self) -> TextOf:
        """The same, each file read once."""
        read: dict[str, tuple[str, Text]] = {}

        def text_of(file: str) -> tuple[str, Text]:
            if file not in read:
                read[file] = self.text_of(file)
            return read[file]

        return text_of

    def _scope(self, path: Path) -> Scope | None:
        return scope_of(path, self.opened, self._fixed)

    def _folder(self, scope: Scope) -> Folder:
        if scope not in self._folders:
            self._folders[scope] = Folder(Looking(scope))
            self._look(self._folders[scope])
        return self._folders[scope]

    def _touch(self, path: Path) -> None:
        scope = self._scope(path)
        if scope is not None:
            self._look(self._folder(scope))

    def _look(self, folder: Folder) -> None:
        folder.changes += 1
        if folder.running is None or folder.running.done():
            folder.running = asyncio.get_running_loop().create_task(self._settle(folder))

    async def _settle(self, folder: Folder) -> None:
        """Look until nothing has changed since the last look began."""
        looked_at, loop = 0, asyncio.get_running_loop()
        while looked_at != folder.changes:
            since = loop.time()
            while looked_at != folder.changes and loop.time() - since < LONGEST_WAIT:
                looked_at = folder.changes
                if folder.picture is not None:
                    await asyncio.sleep(PAUSE)
            looked_at = folder.changes
            unsaved = {path: held.text for path, held in self._open.items()}
            try:
                folder.picture = await loop.run_in_executor(self._thread, folder.looking.picture, unsaved)
                self._tell(folder, folder.picture, unsaved)
            except Exception:
                # What is wrong here is ours and not the author's: the last picture serves on.
                log.exception("looking at a folder of policies")
            finally:
                folder.seen.set()

    def _tell(self, folder: Folder, picture: Picture, unsaved: Mapping[Path, str]) -> None:
        """Say what is wrong with each file, and of those with which nothing is wrong any more, that."""
        told = diagnostics(picture.reread.findings, self._looked_at(unsaved), self.lang)
        for uri in sorted({*told, *folder.told}):
            self._publish(types.PublishDiagnosticsParams(uri, told.get(uri, []), self._version(uri, unsaved)))
        folder.told = frozenset(told)

    def _looked_at(self, unsaved: Mapping[Path, str]) -> TextOf:
        """Texts as they were looked at: what has been typed since has moved the places."""
        now = self.texts()

        def text_of(file: str) -> tuple[str, Text]:
            uri, text = now(file)
            before = unsaved.get(Path(file))
            return uri, text if before is None else Text(before, self.encoding)

        return text_of

    def _version(self, uri: str, unsaved: Mapping[Path, str]) -> int | None:
        """The version that was looked at, where the editor has that file open and unchanged since."""
        path = path_of(uri)
        held = self._open.get(path) if path is not None else None
        return (
            held.version if held is not None and path is not None and unsaved.get(path) == held.text else None
        )


def path_of(uri: str) -> Path | None:
    """The file of an address; None for what lies on no disk."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def paths_of(addresses: Iterable[str | None]) -> list[Path]:
    """The files or folders of several addresses."""
    found = (path_of(uri) for uri in addresses if uri)
    return [path for path in found if path is not None]
