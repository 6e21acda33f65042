"""Trying a version's own cases: what its author signed, against what the engine answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from policyengine.engine import Engine
from policyengine.errors import Bilingual, ProfileError
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.items import Item, RewardResult
from policyengine.language.interval import Interval
from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import PAYERS, PAYMENT_STATUSES, STATUSES
from policyengine.rulebook.cases import Case, CasesOf
from policyengine.rulebook.expectations import Expected, ExpectedCut, ExpectedPayment, ExpectedTotals


@dataclass(frozen=True, slots=True)
class Departure:
    """One place where the answer is not what was expected.

    `what` is an item's id and its part, `label` the same in words; `why`: the conditions that made the
    answer what it is, where it is a status that departs.
    """

    what: str
    label: Bilingual
    expected: Bilingual
    got: Bilingual
    why: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """One case tried. It passed where nothing departs."""

    city: str
    version: str
    case: Case
    departures: tuple[Departure, ...]

    @property
    def passed(self) -> bool:
        """Whether all was as expected."""
        return not self.departures

    @property
    def name(self) -> Bilingual:
        """What the case is called."""
        return self.case.name


def tried(engine: Engine, cases: CasesOf) -> Iterator[Trial]:
    """Every case, tried against its own version whatever its date."""
    for (city, version), of_version in cases.items():
        for case in of_version:
            yield Trial(city, version, case, tuple(_departures(engine, city, version, case)))


def _departures(engine: Engine, city: str, version: str, case: Case) -> Iterator[Departure]:
    try:
        assessment = engine.evaluate(
            case.profile,
            city=city,
            as_of=case.as_of,
            version=version,
            year=case.year,
            assume_registered=case.assume_registered,
            assume_not_received=case.assume_not_received,
        )
    except ProfileError as error:
        for finding in error.findings:
            yield Departure("profile", _PROFILE, _READABLE, finding.message())
        return
    for id_, expected in case.expect.items():
        yield from _of_item(assessment, id_, expected)
    yield from _of_totals(assessment, case.totals)


_PROFILE = Bilingual("企业的事实", "the profile")
_READABLE = Bilingual("可以读取", "one that can be read")
_AN_ITEM = Bilingual("本版本的一项", "an item of this version")
_NO_ITEM = Bilingual("没有这一项", "no such item")
_A_PAYMENT = Bilingual("这一奖补的一笔款项", "a payment of this reward")
_NO_PAYMENT = Bilingual("没有这笔款项", "no such payment")


# Items


def _of_item(assessment: Assessment, id_: str, expected: Expected) -> Iterator[Departure]:
    items = {item.rule.id: item for item in assessment.items()}
    item = items.get(id_)
    if item is None:
        yield Departure(id_, Bilingual(id_, id_), _AN_ITEM, _NO_ITEM)
        return
    here = _Here(id_, item.title)
    why = tuple(_open_or_failed(item))
    yield from here.unless_equal("status", expected.status, item.status.value, why)
    yield from here.unless_equal("amount", expected.amount, getattr(item, "amount", None))
    # The order of missing facts is the vocabulary's and says nothing.
    yield from here.unless_equal("missing", _sorted(expected.missing), _sorted(item.missing))
    yield from here.unless_equal("due_on", expected.due_on, getattr(item, "due_on", None))
    names = PAYERS | dict(assessment.plan.payers)
    yield from _of_payers(here, "paid_by", expected.paid_by, getattr(item, "paid_by", {}), names)
    payments = {each["id"]: each for each in _payments(item)} if expected.payments else {}
    for payment, wanted in (expected.payments or {}).items():
        yield from _of_payment(here.within("payments", payment), wanted, payments.get(payment))


def _payments(item: Item) -> list[dict[str, Any]]:
    payments: list[dict[str, Any]] = item.to_dict()["payments"] if isinstance(item, RewardResult) else []
    return payments


def _of_payment(
    here: _Here, expected: ExpectedPayment, payment: Mapping[str, Any] | None
) -> Iterator[Departure]:
    if payment is None:
        yield Departure(here.what, here.label, _A_PAYMENT, _NO_PAYMENT)
        return
    named = here.called(payment["title"])
    why = () if payment["because"] is None else tuple(_failing(payment["because"]))
    yield from named.unless_equal("status", expected.status, payment["status"], why)
    yield from named.unless_equal("amount", expected.amount, _ends(payment["amount"]))
    earliest = None if payment["earliest"] is None else date.fromisoformat(payment["earliest"])
    yield from named.unless_equal("earliest", expected.earliest, earliest)


def _of_payers(
    here: _Here,
    part: str,
    expected: Mapping[str, Interval] | None,
    got: Mapping[str, Interval],
    names: Mapping[str, Bilingual],
) -> Iterator[Departure]:
    nothing = Interval(Decimal(0), Decimal(0))
    for payer, wanted in (expected or {}).items():
        paid = got.get(payer, nothing)
        yield from here.within(part, payer, names.get(payer)).unless_equal("", wanted, paid)


def _open_or_failed(item: Item) -> Iterator[Bilingual]:
    """The conditions that do not hold, or may not, in the words of the rule."""
    for tree in item.because.values():
        if tree is not None:
            yield from _failing(tree.to_dict())


def _failing(tree: Mapping[str, Any]) -> Iterator[Bilingual]:
    if tree["value"] is True:
        return
    if tree["parts"]:
        for part in tree["parts"]:
            yield from _failing(part)
        return
    zh = "不成立" if tree["value"] is False else "未知"
    en = "does not hold" if tree["value"] is False else "is unknown"
    yield Bilingual(f"{tree['zh']}——{zh}", f"{tree['en']}: {en}")


# Totals


def _of_totals(assessment: Assessment, expected: ExpectedTotals) -> Iterator[Departure]:
    if expected == ExpectedTotals():
        return
    got = assessment.totals.to_dict()
    here = _Here("totals", Bilingual("合计", "totals"))
    for part in ("assured", "possible"):
        sum_ = Decimal(got[part])
        yield from here.unless_equal(part, getattr(expected, part), Interval(sum_, sum_))
    for part in ("unquantified", "subject_to_fund"):
        wanted, ids = (
            _sorted(each) and tuple(sorted(map(_local, each)))
            for each in (getattr(expected, part), tuple(got[part]))
        )
        yield from here.unless_equal(part, wanted, ids)
    payers = {payer: _ends(ends) for payer, ends in got["by_payer"].items()}
    names = PAYERS | dict(assessment.plan.payers)
    yield from _of_payers(here, "by_payer", expected.by_payer, payers, names)
    yield from here.unless_equal("to_be_returned", expected.to_be_returned, _ends(got["to_be_returned"]))
    if expected.cuts is not None:
        yield from _of_cuts(here, expected.cuts, got["cuts"])


def _of_cuts(
    here: _Here, expected: tuple[ExpectedCut, ...], cuts: list[Mapping[str, Any]]
) -> Iterator[Departure]:
    groups = tuple(cut["group"] for cut in cuts)
    yield from here.unless_equal("cuts", tuple(cut.group for cut in expected), tuple(map(_local, groups)))
    if len(cuts) != len(expected):
        return
    for wanted, cut in zip(expected, cuts, strict=True):
        at = here.within("cuts", wanted.group).called(cut["title"])
        yield from at.unless_equal("by", wanted.by, cut["by"])
        for end in ("before", "after", "at_most"):
            got = None if cut[end] is None else _ends(cut[end])
            yield from at.unless_equal(end, getattr(wanted, end), got)


def _local(id_: str) -> str:
    return id_.rpartition(".")[2]


def _ends(ends: Mapping[str, str | None]) -> Interval:
    low, high = ends["low"], ends["high"]
    return Interval(Decimal(low or 0), None if high is None else Decimal(high))


def _sorted(names: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(sorted(names))


# One place of the answer

_PARTS = {
    "status": Bilingual("结论", "status"),
    "amount": Bilingual("金额", "amount"),
    "missing": Bilingual("尚缺事实", "missing facts"),
    "due_on": Bilingual("期限", "due on"),
    "earliest": Bilingual("最早日期", "earliest day"),
    "payments": Bilingual("款项", "payment"),
    "paid_by": Bilingual("出资", "paid by"),
    "by_payer": Bilingual("各方出资", "by payer"),
    "assured": Bilingual("确定合计", "assured"),
    "possible": Bilingual("最多合计", "possible"),
    "unquantified": Bilingual("金额未明确的奖补", "unquantified"),
    "subject_to_fund": Bilingual("受资金总量限制的奖补", "subject to a fund"),
    "to_be_returned": Bilingual("应退回", "to be returned"),
    "cuts": Bilingual("削减", "cuts"),
    "by": Bilingual("方式", "by"),
    "before": Bilingual("削减前", "before"),
    "after": Bilingual("削减后", "after"),
    "at_most": Bilingual("上限", "at most"),
}


@dataclass(frozen=True, slots=True)
class _Here:
    """A place in the answer: its path, and what it is called."""

    what: str
    label: Bilingual

    def within(self, part: str, id_: str, label: Bilingual | None = None) -> _Here:
        """A part of this place that has an id of its own."""
        named, part_ = label or Bilingual(id_, id_), _PARTS[part]
        words = Bilingual(f"{self.label.zh}{part_.zh}“{named.zh}”", f"{self.label.en} {part_.en} {named.en}")
        return _Here(f"{self.what}.{part}.{id_}", words)

    def called(self, title: Mapping[str, str]) -> _Here:
        """The same place by its title."""
        id_ = self.what.rpartition(".")[2]
        zh, en = self.label.zh.replace(f"“{id_}”", f"“{title['zh']}”"), self.label.en
        return _Here(self.what, Bilingual(zh, en.replace(f" {id_}", f" {title['en']}")))

    def unless_equal(
        self, part: str, expected: object, got: object, why: tuple[Bilingual, ...] = ()
    ) -> Iterator[Departure]:
        """The departure at a part of this place, where something is expected and it is not what came."""
        if expected is None or expected == got:
            return
        named = _PARTS.get(part, Bilingual("", ""))
        label = Bilingual(f"{self.label.zh}{named.zh}", f"{self.label.en} {named.en}".rstrip())
        what = f"{self.what}.{part}" if part else self.what
        yield Departure(what, label, _shown(expected), _shown(got), why)


_WORDS = STATUSES | PAYMENT_STATUSES
"""A word of the YAML is shown as it is written there: an author looks for it."""


def _shown(value: object) -> Bilingual:
    match value:
        case None:
            return Bilingual("无", "nothing")
        case Interval():
            return _money(value)
        case tuple():
            names = [str(each) for each in value]
            return Bilingual("、".join(names) or "无", ", ".join(names) or "none")
        case str() if value in _WORDS:
            return Bilingual(f"{value}（{_WORDS[value].zh}）", value)
        case _:
            return Bilingual(str(value), str(value))


def _money(value: Interval) -> Bilingual:
    ends = value.to_dict()
    if any(end is not None and round(end, 2) != end for end in (value.low, value.high)):
        # A report rounds to the 分; what departs by less must not look the same.
        exact = f"{ends['low']}元" if value.exact else f"{ends['low']}..{ends['high'] or '?'}元"
        return Bilingual(exact, exact)
    return Bilingual(money.interval(ends, Lang.ZH), money.interval(ends, Lang.EN))
