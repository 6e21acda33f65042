"""What each kind of result has to say, as pages that every format can set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Page
from policyengine.reporting.pages import assessment, comparison, listing, matrix, version

Result = Mapping[str, Any]

PAGES: Mapping[str, Callable[[Result, Lang], Page]] = {
    "policyengine/comparison": comparison.page,
    "policyengine/matrix": matrix.page,
    "policyengine/version": version.page,
    "policyengine/plans": listing.plans,
    "policyengine/facts": listing.facts,
}


def page_of(result: Result, lang: Lang, *, explain: bool = False) -> Page:
    """The page of any result, by its `schema`; KeyError where nobody knows that schema."""
    kind = result["schema"].partition("@")[0]
    if kind == "policyengine/assessment":
        return assessment.page(result, lang, explain=explain)
    return PAGES[kind](result, lang)
