"""Ctrl-C, kept in mind: a library in whose midst it falls may make an error of it, or lose it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stoppable() -> Iterator[Callable[[], None]]:
    """What runs within ends with KeyboardInterrupt once Ctrl-C was pressed, whatever became of the first one.

    DuckDB calls Python in the midst of a query, and what is raised there comes out as its own error or not
    at all. Gives what raises KeyboardInterrupt if Ctrl-C was pressed, to be asked before a step counts as
    done. Where somebody else handles the signal, or in another thread, that is left as it is.
    """
    pressed = False

    def press(_number: int, _frame: object) -> None:
        nonlocal pressed
        pressed = True
        raise KeyboardInterrupt

    def unless_pressed() -> None:
        if pressed:
            raise KeyboardInterrupt

    handler = signal.getsignal(signal.SIGINT)
    ours = threading.current_thread() is threading.main_thread() and handler is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, press)
    try:
        yield unless_pressed
    except Exception:
        if pressed:
            raise KeyboardInterrupt from None
        raise
    finally:
        if ours:
            signal.signal(signal.SIGINT, handler)
