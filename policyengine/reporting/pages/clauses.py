"""The clauses that something rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyengine.reporting.lang import Lang


def clauses(item: Mapping[str, Any], lang: Lang) -> str:
    """The clauses an item rests on, its own and those of the definitions it uses, each once."""
    used = (item.get("working") or {}).get("definitions", ())
    cites = (*item["cite"], *(cited for definition in used for cited in definition["cite"]))
    return lang.listed(list(dict.fromkeys(cited["clause"] for cited in cites)))
