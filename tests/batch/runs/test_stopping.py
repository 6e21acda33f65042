"""Ctrl-C is never lost, whatever a library in whose midst it falls makes of it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from policyengine.batch.runs.stopping import stoppable


@pytest.fixture(autouse=True)
def handled_by_python() -> Iterator[None]:
    """What a process does of itself; the one that runs the tests may ignore Ctrl-C, or Spark handle it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted_while_counting() -> None:
    """As DuckDB does when Ctrl-C falls into what it calls."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as stop:
        raise RuntimeError("counting the rows failed") from stop


def test_an_error_made_of_the_interrupt_is_the_interrupt_again() -> None:
    with pytest.raises(KeyboardInterrupt), stoppable():
        interrupted_while_counting()


def test_an_interrupt_that_was_lost_is_found_before_the_step_counts() -> None:
    with stoppable() as unless_pressed:
        unless_pressed()
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            unless_pressed()


def test_an_error_of_its_own_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="no room"), stoppable():
        raise RuntimeError("no room")


def test_afterwards_the_signal_is_handled_as_before() -> None:
    with stoppable():
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_handled_the_signal_goes_on_to_do_so_and_an_interrupt_it_makes_is_not_lost() -> None:
    cancelled = []

    def as_spark_does(number: int, _frame: object) -> None:
        cancelled.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, as_spark_does)
    with pytest.raises(KeyboardInterrupt), stoppable():
        interrupted_while_counting()
    assert cancelled == [signal.SIGINT]
    assert signal.getsignal(signal.SIGINT) is as_spark_does


def test_who_takes_the_signal_for_something_else_than_an_interrupt_is_left_to_it() -> None:
    taken = []
    signal.signal(signal.SIGINT, lambda number, _frame: taken.append(number))
    with stoppable() as unless_pressed:
        signal.raise_signal(signal.SIGINT)
        unless_pressed()
    assert taken == [signal.SIGINT]


def test_who_handles_the_signal_from_within_keeps_it() -> None:
    with stoppable():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_an_ignored_signal_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stoppable() as unless_pressed:
        signal.raise_signal(signal.SIGINT)
        unless_pressed()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
