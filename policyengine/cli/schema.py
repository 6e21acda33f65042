"""`policyengine schema`: the JSON Schemas of what goes in and comes out, and of the files of rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from policyengine.cli import options
from policyengine.cli.output import guarded, say
from policyengine.engine import Engine, load
from policyengine.errors import Bilingual, RequestError
from policyengine.language.facts import nearest
from policyengine.refusals import UnknownName
from policyengine.reporting.lang import Lang

RULEBOOK = "rulebook"
NAMES = ("profile", "assessment", "comparison", "version", "record", "diff", "trials", "findings", "budget")


@guarded
def command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="|".join((*NAMES, "FILE.yaml", RULEBOOK)),
            help="哪一种；规则文件写文件名；rulebook为全部规则文件 · Which one; a file of rules, such as "
            "rewards.yaml; rulebook writes those of all files.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            file_okay=False,
            help="rulebook写入的文件夹，默认为方案文件夹下的.schemas · Where rulebook writes; by default "
            ".schemas in the folder of policies.",
        ),
    ] = None,
    mark: Annotated[
        bool,
        typer.Option(
            "--mark",
            help="rulebook：给没有格式声明的规则文件加上首行 · rulebook: give files their schema line.",
        ),
    ] = False,
    lang: options.LangOption = Lang.ZH,
    policies: options.PoliciesOption = None,
) -> None:
    """输入和输出的JSON Schema · The JSON Schema of what goes in or comes out."""
    if name == RULEBOOK:
        _write_rulebook(policies, output, mark, lang)
        return
    if output is not None or mark:
        raise typer.BadParameter("-o、--mark只用于rulebook · -o and --mark go with rulebook alone.")
    made = schemas(load(policies))[name]() if name in NAMES else _of_file(name)
    say(json.dumps(made, ensure_ascii=False, indent=2) + "\n")


def _write_rulebook(policies: Path | None, output: Path | None, mark: bool, lang: Lang) -> None:
    """Write the schemas of all files; also where some of the rules are wrong, which is when they help."""
    # Here and not above: no other command makes schemas.
    from policyengine.cli.schema_folder import mark_files, write_schemas
    from policyengine.rulebook.bundled import policies_path
    from policyengine.rulebook.editing.files import writable_folder
    from policyengine.rulebook.schema_files import FOLDER

    # Elsewhere than in the folder itself, the schemas of an installed package may be written too.
    elsewhere = output is not None and not mark
    root = (policies or policies_path()) if elsewhere else writable_folder(policies)
    folder = root / FOLDER if output is None else output
    written, kept = write_schemas(root, folder)
    say(
        lang.say(
            f"{folder}：写入{written}个格式定义，{kept}个无变化\n",
            f"{folder}: schemas written: {written}, as they were: {kept}\n",
        )
    )
    if mark:
        marked = mark_files(root)
        say(lang.say(f"{root}：{marked}个文件加上了首行\n", f"{root}: files given their line: {marked}\n"))


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
    from policyengine.budget.schema import budget_schema
    from policyengine.comparison.schema import comparison_schema
    from policyengine.consequences.schema import diff_schema
    from policyengine.evaluation.facts.received import ASKED
    from policyengine.evaluation.profile_schema import profile_schema
    from policyengine.evaluation.schema import assessment_schema, record_schema
    from policyengine.reporting.pipelines.contract import findings_schema
    from policyengine.rulebook.version_schema import version_schema
    from policyengine.trial.report import trials_schema

    vocabulary, asked = engine.rulebook.vocabulary, engine.rulebook.received or ASKED
    return {
        "profile": lambda: profile_schema(vocabulary, asked),
        "assessment": assessment_schema,
        "budget": budget_schema,
        "comparison": comparison_schema,
        "version": version_schema,
        "diff": diff_schema,
        "findings": findings_schema,
        "record": lambda: record_schema(vocabulary, asked),
        "trials": trials_schema,
    }
