"""The schemas that editors complete by agree with what is read."""

import re
from pathlib import Path

import jsonschema
import pytest

from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.folder import SHARED_FILES, VERSION_FILES
from policyengine.rulebook.schemas import FILES, file_schema
from policyengine.rulebook.text.yaml import plain, read_yaml
from tests.conformance import suite


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


EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_bundled_and_the_example_plans_fits_its_schema(name):
    schema = file_schema(name)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    files = sorted([*policies_path().rglob(name), *EXAMPLES.rglob(name)])
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
        {"payments": [{"shre": "50%"}]},
        {"payments": {"ratio": "4:3:3", "every": "year"}},
        {"payments": []},
        {"clawback": {"share": "50%"}},
        {"apply": {"window": {"from": "4月1日"}}},
        {"paid_by": [{"when": "x", "share": "city_finance"}]},
        {"budget": {"amount": "1万元", "each": "year", "when_short": "never"}},
        {"readings": [{"id": "a"}]},
        {"amount": {"by": "revenue", "brackets": [{"from": "1元"}]}},
    ],
)
def test_mistakes_are_underlined(folder, entry):
    folder.reward.update(entry)
    validator = jsonschema.Draft7Validator(file_schema("rewards.yaml"))
    assert not validator.is_valid(folder.rewards)


@pytest.mark.parametrize(
    "entry",
    [
        {"payments": [{"share": "50%"}, {"share": "remainder", "when": "x", "not_before": "a + 1年"}]},
        {"payments": {"ratio": "4:3:3", "each": "year", "from": "recognised_on"}},
        {"clawback": {"when": "x"}, "cite": {"clause": "一", "quote": "甲"}},
        {"apply": {"window": {"from": "4月1日", "to": "5月31日"}, "materials": ["申请表"]}},
        {"paid_by": {"city_finance": 6, "zone_finance": 4}},
        {
            "readings": [
                {"id": "a", "zh": "甲", "chosen": True},
                {"id": "b", "zh": "乙", "instead": {"once": True}},
            ]
        },
    ],
)
def test_what_may_be_written_in_several_ways_fits_in_each(folder, entry):
    folder.reward.update(entry)
    jsonschema.Draft7Validator(file_schema("rewards.yaml")).validate(folder.rewards)


def test_a_reward_names_its_amount_or_what_each_payment_comes_to(folder):
    validator = jsonschema.Draft7Validator(file_schema("rewards.yaml"))
    del folder.reward["amount"]
    assert not validator.is_valid(folder.rewards)
    folder.reward["payments"] = {"each": "month", "times": 12, "amount": "1万元", "from": "hired_on"}
    validator.validate(folder.rewards)


def keys_in(schema):
    """Every key that a schema lists, with what it says of it."""
    match schema:
        case dict():
            for key, item in schema.get("properties", {}).items():
                yield key, item
            for item in schema.values():
                yield from keys_in(item)
        case list():
            for item in schema:
                yield from keys_in(item)


@pytest.mark.parametrize("name", FILES)
def test_every_key_is_told_in_chinese_and_in_english(name):
    keys = [*keys_in(file_schema(name))]
    assert keys
    for key, item in keys:
        zh, _, en = item["description"].partition(" · ")
        assert re.search("[一-鿿]", zh), key
        assert re.search("[A-Za-z]", en), key


@pytest.mark.parametrize("name", [*SHARED_FILES, *VERSION_FILES])
def test_every_file_that_is_read_has_a_schema(name):
    assert name in FILES


@pytest.mark.parametrize("written", [pytest.param(written, id=file) for file, written in suite.files()])
def test_no_rule_set_of_the_conformance_suite_is_underlined(written, tmp_path):
    for path in suite.lay_out(written, tmp_path).rglob("*.yaml"):
        validator = jsonschema.Draft7Validator(file_schema(path.name))
        validator.validate(as_json(plain(read_yaml(path.read_bytes(), str(path)))))
