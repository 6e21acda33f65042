"""Values of the legal model in words, for the sentences that say what they were and what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias

from policyengine.errors import Bilingual
from policyengine.language.interval import decimal_of, plain
from policyengine.language.tree import ALWAYS, Duration
from policyengine.reporting import money
from policyengine.reporting.calendar import day, length
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import EVERY, KINDS_OF_RULE, NATURES, term
from policyengine.rulebook import plain_parts
from policyengine.rulebook.applying import Application, Window
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.difference.place import Side
from policyengine.rulebook.paying import Budget, Ceiling, Clawback, Payment, Shares, Splits
from policyengine.rulebook.plan import Figure, MonthPart, Reading, Rhythm
from policyengine.rulebook.provisions import Selector

Tell: TypeAlias = Callable[[Any, Side], Bilingual]
"""A value in words, as the side it stands on reads it."""


def both(say: Callable[[Lang], str]) -> Bilingual:
    """What is said in each of the two languages."""
    return Bilingual(say(Lang.ZH), say(Lang.EN))


def alike(text: str) -> Bilingual:
    """What is written the same in both languages."""
    return Bilingual(text, text)


def listed(each: Iterable[Bilingual]) -> Bilingual:
    """Several things in a row."""
    every = list(each)
    return Bilingual("、".join(one.zh for one in every), ", ".join(one.en for one in every))


# Plain values


def text(value: object, side: Side) -> Bilingual:
    """A text, an id or a number as it stands."""
    return alike(f"“{value}”")


def bare(value: object, side: Side) -> Bilingual:
    """A number, a year or a code, without quotes."""
    return alike(str(value))


def words(value: Bilingual, side: Side) -> Bilingual:
    """A text in two languages."""
    return Bilingual(f"“{value.zh}”", f"“{value.en}”")


def a_day(value: date, side: Side) -> Bilingual:
    """A day of the calendar."""
    return alike(value.isoformat())


def tree(value: Any, side: Side) -> Bilingual:
    """A condition, an amount or a day that follows from others."""
    read = side.words(value)
    return Bilingual(f"“{read.zh}”", f"“{read.en}”")


def yuan(value: Fraction, side: Side) -> Bilingual:
    """Money."""
    return both(lambda lang: money.amount(plain(decimal_of(value)), lang))


def number(value: Fraction, side: Side) -> Bilingual:
    """A number in plain notation."""
    return alike(plain(decimal_of(value)))


def share(value: Fraction, side: Side) -> Bilingual:
    """A share of one as a percentage; a third and its like, which no decimal holds, as 1/3."""
    written = plain_parts.share(value)
    return alike(written if "/" in written else money.percent(written))


def duration(value: Duration, side: Side) -> Bilingual:
    """A length of time."""
    written = plain_parts.length(value)
    assert written is not None
    return both(lambda lang: length(written, lang))


def word_of(terms: Mapping[str, Bilingual]) -> Tell:
    """One of a closed list of words."""

    def tell(value: StrEnum, side: Side) -> Bilingual:
        named = terms.get(value.value, alike(value.value))
        return Bilingual(f"“{named.zh}”", f"“{named.en}”")

    return tell


def either(yes: Bilingual, no: Bilingual) -> Tell:
    """What a flag that is set says, and what one that is not."""
    return lambda value, side: yes if value else no


def ids(value: Iterable[str], side: Side) -> Bilingual:
    """Several ids or names."""
    return listed(alike(each) for each in value)


# What has parts


def citation(value: Citation, side: Side) -> Bilingual:
    """A clause and the words quoted from it."""
    return Bilingual(f"{value.clause}「{value.quote}」", f"{value.clause} “{value.quote}”")


def splits(value: Splits, side: Side) -> Bilingual:
    """Who pays which share, case by case."""
    if len(value) == 1:
        return _shares(value[0].shares, side)
    told = [(side.words(each.when), _shares(each.shares, side), each.when == ALWAYS) for each in value]
    zh = [f"其他情形，{shares.zh}" if last else f"{when.zh}的，{shares.zh}" for when, shares, last in told]
    en = [f"otherwise {shares.en}" if last else f"{shares.en} where {when.en}" for when, shares, last in told]
    return Bilingual(f"“{'；'.join(zh)}”", f"“{'; '.join(en)}”")


def _shares(shares: Shares, side: Side) -> Bilingual:
    def one(payer: str, part: Fraction) -> Bilingual:
        name = side.payers.get(payer, alike(payer))
        if len(shares) == 1 and part == 1:
            return name
        percent = share(part, side)
        return Bilingual(f"{name.zh}{percent.zh}", f"{name.en} {percent.en}")

    return listed(one(payer, part) for payer, part in shares)


def budget(value: Budget, side: Side) -> Bilingual:
    """A fund's size and its period."""
    size = yuan(value.amount, side)
    least = ("不少于", "at least ") if value.at_least else ("", "")
    years = {None: ("", ""), 1: ("每年", " a year")}.get(
        value.years, (f"{value.years}年", f" in {value.years} years")
    )
    return Bilingual(f"{years[0]}{least[0]}{size.zh}", f"{least[1]}{size.en}{years[1]}")


def payment(value: Payment, side: Side) -> Bilingual:
    """A payment's name and what it comes to."""
    amount = side.words(value.amount)
    return Bilingual(f"“{value.title.zh}”，{amount.zh}", f"“{value.title.en}”, {amount.en}")


def clawback(value: Clawback, side: Side) -> Bilingual:
    """What sends money back, and how much of it."""
    when, part = side.words(value.when), share(value.share, side)
    return Bilingual(f"{when.zh}的，退回{part.zh}", f"{part.en} goes back where {when.en}")


def ceiling(value: Ceiling, side: Side) -> Bilingual:
    """The most that a group comes to."""
    most = side.words(value.at_most)
    per = {"year": ("每年合计", "a year"), "ever": ("累计", "in all"), None: ("合计", "together")}
    zh, en = per[None if value.per is None else value.per.value]
    if value.counting is None:
        return Bilingual(f"{zh}不超过{most.zh}", f"at most {most.en} {en}")
    other = side.words(value.counting)
    return Bilingual(
        f"{zh}不超过{most.zh}（连同{other.zh}）", f"at most {most.en} {en} (counting {other.en})"
    )


def window(value: Window, side: Side) -> Bilingual:
    """From which day to which."""
    first, last = plain_parts.any_day(value.first), plain_parts.any_day(value.last)
    return Bilingual(f"{first}至{last}", f"{day(first, Lang.EN)} to {day(last, Lang.EN)}")


def application(value: Application, side: Side) -> Bilingual:
    """When and where to apply."""
    parts = [window(each, side) for each in value.windows]
    if value.within is not None and value.after is not None:
        term_, event = duration(value.within, side), side.words(value.after)
        parts.append(Bilingual(f"{event.zh}起{term_.zh}内", f"within {term_.en} after {event.en}"))
    if value.where is not None:
        parts.append(value.where)
    return listed((*parts, *value.materials)) if parts or value.materials else alike("…")


def rhythm(value: Rhythm, side: Side) -> Bilingual:
    """How often, and in which months."""
    low, high = value.low, value.high
    zh = str(low) if low == high else f"{low}–{high}" if high is not None else f"至少{low}"
    en = zh.replace("至少", "at least ")
    months = listed(map(_month, value.in_months))
    every = EVERY[value.every.value]
    return Bilingual(
        f"{every.zh}{zh}次" + (f"（{months.zh}）" if months.zh else ""),
        f"{en}× {every.en}" + (f" ({months.en})" if months.en else ""),
    )


def _month(value: MonthPart) -> Bilingual:
    part = None if value.part is None else value.part.value
    zh, en = {
        None: ("", ""),
        "early": ("上旬", "early "),
        "middle": ("中旬", "mid "),
        "late": ("下旬", "late "),
    }[part]
    return Bilingual(f"{value.month}月{zh}", f"{en}month {value.month}")


def figure(value: Figure, side: Side) -> Bilingual:
    """A number with its unit, and how it binds."""
    if value.relation.value == "between":
        low, high = (_number(each, value, side) for each in (value.low, value.high))
        return Bilingual(f"{low.zh}至{high.zh}", f"{low.en} to {high.en}")
    zh, en = _BINDING[value.relation.value]
    size = _number(value.value, value, side)
    return Bilingual(zh.replace("N", size.zh), en.replace("N", size.en))


_BINDING = {">=": ("N以上", "at least N"), ">": ("超过N", "more than N"), "about": ("N左右", "about N")}


def _number(value: Fraction | None, of: Figure, side: Side) -> Bilingual:
    if value is None:
        return Bilingual("未写明", "not stated")
    return amount_of(value, of, side)


def amount_of(value: Fraction, of: Figure, side: Side) -> Bilingual:
    """A number in the unit of a figure."""
    match of.kind.value:
        case "money":
            return yuan(value, side)
        case "ratio":
            return share(value, side)
        case _:
            digits = plain(decimal_of(value))
            return Bilingual(f"{digits}{of.unit}", f"{digits} {of.unit}".strip())


def selector(value: Selector, side: Side) -> Bilingual:
    """Some rules, by what they have in common."""

    def say(lang: Lang) -> str:
        nature = "" if value.nature is None else term(NATURES, value.nature.value, lang)
        kind = "" if value.kind is None else term(KINDS_OF_RULE, value.kind.value, lang)
        theme = "" if value.theme is None else lang.say(f"{value.theme}主题", f"theme {value.theme}")
        return " ".join(each for each in (theme, nature, kind, value.rule) if each)

    return both(say)


def reading(value: Reading, side: Side) -> Bilingual:
    """A reading's words."""
    return words(value.words, side)
