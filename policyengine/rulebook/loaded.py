"""What loading gives."""

from __future__ import annotations

from typing import NamedTuple

from policyengine.errors import Finding
from policyengine.rulebook.plan import Rulebook


class Loaded(NamedTuple):
    """The rules, and what was found wrong with them, in file order."""

    rulebook: Rulebook
    findings: tuple[Finding, ...]
