"""Running commands in process, as a shell would."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner

from policyengine.cli.app import COMMANDS, app_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"
PROFILE = '{"registered_in": "440700", "hte_recognition": "first"}'
ASKED = ("--city", "jiangmen", "--as-of", "2022-06-30")


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        return self.err.splitlines()


def run(*arguments: str | Path, given: str | bytes | None = None) -> Ran:
    """One command, run; `given` is its standard input."""
    # As `main` does: setting up the options of all commands takes longer than most of them.
    app = app_of([str(arguments[0])] if arguments[0] in COMMANDS else COMMANDS)
    ran = CliRunner().invoke(app, [str(each) for each in arguments], input=given)
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


COMMAND = (sys.executable, "-c", "from policyengine.cli import main; main()")


def start(*arguments: str | Path, **pipes: Any) -> subprocess.Popen[Any]:
    """One command as a process of its own; it takes Ctrl-C even where the process of the tests ignores it."""
    command = [*COMMAND, *map(str, arguments)]
    heard = None if sys.platform == "win32" else lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(command, preexec_fn=heard, **{"stderr": subprocess.PIPE} | pipes)
