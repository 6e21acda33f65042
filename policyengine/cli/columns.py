"""How a command is told what the columns of a table hold: whose row it is, and which fact stands where."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

KEY = "enterprise_id"

KeyOption: TypeAlias = Annotated[
    str,
    typer.Option("--key", metavar="COLUMN", help="企业标识列 · The column that says whose row it is."),
]
MapOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FACT",
        help="表中一列对应的事实，“列=”为不是事实，可重复 · Which fact a column holds, COLUMN= if none; "
        "may be repeated.",
    ),
]


def mapped(given: list[str] | None) -> dict[str, str | None]:
    """The table's column → the fact, as `--map column=fact` says it; None for `column=`: it holds none."""
    columns: dict[str, str | None] = {}
    for each in given or ():
        column, sign, said = each.partition("=")
        if not (sign and column.strip()):
            words = f"{each!r}：应写作 列=事实 · write it as column=fact."
            raise typer.BadParameter(words, param_hint="--map")
        fact = said.strip() or None
        if columns.setdefault(column.strip(), fact) != fact:
            words = f"“{column}”写了两次 · {column!r} is mapped twice."
            raise typer.BadParameter(words, param_hint="--map")
    return columns
