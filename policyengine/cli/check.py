"""`policyengine check`: every mistake in a folder of policies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, say
from policyengine.errors import Severity
from policyengine.reporting.lang import Lang
from policyengine.rulebook.load import examine
from policyengine.rulebook.loaded import in_file_order


@guarded
def command(
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="原文所在文件夹，逐字核对摘录 · Folder of the documents: finds each quote verbatim.",
        ),
    ] = None,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """检查规则：逐处列出问题 · Every mistake in the rules, with file, line and the way out."""
    # Here and not above: no other command draws findings or opens the documents.
    from policyengine.reporting import findings as report
    from policyengine.rulebook.checks.sources import check_sources

    rulebook, findings, flawed = examine(policies)
    plans = [*flawed, *(plan for versions in rulebook.plans.values() for plan in versions)]
    if sources is not None:
        quoted = (each for plan in plans for each in check_sources(plan, sources))
        findings = in_file_order((*findings, *quoted))
    if findings:
        say(report.render(findings, line_of, lang) + "\n")
    typer.echo(f"{report.summary(findings, lang)} · {lang.say('方案', 'plans')} {len(plans)}", err=True)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise typer.Exit(FOUND)


def line_of(file: str, number: int) -> str | None:
    """A line of a file, counted from 1; None where it cannot be had."""
    try:
        lines = Path(file).read_text("utf-8", errors="replace").splitlines()
    except (OSError, ValueError):
        return None
    return lines[number - 1] if 0 < number <= len(lines) else None
