"""GB/T 2260 codes as territories: a code covers its own subdivisions."""

from __future__ import annotations

from policyengine.evaluation.meaning.truth import Truth


def stem(code: str) -> str:
    """The digits every subdivision shares: 41 for 410000, 4105 for 410500, all six for a county."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def lies_in(code: str, territory: str) -> Truth:
    """Whether what is registered under `code` lies in a territory; unknown where the code is wider."""
    if code.startswith(stem(territory)):
        return Truth.TRUE
    return Truth.UNKNOWN if territory.startswith(stem(code)) else Truth.FALSE
