"""Reading one folder of policies again and again: after a save, or while somebody types.

    rereading = Rereading("policies")
    first = rereading.examine()                                  # everything is read and checked
    again = rereading.examine({Path("policies/…/rewards.yaml"): "rewards:\\n…"})    # an unsaved text over it
    again.findings, again.plans, again.changed

The files are read each time, which takes milliseconds, so that the answer never hangs on having been told
of every change. What takes long is done only for files whose content differs from the last time: YAML file by
file, rules and checks version by version, or for all where the shared files changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policyengine.errors import Finding
from policyengine.rulebook.assemble import assembled_with_cases
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.cases import CasesOf
from policyengine.rulebook.folder import PolicyFolder, read_folder, with_bundled
from policyengine.rulebook.load import not_opened
from policyengine.rulebook.loaded import Loaded
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.overlay import overlaid
from policyengine.rulebook.plan import Plan, Rulebook


@dataclass(frozen=True, slots=True)
class Reread:
    """A folder as it is now, read and checked whole.

    `flawed`: plans that could be read and are kept out of the rulebook by an error. `changed`: the files,
    under the paths that findings bear, whose content differs from the last time, or that came or went; and
    folders in which versions, or files that nothing reads, did. The first time that is everything.
    INVARIANT: a plan that nothing changed is the very object that it was the last time.
    """

    rulebook: Rulebook
    findings: tuple[Finding, ...]
    flawed: tuple[Plan, ...]
    cases: CasesOf
    changed: tuple[str, ...]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan that could be read, sound ones first."""
        sound = (plan for versions in self.rulebook.plans.values() for plan in versions)
        return (*sound, *self.flawed)

    @property
    def loaded(self) -> Loaded:
        """What loading the folder would give."""
        return Loaded(self.rulebook, self.findings, self.flawed)


class Rereading:
    """One folder of policies, or the bundled one; all its cities, or some. For one thread."""

    def __init__(self, path: str | Path | None = None, cities: Iterable[str] | None = None) -> None:
        self.root = policies_path() if path is None else Path(path)
        self._cities = None if cities is None else frozenset(cities)
        self._memory = Memory()
        self._seen: dict[str, object] = {}
        self._answer: tuple[Loaded, CasesOf] | None = None

    def examine(self, overlay: Mapping[Path, str] | None = None) -> Reread:
        """What `load.examine` would say of the folder now, with unsaved texts in place of their files.

        Never raises, whatever the files hold: a folder that is gone is a finding, and there again once it is
        back. `overlay` is whole each time: a path that is no longer in it is read from the disk again.
        """
        try:
            folder = read_folder(self.root, self._cities)
            folder = with_bundled(overlaid(folder, self.root, overlay or {}), policies_path())
        except (OSError, ValueError) as error:
            gone = not_opened(self.root, error)
            changed, self._answer = self._changed({str(self.root): gone.findings}), (gone, {})
        else:
            changed = self._changed(_contents(folder))
            if changed or self._answer is None:
                self._answer = assembled_with_cases(folder, self._memory)
                self._memory.forget_the_rest()
        loaded, cases = self._answer
        return Reread(loaded.rulebook, loaded.findings, loaded.flawed, cases, changed)

    def _changed(self, now: dict[str, object]) -> tuple[str, ...]:
        before, self._seen = self._seen, now
        return tuple(sorted(path for path in {**before, **now} if before.get(path) != now.get(path)))


def _contents(folder: PolicyFolder) -> dict[str, object]:
    """Everything there is in a folder, by its path: files, folders without files, and what nothing reads."""
    contents: dict[str, object] = {file.shown: file for file in folder.files()}
    for versions in folder.cities.values():
        for version in versions:
            contents[version.shown] = version.strangers
    contents[folder.shown] = (folder.strangers, folder.borrowed, tuple(folder.cities))
    return contents
