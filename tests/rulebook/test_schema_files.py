"""The schemas that files of rules name in their first line: up to date, true to the rules, and strict."""

import copy
import json
from pathlib import Path, PurePosixPath

import jsonschema
import pytest
import referencing
import referencing.jsonschema

from policyengine.cli.schema_folder import mark_files, schema_texts, write_schemas
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import SHARED_FILES, VERSION_FILES
from policyengine.rulebook.schema_files import FOLDER, has_schema_line, schema_line
from policyengine.rulebook.text.yaml import plain, read_yaml
from tests.rulebook.test_schemas import as_json

EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"
ROOTS = (policies_path(), EXAMPLES)
FILES = [
    pytest.param(root, path.relative_to(root), id=f"{root.parent.name}/{path.relative_to(root)}")
    for root in ROOTS
    for path in sorted(root.rglob("*.yaml"))
]


def contents(path):
    return as_json(plain(read_yaml(path.read_bytes(), str(path))))


def named_schema(path):
    """The file that a file of rules names in its first line."""
    line = path.read_text("utf-8").splitlines()[0]
    return path.parent / line.partition("$schema=")[2]


def validator(schema: Path, root: Path):
    """As an editor has it: references lead from file to file."""

    def from_disk(uri):
        found = json.loads(Path(uri.removeprefix("file://")).read_text("utf-8"))
        return referencing.Resource(found, referencing.jsonschema.DRAFT7)

    made = {"$ref": f"file://{schema.resolve()}"}
    return jsonschema.Draft7Validator(made, registry=referencing.Registry(retrieve=from_disk))


@pytest.mark.parametrize("root", ROOTS, ids=["bundled", "examples"])
def test_the_committed_schemas_are_those_of_the_rules(root):
    expected = {str(path): text for path, text in schema_texts(root).items()}
    folder = root / FOLDER
    committed = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.json")
    }
    assert committed == expected, "run `make docs`"


@pytest.mark.parametrize(("root", "path"), FILES)
def test_every_file_names_its_schema_and_fits_it(root, path):
    first = (root / path).read_text("utf-8").splitlines()[0]
    assert first == schema_line(PurePosixPath(path.as_posix()))
    schema = named_schema(root / path)
    assert schema.is_file()
    validator(schema, root).validate(contents(root / path))


def first_of(name):
    """The first file of that name that has something in it."""
    return next(path for root in ROOTS for path in sorted(root.rglob(name)) if contents(path))


def below(contents, where):
    for step in where:
        contents = contents[step]
    return contents


MISTAKES = [
    ("rewards.yaml", ("rewards", 0), "theme", "recogniton"),
    ("rewards.yaml", ("rewards", 0), "nature", "entitlment"),
    ("rewards.yaml", ("rewards", 0), "departments", ["市科技厅局"]),
    ("rewards.yaml", ("rewards", 0), "cite", {"clause": "九十九", "quote": "甲"}),
    ("rewards.yaml", ("rewards", 0), "cite", [{"clause": "九十九", "quote": "甲"}]),
    ("rewards.yaml", ("rewards", 0), "paid_by", "citty_finance"),
    ("rewards.yaml", ("rewards", 0), "paid_by", {"citty_finance": "60%"}),
    ("rewards.yaml", ("rewards", 0), "governs", "recogniced_on"),
    ("rewards.yaml", ("rewards", 0), "payments", [{"cite": {"clause": "九十九", "quote": "甲"}}]),
    ("rewards.yaml", ("rewards", 0), "amout", "30万元"),
    ("supports.yaml", ("supports", 0), "kind", "guidence"),
    ("plan.yaml", ("departments", 0), "role", "sience_technology"),
    ("plan.yaml", (), "level", "city"),
    ("cases.yaml", ("cases", 0, "profile"), "hte_recogniton", "first"),
    ("cases.yaml", ("cases", 0, "profile"), "hte_recognition", "frist"),
    ("cases.yaml", ("cases", 0, "profile"), "received", [{"rewrad": "a"}]),
    ("cases.yaml", ("cases", 0, "expect"), "no_such_rule", "eligible"),
    ("targets.yaml", ("targets", 0), "part_of", "no_such_target"),
    ("facts.yaml", ("facts", "any_fact"), "held_by", "sience_technology"),
    ("vocabulary.yaml", ("facts", "name"), "plausible_at_most", "revenu"),
]


@pytest.mark.parametrize(("name", "where", "key", "wrong"), MISTAKES)
def test_a_wrong_key_or_choice_does_not_fit(name, where, key, wrong):
    path = first_of(name)
    mistaken = copy.deepcopy(contents(path))
    if where[-1:] == ("any_fact",):
        where = ("facts", next(iter(mistaken["facts"])))
    below(mistaken, where)[key] = wrong
    assert not validator(named_schema(path), path.parent).is_valid(mistaken)


def test_facts_and_choices_are_offered_under_their_chinese_names_too():
    path = first_of("cases.yaml")
    fits = copy.deepcopy(contents(path))
    fits["cases"][0]["profile"] = {"当年高新技术企业认定": "首次认定"}
    validator(named_schema(path), path.parent).validate(fits)


def test_writing_again_changes_nothing_and_what_is_no_more_goes(tmp_path):
    folder = tmp_path / FOLDER
    written, _ = write_schemas(EXAMPLES, folder)
    stale = folder / "gone" / "2020" / "rewards.schema.json"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}")
    assert write_schemas(EXAMPLES, folder) == (0, written)
    assert not stale.exists()


def test_marking_gives_each_file_its_line_once_and_changes_nothing_else(tmp_path):
    path = tmp_path / "plan_city" / "2024" / "rewards.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes("rewards: []\r\n# 留着\r\n".encode())
    (tmp_path / "plan_city" / "2024" / "notes.yaml").write_text("a: b\n")
    assert mark_files(tmp_path) == 1
    first, _, rest = path.read_bytes().partition(b"\n")
    assert has_schema_line(first.decode())
    assert rest == "rewards: []\r\n# 留着\r\n".encode()
    assert mark_files(tmp_path) == 0


@pytest.mark.parametrize("name", SHARED_FILES)
def test_a_shared_file_lies_beside_the_schemas(name):
    assert schema_line(PurePosixPath(name)) == (
        f"# yaml-language-server: $schema=.schemas/{name.removesuffix('.yaml')}.schema.json"
    )


@pytest.mark.parametrize("path", ["README.md", "a/plan.yaml", "a/b/c/plan.yaml", "a/b/notes.yaml"])
def test_what_is_no_file_of_rules_has_no_line(path):
    assert schema_line(PurePosixPath(path)) is None


@pytest.mark.parametrize("name", VERSION_FILES)
def test_a_file_of_a_version_reaches_its_schema_from_where_it_lies(name):
    line = schema_line(PurePosixPath("yunxi", "2024", name))
    reached = (EXAMPLES / "yunxi" / "2024" / line.partition("$schema=")[2]).resolve()
    assert reached.is_file()
