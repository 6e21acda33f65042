"""What a run asks, as plain data: two runs with the same question give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from policyengine._version import __version__
from policyengine.batch.runs.sources import Source
from policyengine.batch.several import SeveralStatement

BYTES_DEPEND_ON = ("duckdb", "pyarrow")
"""Libraries that may write the same rows otherwise in another version."""


def question(source: Source, statement: SeveralStatement, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The source, the rules, the statement, the options and the software: the aspects of a journal."""
    return {
        "source": dict(source.identity),
        "rules": {city: plan.digest for city, plan in statement.plans.items()},
        "statement": hashlib.sha256(statement.sql.encode()).hexdigest(),
        "asked": dict(asked),
        "software": {"policyengine": __version__} | {name: version(name) for name in BYTES_DEPEND_ON},
    }
