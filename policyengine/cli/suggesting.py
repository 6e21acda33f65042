"""`policyengine test --suggest`: cases for what no case tries, printed or added to the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from policyengine.cli.output import say
from policyengine.engine import Engine
from policyengine.errors import RequestError
from policyengine.evaluation.facts.profile import Facts
from policyengine.refusals import NoRoomForCases
from policyengine.reporting.lang import Lang
from policyengine.rulebook.editing.files import bytes_of, writable_folder, write_all
from policyengine.rulebook.text.decoding import decoded
from policyengine.rulebook.text.yaml import Unreadable
from policyengine.trial.appending import NowhereToAdd, appended
from policyengine.trial.as_yaml import cases_yaml
from policyengine.trial.coverage import Coverage
from policyengine.trial.suggesting import Suggestions, suggestions

CASES = "cases.yaml"


def suggest_cases(
    engine: Engine, coverage: Sequence[Coverage], policies: Path | None, lang: Lang, *, write: bool
) -> None:
    """Say or write the cases that each version lacks, and tell what is left to think of.

    RequestError where a file cannot be added to; then none is.
    """
    texts: dict[Path, str] = {}
    for each in coverage:
        made = suggestions(each, _nobody(engine, each))
        place = Path(each.plan.city, each.plan.version, CASES)
        if made.cases and write:
            path = writable_folder(policies) / place
            texts[path] = _added(path, cases_yaml(made.cases))
        elif made.cases:
            say(f"# {place.as_posix()}\n{cases_yaml(made.cases)}")
        _tell(each, made, lang)
    write_all(texts)
    for path in texts:
        say(lang.say(f"已写入：{path}\n", f"written: {path}\n"))


def _nobody(engine: Engine, coverage: Coverage) -> Facts:
    plan = coverage.plan
    asked = engine.evaluate({}, city=plan.city, as_of=plan.period.start, version=plan.version)
    return asked.case.facts


def _added(path: Path, cases: str) -> str:
    before = decoded(bytes_of(path), str(path), Unreadable) if path.exists() else ""
    try:
        return appended(before, cases, str(path))
    except NowhereToAdd:
        raise RequestError([NoRoomForCases(str(path))]) from None


def _tell(coverage: Coverage, made: Suggestions, lang: Lang) -> None:
    """On standard error, which is no part of what is pasted: how much was found, and what was not."""
    where = f"{coverage.plan.city}/{coverage.plan.version}"
    count = len(made.cases)
    words = lang.say(f"{count}例待确认", f"{count} cases to be confirmed")
    typer.echo(f"{where} {words}", err=True)
    for goal in made.left:
        said = lang.labelled(lang.of(goal.title.to_dict()), lang.of(goal.words.to_dict()))
        line = "" if goal.span is None else f"{goal.span.file}:{goal.span.line} "
        unfound = lang.say("未找到合适的企业，请自拟", "no enterprise was found; think of one")
        typer.echo(f"  {line}{said} ({unfound})", err=True)
