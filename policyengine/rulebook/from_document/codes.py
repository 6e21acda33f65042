"""Codes of GB/T 2260: the tier of the government that a code names, and what lies in it."""

from __future__ import annotations

from policyengine.rulebook.choices import Level


def level(code: str) -> Level:
    """The tier that a code's zeros tell."""
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def stem(code: str) -> str:
    """The digits that all codes within it begin with."""
    return {Level.PROVINCE: code[:2], Level.PREFECTURE: code[:4], Level.COUNTY: code}[level(code)]
