"""Watching folders: an answer after each save, one below another, until Ctrl-C.

    14:03:05 policies · 按Ctrl-C结束
    14:03:06 0个错误，0个警告 · 方案 5 · 612毫秒
    14:03:12 haimen/2022-10-12/rewards.yaml
    …what is wrong…
    14:03:12 1个错误，0个警告 · 方案 4 · 84毫秒

The system tells when to look; what changed is found by looking. So a burst of saves is one answer, an editor
that saves by renaming is like any other, and whatever the system did not tell is found a moment later.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from policyengine.cli.output import say
from policyengine.errors import RequestError
from policyengine.refusals import MissingLibrary
from policyengine.reporting.lang import Lang

STEP = 10
"""Milliseconds without a further change after which a burst of saves is over."""
LONGEST_BURST = 100
"""Milliseconds after which saves that do not cease are answered all the same."""
IDLE = 500
"""Milliseconds after which we look without having been told."""
AT_REST = 20
"""Looking untold takes at most one part in this many of the time."""
MOST_NAMES = 3
"""More files than this that changed together are counted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to say after a change: the files that changed, the lines to print, and the sum of it."""

    changed: Sequence[str]
    lines: str
    summary: str


def watch(folders: Sequence[Path], look: Callable[[], Answer | None], lang: Lang) -> NoReturn:
    """Print what `look` answers now and after every change in the folders; nothing where it has None to say.

    Ends with KeyboardInterrupt alone, which makes the exit status 130. RequestError where watchfiles is not
    installed. `look` must know by itself what changed, and must not raise over what the files hold.
    """
    told_of = _changes(folders)
    ends = lang.say("按Ctrl-C结束", "Ctrl-C ends")
    say(f"{_clock()} {lang.listed([str(each) for each in folders])} · {ends}\n")
    _look(look, lang, named=False)
    # What has been read once stays: to go through it again for garbage would take longer than a save.
    gc.collect()
    gc.freeze()
    # Garbage waits until an answer stands: nobody does.
    gc.disable()
    rested = 0.0
    while True:
        told = next(told_of)
        began = time.perf_counter()
        if told or began >= rested:
            _look(look, lang, named=True)
            gc.collect()
            ended = time.perf_counter()
            rested = ended + AT_REST * (ended - began)


def _look(look: Callable[[], Answer | None], lang: Lang, *, named: bool) -> None:
    began = time.perf_counter()
    answer = look()
    if answer is None:
        return
    if named:
        say(f"{_clock()} {_names(answer.changed, lang)}\n")
    if answer.lines:
        say(f"{answer.lines}\n")
    took = round((time.perf_counter() - began) * 1000)
    say(f"{_clock()} {answer.summary} · {took}{lang.say('毫秒', ' ms')}\n")


def _names(changed: Sequence[str], lang: Lang) -> str:
    more = len(changed) - MOST_NAMES
    names = lang.listed(list(changed[:MOST_NAMES]))
    return names if more <= 0 else names + lang.say(f"等{len(changed)}个文件", f" and {more} more")


def _clock() -> str:
    return time.strftime("%H:%M:%S")


def _changes(folders: Sequence[Path]) -> Iterator[bool]:
    """True whenever the system tells of a change, False when it has been silent for a while. Without end."""
    try:
        from watchfiles import watch as system_watch
    except ImportError:
        raise RequestError([MissingLibrary("watchfiles", "watch")]) from None

    def changes() -> Iterator[bool]:
        while True:
            watched = _identities(folders)
            try:
                for burst in system_watch(
                    *(folder for folder in folders if folder.is_dir()),
                    watch_filter=None,
                    debounce=LONGEST_BURST,
                    step=STEP,
                    rust_timeout=IDLE,
                    yield_on_timeout=True,
                    ignore_permission_denied=True,
                ):
                    yield bool(burst)
                    if watched != _identities(folders):
                        break  # taken away, or another put in its place: from now on that one is watched
            except OSError:  # taken away between two steps
                pass
            if not any(_identities(folders)):
                time.sleep(IDLE / 1000)
            yield True

    return changes()


def _identities(folders: Sequence[Path]) -> tuple[tuple[int, int] | None, ...]:
    return tuple(_identity(folder) for folder in folders)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
