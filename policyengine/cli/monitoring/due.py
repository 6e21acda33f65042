"""`policyengine monitor due`: what falls due in the days to come."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.monitoring.shared import (
    DEFAULT_STORE,
    StoreOption,
    bar,
    counted,
    day_of,
    district_of,
    watching_words,
)
from policyengine.cli.output import guarded, report
from policyengine.engine import load
from policyengine.monitoring.overview import due, government, standings
from policyengine.monitoring.store import open_store
from policyengine.reporting.lang import Lang
from policyengine.rulebook.event_kinds import Subject


@guarded
def command(
    as_of: options.AsOfOption,
    city: options.CityOption,
    within: Annotated[
        int,
        typer.Option("--within", metavar="DAYS", min=0, max=3660, help="今后多少天 · How many days ahead."),
    ] = 90,
    district: Annotated[
        str | None,
        typer.Option("--district", metavar="PLACE", help="只看该区划或区域的企业 · Only enterprises there."),
    ] = None,
    ical: Annotated[
        Path | None, typer.Option("--ical", metavar="FILE", help="另存日历，.ics · Write a calendar too.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """今后若干天到期的企业义务、政府目标和部门任务 · What falls due: obligations, targets and duties."""
    engine, day = load(policies), day_of(as_of)
    named = engine.named_cities(city)[0]
    place, opened = district_of(engine, named, district), open_store(store)
    events = (*opened.events_of(Subject.AREA, named), *opened.events_of(Subject.DEPARTMENT, named))
    of_city = government(engine, events, named, day) if place is None else None
    with bar(watching_words(lang), opened.enterprises()) as tell:
        each = counted(standings(engine, opened.by_enterprise(), named, day, place), tell)
        coming = due(of_city, each, named, day, within)
    if ical is not None:
        from policyengine.reporting.ical import save_due

        save_due(coming, ical, lang)
    report(coming, format, lang)
