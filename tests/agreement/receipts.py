"""What was received before, made up, as the record of a profile and as the columns of a table."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from policyengine.batch.received import SPANS
from policyengine.batch.statement import Statement
from policyengine.rulebook.choices import Per
from policyengine.rulebook.plan import Plan, Reward

Record: TypeAlias = Sequence[Mapping[str, Any]]
"""Entries of what was received, as a profile names them."""

SUMS = (
    Decimal("0"),
    Decimal("0.01"),
    Decimal("5000"),
    Decimal("50000.55"),
    Decimal(10**6),
    Decimal(3 * 10**7),
)


@dataclass(frozen=True)
class Told:
    """What one column of the table says: whether something was received, or how much in which span."""

    rule: Reward
    payment: str | None
    sums: bool
    per: Per | None = None


def told(statement: Statement) -> dict[str, Told]:
    """The columns of a statement that speak of what was received, by their names."""
    every = dict(_names(statement.plan))
    return {name: every[name] for name in statement.inputs if name in every}


def _names(plan: Plan) -> Iterator[tuple[str, Told]]:
    for rule in plan.rewards.values():
        for payment in (None, *(each.id for each in rule.payments)):
            name = rule.id if payment is None else f"{rule.id}__{payment}"
            yield f"received__{name}", Told(rule, payment, sums=False)
            for per, span in SPANS.items():
                yield f"received_amount__{name}{span}", Told(rule, payment, sums=True, per=per)


def made_up(statement: Statement, chance: random.Random) -> list[dict[str, Any]]:
    """A record that columns can hold: no two sums of one part of which one is not known."""
    year, start = statement.year, statement.plan.period.start
    days = (date(year, 1, 1), date(year, 12, 31), date(year - 1, 12, 31), start, start - timedelta(days=1))
    parts = dict.fromkeys((each.rule.id, each.payment) for each in told(statement).values())
    return [
        {"reward": reward, "on": day}
        | ({} if payment is None else {"payment": payment})
        | ({} if amount is None else {"amount": amount})
        for reward, payment in parts
        for day, amount in _entries(statement.plan.rewards[reward], payment, year, days, chance)
    ]


def _entries(
    rule: Reward, payment: str | None, year: int, days: Sequence[date], chance: random.Random
) -> Iterator[tuple[date, Decimal | None]]:
    often = chance.choice((0, 0, 1, 1, 2))
    if payment is None and rule.once is not None:
        often = min(often, 1)
    chosen = [chance.choice(days) for _ in range(often)]
    # Of a whole reward had in another year no column says that it was had, where it is one once a year.
    yearly = payment is None and rule.once is Per.YEAR
    flagged = not yearly or bool(chosen and chosen[0].year == year)
    for day in chosen:
        unknown = flagged and often == 1 and chance.random() < 0.3
        yield day, None if unknown else chance.choice(SUMS)


def in_column(record: Record | None, column: Told, statement: Statement) -> Any:
    """What a column says of a record; NULL where that is not known."""
    if record is None:
        return None
    own = [
        each
        for each in record
        if each["reward"].split(".")[-1] == column.rule.id and each.get("payment") == column.payment
    ]
    year = statement.year
    if not column.sums:
        if column.payment is None and column.rule.once is Per.YEAR:
            own = [each for each in own if each["on"].year == year]
        return bool(own)
    if column.per is Per.YEAR:
        own = [each for each in own if each["on"].year == year]
    if column.per is Per.EVER:
        own = [each for each in own if each["on"] >= statement.plan.period.start]
    amounts = [each.get("amount") for each in own]
    return None if None in amounts else sum(amounts, Decimal(0))
