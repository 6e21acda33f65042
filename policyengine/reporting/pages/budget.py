"""What a plan will cost, by reward, payer, theme and fund; and which missing fact would narrow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Bar, Bars, Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.pages.budget_figures import AT_LEAST, counted, figure, share, unit
from policyengine.reporting.pages.budget_what_if import what_if
from policyengine.reporting.pages.together import size
from policyengine.reporting.terms import FORCES, NATURES, assumption, payer_names, period, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]
Row = tuple[Text | str, ...]


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/budget@1`."""
    blocks = [*_head(result, lang), *_taken(result["enterprises"], lang), *_totals(result, lang)]
    if result["what_if"] is not None:
        blocks += what_if(result, lang)
    blocks += [*_rewards(result, lang), *_payers(result, lang), *_themes(result, lang)]
    blocks += [*_funds(result, lang), *_facts(result, lang), *_left_out(result["enterprises"], lang)]
    title = lang.say(f"{_name(result, lang)}资金测算", f"What it will cost: {_name(result, lang)}")
    return Page(title, lang, tuple(blocks))


def _name(result: Result, lang: Lang) -> str:
    return lang.of(result["plan"]["name"])


def _head(result: Result, lang: Lang) -> Iterator[Block]:
    plan = result["plan"]
    version = lang.say(f"版本 {plan['version']}", f"version {plan['version']}")
    asked = lang.say(f"评估日 {result['as_of']}", f"as of {result['as_of']}")
    year = lang.say(f"评估年度 {result['year']}", f"year assessed {result['year']}")
    number = [plan["document_number"]] if plan["document_number"] else []
    yield Line(Text(lang.of(plan["title"])))
    yield Line(Text(" · ".join([*number, version, asked, year]), Tone.QUIET))
    force = f"{term(FORCES, plan['force'], lang)} · {period(plan['period'], lang)}"
    yield Line(Text(force, Tone.GOOD if plan["binding"] else Tone.WARNING, strong=True))


def _taken(taken: Result, lang: Lang) -> Iterator[Block]:
    rows, left = taken["counted"], taken["left_out"]
    words = lang.say(f"测算企业 {counted(rows)} 户", f"enterprises counted: {counted(rows)}")
    yield Line(Text(words))
    if left:
        words = lang.say(
            f"⚠ 另有 {counted(left)} 行未能计入，原因见文末。",
            f"⚠ rows left out: {counted(left)}; the reasons are at the end.",
        )
        yield Line(Text(words, Tone.WARNING))
    if taken["repeated"]:
        again = counted(taken["repeated"])
        words = lang.say(
            f"⚠ 有 {again} 行的企业标识与前面的行相同，已重复计入；请核对企业表。",
            f"⚠ rows whose enterprise stands in the table before: {again}; they are counted again.",
        )
        yield Line(Text(words, Tone.WARNING))


# Totals


def _totals(result: Result, lang: Lang) -> Iterator[Block]:
    yield Heading(lang.say("合计", "Totals"))
    totals = result["totals"]
    if not result["rewards"]:
        yield Line(Text(lang.say("方案未设奖补", "no reward in the plan"), strong=True))
    else:
        sure, possible = money.amount(totals["assured"], lang), money.amount(totals["possible"], lang)
        most = lang.say("至少可达" if totals["unquantified"] else "最多可达", "possible")
        least = lang.say("", AT_LEAST.en if totals["unquantified"] else "")
        words = lang.say(f"确保 {sure}，{most} {possible}", f"assured {sure}, {most} {least}{possible}")
        yield Line(Text(words, strong=True))
        yield from _uncertain(totals, lang)
    if totals["unquantified"]:
        yield Line(Text(_without_end(result, lang), Tone.OPEN))
    for warning in result["warnings"]:
        yield Line(Text(f"⚠ {lang.of(warning)}", Tone.WARNING))
    for assumed in result["assumptions"]:
        yield Line(Text(assumption(assumed, lang), Tone.QUIET))


def _uncertain(totals: Result, lang: Lang) -> Iterator[Block]:
    """What lies between the two, in its two parts."""
    if totals["discretion"] == totals["open"] == "0":
        return
    discretion, open_ = (money.amount(totals[name], lang) for name in ("discretion", "open"))
    yield Line(
        Text(
            lang.say(
                f"两者之差：酌定 {discretion}（企业已符合条件，给不给、给多少由部门决定）；"
                f"待查 {open_}（缺少事实，尚不知是否符合条件或适用哪一档）",
                f"between the two: discretionary {discretion} (the enterprises qualify, an office decides); "
                f"open {open_} (facts are missing)",
            )
        )
    )


def _without_end(result: Result, lang: Lang) -> str:
    """Rewards that may bring money of no known amount, and to how many."""
    number = counted(result["totals"]["unquantified"])
    titles = [lang.of(each["title"]) for each in result["rewards"] if each["outlay"]["unquantified"]]
    named = lang.listed(titles)
    return lang.say(
        f"另有 {number} 户可能获得金额未明确的奖补，其上限未知，未计入：{named}",
        f"{number} enterprises may also get money of no known amount, which is in no sum: {named}",
    )


# Tables


def _rewards(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["rewards"]:
        return
    yield Heading(lang.say("按奖补", "By reward"))
    yield Bars(tuple(_bar(each["title"], each["outlay"], result, lang) for each in result["rewards"]))
    columns = [
        Column(lang.say("奖补", "Reward")),
        Column(lang.say("性质", "Nature"), whole=True),
        Column(lang.say("符合", "Eligible"), right=True, whole=True),
        Column(lang.say("待定", "Open"), right=True, whole=True),
        Column(lang.say("不符合", "Not"), right=True, whole=True),
        *_sum_columns(lang),
    ]
    rows: list[Row] = [
        (
            lang.of(each["title"]),
            term(NATURES, each["nature"], lang),
            *(counted(each["enterprises"][key]) for key in ("eligible", "undetermined", "ineligible")),
            *_sums(each["outlay"], lang),
        )
        for each in result["rewards"]
    ]
    yield table(columns, [*rows, *_together(result, lang)])
    words = lang.say(
        f"金额单位：{unit(lang)}。各项奖补为合并计算前的数额，“合计”为合并计算（就高、封顶）之后的数额。",
        f"In {unit(lang)}. Rewards are before groups; the total is after groups (highest only, ceilings).",
    )
    yield Line(Text(words, Tone.QUIET))


def _together(result: Result, lang: Lang) -> Iterator[Row]:
    """What lies between the rewards apart and the total, so that the columns can be added up."""
    blank = ("", "", "", "")
    if result["groups"]:
        yield lang.say("各项之和", "All of them apart"), *blank, *_sums(result["apart"], lang)
    for group in result["groups"]:
        taken = {
            name: str(Decimal(group["after"][name]) - Decimal(group["before"][name]))
            for name in ("assured", "discretion", "open", "possible")
        }
        title = lang.of(group["title"])
        words = lang.say(f"合并计算：{title}", f"taken together: {title}")
        yield Text(words, Tone.QUIET), *blank, *_sums(taken | {"unquantified": 0}, lang)
    cells = (Text(cell, strong=True) for cell in _sums(result["totals"], lang))
    yield Text(lang.say("合计", "Total"), strong=True), *blank, *cells


def _sum_columns(lang: Lang) -> list[Column]:
    names = (("确保", "Assured"), ("酌定", "Discretionary"), ("待查", "Open"), ("最多可达", "Possible"))
    return [Column(lang.say(zh, en), right=True, whole=True) for zh, en in names]


def _sums(outlay: Result, lang: Lang) -> tuple[str, ...]:
    more = " +?" if outlay["unquantified"] else ""
    sums = [figure(outlay[name], lang) for name in ("assured", "discretion", "open", "possible")]
    return (*sums[:3], sums[3] + more)


def _bar(title: Result, outlay: Result, result: Result, lang: Lang) -> Bar:
    ends = {"low": outlay["assured"], "high": outlay["possible"]}
    more = " +?" if outlay["unquantified"] else ""
    words = lang.say("金额未明确", "amount not stated")
    caption = words if more and outlay["possible"] == "0" else money.interval(ends, lang) + more
    loose = not result["plan"]["binding"]
    return Bar(lang.of(title), Decimal(outlay["assured"]), Decimal(outlay["possible"]), caption, loose)


def _payers(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["payers"]:
        return
    names = payer_names(result["plan"]["payers"])
    yield Heading(lang.say("按出资方（合并计算后）", "By payer (after groups)"))
    columns = [Column(lang.say("出资方", "Payer")), *_ends_columns(lang)]
    rows = [
        (
            lang.say("由谁出资取决于事实", "who pays hangs on facts")
            if each["payer"] is None
            else term(names, each["payer"], lang),
            *(figure(each[name], lang) for name in ("assured", "possible")),
        )
        for each in result["payers"]
    ]
    total = (figure(result["totals"][name], lang) for name in ("assured", "possible"))
    last = (Text(cell, strong=True) for cell in total)
    yield table(columns, [*rows, (Text(lang.say("合计", "Total"), strong=True), *last)])


def _ends_columns(lang: Lang) -> list[Column]:
    names = (("确保", "Assured"), ("最多可达", "Possible"))
    return [Column(f"{lang.say(zh, en)}（{unit(lang)}）", right=True, whole=True) for zh, en in names]


def _themes(result: Result, lang: Lang) -> Iterator[Block]:
    if len(result["themes"]) < 2:
        return
    yield Heading(lang.say("按主题（合并计算前）", "By theme (before groups)"))
    columns = [Column(lang.say("主题", "Theme")), *_sum_columns(lang)]
    yield table(
        columns, [(lang.of(each["label"]), *_sums(each["outlay"], lang)) for each in result["themes"]]
    )


# Funds


def _funds(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["rewards"]:
        return
    yield Heading(lang.say("与文件所列资金对比", "Against the funds the text states"))
    if not result["funds"]:
        words = lang.say("文件没有写明任何资金规模。", "The text states the size of no fund.")
        yield Line(Text(words, Tone.OPEN))
        return
    columns = [
        Column(lang.say("资金", "Fund")),
        Column(lang.say("规模", "Size"), whole=True),
        Column(lang.say("确保占用", "Assured uses"), right=True, whole=True),
        Column(lang.say("最多占用", "Possible uses"), right=True, whole=True),
    ]
    yield table(columns, [_fund(each, lang) for each in result["funds"]])
    year = result["year"]
    if any(each["years"] not in (None, 1) for each in result["funds"]):
        words = lang.say(
            f"多年资金：占用为{year}年度一年的数额与全部规模之比。",
            f"Of a fund for several years: what {year} alone uses, of the whole.",
        )
        yield Line(Text(words, Tone.QUIET))
    covered = {reward for each in result["funds"] for reward in each["rewards"]}
    others = [lang.of(each["title"]) for each in result["rewards"] if each["id"] not in covered]
    if others:
        label = lang.say("文件未写明资金规模的奖补", "rewards for which the text states no fund")
        yield Line(Text(lang.labelled(label, lang.listed(others)), Tone.OPEN))


def _fund(fund: Result, lang: Lang) -> Row:
    outlay, share_ = fund["outlay"], fund["share"]
    over = {name: share_[name] is not None and Decimal(share_[name]) > 1 for name in share_}
    more = " +?" if outlay["unquantified"] else ""
    return (
        lang.of(fund["title"]),
        size(fund, lang),
        Text(
            f"{money.amount(outlay['assured'], lang)}\n{share(share_['assured'], lang)}",
            Tone.BAD if over["assured"] else Tone.PLAIN,
        ),
        Text(
            f"{money.amount(outlay['possible'], lang)}{more}\n{share(share_['possible'], lang)}",
            Tone.WARNING if over["possible"] else Tone.PLAIN,
        ),
    )


# What is missing


def _facts(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["facts"]:
        return
    yield Heading(lang.say("查明哪项事实最能缩小“待查”", "Which fact would narrow what is open most"))
    columns = [
        Column(lang.say("事实", "Fact")),
        Column(lang.say("缺少的企业", "Lacking it"), right=True, whole=True),
        Column(
            lang.say(f"查明后可缩小（{unit(lang)}）", f"Known, it narrows by ({unit(lang)})"),
            right=True,
            whole=True,
        ),
        Column(lang.say("占待查", "Of what is open"), right=True, whole=True),
        Column(lang.say("从此有上限的企业", "Given an upper end"), right=True),
    ]
    yield table(columns, [_fact(each, result["totals"]["open"], lang) for each in result["facts"]])
    words = lang.say(
        "逐户计算：其他事实不变，该事实取各种可能的值，“待查”至少、至多缩小多少，再逐户相加。各行不能相加：一户可能同时缺少几项事实。",
        "Enterprise by enterprise: all else as it is, by how much at least and at most the open part shrinks "
        "over the values the fact can have. Rows do not add up: an enterprise may lack several facts.",
    )
    yield Line(Text(words, Tone.QUIET))
    if not all(each["exact"] for each in result["facts"]):
        words = lang.say(
            "* 该事实要与其他事实相比较，各户的界限不同，此处只给出上下界。",
            "* compared with other facts, at bounds of each enterprise's own; told are bounds that hold.",
        )
        yield Line(Text(words, Tone.QUIET))


def _fact(fact: Result, open_: str, lang: Lang) -> Row:
    label = lang.of(fact["label"]) + ("" if fact["exact"] else " *")
    low, high = fact["narrows_by"]["low"], fact["narrows_by"]["high"]
    bounds = fact["bounds"]
    known = "" if high == "0" else _between(figure(low, lang), figure(high, lang))
    part = ""
    if high != "0" and open_ != "0":
        part = _between(*(share(str(Decimal(end) / Decimal(open_)), lang) for end in (low, high)))
    ended = "" if not bounds["high"] else _between(counted(bounds["low"]), counted(bounds["high"]))
    return label, counted(fact["missing"]), known, part, ended


def _between(low: str, high: str) -> str:
    return low if low == high else f"{low} – {high}"


def _left_out(taken: Result, lang: Lang) -> Iterator[Block]:
    if not taken["left_out"]:
        return
    yield Heading(lang.say("未计入的行", "Rows left out"))
    columns = [
        Column(lang.say("列", "Column"), whole=True),
        Column(lang.say("原因（举一例）", "Reason (of one of them)")),
        Column(lang.say("行数", "Rows"), right=True, whole=True),
    ]
    whole = lang.say("（整行）", "(the row)")
    rows = [(each["column"] or whole, lang.of(each), counted(each["rows"])) for each in taken["reasons"]]
    yield table(columns, rows)
