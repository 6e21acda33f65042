"""`policyengine batch`: a table of enterprises answered for one city or several, however long it is."""

from __future__ import annotations

import gc
import re
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policyengine.cli import columns, options
from policyengine.cli.output import FOUND, STOPPED, guarded, say
from policyengine.cli.progress import progress
from policyengine.engine import Engine, day_of, load
from policyengine.errors import RequestError
from policyengine.refusals import BadYear, MissingLibrary
from policyengine.reporting.lang import Lang

if TYPE_CHECKING:
    from policyengine.batch.runs.asked import Asked
    from policyengine.batch.runs.run import Finished, Places
    from policyengine.rulebook.force import Chosen

ENGINES = ("duckdb", "spark")
ALL = "all"
MEMORY = "2GB"
PART_ROWS = 200_000


def _an_engine(given: str) -> str:
    if given not in ENGINES:
        raise typer.BadParameter(f"{given!r}：应为其一 · is not one of {', '.join(ENGINES)}.")
    return given


def _a_size(given: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)? ?[KMGT]i?B", given, re.ASCII):
        raise typer.BadParameter(f"{given!r}：应写作3GB · is no size; write it as 3GB.")
    return given


@guarded
def command(
    enterprises: Annotated[
        str,
        typer.Argument(
            metavar="ENTERPRISES",
            help="企业表：Parquet、CSV或JSON Lines，或Parquet所在文件夹 · The table, or a folder of Parquet.",
        ),
    ],
    city: Annotated[
        str,
        typer.Option(
            "--city", metavar="all|CITY,…", help="城市，逗号分隔；all为全部 · Cities by commas; all of them."
        ),
    ],
    as_of: options.AsOfOption,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="结果文件，.parquet、.csv或.jsonl · The answers, in the format of the name.",
        ),
    ],
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="|".join(ENGINES),
            callback=_an_engine,
            help="在本机或在Spark上 · On this machine, or on Spark.",
        ),
    ] = "duckdb",
    map: columns.MapOption = None,
    key: columns.KeyOption = columns.KEY,
    rejects: Annotated[
        str | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            help="退回的行，默认OUT.rejects.csv · The rows refused, with reasons.",
        ),
    ] = None,
    year: options.YearOption = None,
    version: options.VersionOption = None,
    assume_registered: Annotated[
        bool, typer.Option(options.REGISTERED_FLAGS, help=options.REGISTERED_HELP)
    ] = False,
    assume_not_received: options.NotReceivedOption = None,
    part_rows: Annotated[
        int,
        typer.Option(
            "--part-rows",
            metavar="N",
            min=1,
            max=10_000_000,
            help="每部分的行数，中断后至多重做一部分 · Rows of a part; a stop costs one at most.",
        ),
    ] = PART_ROWS,
    memory: Annotated[
        str,
        typer.Option(
            "--memory",
            metavar="SIZE",
            callback=_a_size,
            help="数据库可用内存，超出部分暂存磁盘 · Memory of the database; beyond it the disk is used.",
        ),
    ] = MEMORY,
    restart: Annotated[
        bool, typer.Option("--restart", help="放弃未完成的运行，重新开始 · Begin again, whatever was begun.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度 · No progress.")] = False,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """逐户评估整张企业表，可中断后继续 · A whole table of enterprises, answered row by row; resumable."""
    gc.enable()  # switched off for commands that are over at once
    _libraries(engine)
    if year is not None and not date.min.year <= year <= date.max.year:
        raise RequestError([BadYear(str(year))])
    cities = None if city == ALL else [each.strip() for each in city.split(",") if each.strip()]
    if version is not None and (cities is None or len(cities) != 1):
        raise typer.BadParameter("只能与一个城市同用 · goes with one city only.", param_hint="--version")
    # Here and not above: these need libraries that are installed only on demand.
    from policyengine.batch.runs.asked import Asked
    from policyengine.batch.runs.run import Places

    # What is asked is looked into before any row is read, and refused before any file is touched.
    loaded, day = load(policies), day_of(as_of)
    named = loaded.named_cities(cities)
    asked = Asked(
        chosen=_chosen(loaded, named, day, version, engine),
        names=loaded.names_for(named),
        as_of=day,
        year=year,
        key=key,
        columns=columns.mapped(map),
        assume_registered=assume_registered,
        assume_not_received=assume_not_received,
    )
    if engine == "spark":
        from policyengine.batch.runs.spark import run_on_spark

        refused = rejects or f"{output.rstrip('/')}.rejects"
        done = run_on_spark(asked, enterprises, output, refused)
    else:
        places = Places.of(Path(output), None if rejects is None else Path(rejects))
        refused = str(places.rejects)
        done = _here(asked, enterprises, places, part_rows, memory, restart=restart, quiet=quiet, lang=lang)
    say(_summary(done, output, refused, lang))
    if done.rejects:
        raise typer.Exit(FOUND)


def _libraries(engine: str) -> None:
    """RequestError where a library is missing that is installed only on demand."""
    wanted = {"sqlglot": "batch", "pyarrow": "batch", "duckdb": "batch"}
    if engine == "spark":
        wanted = {"sqlglot": "batch", "pyspark": "spark"}
    for library, extra in wanted.items():
        if find_spec(library) is None:
            raise RequestError([MissingLibrary(library, extra)])


def _chosen(
    engine: Engine, cities: tuple[str, ...], day: date, version: str | None, dialect: str
) -> dict[str, Chosen]:
    """What answers for each city."""
    from policyengine.batch.sql import version_for

    plans = engine.rulebook.plans
    return {city: version_for(plans[city], day, version, dialect) for city in cities}


def _here(
    asked: Asked,
    enterprises: str,
    places: Places,
    part_rows: int,
    memory: str,
    *,
    restart: bool,
    quiet: bool,
    lang: Lang,
) -> Finished:
    """The run on this machine, with its progress; stopped by Ctrl-C it says how to go on."""
    from policyengine.batch.runs.here import run_here

    try:
        with progress(lang, quiet=quiet) as told:
            return run_here(
                asked, enterprises, places, part_rows=part_rows, memory=memory, restart=restart, told=told
            )
    except KeyboardInterrupt:
        words = lang.say(
            f"已中断；{places.output}未写入，已完成的部分保留，用同一命令继续",
            f"stopped; {places.output} is not written; what is done is kept: run the same command to go on",
        )
        typer.echo(words, err=True)
        raise typer.Exit(STOPPED) from None


def _summary(done: Finished, output: str, rejects: str, lang: Lang) -> str:
    told = lang.say(
        f"共{done.rows:,}行：已答{done.answers:,}行，见{output}；退回{done.rejects:,}行，见{rejects}",
        f"{done.rows:,} rows: {done.answers:,} answered, see {output}; "
        f"{done.rejects:,} refused, see {rejects}",
    )
    resumed = lang.say(
        f"（其中{done.resumed:,}行为此前运行所答）", f" ({done.resumed:,} of them done by an earlier run)"
    )
    return f"{told}{resumed if done.resumed else ''}\n"
