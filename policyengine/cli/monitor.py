"""`policyengine monitor`: events over time, and what follows from them."""

from __future__ import annotations

import typer

from policyengine.cli.monitoring import due, ingest, replay, report, status

group = typer.Typer(
    help="义务、目标和部门任务的持续监测 · Obligations, targets and duties over time.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
for each in (ingest, status, due, replay, report):
    group.command(each.__name__.rpartition(".")[2])(each.command)
