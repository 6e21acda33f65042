"""One folder of policies while it is edited: looked at again after each change, always by one thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from policyengine.languageserver.folder_of import Scope
from policyengine.languageserver.picture import Picture, picture_of
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import PolicyFolder, read_folder, with_bundled
from policyengine.rulebook.overlay import overlaid
from policyengine.rulebook.rereading import Rereading


class Looking:
    """Gives a picture for whatever the editor holds unsaved. For one thread."""

    def __init__(self, scope: Scope) -> None:
        self._root = scope.root
        self._cities = None if scope.city is None else [scope.city]
        self._rereading = Rereading(scope.root, self._cities)
        self._before: Picture | None = None

    def picture(self, unsaved: Mapping[Path, str]) -> Picture:
        """What is known now. It never raises over what the files hold, or because they are gone."""
        reread = self._rereading.examine(unsaved)
        self._before = picture_of(self._root, self._folder(unsaved), reread, self._before)
        return self._before

    def _folder(self, unsaved: Mapping[Path, str]) -> PolicyFolder:
        try:
            folder = read_folder(self._root, self._cities)
        except (OSError, ValueError):
            return PolicyFolder(str(self._root), {}, {})
        return with_bundled(overlaid(folder, self._root, unsaved), policies_path())
