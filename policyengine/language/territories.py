"""Which GB/T 2260 codes share their digits: a code covers its own subdivisions."""

from __future__ import annotations


def stem(code: str) -> str:
    """The digits every subdivision shares: 41 for 410000, 4105 for 410500, all six for a county."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code
