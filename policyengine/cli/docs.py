"""`policyengine docs`: the rulebook for reading, as a folder of pages."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, say, trouble
from policyengine.engine import Engine, day_of, load
from policyengine.errors import RequestError
from policyengine.reporting.lang import Lang
from policyengine.rulebook.plan import Plan

if TYPE_CHECKING:
    from policyengine.reporting.rulebook.volume import Volume


class Tongues(StrEnum):
    """In which languages the pages are written."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


class PageFormat(StrEnum):
    """What the pages are written as."""

    HTML = "html"
    MD = "md"


@guarded
def command(
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", file_okay=False, help="写入的文件夹 · The folder to write to."
        ),
    ],
    plans: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CITY[/VERSION]]...",
            help="哪些城市或版本，默认全部 · Which cities or versions; all where none is named.",
        ),
    ] = None,
    format: Annotated[PageFormat, typer.Option("--format", help="页面格式 · Format of the pages.")] = (
        PageFormat.HTML
    ),
    lang: Annotated[
        Tongues, typer.Option("--lang", help="语言，both为中英文各一套 · Language; both writes two sets.")
    ] = Tongues.ZH,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="效力状态的日期，默认今天 · The day force is told of."),
    ] = None,
    policies: options.PoliciesOption = None,
) -> None:
    """生成供阅读的规则汇编 · The rulebook for reading: a page for each plan, with quotes beside the rules."""
    # Here and not above: no other command writes these pages.
    from policyengine.reporting.rulebook.pages import files
    from policyengine.reporting.rulebook.volume import FRONT

    engine = load(policies)
    chosen = _chosen(engine, plans or [])
    tongues = [Lang.ZH, Lang.EN] if lang is Tongues.BOTH else [Lang(lang.value)]
    volume = volume_of(engine, chosen, date.today() if as_of is None else day_of(as_of))
    written = files(volume, tongues, format.value)
    _write(output, written)
    front = output / f"{FRONT}.{format.value}"
    words = tongues[0].say(
        f"已写入{len(written)}个文件，首页为{front}", f"files: {len(written)}; begin with {front}"
    )
    say(words + "\n")


def _chosen(engine: Engine, named: list[str]) -> list[Plan]:
    """The versions named, each once, in the order of the rulebook. RequestError where there is none such."""
    from policyengine.rulebook.force import named as version_named

    if not named:
        return list(engine.plans)
    kept: set[tuple[str, str]] = set()
    for each in named:
        city, _, version = each.partition("/")
        (id_,) = engine.named_cities([city])
        versions = engine.rulebook.plans[id_]
        wanted = [version_named(versions, version)] if version else list(versions)
        kept.update((plan.city, plan.version) for plan in wanted)
    return [plan for plan in engine.plans if (plan.city, plan.version) in kept]


def volume_of(engine: Engine, plans: list[Plan], as_of: date) -> Volume:
    """What the pages are made from: these versions, and the changes between those of one city."""
    from policyengine.reporting.rulebook.volume import Volume
    from policyengine.rulebook.force import of_day
    from policyengine.rulebook.spoken import spoken_version

    return Volume(
        as_of=as_of.isoformat(),
        versions=[spoken_version(plan) for plan in plans],
        forces=[of_day(engine.rulebook.plans[plan.city], as_of, plan.version).force.value for plan in plans],
        themes={each.id: each.label.to_dict() for each in engine.rulebook.themes},
        roles={each.id: each.label.to_dict() for each in engine.rulebook.roles},
        changes=_changes(plans),
    )


def _changes(plans: list[Plan]) -> list[dict[str, Any]]:
    """What each version of a city changed of the one before it."""
    from policyengine.rulebook.difference import differences

    dated = sorted(plans, key=lambda plan: (plan.city, plan.period.start, plan.version))
    return [
        {
            "city": new.city,
            "old": old.version,
            "new": new.version,
            "changes": [each.to_dict() for each in differences(old, new)],
        }
        for old, new in pairwise(dated)
        if old.city == new.city
    ]


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write all files or none of them. RequestError where the folder cannot be written to."""
    from policyengine.rulebook.editing.files import write_all

    try:
        for parent in {(folder / name).parent for name in files}:
            parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError([trouble(str(folder), error)]) from None
    write_all({folder / name: text for name, text in files.items()})
