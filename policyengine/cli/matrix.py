"""`policyengine matrix`: the plans side by side, no enterprise asked about."""

from __future__ import annotations

from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, report
from policyengine.engine import load
from policyengine.reporting.lang import Lang


@guarded
def command(
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="THEME", help="只看一个主题 · Only one theme.")
    ] = None,
    role: Annotated[
        str | None,
        typer.Option("--role", metavar="ROLE", help="只看某类部门的条目 · Only one department role."),
    ] = None,
    city: options.CitiesOption = None,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """各市方案逐项对照 · The plans side by side, theme by theme."""
    side_by_side = load(policies, city or None).matrix(theme, role=role, cities=city or None)
    report(side_by_side.to_dict(), format, lang)
