"""The options that several commands share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyengine.reporting import FORMATS
from policyengine.reporting.lang import Lang


def _a_format(given: str) -> str:
    if given not in FORMATS:
        raise typer.BadParameter(f"{given!r} is not one of {', '.join(FORMATS)}.")
    return given


PoliciesOption = Annotated[
    Path | None,
    typer.Option(
        "--policies",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="方案所在文件夹，默认为随软件附带的方案 · Folder of policies; the bundled plans by default.",
    ),
]
LangOption = Annotated[Lang, typer.Option("--lang", help="语言 · Language.")]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format", metavar="|".join(FORMATS), callback=_a_format, help="输出格式 · Format of the output."
    ),
]
WatchOption = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="每次保存后重新核对，按Ctrl-C结束 · Answer after every save of a file, until Ctrl-C.",
    ),
]


def watching_takes_no(*others: tuple[str, bool]) -> None:
    """A usage error if an option that cannot go on with `--watch` is given with it."""
    for option, given in others:
        if given:
            raise typer.BadParameter(f"--watch 不能与 {option} 同用 · --watch does not go with {option}.")


ProfileArgument = Annotated[
    str,
    typer.Argument(
        metavar="PROFILE",
        help="企业画像（JSON或YAML），- 为标准输入 · The enterprise, JSON or YAML; - is standard input.",
    ),
]
AsOfOption = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="评估日，如2022-06-30 · The day asked about.")
]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", help="评估年度，默认评估日所在年 · The year assessed."),
]
CityOption = Annotated[
    str, typer.Option("--city", metavar="CITY", help="城市编号或名称 · The city's id or name.")
]
CitiesOption = Annotated[
    list[str] | None,
    typer.Option("--city", metavar="CITY", help="只看这些城市，可重复 · Only these cities; may be repeated."),
]
VersionOption = Annotated[
    str | None,
    typer.Option("--version", metavar="VERSION", help="指定版本，默认按日期选取 · A version by its name."),
]
NotReceivedOption = Annotated[
    bool | None,
    typer.Option(
        "--assume-not-received/--no-assume-not-received",
        help="是否视为此前未获奖补，默认仅在画像未写时 · Take nothing as received, or assume nothing.",
    ),
]
REGISTERED_FLAGS = "--assume-registered/--no-assume-registered"
REGISTERED_HELP = "是否视为在本地注册 · Take the enterprise as registered in the plan's jurisdiction."
