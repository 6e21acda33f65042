"""`policyengine facts`: what can be known of an enterprise."""

from __future__ import annotations

from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, report
from policyengine.engine import load
from policyengine.reporting.lang import Lang


@guarded
def command(
    city: Annotated[
        str | None, typer.Option("--city", metavar="CITY", help="只列该市所用的 · Only those one city reads.")
    ] = None,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """列出企业画像可用的事实 · Every fact a profile can hold."""
    report(load(policies).list_facts(city), format, lang)
