"""What was received before, as columns of the table: whether, and how much.

`received__<reward>`, for one payment of it `received__<reward>__<payment>`: whether it was received; of a
reward had once a year, in the year assessed. `received_amount__…` after the same names: how much in all;
with `__this_year`, in the year assessed; with `__since_start`, since the plan's period began. The meaning is
that of `evaluation/deciding/case.py`, `totals.py` and `payments.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import NOTHING, Ends
from policyengine.batch.inputs import InputColumn
from policyengine.batch.logic import FALSE, either, negated
from policyengine.batch.numbers import UNKNOWN, ZERO, Number, chosen, given, is_known, known_or
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Inexpressible
from policyengine.batch.sheet import Stage, column
from policyengine.batch.storage import SIZES, column_type
from policyengine.language.tree import Kind
from policyengine.rulebook.choices import Per
from policyengine.rulebook.plan import Reward

SPANS: Mapping[Per | None, str] = {None: "", Per.YEAR: "__this_year", Per.EVER: "__since_start"}
"""What the name of a column of sums ends in: all, this year's, all since the plan began."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken for granted: that enterprises are registered here, that nothing was received before.

    `not_received`: True takes nothing as received even against the table, None only where the table says
    nothing, False never.
    """

    registered: bool = False
    not_received: bool | None = None


@dataclass
class Record:
    """The columns of what was received, while they are gathered."""

    reading: Reading
    assumed: Assumed
    columns: dict[str, InputColumn] = field(default_factory=dict)
    _read: dict[str, exp.Column] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing is taken as received, whatever the table says."""
        return self.assumed.not_received is True

    # Whether

    def was(self, rule: Reward, payment: str | None = None) -> Sql:
        """That a reward was received as a whole, where it is a one-off, or one payment of it.

        Unknown only where nothing is assumed.
        """
        if self.empty or (payment is None and rule.once is None):
            return FALSE.copy()
        if self.assumed.not_received is False:
            return self._flag(rule, payment)
        # Where the table says nothing, nothing is taken as received.
        no = exp.Literal.number(0) if self.reading.dialect.numbered else exp.false()
        return self.reading.read_truth(exp.Coalesce(this=self._flag_at(rule, payment), expressions=[no]))

    def unknown(self, rule: Reward, payment: str | None = None) -> Sql:
        """That it is not known whether it was received: true or false, never unknown."""
        if self.assumed.not_received is not False or (payment is None and rule.once is None):
            return FALSE.copy()
        return exp.Is(this=self._flag_at(rule, payment), expression=exp.null())

    def _flag(self, rule: Reward, payment: str | None) -> Sql:
        return self.reading.read_truth(self._flag_at(rule, payment))

    def _flag_at(self, rule: Reward, payment: str | None) -> exp.Column:
        what = "received before" if payment is None else f"payment {payment} received before"
        return self._column(f"received__{self._named(rule, payment)}", rule, payment, Kind.BOOLEAN, what)

    # How much

    def sum(self, rule: Reward, payment: str | None, per: Per | None) -> Number:
        """The sum on record, NULL where there is none."""
        if self.empty:
            return UNKNOWN
        name = f"received_amount__{self._named(rule, payment)}{SPANS[per]}"
        counted = {None: "in all", Per.YEAR: "in the year assessed", Per.EVER: "since the plan began"}[per]
        what = f"received {counted}" if payment is None else f"of payment {payment} received {counted}"
        type_ = column_type(Kind.MONEY)
        at = self._column(name, rule, payment, Kind.MONEY, what, exp.cast(column(name), type_))
        return given(at, SIZES[Kind.MONEY])

    def amount(self, rule: Reward, payment: str | None, per: Per | None) -> Ends:
        """What was received: where no sum is on record, any if it was received, and else nothing."""
        if self.empty:
            return NOTHING
        number = self.sum(rule, payment, per)
        told, had = is_known(number), self._flag(rule, payment)
        if self.assumed.not_received is False:
            high = chosen([(told, number), (negated(had), ZERO)], None)
        else:
            high = chosen([(told, number), (had, UNKNOWN)], ZERO)
        return ends.bound(Ends(known_or(number, ZERO), high), self.reading.bind)

    def in_all(self, rule: Reward) -> Ends:
        """All that was ever received of a reward, as a whole or in parts."""
        every = (self.amount(rule, payment, None) for payment in _parts_of(rule))
        return ends.bound(reduce(ends.plus, every, NOTHING), self.reading.bind)

    def all_unknown(self, rule: Reward) -> Sql:
        """That it is not known whether anything was received: true or false, never unknown."""
        if self.assumed.not_received is not False:
            return FALSE.copy()
        return either(*(self._part_unknown(rule, payment) for payment in _parts_of(rule)))

    def _part_unknown(self, rule: Reward, payment: str | None) -> Sql:
        no_sum = negated(is_known(self.sum(rule, payment, None)))
        return exp.and_(exp.Is(this=self._flag_at(rule, payment), expression=exp.null()), no_sum)

    # Columns

    def _named(self, rule: Reward, payment: str | None) -> str:
        own = f"{self.reading.sheet.prefix}{rule.id}"
        return own if payment is None else f"{own}__{payment}"

    def _column(
        self, name: str, rule: Reward, payment: str | None, kind: Kind, what: str, how: Sql | None = None
    ) -> exp.Column:
        of = rule.id if payment is None else f"{rule.id}, {payment}"
        type_ = column_type(kind, numbered=self.reading.dialect.numbered)
        needed = InputColumn(
            name, f"received: {of}", kind, type_.sql(dialect=self.reading.dialect.written_as)
        )
        if self.columns.setdefault(name, needed) != needed:
            raise Inexpressible(f"同名的两列（{name}）", f"two columns of one name, `{name}`")
        if name not in self._read:
            source = column(name) if how is None else how
            why = f"{rule.title.en}: {what}"
            self._read[name] = self.reading.sheet.define(name, source, why, Stage.FACTS)
        return self._read[name].copy()


def _parts_of(rule: Reward) -> Iterator[str | None]:
    yield None
    yield from (payment.id for payment in rule.payments)
