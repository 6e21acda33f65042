"""How far a long run is: a bar on a terminal, a plain line now and then elsewhere, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from policyengine.reporting.lang import Lang

if TYPE_CHECKING:
    from policyengine.batch.runs.run import Told

EVERY = 30.0
"""Seconds between two plain lines."""


@contextmanager
def progress(lang: Lang, *, quiet: bool) -> Iterator[Callable[[Told], None]]:
    """Gives what is to be called with how far the run is."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bar(lang) as told:
            yield told
    else:
        yield _lines(lang)


@contextmanager
def _bar(lang: Lang) -> Iterator[Callable[[Told], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (
        TextColumn("{task.fields[rows]}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[left]}"),
    )
    clock = _Clock(lang)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0, rows="", rate="", left="")

        def told(now: Told) -> None:
            rows, rate, left = clock.words(now)
            bar.update(task, completed=now.share, rows=rows, rate=rate, left=left)

        yield told


def _lines(lang: Lang) -> Callable[[Told], None]:
    clock = _Clock(lang)
    last = time.monotonic()

    def told(now: Told) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY and now.rows > now.resumed:
            last = time.monotonic()
            typer.echo(" · ".join(filter(None, clock.words(now))), err=True)

    return told


class _Clock:
    """Rows, their rate and the time left, in words; what was done before this run counts for nothing."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._begun = time.monotonic()

    def words(self, now: Told) -> tuple[str, str, str]:
        lang, spent = self._lang, max(1e-9, time.monotonic() - self._begun)
        done = now.rows - now.resumed
        rate = done / spent
        rows_in_all = now.rows / now.share if now.share else now.rows
        left = (rows_in_all - now.rows) / rate if rate else 0
        minutes, seconds = divmod(round(left), 60)
        return (
            lang.say(f"{now.rows:,}行", f"{now.rows:,} rows"),
            lang.say(f"每秒{rate:,.0f}行", f"{rate:,.0f} rows/s") if done else "",
            lang.say(f"还需{minutes}分{seconds:02}秒", f"{minutes}:{seconds:02} left") if done else "",
        )
