"""A finding in a terminal: its place, its code, the words underlined, the way out; a few lines at most."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policyengine.errors import Bilingual, Finding, Severity, Span
from policyengine.reporting.findings import (
    CONTEXT,
    LONGEST_PATH,
    LONGEST_WORDS,
    render,
    summary,
    underlined,
)
from policyengine.reporting.lang import Lang

FILE = "policies/x/rewards.yaml"


@dataclass(frozen=True, slots=True)
class Misspelt(Finding):
    code = "unknown-fact"
    found: str = "hte_recogniton"
    advice: bool = True

    def message(self) -> Bilingual:
        return Bilingual(f"没有名为“{self.found}”的事实", f"no fact is named `{self.found}`")

    def help(self) -> Bilingual | None:
        return (
            Bilingual("是否指“hte_recognition”？", "did you mean `hte_recognition`?") if self.advice else None
        )


@dataclass(frozen=True, slots=True)
class Mild(Misspelt):
    severity = Severity.WARNING


def span(line: int, column: int, end: int, end_line: int | None = None) -> Span:
    return Span(FILE, line, column, end_line or line, end)


def source(*lines: str):
    return lambda file, number: lines[number - 1] if file == FILE and 0 < number <= len(lines) else None


def test_a_finding_names_its_place_its_code_and_the_way_out() -> None:
    lines = source("rewards:", "  - when: hte_recogniton = first")
    assert render([Misspelt(span=span(2, 11, 25))], lines, Lang.EN) == (
        "policies/x/rewards.yaml:2:11 error unknown-fact: no fact is named `hte_recogniton`\n"
        "     2 |   - when: hte_recogniton = first\n"
        "       |           ^^^^^^^^^^^^^^\n"
        "       help: did you mean `hte_recognition`?"
    )


def test_it_speaks_chinese() -> None:
    said = render([Mild(span=span(1, 1, 2))], source("x"), Lang.ZH)
    assert (
        said.splitlines()[0]
        == "policies/x/rewards.yaml:1:1 警告 unknown-fact: 没有名为“hte_recogniton”的事实"
    )
    assert said.splitlines()[-1].endswith("解决办法：是否指“hte_recognition”？")


def test_chinese_characters_are_underlined_by_two_cells() -> None:
    line, carets = underlined("    quote: 给予30万元奖励", span(1, 14, 18))
    assert line == "    quote: 给予30万元奖励"
    assert carets == " " * 15 + "^" * 6
    assert cell_len(line[: line.index("30")]) == carets.index("^")


def test_a_place_without_width_gets_one_caret() -> None:
    assert underlined("when:", span(1, 6, 6)) == ("when:", "     ^")
    assert underlined("", span(1, 1, 1)) == ("", "^")


def test_of_several_lines_the_first_is_underlined_to_its_end() -> None:
    assert underlined("when: a and", span(1, 7, 3, end_line=2)) == ("when: a and", "      ^^^^^")


def test_a_long_line_is_cut_around_the_words() -> None:
    line, carets = underlined("甲" * 500 + "这里" + "乙" * 500, span(1, 501, 503))
    assert "这里" in line
    assert line.startswith("…甲")
    assert line.endswith("乙…")
    assert cell_len(line[: line.index("这里")]) == carets.index("^")
    assert cell_len(line) <= CONTEXT + 2


def test_a_line_that_cannot_be_had_is_left_out() -> None:
    said = render([Misspelt(span=span(7, 1, 2))], source("x"), Lang.EN)
    assert len(said.splitlines()) == 2


def test_a_finding_of_no_place_is_said_without_one() -> None:
    said = render([Misspelt(advice=False)], source(), Lang.EN)
    assert said == "error unknown-fact: no fact is named `hte_recogniton`"


@pytest.mark.parametrize("lang", Lang)
def test_a_huge_value_makes_no_huge_report(lang: Lang) -> None:
    said = render(
        [Misspelt(found="长" * 1_000_000, span=span(1, 1, 900_000))], source("长" * 1_000_000), lang
    )
    assert len(said.splitlines()) == 4
    assert len(said) < 600


def test_control_characters_do_not_reach_the_terminal() -> None:
    said = render([Misspelt(found="\x1b[31m\r\n", span=span(1, 1, 2))], source("\x1b[2J\tx"), Lang.EN)
    assert all(character.isprintable() for line in said.split("\n") for character in line)


def test_findings_follow_one_another_in_the_order_given() -> None:
    said = render([Misspelt(found="b", advice=False), Mild(found="a", advice=False)], source(), Lang.EN)
    assert said == "error unknown-fact: no fact is named `b`\nwarning unknown-fact: no fact is named `a`"


def test_the_summary_counts_errors_and_warnings() -> None:
    findings = [Misspelt(), Mild(), Mild()]
    assert summary(findings, Lang.ZH) == "1个错误，2个警告"
    assert summary(findings, Lang.EN) == "1 error, 2 warnings"
    assert summary([], Lang.EN) == "0 errors, 0 warnings"


@given(
    st.text(st.characters(codec="utf-8"), max_size=300),
    st.integers(1, 400),
    st.integers(1, 400),
    st.text(max_size=300),
)
def test_whatever_is_wrong_takes_four_short_lines(line: str, column: int, end: int, path: str) -> None:
    place = Span(path, 1, column, 1, end)
    said = render([Misspelt(span=place)], lambda file, number: line, Lang.ZH).split("\n")
    assert len(said) <= 4
    assert all(cell_len(each) <= LONGEST_PATH + LONGEST_WORDS + 40 for each in said)
