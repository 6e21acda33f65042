"""`policyengine schema`: the JSON Schemas of what goes in and comes out, and of the files of rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, say
from policyengine.engine import Engine, load
from policyengine.errors import Bilingual, RequestError
from policyengine.language.facts import nearest
from policyengine.refusals import UnknownName
from policyengine.reporting.lang import Lang

NAMES = ("profile", "assessment", "comparison", "version", "record")


@guarded
def command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="|".join((*NAMES, "FILE.yaml")),
            help="哪一种；规则文件写文件名 · Which one; or a file of rules, such as rewards.yaml.",
        ),
    ],
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """输入和输出的JSON Schema · The JSON Schema of what goes in or comes out."""
    made = schemas(load(policies))[name]() if name in NAMES else _of_file(name)
    say(json.dumps(made, ensure_ascii=False, indent=2) + "\n")


def _of_file(name: str) -> dict[str, Any]:
    """The schema of a file of rules; editors complete by it. RequestError where no file bears the name."""
    # Here and not above: no other command makes schemas.
    from policyengine.rulebook.schemas import FILES, file_schema

    if name in FILES:
        return file_schema(name)
    known = (*NAMES, *FILES)
    raise RequestError([UnknownName(Bilingual("格式定义", "schema"), name, known, nearest(name, known))])


def schemas(engine: Engine) -> dict[str, Callable[[], dict[str, Any]]]:
    """The schemas by name; those of profile and record depend on the facts the rules know."""
    # Here and not above: no other command makes schemas.
    from policyengine.comparison.schema import comparison_schema
    from policyengine.evaluation.facts.received import ASKED
    from policyengine.evaluation.profile_schema import profile_schema
    from policyengine.evaluation.schema import assessment_schema, record_schema
    from policyengine.rulebook.version_schema import version_schema

    vocabulary, asked = engine.rulebook.vocabulary, engine.rulebook.received or ASKED
    return {
        "profile": lambda: profile_schema(vocabulary, asked),
        "assessment": assessment_schema,
        "comparison": comparison_schema,
        "version": version_schema,
        "record": lambda: record_schema(vocabulary, asked),
    }
