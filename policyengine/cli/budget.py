"""`policyengine budget`: what a plan will cost for a table of enterprises, and how sure that is."""

from __future__ import annotations

import gc
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policyengine.cli import columns, options
from policyengine.cli.output import guarded, report
from policyengine.engine import Engine, load
from policyengine.errors import RequestError
from policyengine.refusals import MissingLibrary
from policyengine.reporting.lang import Lang

if TYPE_CHECKING:
    from policyengine.budget.budget import Asked

LIBRARIES = ("sqlglot", "duckdb", "pyarrow")


@guarded
def command(
    enterprises: Annotated[
        str,
        typer.Argument(
            metavar="ENTERPRISES",
            help="企业表：Parquet、CSV或JSON Lines，一户一行 · The enterprises, a row each: Parquet, CSV or "
            "JSON Lines.",
        ),
    ],
    city: options.CityOption,
    as_of: options.AsOfOption,
    year: options.YearOption = None,
    version: options.VersionOption = None,
    what_if: Annotated[
        str | None,
        typer.Option(
            "--what-if",
            metavar="VERSION",
            help="与另一版本并列对比：版本名，或“城市/版本” · Set another version beside it: its name, or "
            "CITY/VERSION.",
        ),
    ] = None,
    what_if_policies: Annotated[
        Path | None,
        typer.Option(
            "--what-if-policies",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="另一版本所在文件夹，如修改中的草案 · The folder of the other version, such as a draft "
            "being edited.",
        ),
    ] = None,
    key: columns.KeyOption = columns.KEY,
    map: columns.MapOption = None,
    assume_registered: Annotated[
        bool, typer.Option(options.REGISTERED_FLAGS, help=options.REGISTERED_HELP)
    ] = False,
    assume_not_received: options.NotReceivedOption = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="FILE", help="另存图表，.svg或.png · Draw a chart too."),
    ] = None,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """测算一个方案要花多少钱 · What a plan will cost, who pays, and how sure that is."""
    gc.enable()  # switched off for commands that are over at once
    for library in LIBRARIES:
        if find_spec(library) is None:
            raise RequestError([MissingLibrary(library, "batch")])
    # Here and not above: no other command reckons over tables.
    from policyengine.batch.runs.stopping import stoppable
    from policyengine.budget.budget import budget
    from policyengine.reporting.chart import drawable

    if chart is not None:
        drawable(chart)  # before minutes are spent
    engine = load(policies, _cities(city, what_if, what_if_policies))
    with stoppable():
        found = budget(
            engine,
            enterprises,
            city=city,
            as_of=as_of,
            year=year,
            version=version,
            what_if=_other(engine, city, what_if, what_if_policies),
            key=key,
            columns=columns.mapped(map),
            assume_registered=assume_registered,
            assume_not_received=assume_not_received,
        )
    if chart is not None:
        found.plot(chart, lang.value)
    report(found.to_dict(), format, lang)


def _cities(city: str, what_if: str | None, policies: Path | None) -> list[str]:
    """The cities whose plans are asked about: no other is read."""
    other = "" if policies is not None else (what_if or "").rpartition("/")[0]
    return [city, *([other] if other else [])]


def _other(engine: Engine, city: str, what_if: str | None, policies: Path | None) -> Asked | str | None:
    """The version to set beside it; in a folder of its own, by default the one that the day gives."""
    if policies is None:
        return what_if
    from policyengine.budget.budget import Asked

    other, slash, version = (what_if or "").rpartition("/")
    return Asked(load(policies), other if slash else engine.named_cities([city])[0], version or None)
