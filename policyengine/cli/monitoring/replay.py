"""`policyengine monitor replay`: conclusions drawn again, from the same events by today's rules."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from policyengine.cli import options
from policyengine.cli.monitoring.shared import (
    DEFAULT_STORE,
    StoreOption,
    bar,
    counted,
    day_of,
    watching_words,
)
from policyengine.cli.output import FOUND, guarded, report
from policyengine.engine import load
from policyengine.monitoring.conclusion import Conclusion, Replayed, replayed
from policyengine.monitoring.store import open_store
from policyengine.reporting.lang import Lang


@guarded
def command(
    city: Annotated[
        str | None, typer.Option("--city", metavar="CITY", help="只看此城市 · Only this city.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="只看此日的结论 · Only those of this day.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """按现行规则重新得出report --keep的结论，列出不同 · Conclusions drawn again: what differs now."""
    engine, opened = load(policies), open_store(store)
    named = None if city is None else engine.named_cities(city)[0]
    kept: dict[str, list[Conclusion]] = {}
    for each in opened.conclusions(named, None if as_of is None else day_of(as_of)):
        kept.setdefault(each.enterprise, []).append(each)
    again: list[Replayed] = []
    with bar(watching_words(lang), opened.enterprises()) as tell:
        for enterprise, events in counted(opened.by_enterprise(), tell):
            again += [replayed(engine, each, events) for each in kept.get(enterprise, ())]
    result = _result(again)
    report(result, format, lang)
    if result["changed"]:
        raise typer.Exit(FOUND)


def _result(again: list[Replayed]) -> dict[str, Any]:
    return {
        "schema": "policyengine/conclusions@1",
        "replayed": len(again),
        "rules_changed": sum(each.rules_changed for each in again),
        "changed": [each.to_dict() for each in again if each.changes],
    }
