"""What to bear in mind beside every total: the plan's force, its checking, and facts that look mistaken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.force import Force, undecided
from policyengine.evaluation.deciding.totals import Totals
from policyengine.evaluation.facts.derived import finite
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.received import Received
from policyengine.evaluation.kept import kept
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import Kind, Value
from policyengine.language.types import TYPES
from policyengine.language.walk import facts_read
from policyengine.rulebook.choices import Per
from policyengine.rulebook.plan import Period

IMPLAUSIBLE = "implausible"
ESTABLISHED = "established_on"


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning by its code, in two languages."""

    code: str
    words: Bilingual

    @property
    def zh(self) -> str:
        """The warning in Chinese."""
        return self.words.zh

    @property
    def en(self) -> str:
        """The warning in English."""
        return self.words.en

    def to_dict(self) -> dict[str, str]:
        """The contract's form."""
        return {"code": self.code, **self.words.to_dict()}


def cautions(case: Case, year: int | None, totals: Totals) -> Iterator[Caution]:
    """The warnings of a case. `year`: the one asked for, where one was."""
    yield from _of_force(case)
    yield from _of_validity(case)
    yield from _of_year(case, year)
    yield from _of_transitions(case)
    yield from _of_funds(case, totals)
    yield from _of_the_record(case)
    yield from implausible(case.facts, case.as_of)


def _of_force(case: Case) -> Iterator[Caution]:
    period, day = case.plan.period, case.as_of
    match case.force:
        case Force.IN_FORCE:
            return
        case Force.DRAFT:
            words = Bilingual(
                zh="本方案是草案，尚未正式印发，所列各项均无约束力。",
                en="This plan is a draft that has not been issued: nothing in it binds.",
            )
        case Force.NOT_YET_IN_FORCE:
            words = Bilingual(
                zh=f"{_zh(day)}时本方案尚未生效，自{_zh(period.start)}起施行。",
                en=f"On {_en(day)} this plan was not yet in force; it takes effect on {_en(period.start)}.",
            )
        case Force.LAPSED:
            words = Bilingual(
                zh=f"{_zh(day)}时本方案已经失效，有效期{_ending(period).zh}。",
                en=f"On {_en(day)} this plan had lapsed; it {_ending(period).en}.",
            )
        case Force.SUPERSEDED:
            words = Bilingual(
                zh=f"{_zh(day)}时本版本已被较新的版本取代。",
                en=f"On {_en(day)} this version was superseded by a later one.",
            )
    yield Caution(case.force.value.replace("_", "-"), words)


def _ending(period: Period) -> Bilingual:
    end = period.end or period.start
    return Bilingual(zh=f"至{_zh(end)}止", en=f"ended on {_en(end)}")


def _of_validity(case: Case) -> Iterator[Caution]:
    if case.plan.validity.checked_on is None:
        yield Caution(
            "validity-unchecked",
            Bilingual(
                zh="尚无人核实本版本目前是否仍然有效，请向发文机关确认。",
                en="Nobody has confirmed that this version still holds; ask the issuer.",
            ),
        )
    horizon = case.plan.horizon
    if horizon is not None and case.plan.period.end is None and case.as_of.year > horizon:
        yield Caution(
            "horizon-passed",
            Bilingual(
                zh=f"本方案的目标只到{horizon}年，文中未写明有效期，是否继续执行请向发文机关确认。",
                en=f"The targets of this plan end in {horizon} and it states no end of its own; "
                "ask the issuer whether it still applies.",
            ),
        )


def _of_year(case: Case, year: int | None) -> Iterator[Caution]:
    asked = case.as_of.year if year is None else year
    if asked != case.year:
        yield Caution(
            "year-clipped",
            Bilingual(
                zh=f"{asked}年不在方案期间内，按{case.year}年评估。",
                en=f"{asked} lies outside the plan's period; the year assessed is {case.year}.",
            ),
        )


def _of_transitions(case: Case) -> Iterator[Caution]:
    """Another version may govern the case, by facts that are not known."""
    for transition in undecided(case.plan, case.known):
        unknown = [name for name in facts_read(transition.when) if name not in case.known]
        labels = [case.plan.vocabulary[name].label for name in unknown]
        zh, en = "、".join(label.zh for label in labels), ", ".join(label.en for label in labels)
        title, version = transition.title, transition.version
        yield Caution(
            "transition-undecided",
            Bilingual(
                zh=f"“{title.zh}”是否适用尚不能确定（取决于{zh}）；如适用，应按{version}版本执行。",
                en=f"Whether “{title.en}” applies is not known (it turns on {en}); "
                f"if it does, version {version} governs.",
            ),
        )


def _of_funds(case: Case, totals: Totals) -> Iterator[Caution]:
    """Sums that come to less where a fund does not suffice."""
    rewards = case.plan.rewards
    titles = [rewards[id_.partition(".")[2]].title for id_ in totals.subject_to_fund]
    if titles:
        zh, en = "、".join(title.zh for title in titles), ", ".join(title.en for title in titles)
        yield Caution(
            "subject-to-fund",
            Bilingual(
                zh=f"下列奖补受资金总额限制，资金不足时实际金额可能低于所列：{zh}。",
                en=f"These rewards are subject to a fund and may come to less when it runs short: {en}.",
            ),
        )


def _of_the_record(case: Case) -> Iterator[Caution]:
    """Payments received that a ceiling counts, and whose day or amount it would need."""
    for group in case.plan.groups:
        pers = [ceiling.per for ceiling in group.ceilings]
        received = (paid for id_ in compiled(case.plan).members[group.id] for paid in case.received_of(id_))
        lacking = [paid for paid in received if any(_lacks(paid, per, case.year) for per in pers)]
        if lacking:
            title = group.title
            yield Caution(
                "received-incomplete",
                Bilingual(
                    zh=f"计算“{title.zh}”的上限需要已获奖补的金额和日期，所填{len(lacking)}项不全，合计按区间列示。",
                    en=f"The ceiling of “{title.en}” counts what was received, and {len(lacking)} of it "
                    "lacks its amount or its day: the totals are a range.",
                ),
            )


def _lacks(paid: Received, per: Per | None, year: int) -> bool:
    if per is None:
        return False
    if paid.on is None:
        return True
    return paid.amount is None and (per is Per.EVER or paid.on.year == year)


# Sizes past which a figure is more likely a slip of the unit than an enterprise.
_LARGEST = {Kind.MONEY: Fraction(10**13), Kind.COUNT: Fraction(10**6), Kind.RATIO: Fraction(1)}
_SMALLEST_MONEY = 1000


def implausible(facts: Facts, as_of: date) -> Iterator[Caution]:
    """Facts that can hardly be meant as given."""
    figures = (facts.vocabulary[name] for name in facts.known if name.endswith("]"))
    for definition in (*_watched(facts.vocabulary), *figures):
        known = facts.known.get(definition.name)
        if known is not None:
            value = finite(known)
            yield from _above_another(definition, value, facts)
            yield from _odd_size(definition, value)
            yield from _in_future(definition, value, as_of)


@kept
def _watched(vocabulary: Vocabulary) -> tuple[FactDefinition, ...]:
    """The facts of which a value can look mistaken."""
    return tuple(
        definition
        for definition in vocabulary
        if definition.kind in _LARGEST or definition.plausible_at_most or definition.name == ESTABLISHED
    )


def _above_another(definition: FactDefinition, value: Value, facts: Facts) -> Iterator[Caution]:
    name = definition.plausible_at_most
    limit = facts.known.get(name) if name is not None else None
    bound = None if limit is None else finite(limit)
    if name is None or not isinstance(bound, Fraction) or not isinstance(value, Fraction) or value <= bound:
        return
    other, kind = facts.vocabulary[name].label, TYPES[definition.kind]
    label = definition.label
    yield Caution(
        IMPLAUSIBLE,
        Bilingual(
            zh=f"“{label.zh}”（{kind.zh(value)}）超过“{other.zh}”（{kind.zh(bound)}），请核对。",
            en=f"{label.en} ({kind.en(value)}) is more than {other.en} ({kind.en(bound)}); please check.",
        ),
    )


def _odd_size(definition: FactDefinition, value: Value) -> Iterator[Caution]:
    if not isinstance(value, Fraction) or definition.kind not in _LARGEST:
        return
    label = definition.label
    if value > _LARGEST[definition.kind]:
        words = Bilingual(
            zh=f"“{label.zh}”的数值过大，请核对单位。", en=f"{label.en} is very large; please check its unit."
        )
        yield Caution(IMPLAUSIBLE, words)
    if definition.kind is Kind.MONEY and 0 < value < _SMALLEST_MONEY:
        words = Bilingual(
            zh=f"“{label.zh}”不足{_SMALLEST_MONEY}元，请核对是否误以万元为单位。",
            en=f"{label.en} is below CNY {_SMALLEST_MONEY:,}; please check that it is not given in 万元.",
        )
        yield Caution(IMPLAUSIBLE, words)


def _in_future(definition: FactDefinition, value: Value, as_of: date) -> Iterator[Caution]:
    if definition.name == ESTABLISHED and isinstance(value, date) and value > as_of:
        label = definition.label
        yield Caution(
            IMPLAUSIBLE,
            Bilingual(
                zh=f"“{label.zh}”（{_zh(value)}）晚于评估日，请核对。",
                en=f"{label.en} ({_en(value)}) is after the day of the assessment; please check.",
            ),
        )


def _zh(day: date) -> str:
    return TYPES[Kind.DATE].zh(day)


def _en(day: date) -> str:
    return TYPES[Kind.DATE].en(day)
