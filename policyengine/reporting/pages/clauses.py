"""The clauses that something rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyengine.reporting.lang import Lang


def clauses(item: Mapping[str, Any], lang: Lang) -> str:
    """The clauses an item rests on, each once."""
    return lang.listed(list(dict.fromkeys(cited["clause"] for cited in item["cite"])))
