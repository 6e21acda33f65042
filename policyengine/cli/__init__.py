"""The command line: `policyengine COMMAND …`. Each command is one thin file; what it does lies below."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run a command and leave with its status: 0 done, 1 findings, 2 bad usage or input, 130 stopped."""
    # A command ends before its garbage matters; looking for it while importing costs a tenth of the wait.
    gc.disable()
    try:
        from policyengine.cli.app import COMMANDS, app_of

        asked = sys.argv[1:2]
        # The command that is asked for is all that is set up: the others' options cost as much as its own.
        app = app_of(asked) if asked and asked[0] in COMMANDS else app_of()
        app(prog_name="policyengine")
    except KeyboardInterrupt:
        sys.exit(130)
