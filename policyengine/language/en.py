"""Phrases in English."""

from __future__ import annotations

import re
from typing import assert_never

from policyengine.language.facts import Vocabulary
from policyengine.language.literals import END_OF_FEBRUARY
from policyengine.language.phrases import (
    Added,
    Case,
    Cases,
    Ceiling,
    Clause,
    Combined,
    Compound,
    Counted,
    DayOfTheYear,
    Denied,
    EveryYear,
    Figure,
    Fulfilled,
    Growth,
    Held,
    Holds,
    Lapse,
    Lasted,
    Mean,
    Moved,
    Nearby,
    Noun,
    OneOf,
    Open,
    Part,
    Phrase,
    Quoted,
    Related,
    Rising,
    RoundedTo,
    Settled,
    Several,
    Slice,
    Tally,
    Thing,
    Total,
    Within,
)
from policyengine.language.tree import Direction, Kind, MonthDay, Operator, Relation, Unit
from policyengine.language.types.date import MONTHS
from policyengine.language.walk import AnyNode
from policyengine.language.words import phrase


def read_en(node: AnyNode, vocabulary: Vocabulary) -> str:
    """A condition, term or amount in English: `R&D intensity is at least 3%`."""
    return said(phrase(node, vocabulary))


def said(what: Phrase) -> str:
    """A phrase in English, without a capital or a full stop of its own."""
    match what:
        case Case():
            return _case(what)
        case (
            Holds() | Related() | OneOf() | Several() | Counted() | Denied() | Settled()
            | Fulfilled() | Lasted() | Rising() | Nearby() | Within() | EveryYear()
        ):  # fmt: skip
            return _clause(what)
        case _:
            return _noun(what)


# Statements


def _clause(what: Clause) -> str:
    match what:
        case Holds(label, so):
            return affirmed(label.en) if so else denied(label.en)
        case Fulfilled(label, so):
            return f"“{label.en}” {'applies' if so else 'does not apply'}"
        case Related(subject, relation, thing, kind):
            return f"{_side(subject)} {_verb(subject, relation, kind)} {_side(thing)}"
        case OneOf(subject, options, so):
            return f"{_side(subject)} is {'' if so else 'not '}{_either(tuple(map(_noun, options)))}"
        case Several(parts, every):
            *before, last = map(_grouped, parts)
            comma = "," if len(before) > 1 else ""
            return f"{', '.join(before)}{comma} {'and' if every else 'or'} {last}"
        case Counted(count, parts):
            return f"at least {count} of these {len(parts)}: {'; '.join(map(_grouped, parts))}"
        case Denied(part):
            return f"it is not the case that ({_clause(part)})"
        case Settled(so):
            return "always" if so else "never"
        case Lasted() | Rising() | Nearby() | Within() | EveryYear():
            return _in_time(what)
        case unread:
            assert_never(unread)


def _in_time(what: Lasted | Rising | Nearby | Within | EveryYear) -> str:
    match what:
        case Lasted(Lapse(start, end, unit), number, so):
            lie = "lies" if number.text.en == "1" else "lie"
            lasted = f"{number.text.en} whole {_unit(unit, number)} {lie}"
            return f"{'at least' if so else 'fewer than'} {lasted} between {_side(start)} and {_side(end)}"
        case Rising(of, last, years):
            return f"{within_sentence(of.en)} rose in each of the {years} years to {_year(last.en)}"
        case Nearby(day, length, event, after):
            side = "after" if after else "before"
            return f"{_side(day)} is within {_side(length)} {side} {_side(event)}"
        case Within(day, first, last):
            return f"{_side(day)} is from {_side(first)} to {_side(last)}"
        case EveryYear(day, first, last, so):
            falls = "falls" if so else "does not fall"
            return f"{_side(day)} {falls} between {_day(first)} and {_day(last)} of a year"
        case unread:
            assert_never(unread)


def _day(what: MonthDay) -> str:
    return "the end of February" if what == END_OF_FEBRUARY else f"{what.day} {MONTHS[what.month - 1]}"


def _year(words: str) -> str:
    return words.removeprefix("in ")


def _unit(unit: Unit, number: Figure) -> str:
    return unit.value.removesuffix("s") if number.text.en == "1" else unit.value


def _grouped(what: Clause) -> str:
    """A part of a larger statement, in brackets if it has parts itself."""
    return f"({_clause(what)})" if isinstance(what, Several | Counted) else _clause(what)


def _either(options: tuple[str, ...]) -> str:
    *before, last = options
    return f"{', '.join(before)} or {last}" if before else last


_MORE = {
    Relation.EQUAL: "",
    Relation.NOT_EQUAL: "not ",
    Relation.AT_LEAST: "at least ",
    Relation.GREATER: "more than ",
    Relation.AT_MOST: "at most ",
    Relation.LESS: "less than ",
}
_LATER = {
    Relation.AT_LEAST: "on or after ",
    Relation.GREATER: "after ",
    Relation.AT_MOST: "on or before ",
    Relation.LESS: "before ",
}


def _verb(subject: Noun, relation: Relation, kind: Kind) -> str:
    words = _MORE | _LATER if kind is Kind.DATE else _MORE
    if kind is Kind.COUNT and isinstance(subject, Thing) and _plural(subject.label.en):
        # `invention patents granted number at least 1`, because the patents are not themselves at least 1.
        plain = {Relation.EQUAL: "number exactly", Relation.NOT_EQUAL: "do not number"}
        fewer = "number fewer than" if relation is Relation.LESS else f"number {words[relation].strip()}"
        return plain.get(relation, fewer)
    return f"is {words[relation]}".strip()


_PLURAL = re.compile(
    r"(?!number|total|count)(?:(?!in\b|of\b|for\b|by\b|with\b)\S+ )*?\S*[^s\W]s\b", re.IGNORECASE
)


def _plural(label: str) -> bool:
    """Whether a label counts things by their name: `Invention patents granted`, not `Number of staff`."""
    return _PLURAL.match(label) is not None


# Boolean facts: their labels are short statements without a subject (Keeps a ledger, On the talent island),
# or what an enterprise is (Technology enterprise).

_SAYS = re.compile(r"([a-z]+[^su\W]s)(?: and ([a-z]+s))? (?!\w+ed$)(.+)")
_KIND = re.compile(
    r"(?!(?:in|on|at|above|below|within|under|among|up)\b)(?:(?!(?:in|of|on|for|to|with|as|by)\b)\S+ )*?"
    r"(enterprise|company|agency|institution|unit|start-up|SME|incubator|makerspace|park|leader)\b"
)
_STATE = re.compile(
    r"(in|on|at|above|below|within|under|among|outside|up|\w+ed|\w+ing|chosen|found|known|taken|given|built|held)\b"
)


def affirmed(label: str) -> str:
    """That a label's statement holds: `keeps an R&D expense ledger`, `a technology enterprise`."""
    text = within_sentence(label)
    return f"{_article(text)} {text}" if _KIND.match(text) and not _SAYS.fullmatch(text) else text


def denied(label: str) -> str:
    """That it does not: `does not keep an R&D expense ledger`, `not on the island`."""
    text = within_sentence(label)
    if text.startswith("is "):
        return f"is not {text.removeprefix('is ')}"
    says = _SAYS.fullmatch(text)
    if says:
        verbs = " or ".join(_infinitive(verb) for verb in says.groups()[:2] if verb)
        return f"does not {verbs} {says[3]}"
    return f"not {affirmed(label)}" if _STATE.match(text) or _KIND.match(text) else f"not so: {text}"


def _article(text: str) -> str:
    return "an" if text[:1] in "aeiou" or text[:3] in ("SME", "R&D") else "a"


def _infinitive(verb: str) -> str:
    if verb in ("has", "does"):
        return {"has": "have", "does": "do"}[verb]
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches", "xes")) else verb[:-1]


def within_sentence(label: str) -> str:
    """A label without the capital it has as a heading; `R&D` and `Class I` keep theirs."""
    return label if label[1:2].isupper() or not label[1:2].isalpha() else label[:1].lower() + label[1:]


# Nouns


def _noun(what: Noun) -> str:
    match what:
        case Thing(label):
            return within_sentence(label.en)
        case Quoted(label):
            return f"“{label.en}”"
        case Figure(text, bare):
            return f"“{text.en}”" if bare and _NEGATIVE.match(text.en) else text.en
        case Part(figure, whole, multiple):
            return f"{figure.text.en} {'times' if multiple else 'of'} {_operand(whole)}"
        case Combined(Figure(text), Operator.TIMES, Tally() | Lapse() as each):
            return f"{text.en} for each {_each(each)}"
        case Combined(left, operator, right, ratio):
            return _combined(_operand(left), operator, _operand(right), ratio)
        case Total(parts):
            *before, last = map(_operand, parts)
            return f"the sum of {', '.join(before)} and {last}"
        case DayOfTheYear(day):
            return f"{_day(day)} of the year assessed"
        case Moved(day, length, later):
            return f"{_operand(length)} {'after' if later else 'before'} {_operand(day)}"
        case Slice(whole, above, up_to):
            ends = [] if above is None else [f"above {_operand(above)}"]
            ends += [] if up_to is None else [f"up to {_operand(up_to)}"]
            return f"the part of {_operand(whole)} {' '.join(ends)}"
        case Growth() | Mean() | Compound():
            return _over_years(what)
        case Tally() | Added():
            return _of_entries(what)
        case Lapse(start, end, unit):
            units = "days" if unit is Unit.DAY else f"whole {unit.value}"
            return f"the number of {units} from {_operand(start)} to {_operand(end)}"
        case Ceiling() | Open() | Cases() | Held() | RoundedTo():
            return _sum(what)
        case unread:
            assert_never(unread)


def _over_years(what: Growth | Mean | Compound) -> str:
    match what:
        case Growth(of, rate):
            figure = _operand(of)
            return f"growth of {figure}" if rate else f"the increase of {figure} over the year before"
        case Mean(of, last, years):
            return f"the average of {within_sentence(of.en)} over the {years} years to {_year(last.en)}"
        case Compound(of, last, years):
            over = f"over the {years} years to {_year(last.en)}"
            return f"compound yearly growth of {within_sentence(of.en)} {over}"
        case unread:
            assert_never(unread)


def _each(what: Tally | Lapse) -> str:
    match what:
        case Tally():
            return f"of {_entries(what)}"
        case Lapse(start, end, unit):
            whole = "day" if unit is Unit.DAY else f"whole {unit.value.removesuffix('s')}"
            return f"{whole} from {_operand(start)} to {_operand(end)}"
        case unread:
            assert_never(unread)


def _entries(what: Tally | Added) -> str:
    items = within_sentence(re.sub(r"^list of ", "", what.items.en, flags=re.IGNORECASE))
    return items if what.where is None else f"{items} where {_grouped(what.where)}"


def _of_entries(what: Tally | Added) -> str:
    match what:
        case Tally():
            return f"the number of {_entries(what)}"
        case Added(each):
            return f"the total of {_operand(each)} over {_entries(what)}"
        case unread:
            assert_never(unread)


# A label such as `none of them` is quoted, or its denial would be read as the sentence's.
_NEGATIVE = re.compile(r"(no|not|none|never)\b", re.IGNORECASE)


def _combined(left: str, operator: Operator, right: str, ratio: bool) -> str:
    match operator:
        case Operator.PLUS:
            return f"{left} plus {right}"
        case Operator.MINUS:
            return f"{left} less {right}"
        case Operator.TIMES:
            return f"{left} times {right}"
        case Operator.OVER:
            return f"the ratio of {left} to {right}" if ratio else f"{left} divided by {right}"
        case unread:
            assert_never(unread)


def _operand(what: Noun) -> str:
    """A noun beside others; what has parts of its own is in brackets."""
    match what:
        case Part(_, Slice()):
            return _noun(what)
        case Combined() | Total() | Part() | Moved():
            return f"({_noun(what)})"
        case _:
            return _side(what)


def _side(what: Noun) -> str:
    """A side of a comparison; an amount of several clauses is in brackets."""
    several = isinstance(what, Ceiling | Open | Cases | Held | RoundedTo)
    return f"({_noun(what)})" if several else _noun(what)


# Amounts


def _sum(what: Ceiling | Open | Cases | Held | RoundedTo) -> str:
    match what:
        case Ceiling(most):
            return f"up to {_noun(most)}"
        case Open():
            return "an amount the text leaves open"
        case Cases(cases, otherwise):
            return f"{'; '.join(map(_case, cases))}; otherwise {_inner(otherwise)}"
        case Held(amount, floor, ceiling, kind):
            lower, upper = ("not before", "not after") if kind is Kind.DATE else ("at least", "at most")
            bounds = [f"{lower} {_noun(floor)}"] if floor is not None else []
            bounds += [f"{upper} {_noun(ceiling)}"] if ceiling is not None else []
            return f"{_inner(amount)}, {' and '.join(bounds)}"
        case RoundedTo(amount, direction, unit):
            return f"{_inner(amount)}, {_ROUNDED[direction]} of {_noun(unit)}"
        case unread:
            assert_never(unread)


_ROUNDED = {
    Direction.DOWN: "rounded down to a multiple",
    Direction.UP: "rounded up to a multiple",
    Direction.HALF_UP: "rounded to the nearest multiple",
}


def _case(what: Case) -> str:
    return f"{_inner(what.amount)} where {_clause(what.when)}"


def _inner(what: Noun) -> str:
    return f"({_noun(what)})" if isinstance(what, Cases) else _noun(what)
