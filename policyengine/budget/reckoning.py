"""One version reckoned over the rows of a table: every sum that a budget tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policyengine.batch.several import SeveralStatement
from policyengine.budget.amounts import Outlay, outlay
from policyengine.budget.funds import FundUse, funds_stated
from policyengine.budget.question import Question
from policyengine.budget.sums import STATUSES, Added, added
from policyengine.budget.versions import costing, in_full, only
from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.funds import rewards_in
from policyengine.rulebook.plan import Plan, Reward

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class RewardOutlay:
    """What one reward comes to by itself, before groups. `statuses`: how many enterprises have which.

    `by_payer`: each payer's part; of what the text assigns to nobody the payer is `unstated`.
    """

    rule: Reward
    statuses: Mapping[str, int]
    outlay: Outlay
    by_payer: Mapping[str, Outlay]


@dataclass(frozen=True, slots=True)
class GroupOutlay:
    """Rewards that exclude each other or share a ceiling: what they come to apart, and what together."""

    id: str
    title: Bilingual
    rewards: tuple[str, ...]
    before: Outlay
    after: Outlay


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The sums of one version. `total` and `by_payer` are after groups, `rewards` and `by_theme` before.

    INVARIANT: what the rewards come to apart, less what each group takes away, is the total.
    """

    rewards: tuple[RewardOutlay, ...]
    groups: tuple[GroupOutlay, ...]
    total: Outlay
    by_payer: Mapping[str, Outlay]
    funds: tuple[FundUse, ...]

    @property
    def apart(self) -> Outlay:
        """What all rewards come to before groups."""
        return sum((each.outlay for each in self.rewards), Outlay())

    @property
    def by_theme(self) -> Mapping[str, Outlay]:
        """What the rewards of each theme come to, before groups."""
        found: dict[str, Outlay] = {}
        for each in self.rewards:
            found[each.rule.theme] = found.get(each.rule.theme, Outlay()) + each.outlay
        return found


class Reckoning:
    """A version being reckoned over the rows of a table that lie ready in a database."""

    def __init__(self, connection: DuckDBPyConnection, question: Question, plan: Plan, table: str) -> None:
        self.connection, self.question, self.table = connection, question, table
        self.plan = costing(plan)
        self._all_given = in_full(self.plan)
        self._kept: dict[tuple[str, ...], Outlay] = {}

    @cached_property
    def statement(self) -> SeveralStatement:
        """The version as a statement over the table. NotExpressible where a rule cannot be one."""
        return self.question.statement(self.plan, self.table)

    @cached_property
    def full(self) -> SeveralStatement:
        """The same as if every office gave all that it may."""
        return self.question.statement(self._all_given, self.table)

    def reckoned(self) -> Reckoned:
        """All the sums."""
        asked, full = added(self.connection, self.statement), added(self.connection, self.full)
        rewards = tuple(self._reward(rule, asked, full) for rule in self.plan.rewards.values())
        payers = [slot.payer for slot in asked.ends if slot.rule is None and slot.payer is not None]
        return Reckoned(
            rewards,
            tuple(self._groups({each.rule.id: each.outlay for each in rewards})),
            outlay(asked.of(), full.of()),
            {payer: outlay(asked.of(None, payer), full.of(None, payer)) for payer in payers},
            tuple(self._funds({each.rule.id: each.outlay for each in rewards})),
        )

    def _together(self, rewards: tuple[str, ...]) -> Outlay:
        """What some rewards come to after the groups that lie wholly among them. Kept for funds."""
        if rewards not in self._kept:
            asked, full = (
                added(self.connection, self.question.statement(only(plan, rewards), self.table))
                for plan in (self.plan, self._all_given)
            )
            self._kept[rewards] = outlay(asked.of(), full.of())
        return self._kept[rewards]

    def _reward(self, rule: Reward, asked: Added, full: Added) -> RewardOutlay:
        payers = [slot.payer for slot in asked.ends if slot.rule == rule.id and slot.payer is not None]
        return RewardOutlay(
            rule,
            {status: asked.statuses[rule.id][status] for status in STATUSES},
            outlay(asked.of(rule.id), full.of(rule.id)),
            {payer: outlay(asked.of(rule.id, payer), full.of(rule.id, payer)) for payer in payers},
        )

    def _groups(self, own: Mapping[str, Outlay]) -> Iterator[GroupOutlay]:
        """The groups that lie in no other."""
        groups = {group.id: group for group in self.plan.groups}
        inner = {member for group in self.plan.groups for member in group.members}
        for group in self.plan.groups:
            if group.id not in inner:
                rewards = tuple(rewards_in(group, groups))
                before = sum((own[reward] for reward in rewards), Outlay())
                yield GroupOutlay(group.id, group.title, rewards, before, self._together(rewards))

    def _funds(self, own: Mapping[str, Outlay]) -> Iterator[FundUse]:
        for fund in funds_stated(self.plan):
            alone = len(fund.rewards) == 1 and not fund.is_group
            yield FundUse(fund, own[fund.of] if alone else self._together(fund.rewards))
