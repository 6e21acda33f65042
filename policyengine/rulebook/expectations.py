"""What a case expects of an item, its payments and payers, and of the totals; the rest may be anything."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Self, TypeAlias

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema

from policyengine.errors import Span
from policyengine.language.interval import Interval, decimal_of
from policyengine.language.literals import written as value_written
from policyengine.rulebook.document.forms import OF_PAYERS
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.written import Day, Keys, Text, Written, is_null, wanted

STATUSES = ("eligible", "ineligible", "undetermined", "not_bound", "met", "due", "unmet")
PAYMENT_STATUSES = ("due", "not_yet", "conditional", "not_met", "paid", "to_be_returned")
CUTS = ("highest", "one", "first", "ceiling")

_ENDS = {"low": {"type": ["string", "number"]}, "high": {"type": ["string", "number", "null"]}}
_MONEY_SCHEMA = {
    "anyOf": [
        {"type": ["string", "number"]},
        {"type": "object", "additionalProperties": False, "required": list(_ENDS), "properties": _ENDS},
    ]
}


At: TypeAlias = MappingOf[str, Span]
"""Where each part of an expectation is written, by its dotted path; the whole of it under an empty one."""


@dataclass(frozen=True, slots=True)
class ExpectedPayment:
    """What is expected of one payment of a reward; None where the case says nothing of it."""

    status: str | None = None
    amount: Interval | None = None
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one item; None where the case says nothing of it."""

    status: str | None = None
    amount: Interval | None = None
    missing: tuple[str, ...] | None = None
    due_on: date | None = None
    payments: MappingOf[str, ExpectedPayment] | None = None
    paid_by: MappingOf[str, Interval] | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    payments_at: MappingOf[str, Span] = field(default_factory=dict, compare=False, repr=False)
    at: At = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ExpectedCut:
    """What is expected of one cut of the sum: by what, and from how much to how much."""

    group: str
    by: str | None = None
    before: Interval | None = None
    after: Interval | None = None
    at_most: Interval | None = None


@dataclass(frozen=True, slots=True)
class ExpectedTotals:
    """What is expected of the sums, in 元; None where the case says nothing of it."""

    assured: Interval | None = None
    possible: Interval | None = None
    unquantified: tuple[str, ...] | None = None
    by_payer: MappingOf[str, Interval] | None = None
    to_be_returned: Interval | None = None
    subject_to_fund: tuple[str, ...] | None = None
    cuts: tuple[ExpectedCut, ...] | None = None
    at: At = field(default_factory=dict, compare=False, repr=False)


def _places(node: Node, path: str = "") -> Iterator[tuple[str, Span]]:
    """Where a node and all that stands in it are written, by path: what has a key, at that key."""
    yield path, node.head
    parts: Iterator[tuple[str, Node]] = iter(())
    if isinstance(node, Mapping):
        parts = ((key, item) for key, item in node.items.items())
    elif isinstance(node, Sequence):
        parts = ((str(number), item) for number, item in enumerate(node.items))
    for key, item in parts:
        below = f"{path}.{key}" if path else key
        yield from _places(item, below)
        if isinstance(node, Mapping):
            yield below, node.keys[key].span


def _interval(value: object) -> Interval:
    """An amount, or `{low: 0, high: 30万元}` with a high of null where nothing bounds it."""
    if not isinstance(value, Keys):
        point = _money(value)
        return Interval(point, point)
    if set(value) != {"low", "high"}:
        raise wanted("{low: 金额, high: 金额}", "{low: amount, high: amount}")
    return Interval(_money(value["low"]), None if is_null(value["high"]) else _money(value["high"]))


def _money(value: object) -> Decimal:
    """Money in 元; a bare number is 元 here, as it is in a profile."""
    found = value_written(value.text) if isinstance(value, Scalar) else None
    literal = found.literal() if found else None
    if literal is None or not isinstance(literal.value, Fraction):
        raise wanted("金额", "an amount of money")
    return decimal_of(literal.value)


def _word_of(valid: tuple[str, ...]) -> BeforeValidator:
    def read(value: object) -> str:
        text = value.text if isinstance(value, Scalar) else value
        if text not in valid:
            raise wanted("、".join(valid) + "之一", "one of " + ", ".join(valid))
        return str(text)

    return BeforeValidator(read)


Money: TypeAlias = Annotated[Interval, BeforeValidator(_interval), WithJsonSchema(_MONEY_SCHEMA)]
Status: TypeAlias = Annotated[str, _word_of(STATUSES), WithJsonSchema({"enum": list(STATUSES)})]
PaymentStatus: TypeAlias = Annotated[
    str, _word_of(PAYMENT_STATUSES), WithJsonSchema({"enum": list(PAYMENT_STATUSES)})
]
CutBy: TypeAlias = Annotated[str, _word_of(CUTS), WithJsonSchema({"enum": list(CUTS)})]


class _OrStatus(Written):
    """A mapping, for which a bare word may stand: its status."""

    @classmethod
    def of_text(cls, value: Scalar) -> Self | None:
        """The word as the status."""
        if is_null(value):
            return None
        return cls.model_validate(Keys(Mapping({"status": value}, {"status": value}, value.span)))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        whole = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [whole["properties"]["status"], whole]}


class PaymentExpectation(_OrStatus):
    """What is expected of one payment."""

    status: PaymentStatus | None = None
    amount: Money | None = None
    earliest: Day | None = None

    def expected(self) -> ExpectedPayment:
        """The expectation, read."""
        return ExpectedPayment(self.status, self.amount, self.earliest)


class Expectation(_OrStatus):
    """What is expected of one item."""

    status: Status | None = None
    amount: Money | None = None
    missing: list[Text] | None = None
    due_on: Day | None = None
    payments: dict[str, PaymentExpectation] | None = None
    paid_by: dict[str, Money] | None = Field(default=None, json_schema_extra=OF_PAYERS)

    def expected(self) -> Expected:
        """The expectation, read."""
        payments = self.payments
        return Expected(
            status=self.status,
            amount=self.amount,
            missing=_tuple(self.missing),
            due_on=self.due_on,
            payments=None if payments is None else {id_: each.expected() for id_, each in payments.items()},
            paid_by=self.paid_by,
            span=self.node.span,
            payments_at=self._payments_at(),
            at=dict(_places(self.node)),
        )

    def _payments_at(self) -> MappingOf[str, Span]:
        below = self.node.items.get("payments")
        return {id_: key.span for id_, key in below.keys.items()} if isinstance(below, Mapping) else {}


class CutExpectation(Written):
    """What is expected of one cut."""

    group: Text
    by: CutBy | None = None
    before: Money | None = None
    after: Money | None = None
    at_most: Money | None = None

    def expected(self) -> ExpectedCut:
        """The expectation, read."""
        return ExpectedCut(self.group, self.by, self.before, self.after, self.at_most)


class TotalsExpectation(Written):
    """What the totals are expected to be."""

    assured: Money | None = None
    possible: Money | None = None
    unquantified: list[Text] | None = None
    by_payer: dict[str, Money] | None = Field(default=None, json_schema_extra=OF_PAYERS)
    to_be_returned: Money | None = None
    subject_to_fund: list[Text] | None = None
    cuts: list[CutExpectation] | None = None

    def expected(self) -> ExpectedTotals:
        """The expectation, read."""
        return ExpectedTotals(
            assured=self.assured,
            possible=self.possible,
            unquantified=_tuple(self.unquantified),
            by_payer=self.by_payer,
            to_be_returned=self.to_be_returned,
            subject_to_fund=_tuple(self.subject_to_fund),
            cuts=None if self.cuts is None else tuple(cut.expected() for cut in self.cuts),
            at=dict(_places(self.node)),
        )


def _tuple(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)
