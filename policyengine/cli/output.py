"""What a command prints: reports on standard output, faults as one line each on standard error."""

from __future__ import annotations

import errno
import functools
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

import typer

from policyengine.errors import Finding, PolicyEngineError, RequestError, RulebookError, Severity
from policyengine.refusals import FileTrouble, reason_of
from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Page

P = ParamSpec("P")
R = TypeVar("R")

FOUND, REFUSED, STOPPED, PIPE_CLOSED = 1, 2, 130, 141
PIPED_WIDTH = 100  # cells, where nobody says how wide the reader's window is


def say(text: str) -> None:
    """Print a text, which ends its own lines. RequestError where standard output cannot be written."""
    if sys.stdout is None:
        raise RequestError([trouble("stdout", OSError(errno.EBADF, os.strerror(errno.EBADF)))])
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up_stdout()
        raise RequestError([trouble("stdout", error)]) from None


def report(result: Mapping[str, Any], format: str, lang: Lang, *, explain: bool = False) -> None:
    """Print a result in one of the formats, as wide as the terminal and coloured if it is one."""
    width, colour = _window()
    say(render(result, format, lang, explain=explain, width=width, colour=colour))


def set_out(page: Page) -> None:
    """Print a page as tables, likewise."""
    from policyengine.reporting import table

    width, colour = _window()
    say(table.render(page, width=width, colour=colour))


def _window() -> tuple[int, bool]:
    """How wide the reader's window is, in cells, and whether it shows colours."""
    colour = sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, colour


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """The command, with every refusal told in one line a fault and the exit status that goes with it."""

    @functools.wraps(command)
    def guarded_command(*args: P.args, **kwargs: P.kwargs) -> R:
        lang = kwargs.get("lang")
        try:
            _never_stop_at_a_character()
            return command(*args, **kwargs)
        except PolicyEngineError as error:
            tell(error, lang if isinstance(lang, Lang) else Lang.ZH)
            raise typer.Exit(REFUSED) from None
        except BrokenPipeError:
            _give_up_stdout()
            raise typer.Exit(PIPE_CLOSED) from None
        except KeyboardInterrupt:
            raise typer.Exit(STOPPED) from None

    return guarded_command


def _give_up_stdout() -> None:
    """What is left in the buffer must not be tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _never_stop_at_a_character() -> None:
    """A terminal that cannot show 万元 or ✓ shows ?; it must not stop the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def tell(error: PolicyEngineError, lang: Lang) -> None:
    """One line a fault on standard error: place, words, the way out."""
    faults = [finding for finding in error.findings if finding.severity is Severity.ERROR]
    for finding in faults:
        typer.echo(line(finding, lang), err=True)
    if isinstance(error, RulebookError):
        words = lang.say(
            f"规则无法加载：{len(faults)}处错误；详见 policyengine check",
            f"the rules did not load: mistakes: {len(faults)}; see policyengine check",
        )
        typer.echo(words, err=True)


def line(finding: Finding, lang: Lang) -> str:
    """A finding in one line, without anything that would move the cursor."""
    place = f"{finding.span.file}:{finding.span.line}:{finding.span.column}: " if finding.span else ""
    words = lang.of(finding.message().to_dict())
    advice = finding.help()
    if advice is not None:
        words += lang.say(f"（{advice.zh}）", f" ({advice.en})")
    whole = f"{place}{lang.labelled(lang.say('错误', 'error'), words)}"
    return "".join(sign if sign.isprintable() else " " for sign in whole)


def trouble(path: str, error: OSError) -> FileTrouble:
    """A file that cannot be read or written, as a finding."""
    return FileTrouble(path, reason_of(error))
