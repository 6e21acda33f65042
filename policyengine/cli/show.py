"""`policyengine show`: a whole version as it stands."""

from __future__ import annotations

from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, report
from policyengine.engine import load
from policyengine.reporting.lang import Lang


@guarded
def command(
    city: Annotated[str, typer.Argument(metavar="CITY", help="城市编号或名称 · The city's id or name.")],
    version: options.VersionOption = None,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """一个版本的全部内容 · A whole version: clauses, rewards, supports, obligations, duties, targets."""
    report(load(policies, city).show(city, version), format, lang)
