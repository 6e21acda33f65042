"""A file that a command is given, or standard input for `-`, read no further than it can be of use."""

from __future__ import annotations

import sys
from pathlib import Path

from policyengine.cli.output import trouble
from policyengine.errors import RequestError
from policyengine.evaluation.facts.profile import Profile
from policyengine.evaluation.facts.profile_text import read_profile
from policyengine.rulebook.folder import MOST_BYTES

STDIN = "-"


def profile_from(argument: str) -> Profile:
    """The facts in the file named, or on standard input for `-`.

    RequestError where it cannot be read, ProfileError where it is not JSON or YAML of facts.
    """
    return read_profile(content_of(argument), "<stdin>" if argument == STDIN else argument)


def content_of(argument: str, most: int = MOST_BYTES) -> bytes:
    """The bytes of the file named or of standard input, one more than `most` at the most.

    RequestError where it cannot be read.
    """
    try:
        if argument == STDIN:
            return sys.stdin.buffer.read(most + 1)
        with Path(argument).open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError, AttributeError) as error:
        # ValueError: a path with a NUL in it, which no file can have; AttributeError: no standard input.
        cause = error if isinstance(error, OSError) else FileNotFoundError()
        raise RequestError([trouble(argument, cause)]) from None
