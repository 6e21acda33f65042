"""What `diff` compares: versions of a folder of policies, a folder, or either at a git revision.

A state is written as `CITY/VERSION`, `CITY`, the path of a folder, a revision, or `REV:` and any of these.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from policyengine.cli.revision import at_revision, is_revision
from policyengine.consequences.comparison import Versions
from policyengine.consequences.effects import Version
from policyengine.engine import CITY, Engine
from policyengine.errors import Bilingual, RequestError, RulebookError, Severity
from policyengine.language.facts import nearest
from policyengine.refusals import UnknownName
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import read_folder, with_bundled
from policyengine.rulebook.load import load_rulebook
from policyengine.rulebook.loaded import Loaded

VERSION = Bilingual("版本", "version")
STATE = Bilingual("版本、文件夹或git修订", "version, folder or git revision")
OTHER = Bilingual("可对比的另一版本", "other version to compare with")
PLAN = "plan.yaml"


@dataclass(frozen=True, slots=True)
class State:
    """One side of a comparison as it was asked for. None of `city` and `version`: all there are.

    `revision`: at which git revision; None: as the files are now.
    """

    label: str
    root: Path
    city: str | None = None
    version: str | None = None
    revision: str | None = None


def states(
    old: str | None, new: str | None, revision: str | None, policies: Path | None
) -> tuple[State, State]:
    """The two sides that the arguments of `diff` mean.

    A revision by itself means what the other side does, at that revision; the new side left out is the same
    in the files as they are; and without a revision it is the newest version of the city, or the old side is
    the one before it.
    """
    root = policies_path() if policies is None else policies
    if revision is not None:
        now = _state(old, root) if old is not None else State(str(root), root)
        return replace(now, label=f"{revision}:{now.label}", revision=revision), now
    if old is None:
        raise RequestError([UnknownName(STATE, "")])
    before = _state(old, root)
    if new is not None:
        after = _state(new, root)
        if before.revision is not None and before.city is None:
            before = replace(after, label=f"{before.revision}:{new}", revision=before.revision)
        return before, after
    if before.revision is not None:
        return before, replace(before, label=before.label.partition(":")[2] or str(root), revision=None)
    return _around(before)


def _around(asked: State) -> tuple[State, State]:
    """One version and the newest of its city; of a city alone, its last two versions."""
    if asked.city is None:
        raise RequestError([UnknownName(STATE, asked.label)])
    names = [plan.version for plan in load_rulebook(asked.root).rulebook.plans.get(asked.city, ())]
    before = asked.version or (names[-2] if len(names) > 1 else None)
    if before is None or before == names[-1]:
        raise RequestError([UnknownName(OTHER, asked.label, tuple(names))])
    return (
        replace(asked, version=before, label=f"{asked.city}/{before}"),
        replace(asked, version=names[-1], label=f"{asked.city}/{names[-1]}"),
    )


def _state(text: str, root: Path) -> State:
    """One side by its words."""
    path = Path(text)
    if (path / PLAN).is_file():
        whole = path.resolve()
        return State(text, _as_given(path), whole.parent.name, whole.name)
    city, _, version = text.partition("/")
    if (root / city).is_dir() and city not in ("", ".", "..") and (not version or "/" not in version):
        return State(text, root, city, version or None)
    if path.is_dir():
        return State(text, path)
    revision, colon, rest = text.partition(":")
    if colon and revision:
        below = _state(rest, root) if rest else State(str(root), root)
        return replace(below, label=text, revision=revision)
    if is_revision(text, root):
        return State(text, root, revision=text)
    names = _cities(root)
    raise RequestError([UnknownName(STATE, text, tuple(names), nearest(text, names))])


def _cities(root: Path) -> list[str]:
    return sorted({each.parent.parent.name for each in root.glob(f"[a-z]*/*/{PLAN}")})


def _as_given(version: Path) -> Path:
    """The folder of policies around the folder of one version, as the user would write it."""
    above = version.parent.parent
    return above if len(version.parts) > 2 else version.resolve().parent.parent


def read(state: State, stack: ExitStack) -> Versions:
    """The versions that a state means, loaded; a revision's files are kept until the stack closes.

    RulebookError where they do not load, RequestError where there is no such version.
    """
    cities = None if state.city is None else (state.city,)
    if state.revision is None:
        return Versions(state.label, _versions(state, load_rulebook(state.root, cities)))
    root = stack.enter_context(at_revision(state.revision, state.root))
    loaded = _uncached(root, cities)

    def named(file: str) -> str:
        return f"{state.revision}:{file.replace(str(root), str(state.root), 1)}"

    return Versions(state.label, _versions(state, loaded), named)


def _uncached(root: Path, cities: tuple[str, ...] | None) -> Loaded:
    """The rules of a temporary folder, whose path nobody will ask the cache for again."""
    from policyengine.rulebook.assemble import assembled

    loaded = assembled(with_bundled(read_folder(root, cities), policies_path()))
    if any(finding.severity is Severity.ERROR for finding in loaded.findings):
        raise RulebookError(loaded.findings)
    return loaded


def _versions(state: State, loaded: Loaded) -> tuple[Version, ...]:
    engine, plans = Engine(loaded.rulebook), loaded.rulebook.plans
    if state.city is not None and state.city not in plans:
        raise RequestError([UnknownName(CITY, state.city, tuple(plans), nearest(state.city, list(plans)))])
    chosen = [plan for city in plans for plan in plans[city] if state.city in (None, city)]
    if state.version is not None:
        names = [plan.version for plan in chosen]
        if state.version not in names:
            near = nearest(state.version, names)
            raise RequestError([UnknownName(VERSION, state.version, tuple(names), near)])
        chosen = [plan for plan in chosen if plan.version == state.version]
    return tuple(Version(plan, engine) for plan in chosen)
