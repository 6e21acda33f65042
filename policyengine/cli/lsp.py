"""`policyengine lsp`: the language server, for an editor to start."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyengine.cli.output import guarded
from policyengine.errors import RequestError
from policyengine.refusals import MissingLibrary
from policyengine.reporting.lang import Lang


@guarded
def command(
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help="语言，默认随编辑器 · Language; the editor's by default."),
    ] = None,
    policies: Annotated[
        Path | None,
        typer.Option(
            "--policies",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="只看这个方案文件夹；默认为所编辑文件所在的 · This folder of policies alone; "
            "by default the one that the file being edited lies in.",
        ),
    ] = None,
) -> None:
    """语言服务器，由编辑器启动 · The language server, for editors: it speaks on standard input and output."""
    try:
        from policyengine.languageserver.server import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise RequestError([MissingLibrary("pygls", "editor")]) from None
    serve(policies, lang)
