"""A result as JSON: the contract itself, readable, Chinese as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def render(result: Mapping[str, Any]) -> str:
    """The result contract as JSON text, keys in their order."""
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"
