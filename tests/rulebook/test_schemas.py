"""The schemas that editors complete by agree with what is read."""

import jsonschema
import pytest

from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.schemas import FILES, file_schema
from policyengine.rulebook.text.yaml import plain, read_yaml


def as_json(value):
    """As an editor hands it to a schema: numbers as floats where they are not whole."""
    match value:
        case dict():
            return {key: as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case str() | bool() | int() | None:
            return value
    return float(value)


@pytest.mark.parametrize("name", FILES)
def test_every_bundled_file_fits_its_schema(name):
    schema = file_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = sorted(policies_path().rglob(name))
    assert files
    for file in files:
        validator.validate(as_json(plain(read_yaml(file.read_bytes(), str(file)))))


@pytest.mark.parametrize(
    "entry",
    [
        {"when": {"al": ["x"]}},
        {"when": {"all": ["x", {"any": [{"nto": "y"}]}]}},
        {"amount": [{"when": "x", "amount": "1元"}, {"otherwise": {"upto": "1元"}}]},
        {"nature": "entitlment"},
        {"natur": "entitlement"},
    ],
)
def test_mistakes_are_underlined(folder, entry):
    folder.reward.update(entry)
    validator = jsonschema.Draft202012Validator(file_schema("rewards.yaml"))
    assert not validator.is_valid(folder.rewards)
