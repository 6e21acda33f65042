"""`policyengine replay`: a record asked again, and what has become different."""

from __future__ import annotations

from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, say
from policyengine.cli.profile_file import content_of
from policyengine.engine import load
from policyengine.reporting.lang import Lang

MOST_BYTES = 64 * 2**20  # a record holds a whole result, which is larger than any profile


@guarded
def command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="evaluate --record 的存档 · What evaluate --record wrote.")
    ],
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """按存档重新评估，列出不同之处和条款 · Ask a record again: what differs, and by which clause."""
    # Here and not above: no other command reads records.
    from policyengine.replay import replayed

    replay = replayed(load(policies), content_of(file, MOST_BYTES))
    if replay.rules_changed:
        say(lang.say("规则在存档之后有改动。\n", "The rules have changed since the record.\n"))
    for each in replay.differences:
        clauses = lang.listed(list(each.clauses))
        by = lang.say(f"（{clauses}）", f" ({clauses})") if clauses else ""
        say(f"{each.where}: {lang.of(each.words.to_dict())}{by}\n")
    if replay.differences:
        raise typer.Exit(FOUND)
    say(lang.say("结果与存档一致。\n", "Same as the record.\n"))
