"""A folder of policies → the Rulebook, with the mistakes of all files gathered in one run.

`examine` gives what can be read and everything that is wrong; `load_rulebook` raises where an error keeps
the rules from loading. Both answer from the cache where nothing has changed, and then import neither
pydantic nor ruamel.yaml nor lark.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policyengine.errors import RulebookError, Severity
from policyengine.language.facts import Vocabulary
from policyengine.rulebook import cache
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import (
    PolicyFolder,
    is_visible,
    read_folder,
    reason,
    shared_digest,
    with_bundled,
)
from policyengine.rulebook.joining import NO_EVENTS, joined, vocabulary_of
from policyengine.rulebook.lent_names import LentNames, lent_by_all
from policyengine.rulebook.loaded import Loaded
from policyengine.rulebook.pieces import Pieces
from policyengine.rulebook.plan import Rulebook

__all__ = ["Loaded", "examine", "is_city", "load_rulebook", "names_lent", "policies_path"]


def load_rulebook(path: str | Path | None = None, cities: Iterable[str] | None = None) -> Loaded:
    """The rules of a folder, of all its cities or of some; the bundled ones where no path is given.

    RulebookError with every finding, errors and warnings, if there is an error among them. Otherwise
    the findings of what is given are warnings. A folder without a vocabulary, themes or departments of
    its own uses the bundled ones. With `cities`, facts that only other cities' plans define are unknown.
    """
    loaded = examine(path, cities)
    if any(finding.severity is Severity.ERROR for finding in loaded.findings):
        raise RulebookError(loaded.findings)
    return loaded


def examine(path: str | Path | None = None, cities: Iterable[str] | None = None) -> Loaded:
    """What can be read of a folder's rules, and everything that is wrong with them, in file order.

    Never raises: a folder that is not there is a finding too. A plan with an error in any of its files
    is left out of the rulebook.
    """
    root = policies_path() if path is None else Path(path)
    names = None if cities is None else tuple(sorted(set(cities)))
    try:
        folder = with_bundled(read_folder(root, names), policies_path())
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        return not_opened(root, error)
    return from_folder(folder)


def is_city(root: Path, name: str) -> bool:
    """Whether a folder of policies has a city of that id, as far as its listing tells."""
    plain = is_visible(name) and not {"/", "\\", "\0"} & set(name)
    return plain and name != "" and (root / name).is_dir()


def names_lent(root: Path) -> LentNames:
    """What facts, places and rewards are called in all plans of a folder that can be read.

    Every file is looked at; plans are read only where one has changed since the names were last asked for.
    """
    try:
        folder = with_bundled(read_folder(root), policies_path())
    except (OSError, ValueError) as error:
        return lent_by_all(not_opened(root, error).rulebook)
    return _pieces(folder).names(lambda: from_folder(folder).rulebook)


def not_opened(root: Path, error: OSError | ValueError) -> Loaded:
    """What there is of a folder that cannot be listed: nothing, and a finding that says why."""
    from policyengine.rulebook.text.yaml_findings import UnreadableFile  # here: a good folder needs it not

    finding = UnreadableFile(path=str(root), reason=reason(error))
    return Loaded(Rulebook(vocabulary=Vocabulary(()), themes=(), roles=(), plans={}), (finding,))


def from_folder(folder: PolicyFolder) -> Loaded:
    """The rules of a folder that has been read; its pieces from the cache, as far as it has them."""
    pieces = _pieces(folder)
    shared = pieces.shared
    cities = [pieces.city(city) for city in folder.cities]
    whole = vocabulary_of(folder, shared, cities)
    doubtful = shared.doubtful or any(part.doubtful for part in cities)
    events = pieces.events(whole, doubtful=doubtful) if folder.complete else NO_EVENTS
    return joined(folder, shared, cities, whole, events)


def _pieces(folder: PolicyFolder) -> Pieces:
    salt = cache.salt()
    return Pieces(folder, cache.entries(folder.shown, salt), shared_digest(folder, salt))
