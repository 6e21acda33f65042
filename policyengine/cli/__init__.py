"""The command line: `policyengine COMMAND …`. Each command is one thin file; what it does lies below."""

from __future__ import annotations

import sys


def main() -> None:
    """Run a command and leave with its status: 0 done, 1 findings, 2 bad usage or input, 130 stopped."""
    try:
        from policyengine.cli.app import app

        app(prog_name="policyengine")
    except KeyboardInterrupt:
        sys.exit(130)
