"""PROFILE, the argument: a file or standard input, read no further than a profile can reach."""

from __future__ import annotations

import sys
from pathlib import Path

from policyengine.cli.output import trouble
from policyengine.errors import RequestError
from policyengine.evaluation.profile import Profile
from policyengine.evaluation.profile_text import read_profile
from policyengine.rulebook.folder import MOST_BYTES

STDIN = "-"


def profile_from(argument: str) -> Profile:
    """The facts in the file named, or on standard input for `-`.

    RequestError where it cannot be read, ProfileError where it is not JSON or YAML of facts.
    """
    if argument == STDIN:
        return read_profile(sys.stdin.buffer.read(MOST_BYTES + 1), "<stdin>")
    try:
        with Path(argument).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        cause = error if isinstance(error, OSError) else FileNotFoundError()
        raise RequestError([trouble(argument, cause)]) from None
    return read_profile(content, argument)
