"""Writes the pages of the documentation that are made from the code, the rules and the suite.

Run by `make docs`; `tests/docs/test_generated.py` fails while a page is not what this writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import policyengine
from docs import mistakes_page
from policyengine.reporting.lang import Lang
from policyengine.rulebook.plan import AnyRule, Obligation, Plan, Reading, Reward, Support
from policyengine.rulebook.provisions import Group
from tests.conformance import suite

DOCS = Path(__file__).parent
REPOSITORY_OF_SUITE = "../tests/conformance"

ABOUT_THE_SUITE = """\
What rules mean, sentence by sentence, in examples that any reader of the language can be run against.
A file holds a small rule set and its cases: a profile, a date, and the part of the result that the sentence
is about, in the form of `policyengine/assessment@1` or `policyengine/comparison@1`. `suite.py` fills in what
every rule must have but no case speaks of (titles, themes, citations); `test_conformance.py` lists the
engines, today the Python one. What is expected is worked by hand, in comments where it takes more than a
glance. `test_fewer_facts.py` asks every case again with each of its facts left out: nothing may be
contradicted."""

ABOUT_INTERPRETATIONS = """\
Where the words of a plan allow two readings, or a copy is flawed, this is which reading is
encoded, and why. A reading not chosen is encoded too where it can be: `policyengine evaluate --readings`
tells what it comes to for an enterprise, `policyengine check --readings` for whom it matters.
方案文字有两种读法，或者文本有缺陷的，此处列明采用了哪一种读法及其理由。未采用的读法，能编码的也已编码：
`policyengine evaluate --readings`给出该读法的结果，`policyengine check --readings`指出影响哪些企业。"""


PAGES: Mapping[str, Callable[[], str]] = {
    "interpretations.md": lambda: interpretations(policyengine.load().plans),
    "conformance.md": lambda: conformance(),
    "mistakes.md": lambda: mistakes_page.page(Lang.EN),
    "mistakes.zh-CN.md": lambda: mistakes_page.page(Lang.ZH),
}
"""Every generated page by its file name, written when it is called for."""


def interpretations(plans: tuple[Plan, ...]) -> str:
    """Where a text allows two readings: which one is encoded, and why; plan by plan, clause by clause."""
    parts = [
        "# Interpretations · 解释",
        "<!-- Written by `make docs` from the rules; edit those. -->",
        ABOUT_INTERPRETATIONS,
    ]
    for plan in plans:
        parts.append(f"## {plan.name.zh} {plan.name.en} · {plan.version}")
        parts.append(f"{plan.title.zh} · {plan.document_number or '无文号 · no number'}")
        if plan.flaws:
            flaws = [f"- {flaw.zh}\n  {flaw.en}" for flaw in plan.flaws]
            parts.append("**文本缺陷 · Flaws of the copy**\n\n" + "\n".join(flaws))
        parts.extend(_interpretation(plan, rule) for rule in _interpreted(plan))
    return "\n\n".join(parts) + "\n"


def _interpreted(plan: Plan) -> Iterator[AnyRule | Group]:
    yield from (rule for rule in plan.rules() if rule.interpretation)
    yield from (group for group in plan.groups if group.interpretation)


def _interpretation(plan: Plan, rule: AnyRule | Group) -> str:
    said = rule.interpretation
    assert said is not None
    clauses = "、".join(dict.fromkeys(citation.clause for citation in rule.cite))
    quotes = "\n".join(f"> {citation.clause}：{citation.quote}" for citation in rule.cite)
    parts = [f"### {clauses} {rule.title.zh} `{plan.city}.{rule.id}`", quotes]
    if isinstance(rule, Reward | Support | Obligation) and rule.readings:
        parts.append("\n".join(_reading(reading) for reading in rule.readings))
    return "\n\n".join((*parts, said.zh.strip(), said.en.strip()))


def _reading(reading: Reading) -> str:
    """A way to read the words; one is the rule, and `--readings` tells what the others come to."""
    mark = "采用 · chosen" if reading.rule is None else "未采用 · not chosen"
    return f"- **{mark}** `{reading.id}`：{reading.words.zh}\n  {reading.words.en}"


def conformance() -> str:
    """The index of the conformance suite: each rule of section 5, its sentences and its cases."""
    parts = [
        "# The conformance suite · 示例集",
        "<!-- Written by `make docs` from tests/conformance; edit that. -->",
        ABOUT_THE_SUITE,
    ]
    written = list(suite.files())
    for folder, files in groupby(written, key=lambda file: Path(file[0]).parent.name):
        parts.append(f"## {folder.replace('_', ' ').capitalize()}")
        for name, content in files:
            says = content["says"]
            cases = [case["name"] for case in (*content.get("cases", ()), *content.get("refused_rules", ()))]
            parts.append(
                f"### [{name}]({REPOSITORY_OF_SUITE}/{name})\n\n{says['en']}\n\n{says['zh']}\n\n"
                + "\n".join(f"- {case}" for case in cases)
            )
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write every generated page anew."""
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), "utf-8")


if __name__ == "__main__":
    main()
