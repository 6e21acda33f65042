"""The commands, gathered."""

from __future__ import annotations

from collections.abc import Callable

import typer

from policyengine.cli.check import check
from policyengine.cli.compare import compare
from policyengine.cli.evaluate import evaluate
from policyengine.cli.facts import facts
from policyengine.cli.matrix import matrix
from policyengine.cli.plans import plans
from policyengine.cli.show import show
from policyengine.cli.test import try_cases

COMMANDS: dict[str, Callable[..., None]] = {
    "evaluate": evaluate,
    "compare": compare,
    "matrix": matrix,
    "show": show,
    "plans": plans,
    "facts": facts,
    "check": check,
    "test": try_cases,
}

app = typer.Typer(
    help="地方高新技术企业政策的可执行规则 · Local plans for high-tech enterprises as executable law.",
    no_args_is_help=True,
    add_completion=False,
    # Plain text: a refusal is one line, and nothing is loaded that the command does not need.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for name, command in COMMANDS.items():
    app.command(name)(command)
