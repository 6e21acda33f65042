"""`policyengine diff`: two versions compared by meaning, and what the change does to enterprises."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, report
from policyengine.reporting.lang import Lang


@guarded
def command(
    old: Annotated[
        str | None,
        typer.Argument(
            metavar="OLD",
            help="旧版：城市/版本、文件夹、git修订，或“修订:城市/版本” · The old side: CITY/VERSION, a "
            "folder, a git revision, or REV:CITY/VERSION.",
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(
            metavar="NEW",
            help="新版，默认为现有文件 · The new side, likewise; by default the files as they are.",
            show_default=False,
        ),
    ] = None,
    git: Annotated[
        str | None,
        typer.Option("--git", metavar="REV", help="与git修订对比 · Compare with a git revision."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="PROFILES",
            help="对这些企业的影响：JSON、YAML、JSON Lines、CSV文件或文件夹 · What it does to these "
            "enterprises: a file of JSON, YAML, JSON Lines or CSV, or a folder.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="评估日，默认为新版首年之内 · The day asked about; by default in the first year of NEW.",
        ),
    ] = None,
    examples: Annotated[
        bool,
        typer.Option(
            "--examples/--no-examples",
            help="未给--on时，为每条改动的规则寻找受影响的最小企业 · Without --on: find a smallest "
            "enterprise that fares differently for each changed rule.",
        ),
    ] = True,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="有差别时退出状态为1 · Exit with 1 if they differ.")
    ] = False,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """对比两个版本的含义及其影响 · What two versions mean otherwise, and for whom it matters."""
    if old is None and git is None:
        raise typer.BadParameter("请给出OLD或--git · give OLD or --git.")
    if git is not None and new is not None:
        raise typer.BadParameter("--git只与一个版本同用 · --git goes with one version.")
    # Here and not above: no other command compares versions.
    from policyengine.cli.enterprises import enterprises_from
    from policyengine.cli.states import read, states
    from policyengine.consequences.comparison import Asked, diff_dict
    from policyengine.engine import day_of

    sides = states(old, new, git, policies)
    asked = Asked(
        None if on is None else enterprises_from(on),
        None if as_of is None else day_of(as_of),
        examples,
    )
    with ExitStack() as stack:
        before, after = (read(side, stack) for side in sides)
        result = diff_dict(before, after, asked)
    report(result, format, lang)
    if exit_code and any(_differs(each) for each in result["plans"]):
        raise typer.Exit(FOUND)


def _differs(plan: dict[str, object]) -> bool:
    return bool(plan["changes"]) or plan["old"] is None or plan["new"] is None
