"""`policyengine monitor report`: a government's or a district's whole picture on a day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.monitoring.shared import (
    DEFAULT_STORE,
    ByOption,
    EngineOption,
    StoreOption,
    bar,
    counted,
    day_of,
    district_of,
    moment,
    recorder,
    watching_words,
)
from policyengine.cli.output import guarded
from policyengine.cli.output import report as show
from policyengine.engine import OWN, load
from policyengine.monitoring.conclusion import Conclusion, concluded
from policyengine.monitoring.overview import government, overview, standings
from policyengine.monitoring.standing import Standing
from policyengine.monitoring.store import open_store
from policyengine.reporting.lang import Lang
from policyengine.rulebook.event_kinds import Subject


@guarded
def command(
    as_of: options.AsOfOption,
    city: options.CityOption,
    district: Annotated[
        str | None,
        typer.Option("--district", metavar="PLACE", help="只看该区划或区域的企业 · Only enterprises there."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="把结论记入事件库，供replay核对 · Keep the conclusions for replay.")
    ] = False,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="另存目标进度图，.svg或.png · Draw the targets too."),
    ] = None,
    by: ByOption = None,
    engine: EngineOption = OWN,
    store: StoreOption = DEFAULT_STORE,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """某市或某区划的全貌：谁落后、差多少，目标和任务周期 · Who is behind and by what; targets and rhythms."""
    rules, day = load(policies), day_of(as_of)
    named = rules.named_cities(city)[0]
    place, opened = district_of(rules, named, district), open_store(store)
    events = (*opened.events_of(Subject.AREA, named), *opened.events_of(Subject.DEPARTMENT, named))
    made: list[Conclusion] = []

    def seen(each: Standing) -> None:
        conclusion = concluded(each) if keep else None
        if conclusion is not None:
            made.append(conclusion)

    with bar(watching_words(lang), opened.enterprises()) as tell:
        each = counted(standings(rules, opened.by_enterprise(), named, day, place, engine=engine), tell)
        whole = overview(government(rules, events, named, day, engine=engine), each, place, seen)
    if made:
        opened.conclude(made, by=recorder(by), at=moment())
    if plot is not None:
        from policyengine.reporting.target_chart import plot as drawn

        drawn(whole, plot, lang)
    show(whole, format, lang)
