"""Profiles as text: JSON or YAML, exact numbers, whatever cannot be read refused by name."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import policyengine
from policyengine.errors import ProfileError
from policyengine.evaluation.facts.profile import known_facts
from policyengine.evaluation.facts.profile_text import read_profile
from tests.evaluation.wording import vocabulary


def facts(text: str | bytes, file: str = "<stdin>") -> dict[str, Any]:
    return dict(read_profile(text, file))


def codes(text: str | bytes, file: str = "<stdin>") -> list[str]:
    with pytest.raises(ProfileError) as refusal:
        read_profile(text, file)
    return [finding.code for finding in refusal.value.findings]


def test_json_numbers_are_exact() -> None:
    read = facts('{"revenue": 12345678901234.10, "rd_intensity": 0.03, "ip_owned": 5}')
    assert read == {"revenue": Decimal("12345678901234.10"), "rd_intensity": Decimal("0.03"), "ip_owned": 5}
    assert isinstance(read["rd_intensity"], Decimal)


def test_yaml_numbers_are_exact_and_days_are_text() -> None:
    read = facts("revenue: 0.1\nestablished_on: 2010-05-01\nname: 甲公司\n", "p.yaml")
    assert read["revenue"] == Decimal("0.1")
    assert str(read["established_on"]) == "2010-05-01"


def test_the_suffix_decides_and_else_the_content() -> None:
    assert facts('{"ip_owned": 1}', "p") == facts("ip_owned: 1", "p") == {"ip_owned": 1}
    assert facts("{ip_owned: 1}", "p") == {"ip_owned": 1}
    assert codes("ip_owned: 1", "p.json") == ["json-syntax"]
    assert codes('{"ip_owned": 1,,}', "p") == ["json-syntax"]


def test_a_byte_order_mark_is_no_part_of_it() -> None:
    assert facts('\ufeff{"ip_owned": 1}'.encode()) == {"ip_owned": 1}


def test_what_is_no_number_passes_to_be_refused_by_its_label() -> None:
    assert math.isnan(facts('{"revenue": NaN}')["revenue"])
    assert facts('{"revenue": -Infinity}')["revenue"] == -math.inf


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"a": 1, "a": 2}', "duplicate-key"),
        ('{"received": [{"reward": "x", "reward": "y"}]}', "duplicate-key"),
        ("a: 1\na: 2\n", "duplicate-key"),
        ("[1, 2]", "not-a-profile"),
        ("30", "not-a-profile"),
        ("", "not-a-profile"),
        ("[" * 100_000, "json-syntax"),
        ('{"name": "甲公司"}'.encode("gbk"), "not-utf8"),
        (b"\x00\x01\x02", "forbidden-character"),
        ('{"a": "' + "x" * 1_100_000 + '"}', "file-too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_finding(content: str | bytes, code: str) -> None:
    assert codes(content) == [code]


def test_a_fault_of_json_has_its_place() -> None:
    with pytest.raises(ProfileError) as refusal:
        read_profile('{\n  "a": ,\n}', "p.json")
    span = refusal.value.findings[0].span
    assert span is not None
    assert (span.file, span.line, span.column) == ("p.json", 2, 8)
    assert "此处应有值" in refusal.value.findings[0].message().zh


@pytest.mark.parametrize("number", ["9" * 5_000, "-" + "9" * 200, "1e" + "9" * 30, "0." + "1" * 500])
def test_a_number_too_long_to_be_read_passes_to_be_refused_by_its_label(number: str) -> None:
    engine = policyengine.load()
    profile = read_profile(f'{{"revenue": {number}, "ip_owned": -1}}')
    with pytest.raises(ProfileError) as refusal:
        engine.evaluate(profile, city="anyang", as_of="2020-06-30")
    first, second = (finding.message().en for finding in refusal.value.findings)
    assert first.startswith(f"Revenue (`revenue`) cannot be {number[:10]}")
    assert second.startswith("Intellectual property rights owned")


def test_every_duplicate_key_of_json_is_told_at_once() -> None:
    assert codes('{"a": 1, "a": 2, "b": 1, "b": 2, "b": 3}') == ["duplicate-key"] * 2


def test_of_very_many_duplicate_keys_a_hundred_are_told() -> None:
    many = ", ".join(f'"k{i // 2}": 1' for i in range(2_000))
    assert codes(f"{{{many}}}") == ["duplicate-key"] * 100 + ["more-faults"]


def test_series_and_lists_are_read_alike_from_json_and_yaml() -> None:
    words = vocabulary(
        sales={"kind": "money", "by_year": True}, hires={"kind": "list", "fields": {"cost": "money"}}
    )
    json_ = '{"sales": {"2020": 0.10, "2021": "1万元"}, "hires": [{"cost": 0.10}, {"cost": null}]}'
    yaml = "sales: {2020: 0.10, 2021: 1万元}\nhires:\n  - cost: 0.10\n  - {}\n"
    expected = {
        "sales[2020]": Fraction(1, 10),
        "sales[2021]": Fraction(10_000),
        "hires": ((("cost", Fraction(1, 10)),), ()),
    }
    for text in (json_, yaml):
        assert known_facts(read_profile(text), words, {}, ()).known == expected
