"""`policyengine monitor status`: one enterprise's obligations, or a city's targets and duties, on a day."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from policyengine.cli import options
from policyengine.cli.monitoring.shared import DEFAULT_STORE, StoreOption, city_of, day_of
from policyengine.cli.output import guarded, report
from policyengine.engine import Engine, load
from policyengine.errors import RequestError
from policyengine.monitoring.facts import facts_on
from policyengine.monitoring.overview import SCHEMA, government
from policyengine.monitoring.register import Register, Unnamed
from policyengine.monitoring.standing import standing
from policyengine.monitoring.store import open_store
from policyengine.reporting.lang import Lang
from policyengine.rulebook.event_kinds import Subject


@guarded
def command(
    as_of: options.AsOfOption,
    enterprise: Annotated[
        str | None,
        typer.Option("--enterprise", metavar="CODE", help="企业的统一社会信用代码 · Its credit code."),
    ] = None,
    city: Annotated[
        str | None, typer.Option("--city", metavar="CITY", help="城市编号或名称 · The city's id or name.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """某日企业的义务进度，或某市的目标和任务周期 · Where an enterprise or a government stands on a day."""
    if enterprise is None and city is None:
        raise typer.BadParameter("需指明--enterprise或--city · Name --enterprise or --city.")
    engine = load(policies)
    if enterprise is not None:
        report(_of_enterprise(engine, enterprise, city, as_of, store), format, lang)
    elif city is not None:
        report(_of_city(engine, city, as_of, store), format, lang)


def _of_enterprise(engine: Engine, named: str, city: str | None, as_of: str, location: str) -> dict[str, Any]:
    day = day_of(as_of)
    try:
        enterprise = Register.of(engine.rulebook).enterprise(named)
    except Unnamed as unnamed:
        raise RequestError([unnamed.finding]) from None
    events = open_store(location).events_of(Subject.ENTERPRISE, enterprise)
    rulebook = engine.rulebook
    if city is None:
        facts = facts_on(events, rulebook.events, rulebook.vocabulary, day, day.year)
        city = city_of(engine, engine.facts_of(facts.profile))
    return standing(engine, enterprise, events, engine.named_cities(city)[0], day).to_dict()


def _of_city(engine: Engine, named: str, as_of: str, location: str) -> dict[str, Any]:
    city, day = engine.named_cities(named)[0], day_of(as_of)
    store = open_store(location)
    events = (*store.events_of(Subject.AREA, city), *store.events_of(Subject.DEPARTMENT, city))
    return {"schema": SCHEMA, **government(engine, events, city, day).to_dict(), "district": None}
