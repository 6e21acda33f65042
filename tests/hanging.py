"""Telling a hang from an answer. How fast an answer is, benchmarks measure; no test does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

A_HANG = 30
"""Seconds of processor time that no answer takes on the slowest machine, and every explosion passes."""


@contextmanager
def no_hang() -> Iterator[None]:
    """What is done within comes to an end in a time that is no hang."""
    began = time.process_time()
    yield
    assert time.process_time() - began < A_HANG
