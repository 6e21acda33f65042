"""`policyengine new`: a version begun, from an older one or from nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, say
from policyengine.reporting.lang import Lang


@guarded
def command(
    city: Annotated[str, typer.Argument(metavar="CITY", help="城市编号，如anyang · The city's id.")],
    version: Annotated[str, typer.Argument(metavar="VERSION", help="新版本的名称 · The new version's name.")],
    old: Annotated[
        str | None,
        typer.Option("--from", metavar="[CITY/]OLD", help="所依的旧版本 · The version to begin from."),
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="六位区划代码 · Six-digit code of the place.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="中文名称，如安阳市 · Its Chinese name.")
    ] = None,
    name_en: Annotated[
        str | None, typer.Option("--name-en", metavar="NAME", help="英文名称 · Its English name.")
    ] = None,
    starts: Annotated[
        str | None,
        typer.Option(
            "--starts",
            metavar="DATE",
            help="起始日期；版本以日期命名的，默认为该日 · First day; by default the date it is named after.",
        ),
    ] = None,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """新建版本，待填处标TODO，填完才能通过检查 · Begin a version, with TODO where it must be filled in."""
    # Here and not above: no other command begins a version.
    from policyengine.rulebook.editing.beginning import Begun, from_nothing, from_version
    from policyengine.rulebook.editing.files import create_folder, texts_in, writable_folder
    from policyengine.rulebook.editing.setting import version_folder

    _refuse_unless(
        re.fullmatch("[a-z][a-z0-9_]*", city), city, "小写字母、数字和_", "lower-case letters, digits, _"
    )
    _refuse_unless(
        re.fullmatch(r"[^\W_][\w.\-]{0,79}", version), version, "字母、数字、-", "letters, digits, -"
    )
    _refuse_unless(code is None or re.fullmatch("[0-9]{6}", code, re.ASCII), code, "六位数字", "six digits")
    for word in (name, name_en):
        _refuse_unless(word is None or re.fullmatch(r"[\w·’'() .\-]+", word), word, "名称", "a name")
    begun = Begun(city, version, code, name, name_en, _first_day(version, starts))
    root = writable_folder(policies)
    if old is None:
        texts = from_nothing(begun)
    else:
        old_city, _, old_version = old.rpartition("/")
        folder = version_folder(root, old_city or city, old_version)
        texts = from_version(begun, texts_in(folder), old_city or city, old_version)
    made = create_folder(root / city / version, texts)
    for path in made:
        say(f"{path}\n")
    at = f" --policies {policies}" if policies is not None else ""
    typer.echo(
        lang.say(
            f"已建立。还缺什么，请运行 policyengine check{at}",
            f"begun; what is still missing: policyengine check{at}",
        ),
        err=True,
    )


def _refuse_unless(fits: object, given: str | None, zh: str, en: str) -> None:
    if not fits:
        raise typer.BadParameter(f"“{given}”应为{zh} · {given!r} should be {en}.")


def _first_day(version: str, given: str | None) -> date | None:
    """The first day that is given, else the one that the version's name is."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", given or version, re.ASCII):
            return date.fromisoformat(given or version)
    except ValueError:
        pass
    _refuse_unless(given is None, given, "日期，如2027-01-01", "a date, as 2027-01-01")
    return None
