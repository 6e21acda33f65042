"""`policyengine compare`: one enterprise, many cities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, report
from policyengine.cli.profile_file import profile_from
from policyengine.engine import load
from policyengine.reporting.lang import Lang


@guarded
def command(
    profile: options.ProfileArgument,
    as_of: options.AsOfOption,
    city: options.CitiesOption = None,
    year: options.YearOption = None,
    assume_registered: Annotated[
        bool, typer.Option(options.REGISTERED_FLAGS, help=options.REGISTERED_HELP)
    ] = True,
    assume_not_received: options.NotReceivedOption = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="另存图表，.svg或.png · Draw a chart too."),
    ] = None,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """同一家企业在各市可得的奖补对比 · What the same enterprise would get in each city."""
    given = profile_from(profile)
    comparison = load(policies, city or None).compare(
        given,
        as_of=as_of,
        cities=city or None,
        year=year,
        assume_registered=assume_registered,
        assume_not_received=assume_not_received,
    )
    if plot is not None:
        comparison.plot(plot, lang)
    report(comparison.to_dict(), format, lang)
