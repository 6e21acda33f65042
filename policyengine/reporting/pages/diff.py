"""What changed between versions, sentence by sentence, and what it does to enterprises and budgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.terms import NATURES, PAYERS, STATUSES, TONES, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]
GONE_OR_COME = {"added": Tone.GOOD, "removed": Tone.BAD}


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/diff@1`."""
    between = lang.say(f"由 {result['old']} 到 {result['new']}", f"from {result['old']} to {result['new']}")
    blocks: list[Block] = [Line(Text(between, Tone.QUIET))]
    differing = [each for each in result["plans"] if _differs(each)]
    for each in differing:
        blocks += [*_plan(each, lang)]
    if not differing:
        blocks.append(Line(Text(lang.say("含义没有差别。", "They mean the same."), Tone.GOOD)))
    return Page(lang.say("版本对比", "What changed"), lang, tuple(blocks))


def _differs(plan: Result) -> bool:
    return bool(plan["changes"]) or plan["old"] is None or plan["new"] is None


def _plan(plan: Result, lang: Lang) -> Iterator[Block]:
    old, new = plan["old"], plan["new"]
    versions = [each["version"] for each in (old, new) if each is not None]
    yield Heading(f"{lang.of(plan['name'])} {' → '.join(dict.fromkeys(versions))}")
    if old is None or new is None:
        words = (
            lang.say("新增版本。", "A new version.") if old is None else lang.say("版本已删除。", "Removed.")
        )
        yield Line(Text(words, Tone.GOOD if old is None else Tone.BAD))
        return
    yield _changes(plan["changes"], lang)
    if plan["effects"] is not None:
        yield from _effects(plan["effects"], lang)
    if plan["examples"]:
        yield from _examples(plan["examples"], lang)


# Changes


def _changes(changes: Sequence[Result], lang: Lang) -> Block:
    columns = [
        Column(lang.say("改动", "Change")),
        Column(lang.say("旧版位置", "Old"), whole=True),
        Column(lang.say("新版位置", "New"), whole=True),
    ]
    rows = []
    for change in changes:
        words = lang.of(change)
        if change["affects"]:
            used = ", ".join(id_.partition(".")[2] for id_ in change["affects"])
            words += lang.say(f"（影响：{used}）", f" (affects {used})")
        sides = [_place(change["at"][side]) for side in ("old", "new")]
        rows.append((Text(words, GONE_OR_COME.get(change["kind"], Tone.PLAIN)), *sides))
    return table(columns, rows)


def _place(at: Result | None) -> Text:
    """File and line, as short as it still tells one file of a version from another."""
    if at is None:
        return Text("")
    return Text(f"{at['file'].replace(chr(92), '/').rpartition('/')[2]}:{at['line']}", Tone.QUIET)


# Consequences for enterprises that were given


def _effects(effects: Result, lang: Lang) -> Iterator[Block]:
    yield Heading(lang.say("对企业的影响", "What it does to enterprises"), level=3)
    number, changed, day = effects["enterprises"], effects["changed"], effects["as_of"]
    yield Line(
        Text(
            lang.say(
                f"评估日{day}：{number}家企业中，{changed}家的结果有变化。",
                f"On {day} the outcome changes for {changed} of {number} enterprises.",
            ),
            strong=True,
        )
    )
    if effects["profiles"]:
        yield _profiles(effects["profiles"], lang)
    yield Heading(lang.say("各方预算", "Each payer's budget"), level=3)
    yield _payers(effects, lang)


def _profiles(profiles: Sequence[Result], lang: Lang) -> Block:
    columns = [
        Column(lang.say("企业", "Enterprise")),
        Column(lang.say("事项", "Item")),
        Column(lang.say("旧版", "Before")),
        Column(lang.say("新版", "After")),
        Column(lang.say("确定合计", "Assured"), right=True, whole=True),
        Column(lang.say("最多合计", "Possible"), right=True, whole=True),
    ]
    rows: list[tuple[Text | str, ...]] = []
    for profile in profiles:
        called = " · ".join(dict.fromkeys(each for each in (profile["name"], profile["id"]) if each))
        sums = [money.signed(profile[name]["difference"], lang) for name in ("assured", "possible")]
        items = profile["items"] or [None]
        for place, item in enumerate(items):
            cells = ("", "", "") if item is None else _item(item, lang)
            rows.append((called, *cells, *sums) if place == 0 else ("", *cells, "", ""))
    return table(columns, rows)


def _item(item: Result, lang: Lang) -> tuple[Text | str, ...]:
    return lang.of(item["title"]), *(_side(item[side], item, lang) for side in ("old", "new"))


def _side(side: Result | None, item: Result, lang: Lang) -> Text:
    """What an item comes to; more of it only where status and amount do not tell the two apart."""
    if side is None:
        return Text(lang.say("无此项", "no such item"), Tone.QUIET)
    words = [term(STATUSES, side["status"], lang)]
    if side["amount"] is not None and side["status"] != "ineligible":
        words.append(money.interval(side["amount"], lang))
    if side["due_on"] is not None:
        words.append(side["due_on"])
    other = item["new"] if side is item["old"] else item["old"]
    for key, more in (("nature", _nature), ("paid_by", _paid_by)):
        if side[key] is not None and (other is None or other[key] != side[key]) and _alike(side, other):
            words.append(more(side[key], lang))
    return Text(lang.say("，", ", ").join(words), TONES.get(side["status"], Tone.PLAIN))


def _alike(side: Result, other: Result | None) -> bool:
    return other is not None and all(side[key] == other[key] for key in ("status", "amount", "due_on"))


def _nature(nature: str, lang: Lang) -> str:
    return term(NATURES, nature, lang)


def _paid_by(paid_by: Mapping[str, Result], lang: Lang) -> str:
    return lang.listed(
        [f"{term(PAYERS, payer, lang)} {money.interval(part, lang)}" for payer, part in paid_by.items()]
    )


def _payers(effects: Result, lang: Lang) -> Block:
    columns = [Column(lang.say("出资方", "Payer"))]
    for zh, en in (("确定", "Assured"), ("最多", "Possible")):
        columns += [
            Column(lang.say(f"{zh}，旧版", f"{en}, before"), right=True, whole=True),
            Column(lang.say(f"{zh}，新版", f"{en}, after"), right=True, whole=True),
            Column(lang.say("增减", "Difference"), right=True, whole=True),
        ]
    rows: list[tuple[Text | str, ...]] = [
        (lang.of(each["name"]), *_sums(each, lang)) for each in effects["payers"]
    ]
    rows.append((lang.say("合计", "In all"), *_sums(effects["totals"], lang)))
    return table(columns, rows)


def _sums(sums: Result, lang: Lang) -> list[Text]:
    cells = []
    for name in ("assured", "possible"):
        for side in ("old", "new"):
            open_ = " +?" if name == "possible" and sums["open"][side] else ""
            cells.append(Text(money.amount(sums[name][side], lang) + open_))
        cells.append(Text(money.signed(sums[name]["difference"], lang), strong=True))
    return cells


# Enterprises that were found


def _examples(examples: Sequence[Result], lang: Lang) -> Iterator[Block]:
    yield Heading(lang.say("哪些企业会受影响（举例）", "For whom it matters: an example each"), level=3)
    found = [each for each in examples if each["profile"] is not None]
    if found:
        yield Line(
            Text(
                lang.say(
                    f"评估日{found[0]['as_of']}；企业在当地注册（另有说明的除外），此前未获奖补。",
                    f"On {found[0]['as_of']}; registered where the plan applies unless said otherwise, "
                    "nothing received before.",
                ),
                Tone.QUIET,
            )
        )
        yield _found(found, lang)
    missing = [lang.of(each["title"]) for each in examples if each["profile"] is None]
    if missing:
        words = lang.say(
            "在条文所列界限附近的取值中，未找到结果不同的企业（不等于没有影响）",
            "Among values at and beside the rules' own bounds no enterprise was found that fares differently "
            "(which does not prove that there is none)",
        )
        yield Line(Text(lang.labelled(words, lang.listed(missing)), Tone.QUIET))


def _found(examples: Sequence[Result], lang: Lang) -> Block:
    columns = [
        Column(lang.say("规则", "Rule")),
        Column(lang.say("企业的情况", "What is known of it")),
        Column(lang.say("旧版", "Before")),
        Column(lang.say("新版", "After")),
    ]
    rows = [
        (
            Text(lang.of(each["title"]), strong=True),
            "\n".join(_known(each, lang)),
            _outcome(each, "old", lang),
            _outcome(each, "new", lang),
        )
        for each in examples
    ]
    return table(columns, rows)


def _known(example: Result, lang: Lang) -> Iterator[str]:
    for fact in example["facts"].values():
        yield lang.labelled(lang.of(fact["label"]), lang.of(fact["value"]))


def _outcome(example: Result, side: str, lang: Lang) -> Text:
    told = example[side]
    other = example["new" if side == "old" else "old"]
    if example["group"]:
        return Text(
            lang.labelled(lang.say("合计确保", "assured in all"), money.amount(told["assured"], lang))
        )
    if not told["items"]:
        return _side(None, {}, lang)
    pair = {side: told["items"][0], ("new" if side == "old" else "old"): (other["items"] or [None])[0]}
    return _side(told["items"][0], pair, lang)
