"""What the commands of monitoring share: the store, who records, and a bar for long runs."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

import typer

from policyengine.engine import ENGINES, Engine
from policyengine.errors import Bilingual, RequestError
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.meaning.jurisdictions import lies_in
from policyengine.evaluation.meaning.truth import Truth
from policyengine.monitoring.overview import REGISTERED_IN
from policyengine.refusals import BadDate, UnknownName
from policyengine.reporting.lang import Lang

T = TypeVar("T")

DEFAULT_STORE = "policyengine-events.db"
StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="FILE|URL",
        envvar="POLICYENGINE_STORE",
        help=f"事件库：文件或postgresql://…，默认{DEFAULT_STORE} · The store: a file or a URL of PostgreSQL.",
    ),
]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="记录人，默认当前用户 · Who records it.")
]


def _an_engine(given: str) -> str:
    if given not in ENGINES:
        raise typer.BadParameter(f"{given!r} is not one of {', '.join(ENGINES)}.")
    return given


EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="|".join(ENGINES),
        callback=_an_engine,
        help="由谁判定：own或durable-rules · Who decides: our own engine, or durable-rules.",
    ),
]


def recorder(by: str | None) -> str:
    """Who records: the one named, or whoever is logged in. RequestError where nobody is."""
    if by is not None and by.strip():
        return by.strip()[:200]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        what = Bilingual("记录人（请用--by指明）", "user (say who with --by)")
        raise RequestError([UnknownName(what, "")]) from None


def moment() -> datetime:
    """When something is recorded. No result depends on it."""
    return datetime.now(UTC)


def day_of(as_of: str) -> date:
    """The day asked about. RequestError where it is none."""
    try:
        if len(as_of) == 10:
            return date.fromisoformat(as_of)
    except ValueError:
        pass
    raise RequestError([BadDate(as_of)])


def district_of(engine: Engine, city: str, named: str | None) -> str | None:
    """The place of a district, by its code or its name. ProfileError where it is none."""
    if named is None:
        return None
    return str(engine.facts_of({REGISTERED_IN: named}, city).known[REGISTERED_IN])


def city_of(engine: Engine, facts: Facts) -> str:
    """The city in which an enterprise is registered. RequestError where that is not known."""
    place = facts.known.get(REGISTERED_IN)
    codes = engine.rulebook.jurisdictions()
    found = [c for c, code in codes.items() if place is not None and lies_in(str(place), code) is Truth.TRUE]
    if len(found) == 1:
        return found[0]
    what = Bilingual("注册地所在的城市（请用--city指明）", "city of registration (name one with --city)")
    raise RequestError([UnknownName(what, "" if place is None else str(place), tuple(codes))])


@contextmanager
def bar(words: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, if that is a terminal; called with how far things are."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=total)
        yield lambda done: progress.update(task, completed=done)


def counted(things: Iterable[T], tell: Callable[[int], None]) -> Iterator[T]:
    """The same things, each told of once it has been dealt with."""
    for number, thing in enumerate(things, start=1):
        yield thing
        tell(number)


def watching_words(lang: Lang) -> str:
    """What the bar says while enterprises are gone through."""
    return lang.say("企业", "enterprises")
