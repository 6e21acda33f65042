"""Why: each item's clause and quote, then its condition as a tree of words, values and the facts read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Branch, Heading, Text, Tree
from policyengine.reporting.pages.payments import CLAWBACK, much, name, runs
from policyengine.reporting.pages.together import fund_words
from policyengine.reporting.pages.working import working
from policyengine.reporting.terms import (
    PAYMENT_STATUSES,
    PAYMENT_TONES,
    SIGNS,
    STATUSES,
    TONES,
    read,
    term,
)
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]
Areas = Mapping[str, str]
"""What the areas of a plan's own are called, by place."""


def reasons(result: Result, lang: Lang) -> list[Block]:
    """The reasons of every reward, support and obligation, in that order.

    What is asked of every reward alike stands once above them, and is only named under each.
    """
    areas = {area["place"]: lang.of(area["name"]) for area in result["plan"]["areas"]}
    kinds = ("rewards", "supports", "obligations")
    common = _common(result["rewards"])
    trees = [
        Tree(_item(item, areas, lang, common if kind == "rewards" else []))
        for kind in kinds
        for item in result[kind]
    ]
    if common:
        heading = Text(lang.say("各项奖补的共同条件", "Asked of every reward"), strong=True)
        parts = tuple(_condition(part, areas, lang) for part in common)
        trees = [Tree(Branch(heading, "", parts)), *trees]
    return [Heading(lang.say("理由", "Why")), *trees] if trees else []


def why(item: Result, areas: Areas, lang: Lang) -> Branch:
    """The reasons of one item by itself, of which at least status, clauses and condition trees are given."""
    return _item(item, areas, lang, [])


def _common(rewards: Sequence[Result]) -> list[Result]:
    """The conditions for many rules that every reward is asked alike, where there is more than one."""
    asked = [reward["because"].get("plan_wide") for reward in rewards]
    if len(asked) < 2 or None in asked:
        return []
    return [part for part in asked[0]["parts"] if all(part in other["parts"] for other in asked)]


def _once(because: Result, common: Sequence[Result]) -> Result:
    """The reasons of a reward without what stands above them all; its name stays."""
    asked = because.get("plan_wide")
    if not common or asked is None:
        return because
    own = [part for part in asked["parts"] if part not in common]
    return {**because, "plan_wide": {**asked, "parts": own, "facts": {}}}


def _item(item: Result, areas: Areas, lang: Lang, common: Sequence[Result]) -> Branch:
    status = item["status"]
    words = f"{lang.of(item['title'])} — {term(STATUSES, status, lang)}"
    if "amount" in item:
        words += lang.say("，", ", ") + money.interval(item["amount"], lang)
    return Branch(
        Text(words, TONES[status], strong=True),
        item["id"],
        (
            *_quotes(item),
            *working(item, areas, lang),
            *_conditions(_once(item["because"], common), areas, lang),
            *_money(item, areas, lang),
        ),
    )


def _money(item: Result, areas: Areas, lang: Lang) -> Iterator[Branch]:
    """What asks for a condition of its own: each payment; and the fund that may not suffice."""
    for run in runs(item.get("payments", ())):
        first, status = run[0], run[0]["status"]
        label = lang.say("退回", "going back") if first["kind"] == CLAWBACK else lang.say("拨付", "payment")
        idle = first["kind"] == CLAWBACK and status == "not_met"
        standing = (
            lang.say("目前无须退回", "nothing to return now")
            if idle
            else term(PAYMENT_STATUSES, status, lang)
        )
        words = lang.labelled(name(run, lang), standing)
        if status != "not_met":
            words += lang.say("，", ", ") + much(run, lang)
        why = () if idle or first["because"] is None else (_condition(first["because"], areas, lang),)
        yield Branch(Text(f"{label} · {words}", PAYMENT_TONES[status]), "", why)
    if item.get("fund") is not None:
        words = lang.labelled(lang.say("资金", "fund"), fund_words(item["fund"], lang))
        yield Branch(Text(words, Tone.QUIET))


def _quotes(item: Result) -> Iterator[Branch]:
    for cited in item["cite"]:
        yield Branch(Text(f"{cited['clause']}「{cited['quote']}」", Tone.QUIET))


def _conditions(because: Result, areas: Areas, lang: Lang) -> Iterator[Branch]:
    headings = {
        "scope": lang.say("适用范围", "scope"),
        "plan_wide": "",  # its words say themselves what it is
        "when": lang.say("条件", "condition"),
        "requires": lang.say("要求", "requirement"),
        "received": lang.say("已领取", "received"),
    }
    for key, heading in headings.items():
        node = because.get(key)
        if node:
            yield _condition(node, areas, lang, heading)


def _condition(node: Result, areas: Areas, lang: Lang, heading: str = "") -> Branch:
    sign, tone = SIGNS[node["value"]]
    words = lang.labelled(heading, lang.of(node)) if heading else lang.of(node)
    parts = node["parts"]
    remark = "" if parts else read(node["facts"], areas)
    below = tuple(_condition(part, areas, lang) for part in parts)
    return Branch(Text(f"{sign} {words}", tone), remark, below)
