"""What each kind of result has to say, as pages that every format can set."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Page

Result = Mapping[str, Any]

PAGES = (
    "assessment",
    "comparison",
    "matrix",
    "version",
    "plans",
    "facts",
    "readings",
    "witnesses",
    "diff",
    "standing",
    "overview",
    "due",
    "conclusions",
    "budget",
)
"""The results that have a page, by the word in their `schema`; each has the file of that name."""


def page_of(result: Result, lang: Lang, *, explain: bool = False) -> Page:
    """The page of any result, by its `schema`. `explain`: the reasons of an assessment too."""
    kind = result["schema"].removeprefix("policyengine/").partition("@")[0]
    if kind not in PAGES:
        raise ValueError(f"no page is written for {result['schema']!r}")
    # Only the one that is wanted: a command line must answer at once.
    page = import_module(f"policyengine.reporting.pages.{kind}").page
    made: Page = page(result, lang, explain=explain) if kind == "assessment" else page(result, lang)
    return made
