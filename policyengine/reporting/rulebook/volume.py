"""What the rulebook is made from: versions, shared labels and changes, all as plain data of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyengine.errors import Bilingual
from policyengine.reporting.lang import Lang
from policyengine.reporting.rulebook.sheet import Link
from policyengine.reporting.terms import SECTIONS

Result = Mapping[str, Any]

RULES = tuple(SECTIONS)
"""The kinds of rule, as the keys of a version name them."""

PROVISIONS = ("definitions", "conditions", "groups", "transitions")
"""What a version says of several rules at once, by its keys."""

KINDS = {
    "rewards": Bilingual("奖补", "Reward"),
    "supports": Bilingual("支持措施", "Support"),
    "obligations": Bilingual("企业义务", "Obligation"),
    "duties": Bilingual("部门任务", "Duty"),
    "targets": Bilingual("目标", "Target"),
    "definitions": Bilingual("定义", "Definition"),
    "conditions": Bilingual("共同条件", "Condition for many rules"),
    "groups": Bilingual("合并计算", "Taken together"),
    "transitions": Bilingual("新旧衔接", "Transition"),
    "paid_by": Bilingual("出资", "Who pays"),
    "plan": Bilingual("施行与废止", "Force and repeal"),
}
"""What an entry of each kind is called."""

FRONT, THEMES, DEPARTMENTS, FACTS, ITEMS = "index", "themes", "departments", "facts", "items"
"""The names of the sheets that lead to the plans."""


@dataclass(frozen=True, slots=True)
class Volume:
    """All that one set of pages tells.

    `versions`: each a `policyengine/version@1`, in the order of the front page; `forces`: what each is worth
    on the day, a term of `reporting.terms.FORCES`. `themes` and `roles`: labels by id. `changes`: of a city,
    from which version to which, and the entries of `policyengine/diff@1`.
    """

    as_of: str
    versions: Sequence[Result]
    forces: Sequence[str]
    themes: Mapping[str, Mapping[str, str]]
    roles: Mapping[str, Mapping[str, str]]
    changes: Sequence[Result]


def sheet_of(version: Result) -> str:
    """The name of the sheet of a version."""
    return f"{version['city']}-{version['plan']['version']}"


def name_of(version: Result, lang: Lang) -> str:
    """A version by its city and its own name."""
    return f"{lang.of(version['plan']['name'])} {version['plan']['version']}"


def rules_of(version: Result) -> Iterator[tuple[str, Result]]:
    """Every rule with its kind."""
    for kind in RULES:
        for rule in version[kind]:
            yield kind, rule


def way_up(lang: Lang, *more: Link) -> tuple[Link, ...]:
    """The links at the top of every sheet but the front page."""
    return (
        Link(lang.say("规则汇编", "Rulebook"), FRONT),
        Link(lang.say("主题", "Themes"), THEMES),
        Link(lang.say("部门", "Departments"), DEPARTMENTS),
        Link(lang.say("事实", "Facts"), FACTS),
        Link(lang.say("全部条目", "All items"), ITEMS),
        *more,
    )
