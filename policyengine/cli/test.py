"""`policyengine test`: every version's own cases, tried; what they leave untried, and cases for that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from policyengine.cli import options
from policyengine.cli.output import FOUND, guarded, report, say, set_out
from policyengine.engine import load
from policyengine.reporting.lang import Lang

if TYPE_CHECKING:
    from policyengine.engine import Engine
    from policyengine.trial import Trial
    from policyengine.trial.coverage import Coverage

FORMATS = ("table", "json")


def _format(given: str) -> str:
    if given not in FORMATS:
        raise typer.BadParameter(f"{given!r}：应为其一 · is not one of {', '.join(FORMATS)}.")
    return given


@guarded
def command(
    city: Annotated[
        list[str] | None, typer.Argument(metavar="CITY", help="只试这些城市 · Only these cities.")
    ] = None,
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help="列出没有用例试到的规则、条件、档次和界限 · "
            "Rules, conditions, tiers and bounds that no case tries.",
        ),
    ] = False,
    fail_under: Annotated[
        int | None,
        typer.Option(
            "--fail-under",
            metavar="N",
            min=0,
            max=100,
            help="任一版本不足N%时以1退出，须与--coverage同用 · "
            "Exit 1 if any version has less than N%; with --coverage.",
        ),
    ] = None,
    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest",
            help="为没有试到的写出待确认的用例 · Write cases, to be confirmed, for what no case tries.",
        ),
    ] = False,
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help="与--suggest同用：加到各cases.yaml末尾 · With --suggest: add them to each cases.yaml.",
        ),
    ] = False,
    watch: options.WatchOption = False,
    format: Annotated[
        str,
        typer.Option(
            "--format", metavar="|".join(FORMATS), callback=_format, help="输出格式 · Format of the output."
        ),
    ] = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """按各版本的cases.yaml逐例核对 · Try the cases of every version."""
    _refuse(coverage=coverage, fail_under=fail_under, suggest=suggest, write=write, format=format)
    if watch:
        options.watching_takes_no(
            ("--coverage", coverage), ("--suggest", suggest), ("--format", format != "table")
        )
        _watch(policies, city, lang)
    # Here and not above: no other command reads cases.
    from policyengine.rulebook.cases import load_cases
    from policyengine.trial import tried

    engine = load(policies)
    cities = engine.named_cities(city or None)
    trials = list(tried(engine, load_cases(policies, cities)))
    if suggest:
        from policyengine.cli.suggesting import suggest_cases

        suggest_cases(engine, _coverage(engine, cities, trials), policies, lang, write=write)
        return
    tries = _coverage(engine, cities, trials) if coverage else None
    _report(trials, tries, format, lang)
    if any(trial.failed for trial in trials) or _too_little(tries, fail_under):
        raise typer.Exit(FOUND)


def _refuse(*, coverage: bool, fail_under: int | None, suggest: bool, write: bool, format: str) -> None:
    """A usage error for options that say nothing without another, or against one."""
    if fail_under is not None and not coverage:
        raise typer.BadParameter("--fail-under 须与 --coverage 同用 · --fail-under goes with --coverage.")
    if write and not suggest:
        raise typer.BadParameter("--write 须与 --suggest 同用 · --write goes with --suggest.")
    if suggest and (coverage or format != "table"):
        raise typer.BadParameter(
            "--suggest 写出YAML，不与 --coverage、--format 同用 · "
            "--suggest writes YAML; it does not go with --coverage and --format."
        )


def _coverage(engine: Engine, cities: Collection[str], trials: Sequence[Trial]) -> list[Coverage]:
    from policyengine.trial.coverage import coverage

    return [coverage(plan, trials) for plan in engine.plans if plan.city in cities]


def _too_little(coverage: Iterable[Coverage] | None, wanted: int | None) -> bool:
    """Whether some version's cases try less than so many percent of what there is to try."""
    tallies = (each.tally() for each in coverage or ())
    return wanted is not None and any(reached * 100 < wanted * all_ for reached, all_ in tallies)


def _report(trials: Sequence[Trial], coverage: Sequence[Coverage] | None, format: str, lang: Lang) -> None:
    if format == "json":
        from policyengine.trial.report import report_of

        report(report_of(trials, coverage), format, lang)
        return
    if coverage is not None:
        from policyengine.reporting.pages.coverage import page, untried

        told = [each.to_dict() for each in coverage]
        set_out(page(told, lang))
        say(untried(told, lang) + "\n")
    say(failures(trials, lang) + outcome(trials, lang) + "\n")


def _watch(policies: Path | None, cities: list[str] | None, lang: Lang) -> NoReturn:
    """The same after every save, of the cities it touched, until Ctrl-C."""
    from policyengine.cli.retrying import Retrying
    from policyengine.cli.watching import watch
    from policyengine.rulebook.rereading import Rereading

    rereading = Rereading(policies)
    watch([rereading.root], Retrying(rereading, cities, lang), lang)


def failures(trials: Iterable[Trial], lang: Lang) -> str:
    """The cases that depart, each with the rule that decided, and those not confirmed; every line ended."""
    from policyengine.reporting import trials as drawn

    noted = (trial for trial in trials if not (trial.passed and trial.case.confirmed))
    return drawn.failures((trial.to_dict() for trial in noted), lang)


def outcome(trials: Collection[Trial], lang: Lang) -> str:
    """How many cases there are, how many failed and how many nobody has confirmed, in one line."""
    from policyengine.reporting import trials as drawn

    unconfirmed = sum(not trial.case.confirmed for trial in trials)
    return drawn.outcome(len(trials), sum(trial.failed for trial in trials), unconfirmed, lang)
