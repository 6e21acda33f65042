"""Ctrl-C, kept in mind: a library in whose midst it falls may make an error of it, or lose it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable() -> Iterator[Callable[[], None]]:
    """What runs within ends with KeyboardInterrupt once Ctrl-C was pressed, whatever became of the first one.

    DuckDB calls Python in the midst of a query, and what is raised there comes out as its own error or not
    at all. Gives what raises KeyboardInterrupt if Ctrl-C was pressed, to be asked before a step counts as
    done. Whoever handles the signal so far (Python, or Spark, which cancels its jobs) does so first, and
    decides whether it is an interrupt; in a thread other than the main one nothing is changed.
    """
    pressed = False
    handler = signal.getsignal(signal.SIGINT)

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        assert callable(handler)
        try:
            handler(number, frame)
        except KeyboardInterrupt:
            pressed = True
            raise

    def unless_pressed() -> None:
        if pressed:
            raise KeyboardInterrupt

    ours = callable(handler) and threading.current_thread() is threading.main_thread()
    if ours:
        signal.signal(signal.SIGINT, press)
    try:
        yield unless_pressed
    except Exception:
        if pressed:
            raise KeyboardInterrupt from None
        raise
    finally:
        if signal.getsignal(signal.SIGINT) is press:
            signal.signal(signal.SIGINT, handler)
