"""The manual of mistakes on the command line: the page of one code, and all pages for reports."""

from __future__ import annotations

from collections.abc import Mapping

from policyengine.errors import Bilingual, RequestError, Severity
from policyengine.language.facts import nearest
from policyengine.refusals import UnknownName
from policyengine.reporting.lang import Lang
from policyengine.reporting.pipelines.sarif import RuleText
from policyengine.rulebook.manual import Page, chapters
from policyengine.rulebook.manual_zh import in_chinese

SEVERITIES = {Severity.ERROR: ("错误", "error"), Severity.WARNING: ("警告", "warning")}


def explained(code: str, lang: Lang) -> str:
    """The page of one code, ready to be printed. RequestError where no mistake bears it."""
    known = pages(lang)
    if code not in known:
        near = nearest(code, known)
        raise RequestError([UnknownName(Bilingual("错误代码", "mistake"), code, tuple(known), near)])
    page = known[code]
    why = lang.labelled(lang.say("原因", "Why"), page.why)
    mend = lang.labelled(lang.say("解决办法", "Mend"), page.mend)
    return f"{code} · {lang.say(*SEVERITIES[page.severity])}\n{page.what}\n\n{why}\n{mend}\n"


def rule_texts(lang: Lang) -> Mapping[str, RuleText]:
    """The manual as reports quote it, by code."""
    return {code: RuleText(page.what, page.why, page.mend) for code, page in pages(lang).items()}


def pages(lang: Lang) -> dict[str, Page]:
    """Every page of the manual by its code, in one language."""
    every = [page for chapter in chapters() for page in chapter.pages]
    return {page.code: page if lang is Lang.EN else in_chinese(page) for page in every}
