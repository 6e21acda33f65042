"""Days, names, groups, wholes and natures agree with the rest of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from policyengine.errors import Severity, Span
from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.tree import Kind, Literal
from policyengine.rulebook.checks import CHECKS, check_plan
from policyengine.rulebook.checks.dates import dates
from policyengine.rulebook.checks.names import (
    UnknownDepartment,
    UnknownRole,
    UnknownTheme,
    departments,
    unknown_roles,
    unknown_themes,
)
from policyengine.rulebook.checks.nature import nature
from policyengine.rulebook.checks.parts import parts
from policyengine.rulebook.choices import Every, Nature
from policyengine.rulebook.plan import Department, Period, RelatedDocument, Role, Target, Theme
from tests.rulebook.checks.plans import codes, duty, obligation, plan, reward, support, target, words

THEMES = (Theme("growth", words("成长")), Theme("research", words("研发")))
ROLES = (Role("science_technology", words("科技")), Role("finance", words("财政")))
SOME = parse_condition("patents >= 1")


def test_a_sound_plan_has_no_findings() -> None:
    sound = plan(
        reward("给予30万元奖励"), duty("加强培训"), target("到2023年达到80家", by=date(2023, 12, 31), id="t")
    )
    assert check_plan(sound, THEMES, ROLES) == ()


def test_findings_come_in_file_order() -> None:
    def at(line: int) -> Span:
        return Span("x.yaml", line, 1, line, 2)

    first = replace(
        duty(id="a"),
        theme="x",
        departments=("y", "市科技局"),
        written_at={"theme": at(9), "departments.0": at(2)},
    )
    found = check_plan(plan(first), THEMES, ROLES)
    assert codes(found) == ["uncovered-clause", "unknown-department", "unknown-theme"]


def test_every_check_is_listed_once() -> None:
    assert len(set(CHECKS)) == len(CHECKS)


# Days


def on(year: int, month: int, day: int) -> Literal:
    return Literal(Kind.DATE, date(year, month, day))


def test_a_period_ends_after_it_starts() -> None:
    assert codes(dates(plan(period=Period(date(2023, 1, 1), date(2021, 1, 1))))) == ["period-reversed"]


def test_an_obligation_falls_due_within_the_period() -> None:
    assert codes(dates(plan(obligation("", requires=SOME, by=on(2023, 12, 31))))) == []
    assert codes(dates(plan(obligation("", requires=SOME, by=on(2024, 1, 1))))) == ["day-outside-period"]


def test_what_survives_the_plan_may_fall_due_after_it() -> None:
    late = obligation("", requires=SOME, by=on(2024, 1, 1), survives=True)
    counted = obligation("", requires=SOME, by=parse_term("founded + 10年"))
    assert codes(dates(plan(late))) == codes(dates(plan(counted))) == []


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ({"by": date(2023, 12, 31)}, []),
        ({"by": date(2020, 12, 31)}, ["day-outside-period"]),
        ({"each": Every.YEAR, "start": 2021, "end": 2023}, []),
        ({"each": Every.YEAR, "start": 2020, "end": 2023}, ["day-outside-period"]),
        ({"by": date(2023, 12, 31), "baseline_year": 2020}, []),
        ({"by": date(2023, 12, 31), "baseline_year": 2023}, ["baseline-too-late"]),
    ],
)
def test_a_targets_years_agree_with_the_plan(years: dict[str, object], found: list[str]) -> None:
    assert codes(dates(plan(target("", **years)))) == found


@pytest.mark.parametrize(
    ("horizon", "found"), [(2023, []), (2022, ["horizon-inconsistent"]), (2020, ["horizon-inconsistent"])]
)
def test_the_horizon_is_the_last_year_of_the_targets(horizon: int, found: list[str]) -> None:
    assert codes(dates(plan(target("", by=date(2023, 12, 31)), horizon=horizon))) == found


def test_a_horizon_does_not_outlast_the_period() -> None:
    assert codes(dates(plan(horizon=2024))) == ["horizon-inconsistent"]
    assert codes(dates(plan(horizon=2024, period=Period(date(2021, 1, 1), None)))) == []


# Names


def test_an_unknown_theme_is_told_with_the_nearest() -> None:
    (found,) = unknown_themes(plan(replace(duty(""), theme="reserch")), THEMES)
    assert isinstance(found, UnknownTheme)
    assert found.nearest == "research"


def test_a_related_documents_themes_are_known() -> None:
    document = RelatedDocument(words("文件"), None, ("growth", "nothing"), words("注"))
    assert codes(unknown_themes(plan(related_documents=(document,)), THEMES)) == ["unknown-theme"]


def test_departments_are_named_as_listed() -> None:
    rule = replace(duty(""), departments=("市科学技术局", "市科技局"))
    (found,) = departments(plan(rule))
    assert isinstance(found, UnknownDepartment)
    assert found.nearest == "市科技局"


def test_a_listed_department_is_used_and_listed_once() -> None:
    both = (Department("市科技局", "science_technology"), Department("市财政局", "finance"))
    assert codes(departments(plan(duty(""), departments=both))) == ["unused-department"]
    assert codes(departments(plan(duty(""), departments=(both[0], both[0])))) == ["duplicate-department"]


def test_a_departments_role_is_known() -> None:
    assert codes(unknown_roles(plan(departments=(Department("市科技局", "sciense"),)), ROLES)) == [
        "unknown-role"
    ]


def test_the_roles_there_are_are_told() -> None:
    (found,) = unknown_roles(plan(departments=(Department("市科技局", "sciense"),)), ROLES)
    assert isinstance(found, UnknownRole)
    assert found.valid == tuple(role.id for role in ROLES)
    advice = found.help()
    assert advice is not None
    assert all(role.id in advice.en and role.id in advice.zh for role in ROLES)


# Wholes


def divided(**wholes: str) -> list[str]:
    def each() -> Iterator[Target]:
        for name in ("a", "b", "c"):
            yield target("", id=name, part_of=wholes.get(name))

    return codes(parts(plan(*each())))


def test_a_part_names_a_whole_that_is_not_itself() -> None:
    assert divided(a="b", c="b") == []
    assert divided(a="d") == ["unknown-whole"]
    assert divided(a="a") == ["part-of-itself"]
    assert divided(a="b", b="c", c="a") == ["part-of-itself"] * 3


# Nature


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        ("30万元", []),
        ("unstated", []),
        ("25% * cost at most 50万元", []),
        ("up to 100万元", ["ceiling-as-entitlement"]),
        ("(up to 100万元) at least 10万元", ["ceiling-as-entitlement"]),
        ("up to 100万元 if large, otherwise 30万元", ["ceiling-as-entitlement"]),
    ],
)
def test_a_bare_ceiling_is_no_entitlement(amount: str, found: list[str]) -> None:
    assert codes(nature(plan(reward("给予补助", amount=parse_amount(amount))))) == found


@pytest.mark.parametrize(
    "quote", ["择优给予奖励", "遴选一批企业", "开展评选", "对符合条件的企业", "对符合相关政策的"]
)
def test_selecting_words_are_no_entitlement(quote: str) -> None:
    assert codes(nature(plan(support(quote)))) == ["selection-as-entitlement"]


def test_an_interpretation_or_the_right_nature_answers_the_warning() -> None:
    assert codes(nature(plan(support("择优", interpretation=words("择优指贷款"))))) == []
    assert codes(nature(plan(support("择优", nature=Nature.DISCRETIONARY)))) == []


def test_natures_are_warned_of_only() -> None:
    (found,) = nature(plan(support("择优给予奖励")))
    assert found.severity is Severity.WARNING
