"""The commands, gathered."""

from __future__ import annotations

import typer

from policyengine.cli.check import check
from policyengine.cli.compare import compare
from policyengine.cli.evaluate import evaluate
from policyengine.cli.facts import facts
from policyengine.cli.matrix import matrix
from policyengine.cli.plans import plans
from policyengine.cli.replay import replay
from policyengine.cli.schema import schema
from policyengine.cli.show import show
from policyengine.cli.test import test

COMMANDS = (evaluate, compare, matrix, show, plans, facts, check, test, replay, schema)

app = typer.Typer(
    help="地方高新技术企业政策的可执行规则 · Local plans for high-tech enterprises as executable law.",
    no_args_is_help=True,
    add_completion=False,
    # Plain text: a refusal is one line, and nothing is loaded that the command does not need.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(command)
