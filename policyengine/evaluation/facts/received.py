"""The record of rewards already paid: which, how much, and on which day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from policyengine.errors import Bilingual, Finding
from policyengine.evaluation.facts.faults import BadValue, UnknownReward, shown
from policyengine.evaluation.facts.list_faults import UnknownPayment
from policyengine.language.facts import nearest
from policyengine.language.tree import Kind, Value
from policyengine.language.types import TYPES, Refused
from policyengine.rulebook.plan import Asked

RECEIVED = "received"
ASKED = Asked(
    Bilingual(zh="已获奖补", en="Rewards already received"),
    Bilingual(
        zh="企业此前获得过哪些一次性奖补（奖补名称、金额、日期）？",
        en="Which one-off rewards has the enterprise already received (reward, amount, day)?",
    ),
)
"""How the record is asked for where the vocabulary does not say."""
MOST = 1000
"""Payments in one profile; a longer record is no enterprise's."""

_WANTED = Bilingual(
    zh="列表，每项为{reward: 奖补编号, amount: 金额, on: 日期, payment: 拨付编号}；从未获得的，给空列表",
    en="a list of {reward: its id, amount: money, on: a date, payment: its id}; "
    "an empty list where there was none",
)
_KEYS = ("reward", "amount", "on", "payment")


@dataclass(frozen=True, slots=True)
class Received:
    """One payment: the reward's id with its city, and 元 and day where they were given.

    `payment`: which of the reward's payments it was; None where the whole reward was paid.
    """

    reward: str
    amount: Fraction | None
    on: date | None
    payment: str | None = None


def read_received(
    given: object, rewards: Collection[str], city: str | None, asked: Asked = ASKED
) -> tuple[list[Received], list[Finding]]:
    """The payments in a profile, and every fault in them.

    `rewards` are all ids with their cities, as keys to the ids of their payments where those are to be
    checked; a local id is one of `city`, or of the only city that has it.
    """
    if isinstance(given, str | bytes) or not isinstance(given, Sequence) or len(given) > MOST:
        return [], [_bad(given, _WANTED, asked)]
    payments: list[Received] = []
    faults: list[Finding] = []
    for entry in given:
        found = list(_entry_faults(entry, rewards, city, asked))
        faults += found
        if not found:
            payments.append(_payment(entry, rewards, city))
    return payments, faults


def _entry_faults(
    entry: object, rewards: Collection[str], city: str | None, asked: Asked
) -> Iterator[Finding]:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("reward"), str):
        yield _bad(entry, _WANTED, asked)
        return
    if any(key not in _KEYS for key in entry):
        yield _bad(next(key for key in entry if key not in _KEYS), _WANTED, asked)
    if resolved(entry["reward"], rewards, city) is None:
        named = entry["reward"][:100]
        yield UnknownReward(found=named, nearest=_nearest(named, rewards))
    yield from _payment_faults(entry, rewards, city, asked)
    for key, kind in (("amount", Kind.MONEY), ("on", Kind.DATE)):
        try:
            _read(entry.get(key), kind)
        except Refused as refusal:
            yield _bad(entry[key], refusal.wanted, asked)


def _payment_faults(
    entry: Mapping[str, Any], rewards: Collection[str], city: str | None, asked: Asked
) -> Iterator[Finding]:
    payment, reward = entry.get("payment"), resolved(entry["reward"], rewards, city)
    if payment is None or reward is None:
        return
    if not isinstance(payment, str):
        yield _bad(payment, _WANTED_PAYMENT, asked)
    elif isinstance(rewards, Mapping) and payment not in rewards[reward]:
        near = nearest(payment[:100], rewards[reward])
        yield UnknownPayment(reward=reward, found=payment[:100], nearest=near)


_WANTED_PAYMENT = Bilingual(zh="拨付编号", en="the id of a payment")


def _payment(entry: Mapping[str, object], rewards: Collection[str], city: str | None) -> Received:
    reward = resolved(str(entry["reward"]), rewards, city)
    amount, on = _read(entry.get("amount"), Kind.MONEY), _read(entry.get("on"), Kind.DATE)
    assert reward is not None
    assert amount is None or isinstance(amount, Fraction)
    assert on is None or isinstance(on, date)
    payment = entry.get("payment")
    assert payment is None or isinstance(payment, str)
    return Received(reward, amount, on, payment)


def resolved(named: str, rewards: Collection[str], city: str | None) -> str | None:
    """The reward's id with its city; None where no reward, or more than one, bears the name."""
    if named in rewards:
        return named
    if city is not None and f"{city}.{named}" in rewards:
        return f"{city}.{named}"
    having = [reward for reward in rewards if reward.partition(".")[2] == named]
    return having[0] if len(having) == 1 else None


def _nearest(named: str, rewards: Collection[str]) -> str | None:
    by_local_id = {reward.partition(".")[2]: reward for reward in rewards}
    local = by_local_id.get(named) or by_local_id.get(nearest(named, by_local_id) or "")
    return nearest(named, rewards) or local


def _read(given: object, kind: Kind) -> Value | None:
    return None if given is None else TYPES[kind].read(given)


def _bad(given: object, wanted: Bilingual, asked: Asked) -> BadValue:
    return BadValue(fact=RECEIVED, label=asked.label, found=shown(given), wanted=wanted)
