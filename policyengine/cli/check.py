"""`policyengine check`: every mistake in a folder of policies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from policyengine._version import __version__
from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, report, say
from policyengine.engine import Engine
from policyengine.errors import Finding, Severity
from policyengine.reporting import FORMATS
from policyengine.reporting.lang import Lang
from policyengine.reporting.pipelines import FINDING_FORMATS
from policyengine.rulebook.bundled import policies_path
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
    watch: options.WatchOption = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            help="说明一个错误代码，如unknown-fact · What a code means and how it is mended.",
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(FINDING_FORMATS),
            help="问题清单的格式：github为审阅批注，sarif供代码审查平台；与--readings同用时为报告格式（"
            + "、".join(FORMATS)
            + "） · Of the findings: github annotates a review, sarif is for code scanning; with --readings "
            + ", ".join(FORMATS)
            + ".",
        ),
    ] = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """检查规则：逐处列出问题 · Every mistake in the rules, with file, line and the way out."""
    if explain is not None:
        from policyengine.cli.explain import explained

        say(explained(explain, lang))
        return
    _refuse_other_formats(format, readings)
    if watch:
        options.watching_takes_no(("--readings", readings), ("--format", format != "table"))
        _watch(policies, sources, lang)
    # Here and not above: no other command draws findings or opens the documents.
    from policyengine.cli.source_lines import source_lines
    from policyengine.reporting import findings as drawn
    from policyengine.rulebook.checks.sources import check_sources

    rulebook, findings, flawed = examine(policies)
    plans = [*flawed, *(plan for versions in rulebook.plans.values() for plan in versions)]
    if sources is not None:
        quoted = (each for plan in plans for each in check_sources(plan, sources))
        findings = in_file_order((*findings, *quoted))
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    if format != "table" and not readings:
        say(_for_pipeline(findings, len(plans), format, lang, policies or policies_path()))
    # Data that is asked for in another format must not stand among findings.
    elif findings and (wrong or not readings or format == "table"):
        say(drawn.render(findings, source_lines(), lang) + "\n")
    typer.echo(f"{drawn.summary(findings, lang)} · {lang.say('方案', 'plans')} {len(plans)}", err=True)
    if wrong:
        raise typer.Exit(FOUND)
    if readings:
        report(witnessed(Engine(rulebook)), format, lang)


def _refuse_other_formats(format: str, readings: bool) -> None:
    """A usage error where the format is none of those that what is asked for comes in."""
    known = FORMATS if readings else FINDING_FORMATS
    if format not in known:
        raise typer.BadParameter(f"{format!r} is not one of {', '.join(known)}.")


def _for_pipeline(findings: Sequence[Finding], plans: int, format: str, lang: Lang, folder: Path) -> str:
    """The findings as another program reads them, files named from the root of their repository."""
    from policyengine.cli.repository import root_of
    from policyengine.reporting import json
    from policyengine.reporting.pipelines import contract, github, sarif

    base = root_of(folder)
    result = contract.findings_dict(findings, plans, base)
    match format:
        case "github":
            return github.render(result, lang)
        case "sarif":
            from policyengine.cli.explain import rule_texts

            checked = contract.told_from(base, folder)
            return sarif.render(result, rule_texts(lang), lang, version=__version__, folder=checked)
        case _:
            return json.render(result)


def _watch(policies: Path | None, sources: Path | None, lang: Lang) -> NoReturn:
    """The same after every save, of what the save touched, until Ctrl-C."""
    from policyengine.cli.rechecking import Rechecking
    from policyengine.cli.watching import watch
    from policyengine.rulebook.rereading import Rereading

    rereading = Rereading(policies)
    folders = [rereading.root, *([] if sources is None else [sources])]
    watch(folders, Rechecking(rereading, sources, lang), lang)


def witnessed(engine: Engine) -> dict[str, Any]:
    """For each reading that no plan chose, an enterprise for which it matters."""
    from policyengine.cli.readings import witnesses_dict

    return witnesses_dict(engine.reading_witnesses())
