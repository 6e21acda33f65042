"""`policyengine fmt`: every rule file in the one layout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, say
from policyengine.reporting.lang import Lang


@guarded
def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="文件或文件夹，默认为全部方案 · Files or folders; the whole folder of policies by default.",
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="只列出版式不合的文件，不改动 · Only name the files that would change."),
    ] = False,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """统一规则文件的版式，内容和注释不变 · Lay out rule files in one style; nothing but layout changes."""
    # Here and not above: no other command lays out files.
    from policyengine.cli.source_lines import source_lines
    from policyengine.reporting import findings as drawn
    from policyengine.rulebook.editing.files import bytes_of, rule_files, writable_folder, write_whole
    from policyengine.rulebook.editing.layout import formatted
    from policyengine.rulebook.text.yaml import Unreadable

    if paths and policies is not None:
        raise typer.BadParameter("PATHS 不能与 --policies 同用 · PATHS do not go with --policies.")
    line_of = source_lines()
    seen, changed, unread = 0, 0, 0
    for path in rule_files(paths or [writable_folder(policies)]):
        content = bytes_of(path)
        seen += 1
        try:
            text = formatted(content, str(path))
        except Unreadable as error:
            unread += 1
            say(drawn.render(error.findings, line_of, lang) + "\n")
            continue
        if text.encode("utf-8") == content:
            continue
        changed += 1
        if check:
            say(lang.say(f"版式不合：{path}\n", f"would change: {path}\n"))
        else:
            write_whole(path, text)
            say(lang.say(f"已排版：{path}\n", f"laid out: {path}\n"))
    typer.echo(_summary(seen, changed, unread, check, lang), err=True)
    if unread or (check and changed):
        raise typer.Exit(FOUND)


def _summary(seen: int, changed: int, unread: int, check: bool, lang: Lang) -> str:
    zh, en = ("版式不合", "would change") if check else ("已排版", "laid out")
    parts = [lang.say(f"文件 {seen}", f"files {seen}"), lang.say(f"{zh} {changed}", f"{en} {changed}")]
    if unread:
        parts.append(lang.say(f"无法读取 {unread}", f"unreadable {unread}"))
    return " · ".join(parts)
