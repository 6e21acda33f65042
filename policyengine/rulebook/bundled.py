"""Where the plans that come with the library lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def policies_path() -> Path:
    """The bundled plans: `policyengine/policies` in a wheel, `policies` beside the package in a checkout."""
    installed = _PACKAGE / "policies"
    return installed if installed.is_dir() else _PACKAGE.parent / "policies"
