"""Bad input: status 2, one line a fault on standard error, nothing on standard output, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ASKED, PROFILE, run


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ('{"revenue": NaN}', 1),
        ('{"revenue": -1, "rd_expense": 1e999, "ip_owned": true, "ip_applications": 1.5}', 4),
        ('{"revenu": 1}', 1),
        ('{"revenue": 1, "revenue": 2}', 1),
        ('{"revenue": 1,,}', 1),
        ("revenue: [1\n", 1),
        ('{"hte_recognition": "frist", "registered_in": "999999", "established_on": "2020-02-30"}', 3),
        ('{"received": [{"reward": "anyang.provincial_littel_giant"}]}', 1),
        ("[]", 1),
        ("", 1),
        (b"\xff\xfe\x00", 1),
        ("[" * 50_000, 1),
        ('{"name": "' + "x" * 1_100_000 + '"}', 1),
        ('{"uscc": "91410500MA3X000000"}', 1),
    ],
)
def test_a_bad_profile_is_told_in_one_line_a_fault(given: str | bytes, faults: int) -> None:
    for lang in ("zh", "en"):
        ran = run("evaluate", "-", *ASKED, "--lang", lang, given=given)
        assert (ran.status, ran.out) == (2, "")
        assert len(ran.faults) == faults, ran.err
        assert max(map(len, ran.faults)) < 300


def test_a_bad_value_is_told_by_its_label_in_the_language_asked_for() -> None:
    chinese = run("evaluate", "-", *ASKED, given='{"revenue": -1}')
    english = run("evaluate", "-", *ASKED, "--lang", "en", given='{"revenue": -1}')
    assert "营业收入" in chinese.err
    assert "Revenue" in english.err or "revenue" in english.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", "absent.json", *ASKED),
        ("evaluate", ".", *ASKED),
        ("evaluate", "a\0b", *ASKED),
        ("evaluate", "-", "--city", "nowhere", "--as-of", "2022-06-30"),
        ("evaluate", "-", "--city", "jiangmen", "--as-of", "2022-13-01"),
        ("evaluate", "-", *ASKED, "--version", "1999"),
        ("evaluate", "-", *ASKED, "--year", "0"),
        ("evaluate", "-", *ASKED, "--record", "absent/record.json"),
        ("compare", "-", "--as-of", "2022-06-30", "--city", "nowhere"),
        ("compare", "-", "--as-of", "2022-06-30", "--plot", "chart.pdf"),
        ("compare", "-", "--as-of", "2022-06-30", "--plot", "absent/chart.png"),
        ("matrix", "--theme", "nothing"),
        ("matrix", "--role", "nobody"),
        ("show", "nowhere"),
        ("show", "jiangmen", "--version", "1999"),
        ("facts", "--city", "nowhere"),
        ("test", "nowhere"),
        ("replay", "absent.json"),
        ("replay", "-"),
        ("schema", "nothing"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_in_one_line(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments, given=PROFILE)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.faults) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("evaluate",),
        ("evaluate", "-", "--city", "jiangmen"),
        ("evaluate", "-", *ASKED, "--format", "pdf"),
        ("evaluate", "-", *ASKED, "--lang", "fr"),
        ("evaluate", "-", *ASKED, "--year", "this"),
        ("evaluate", "-", *ASKED, "--policies", "absent"),
        ("check", "--sources", "absent"),
    ],
)
def test_bad_usage_has_status_2_too(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, given=PROFILE)
    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_no_fault_can_steer_the_terminal() -> None:
    ran = run("evaluate", "-", *ASKED, given='{"\\u001b[2Jevil": 1, "name": "\\u0007"}')
    assert ran.status == 2
    assert "\x1b" not in ran.err
