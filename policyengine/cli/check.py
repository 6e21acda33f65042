"""`policyengine check`: every mistake in a folder of policies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, report, say
from policyengine.engine import Engine
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
    readings: Annotated[
        bool,
        typer.Option(
            "--readings", help="每一另作理解之处影响哪些企业 · For whom each reading not chosen matters."
        ),
    ] = False,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """检查规则：逐处列出问题 · Every mistake in the rules, with file, line and the way out."""
    # Here and not above: no other command draws findings or opens the documents.
    from policyengine.reporting import findings as drawn
    from policyengine.rulebook.checks.sources import check_sources

    rulebook, findings, flawed = examine(policies)
    plans = [*flawed, *(plan for versions in rulebook.plans.values() for plan in versions)]
    if sources is not None:
        quoted = (each for plan in plans for each in check_sources(plan, sources))
        findings = in_file_order((*findings, *quoted))
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    # Data that is asked for in another format must not stand among findings.
    if findings and (wrong or not readings or format == "table"):
        say(drawn.render(findings, line_of, lang) + "\n")
    typer.echo(f"{drawn.summary(findings, lang)} · {lang.say('方案', 'plans')} {len(plans)}", err=True)
    if wrong:
        raise typer.Exit(FOUND)
    if readings:
        report(witnessed(Engine(rulebook)), format, lang)


def witnessed(engine: Engine) -> dict[str, Any]:
    """For each reading that no plan chose, an enterprise for which it matters."""
    from policyengine.cli.readings import witnesses_dict

    return witnesses_dict(engine.reading_witnesses())


def line_of(file: str, number: int) -> str | None:
    """A line of a file, counted from 1; None where it cannot be had."""
    try:
        lines = Path(file).read_text("utf-8", errors="replace").splitlines()
    except (OSError, ValueError):
        return None
    return lines[number - 1] if 0 < number <= len(lines) else None
