"""Groups name rewards of the plan, more than one, and no reward is in two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown
from policyengine.language.facts import nearest
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.findings import did_you_mean
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class UnknownMember(Finding):
    """A group names a reward that the plan does not have.

    Why: the reward that was meant would be paid beside the others, past the ceiling.
    Mend: take the nearest id.
    """

    code = "unknown-member"
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """The id."""
        found = shown(self.found)
        return Bilingual(zh=f"本方案没有奖补“{found}”", en=f"the plan has no reward `{found}`")

    def help(self) -> Bilingual | None:
        """The nearest id."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class RewardInTwoGroups(Finding):
    """A reward is in two groups, or twice in one.

    Why: each group would cut it by itself, and which comes first would change the sum.
    Mend: keep it in one group; two ceilings over the same rewards are one group with the lower of them.
    """

    code = "reward-in-two-groups"
    reward: str
    groups: tuple[str, str]

    def message(self) -> Bilingual:
        """The reward and both groups."""
        first, second = self.groups
        return Bilingual(
            zh=f"奖补“{self.reward}”既在“{first}”又在“{second}”中",
            en=f"the reward `{self.reward}` is in `{first}` and in `{second}`",
        )


@dataclass(frozen=True, slots=True)
class SingleMemberGroup(Finding):
    """A group has one reward.

    Why: nothing excludes it and nothing shares its ceiling; a member was forgotten, or the group is idle.
    Mend: add the other members, or write the ceiling as the reward's `at_most`.
    """

    code = "single-member-group"
    group: str

    def message(self) -> Bilingual:
        """The group."""
        return Bilingual(
            zh=f"组“{self.group}”只有一项奖补", en=f"the group `{self.group}` has a single reward"
        )


def groups(plan: Plan) -> Iterator[Finding]:
    """What is wrong with the members of the plan's groups."""
    seen: dict[str, str] = {}
    for group in plan.groups:
        if len(set(group.rewards)) == 1:
            yield SingleMemberGroup(group=group.id, span=place(group, "rewards"))
            continue
        for index, reward in enumerate(group.rewards):
            span = place(group, f"rewards.{index}", "rewards")
            if reward not in plan.rewards:
                yield UnknownMember(found=reward, nearest=nearest(reward, plan.rewards), span=span)
            elif reward in seen:
                yield RewardInTwoGroups(reward=reward, groups=(seen[reward], group.id), span=span)
            seen.setdefault(reward, group.id)
