"""`policyengine test`: every version's own cases, tried."""

from __future__ import annotations

from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, say
from policyengine.engine import load
from policyengine.reporting.lang import Lang


@guarded
def command(
    city: Annotated[
        list[str] | None, typer.Argument(metavar="CITY", help="只试这些城市 · Only these cities.")
    ] = None,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """按各版本的cases.yaml逐例核对 · Try the cases of every version."""
    # Here and not above: no other command reads cases.
    from policyengine.rulebook.cases import load_cases
    from policyengine.trial import tried

    engine = load(policies)
    trials = list(tried(engine, load_cases(policies, engine.named_cities(city or None))))
    failed = [trial for trial in trials if not trial.passed]
    for trial in failed:
        place = f"{trial.case.span.file}:{trial.case.span.line}" if trial.case.span else trial.city
        say(f"✗ {place} {lang.of(trial.name.to_dict())}\n")
        for each in trial.departures:
            expected, got = lang.say("应为", "expected"), lang.say("实为", "got")
            label, wanted, found = (lang.of(w.to_dict()) for w in (each.label, each.expected, each.got))
            say(f"    {each.what}（{label}）: {expected} {wanted} · {got} {found}\n")
            for reason in each.why:
                say(f"        {lang.of(reason.to_dict())}\n")
    say(lang.say(f"{len(trials)}例，{len(failed)}例不符\n", f"{len(trials)} cases, {len(failed)} failed\n"))
    if failed:
        raise typer.Exit(FOUND)
