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
from policyengine.rulebook.folder import PolicyFolder, fingerprint, read_folder, reason, with_bundled
from policyengine.rulebook.loaded import Loaded
from policyengine.rulebook.plan import Rulebook

__all__ = ["Loaded", "examine", "load_rulebook", "policies_path"]


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


def not_opened(root: Path, error: OSError | ValueError) -> Loaded:
    """What there is of a folder that cannot be listed: nothing, and a finding that says why."""
    from policyengine.rulebook.text.yaml_findings import UnreadableFile  # here: a good folder needs it not

    finding = UnreadableFile(path=str(root), reason=reason(error))
    return Loaded(Rulebook(vocabulary=Vocabulary(()), themes=(), roles=(), plans={}), (finding,))


def from_folder(folder: PolicyFolder) -> Loaded:
    """The rules of a folder that has been read, from the cache if it has them."""
    key = fingerprint(folder, cache.salt())
    kept = cache.load(key)
    if kept is not None:
        return kept
    # Here and not above: a rulebook from the cache needs none of what reads YAML.
    from policyengine.rulebook.assemble import assembled

    loaded = assembled(folder)
    if not any(finding.severity is Severity.ERROR for finding in loaded.findings):
        cache.keep(key, loaded)
    return loaded
