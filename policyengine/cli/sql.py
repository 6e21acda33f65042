"""`policyengine sql`: a city's rules as one statement of SQL, for another system's own database."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, say
from policyengine.engine import day_of, load
from policyengine.errors import RequestError
from policyengine.refusals import BadYear, MissingLibrary
from policyengine.reporting.lang import Lang

if TYPE_CHECKING:
    from types import ModuleType

DIALECTS = ("duckdb", "spark", "postgres", "portable")
ALL = "all"


def _a_dialect(given: str) -> str:
    if given not in DIALECTS:
        raise typer.BadParameter(f"{given!r}：应为其一 · is not one of {', '.join(DIALECTS)}.")
    return given


def _a_table(given: str) -> str:
    """A name of one to three parts. Whatever they hold, the statement puts them in quotes where it must."""
    parts = given.split(".")
    if not all(part.strip() for part in parts) or len(parts) > 3 or not given.isprintable():
        raise typer.BadParameter(
            f"{given!r}：应为表名，可加模式名 · is not a name, schema.name or catalog.schema.name."
        )
    return given


def _a_column(given: str) -> str:
    if not given.strip() or not given.isprintable():
        raise typer.BadParameter(f"{given!r}：不能作列名 · is not the name of a column.")
    return given


@guarded
def command(
    city: Annotated[
        str,
        typer.Argument(metavar="CITY", help="城市编号或名称；all为所有城市 · The city's id or name, or all."),
    ],
    dialect: Annotated[
        str,
        typer.Option(
            "--dialect",
            metavar="|".join(DIALECTS),
            callback=_a_dialect,
            help="数据库方言；portable为通用写法 · The database; portable keeps to what all of them have.",
        ),
    ] = "duckdb",
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="评估日，默认今天 · The day asked about; today."),
    ] = None,
    year: options.YearOption = None,
    version: options.VersionOption = None,
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="NAME",
            callback=_a_table,
            help="企业表名，可带库名 · The table, or schema.table.",
        ),
    ] = "enterprises",
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="COLUMN",
            callback=_a_column,
            help="企业标识列 · The column that says whose row it is.",
        ),
    ] = "enterprise_id",
    assume_registered: Annotated[
        bool, typer.Option(options.REGISTERED_FLAGS, help=options.REGISTERED_HELP)
    ] = False,
    assume_not_received: options.NotReceivedOption = None,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """把规则写成一条SQL语句 · A city's rules as one statement of SQL, commented by rule and clause.

    \b
    all：所有城市合为一条语句，列名冠以城市编号，企业表只读一遍。
    all: every city in one statement that reads the table once; columns begin with the city's id.
    """
    batch = _library()
    if year is not None and not date.min.year <= year <= date.max.year:
        raise RequestError([BadYear(str(year))])
    if city == ALL and version is not None:
        raise typer.BadParameter("只能与一个城市同用 · goes with one city only.", param_hint="--version")
    engine = load(policies, None if city == ALL else city)
    day = date.today() if as_of is None else day_of(as_of)
    chosen = {
        each: batch.version_for(engine.rulebook.plans[each], day, version, dialect)
        for each in engine.named_cities(None if city == ALL else [city])
    }
    asked = {"assume_registered": assume_registered, "assume_not_received": assume_not_received}
    if city == ALL:
        statement = batch.statement_for_several(chosen, day, year, dialect, table=table, key=key, **asked)
    else:
        (only,) = chosen.values()
        statement = batch.statement_for(
            only.plan, day, year, dialect, table=table, key=key, force=only.force, **asked
        )
    say(statement.sql)


def _library() -> ModuleType:
    """What writes statements; it needs a library that is installed only on demand."""
    if find_spec("sqlglot") is None:
        raise RequestError([MissingLibrary("sqlglot", "batch")])
    from policyengine.batch import sql

    return sql
