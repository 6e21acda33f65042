"""`policyengine set`: values of a version, changed in place if the version still checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, say
from policyengine.errors import Bilingual
from policyengine.reporting.lang import Lang

if TYPE_CHECKING:
    from policyengine.reporting.findings import SourceLine
    from policyengine.rulebook.editing.setting import Trial

LONGEST = 60
"""Characters of a value shown before and after."""


@guarded
def command(
    target: Annotated[
        str, typer.Argument(metavar="CITY/VERSION", help="城市/版本 · Which version, as anyang/2017-12-29.")
    ],
    pairs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH VALUE]...",
            help="路径和新值，可多对，要么全改要么不改 · Paths, each with its value; all are set or none.",
        ),
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", metavar="PATH", help="删去该处，可重复 · Take away; may be repeated."),
    ] = None,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """改动版本中的值，注释不变；改后不能通过检查的不改 · Change values in place, if it still checks."""
    # Here and not above: no other command writes rules.
    from policyengine.cli.source_lines import source_lines
    from policyengine.reporting import findings as drawn
    from policyengine.rulebook.editing.files import writable_folder, write_all
    from policyengine.rulebook.editing.setting import Wish, on_trial
    from policyengine.rulebook.text.yaml import Unreadable

    city, version = _target(target)
    wishes = [Wish(path, value) for path, value in _paired(pairs or [])]
    wishes += [Wish(path, None) for path in unset or []]
    if not wishes:
        raise typer.BadParameter(
            "没有要改的内容 · nothing is to be changed: give PATH VALUE or --unset PATH."
        )
    on_disk = source_lines()
    try:
        trial = on_trial(writable_folder(policies), city, version, wishes)
    except Unreadable as error:
        say(drawn.render(error.findings, on_disk, lang) + "\n")
        raise typer.Exit(FOUND) from None
    line_of = _as_tried(trial, on_disk)
    if trial.refused:
        say(drawn.render(trial.refused, line_of, lang) + "\n")
        zh, en = "改后不能通过检查，未作改动", "with this the version would not check; nothing was changed"
        typer.echo(lang.say(zh, en), err=True)
        raise typer.Exit(FOUND)
    write_all(dict(trial.texts))
    for change in trial.changes:
        before, after = (_short(each, lang) for each in (change.before, change.after))
        say(f"{change.path}: {before} → {after}\n")
    if trial.told:
        say(drawn.render(trial.told, line_of, lang) + "\n")
    for words in _what_is_left(trial, city):
        typer.echo(lang.of(words.to_dict()), err=True)


def _as_tried(trial: Trial, on_disk: SourceLine) -> SourceLine:
    """The lines of the files as they would be: findings speak of those."""
    texts = {str(path): text.splitlines() for path, text in trial.texts.items()}

    def line_of(file: str, number: int) -> str | None:
        lines = texts.get(file)
        if lines is None:
            return on_disk(file, number)
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line_of


def _what_is_left(trial: Trial, city: str) -> Iterator[Bilingual]:
    if trial.remaining:
        count = trial.remaining
        yield Bilingual(f"本市的规则还有错误{count}处", f"errors left in this city's rules: {count}")
    yield Bilingual(
        f"用例未试，请运行 policyengine test {city}", f"cases are not tried: run policyengine test {city}"
    )


def _target(given: str) -> tuple[str, str]:
    city, slash, version = given.strip("/").partition("/")
    if not (city and slash and version) or "/" in version:
        raise typer.BadParameter(
            f"“{given}”应写作 城市/版本 · {given!r} is not CITY/VERSION, as anyang/2017-12-29."
        )
    return city, version


def _paired(given: list[str]) -> list[tuple[str, str]]:
    if len(given) % 2:
        raise typer.BadParameter(f"路径“{given[-1]}”没有值 · the path {given[-1]!r} has no value after it.")
    return list(zip(given[::2], given[1::2], strict=True))


def _short(written: str | None, lang: Lang) -> str:
    if written is None:
        return lang.say("（无）", "nothing")
    line = " ".join(written.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
