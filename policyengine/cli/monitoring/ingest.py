"""`policyengine monitor ingest`: events into the store, what cannot be read into a file of rejects."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Annotated, BinaryIO

import typer

from policyengine.cli import options
from policyengine.cli.monitoring.shared import DEFAULT_STORE, ByOption, StoreOption, bar, moment, recorder
from policyengine.cli.output import FOUND, guarded, say, trouble
from policyengine.cli.profile_file import STDIN
from policyengine.engine import load
from policyengine.errors import RequestError
from policyengine.monitoring.ingest import Ingested, Reject, ingest
from policyengine.monitoring.lines import FORMATS, format_of, read_lines
from policyengine.monitoring.reading import EventReader
from policyengine.monitoring.register import Register
from policyengine.monitoring.store import open_store
from policyengine.reporting.lang import Lang


@guarded
def command(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="事件（JSON Lines或CSV），- 为标准输入 · Events; - is standard input."
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="|".join(FORMATS), help="格式，默认按文件名 · Told by the name otherwise."
        ),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects", metavar="FILE", help="退回的行写入何处，默认FILE.rejects.jsonl · Refused lines."
        ),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            metavar="FILE",
            help="企业名录，每行一个信用代码 · The enterprises there are, a code a line.",
        ),
    ] = None,
    by: ByOption = None,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """记录事件，重复的只计一次，不能识别的退回并写明理由 · Record events; what cannot be read is refused."""
    if format is not None and format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is not one of {', '.join(FORMATS)}.")
    engine, who = load(policies), recorder(by)
    register = Register.of(engine.rulebook, None if roster is None else _codes(roster))
    reader = EventReader(engine.rulebook.events, register, engine.rulebook.vocabulary, engine.facts_of)
    into = rejects or Path("rejects.jsonl" if file == STDIN else f"{file}.rejects.jsonl")
    with _opened(file) as stream, _rejects(into) as refuse, bar(lang.say("行", "lines")) as tell:
        lines = read_lines(stream, format or format_of(file))
        opened = open_store(store, create=True)
        done = ingest(
            lines,
            reader,
            opened,
            by=who,
            at=moment(),
            rejected=refuse,
            acknowledged=lambda ingested: tell(ingested.lines),
        )
    say(_summary(done, into, lang))
    if done.refused:
        raise typer.Exit(FOUND)


def _summary(done: Ingested, into: Path, lang: Lang) -> str:
    told = lang.say(
        f"新增{done.new}条，原已记录{done.known}条，退回{done.refused}行",
        f"{done.new} new, {done.known} known before, {done.refused} lines refused",
    )
    return f"{told}{lang.say(f'，见{into}', f', see {into}') if done.refused else ''}\n"


def _codes(roster: Path) -> frozenset[str]:
    try:
        return frozenset(filter(None, (line.strip() for line in roster.read_text("utf-8-sig").splitlines())))
    except (OSError, UnicodeDecodeError) as error:
        cause = error if isinstance(error, OSError) else OSError(0, "not UTF-8")
        raise RequestError([trouble(str(roster), cause)]) from None


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == STDIN:
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(file).open("rb"))
        except (OSError, ValueError) as error:
            cause = error if isinstance(error, OSError) else FileNotFoundError()
            raise RequestError([trouble(file, cause)]) from None
        yield stream


class _Rejects:
    """A file of rejects that is begun with the first of them, and put in its place when it is whole."""

    def __init__(self, into: Path) -> None:
        self.into = into
        self.begun: IO[str] | None = None

    def __call__(self, reject: Reject) -> None:
        """Write one down. RequestError where that cannot be done."""
        try:
            if self.begun is None:
                self.begun = self._beside().open("x", encoding="utf-8")
            self.begun.write(json.dumps(reject.to_dict(), ensure_ascii=False) + "\n")
        except OSError as error:
            raise RequestError([trouble(str(self.into), error)]) from None

    def _beside(self) -> Path:
        return self.into.with_name(f".{self.into.name}.{os.getpid()}")

    def close(self, *, whole: bool) -> None:
        """Put the file in its place if all that was refused is in it."""
        if self.begun is None:
            return
        self.begun.close()
        if whole:
            os.replace(self.begun.name, self.into)
        else:
            Path(self.begun.name).unlink(missing_ok=True)


@contextmanager
def _rejects(into: Path) -> Iterator[_Rejects]:
    rejects = _Rejects(into)
    try:
        yield rejects
    except BaseException:
        rejects.close(whole=False)
        raise
    rejects.close(whole=True)
