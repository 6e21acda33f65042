"""`policyengine schema`: the JSON Schemas of what goes in and comes out."""

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
    name: Annotated[str, typer.Argument(metavar="|".join(NAMES), help="哪一种 · Which one.")],
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """输入和输出的JSON Schema · The JSON Schema of what goes in or comes out."""
    if name not in NAMES:
        raise RequestError([UnknownName(Bilingual("格式定义", "schema"), name, NAMES, nearest(name, NAMES))])
    say(json.dumps(schemas(load(policies))[name](), ensure_ascii=False, indent=2) + "\n")


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
