"""`policyengine plans`: which plans there are."""

from __future__ import annotations

from policyengine.cli import options
from policyengine.cli.output import guarded, report
from policyengine.engine import load
from policyengine.reporting.lang import Lang


@guarded
def command(
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """列出全部方案及版本 · Every version of every city's plan."""
    report(load(policies).list_plans(), format, lang)
