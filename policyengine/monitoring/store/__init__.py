"""Where events and conclusions are kept: a file of SQLite, or PostgreSQL by its URL. Needs SQLAlchemy.

Nothing here imports it before a store is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyengine.errors import RequestError
from policyengine.refusals import MissingLibrary

if TYPE_CHECKING:
    from policyengine.monitoring.store.store import Store

EXTRA = "monitor"


def open_store(location: str, *, create: bool = False) -> Store:
    """The store at a path or a URL. `create`: make it where there is none yet.

    RequestError where a library is missing, the database cannot be reached, is no store of ours, or is of a
    newer version than this; then nothing has been changed.
    """
    try:
        from policyengine.monitoring.store.opening import opened
        from policyengine.monitoring.store.store import Store
    except ImportError:
        raise RequestError([MissingLibrary("SQLAlchemy", EXTRA)]) from None
    return Store(opened(location, create=create))
