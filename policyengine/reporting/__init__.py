"""Reports of results: what to say lies in `pages/`, how it looks is one format a file.

A report is made from the plain data of the result contract (`to_dict()`), never from classes, so that it
can be made from an answer that came over HTTP too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyengine.errors import Bilingual, RequestError
from policyengine.refusals import UnknownName
from policyengine.reporting.lang import Lang

FORMATS = ("table", "json", "md", "html", "csv")
"""Every format there is; the command line and the service offer these."""

Result = Mapping[str, Any]


def render(
    result: Result,
    format: str,
    lang: Lang = Lang.ZH,
    *,
    explain: bool = False,
    width: int = 100,
    colour: bool = False,
) -> str:
    """A result as text in one of `FORMATS`.

    `explain` adds the reasons to an assessment; `width` (in cells) and `colour` are for the terminal.
    RequestError where the format is none of these.
    """
    # Each format's library is loaded only when it is asked for: a command line must start at once.
    match format:
        case "json":
            from policyengine.reporting import json

            return json.render(result)
        case "csv":
            from policyengine.reporting import csv

            return csv.render(result)
        case "table":
            from policyengine.reporting import pages, table

            return table.render(pages.page_of(result, lang, explain=explain), width=width, colour=colour)
        case "md":
            from policyengine.reporting import markdown, pages

            return markdown.render(pages.page_of(result, lang, explain=explain))
        case "html":
            from policyengine.reporting import html, pages

            return html.render(pages.page_of(result, lang, explain=explain))
        case _:
            raise RequestError([UnknownName(Bilingual("格式", "format"), format, FORMATS)])
