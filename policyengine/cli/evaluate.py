"""`policyengine evaluate`: one enterprise, one city, one day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, report, trouble
from policyengine.cli.profile_file import profile_from
from policyengine.engine import load
from policyengine.errors import RequestError
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.facts.profile import Profile
from policyengine.reporting.lang import Lang


@guarded
def command(
    profile: options.ProfileArgument,
    city: options.CityOption,
    as_of: options.AsOfOption,
    version: options.VersionOption = None,
    year: options.YearOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="列出每项的理由、条款和原文 · Give reasons, clauses and quotes.")
    ] = False,
    readings: Annotated[
        bool,
        typer.Option(
            "--readings", help="列出另一读法的结果和差额 · What the readings not chosen would come to."
        ),
    ] = False,
    assume_registered: Annotated[
        bool, typer.Option(options.REGISTERED_FLAGS, help=options.REGISTERED_HELP)
    ] = False,
    assume_not_received: options.NotReceivedOption = None,
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="FILE", help="存档，供replay核对 · Keep a record for replay."),
    ] = None,
    ical: Annotated[
        Path | None,
        typer.Option("--ical", metavar="FILE", help="另存日历，.ics · Write its days as a calendar too."),
    ] = None,
    format: options.FormatOption = "table",
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """评估一家企业可得的奖补、支持和应尽的义务 · What an enterprise is entitled to, and what it must do."""
    given = profile_from(profile)
    engine = load(policies, city)
    assessment = engine.evaluate(
        given,
        city=city,
        as_of=as_of,
        version=version,
        year=year,
        assume_registered=assume_registered,
        assume_not_received=assume_not_received,
    )
    if record is not None:
        keep(assessment, given, version, record)
    if ical is not None:
        # Here and not above: few evaluations want a calendar.
        from policyengine.reporting.ical import save

        save(assessment.to_dict(), ical, lang)
    if readings:
        report(reread(assessment), format, lang)
    else:
        report(assessment.to_dict(), format, lang, explain=explain)


def reread(assessment: Assessment) -> dict[str, Any]:
    """What the readings that the plan did not choose come to."""
    # Here and not above: few evaluations are asked for other readings.
    from policyengine.cli.readings import readings_dict
    from policyengine.evaluation.readings import readings

    return readings_dict(assessment, readings(assessment))


def keep(assessment: Assessment, given: Profile, version: str | None, file: Path) -> None:
    """Write the record of an assessment. RequestError where the file cannot be written."""
    # Here and not above: few evaluations are recorded.
    from policyengine.evaluation.record import recorded

    text = json.dumps(recorded(assessment, given, version).to_dict(), ensure_ascii=False, indent=2)
    try:
        file.write_text(text + "\n", "utf-8")
    except OSError as error:
        raise RequestError([trouble(str(file), error)]) from None
