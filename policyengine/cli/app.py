"""The commands, gathered: each is the `command` of the file that bears its name."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Annotated

import typer

from policyengine._version import __version__

COMMANDS = (
    "evaluate",
    "compare",
    "matrix",
    "show",
    "docs",
    "plans",
    "facts",
    "check",
    "test",
    "replay",
    "schema",
    "lsp",
    "fmt",
    "diff",
    "set",
    "new",
    "monitor",
    "sql",
    "batch",
    "budget",
)
GROUPS = ("monitor",)
"""Those that have commands of their own, and a `group` instead of a `command`."""


def app_of(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line with these commands, or with all. Only their files are imported."""
    app = typer.Typer(
        help="地方高新技术企业政策的可执行规则 · Local plans for high-tech enterprises as executable law.",
        no_args_is_help=True,
        add_completion=False,
        # Plain text: a refusal is one line, and nothing is loaded that the command does not need.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    # A callback keeps the name of the command in the usage where there is only one.
    app.callback()(_group)
    for name in names:
        module = import_module(f"policyengine.cli.{name}")
        if name in GROUPS:
            app.add_typer(module.group, name=name)
        else:
            app.command(name)(module.command)
    return app


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


def _group(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="版本号 · The version."),
    ] = False,
) -> None:
    """Nothing else is done before a command."""
