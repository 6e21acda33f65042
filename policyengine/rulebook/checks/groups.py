"""Groups name rewards or other groups of the plan, more than one; they lie inside each other, or apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown
from policyengine.language.facts import nearest
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.circles import circles
from policyengine.rulebook.findings import did_you_mean
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Group


@dataclass(frozen=True, slots=True)
class UnknownMember(Finding):
    """A group names a reward or a group that the plan does not have.

    Why: the reward that was meant would be paid beside the others, past the ceiling.
    Mend: take the nearest id.
    """

    code = "unknown-member"
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """The id."""
        found = shown(self.found)
        return Bilingual(
            zh=f"本方案没有奖补或组“{found}”", en=f"the plan has no reward and no group `{found}`"
        )

    def help(self) -> Bilingual | None:
        """The nearest id."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class CrossingGroups(Finding):
    """A reward or a group is a member of two groups, or twice of one.

    Why: each group would cut it by itself, and which comes first would change the sum.
    Mend: let one group contain the other: list the inner group, in place of its rewards, as a member of the
    outer one. Several ceilings over the same rewards are one group with `ceilings`.
    """

    code = "crossing-groups"
    member: str
    groups: tuple[str, str]
    nested: str | None = None  # the one of the two that already contains the other

    def message(self) -> Bilingual:
        """The member and both groups."""
        first, second = self.groups
        if first == second:
            return Bilingual(
                zh=f"“{self.member}”在组“{first}”中列了两次",
                en=f"`{self.member}` is listed twice in `{first}`",
            )
        return Bilingual(
            zh=f"“{self.member}”既在组“{first}”又在组“{second}”中",
            en=f"`{self.member}` is a member of `{first}` and of `{second}`",
        )

    def help(self) -> Bilingual | None:
        """How the two can lie inside each other."""
        first, second = self.groups
        if first == second:
            return None
        if self.nested is not None:
            return Bilingual(
                zh=f"组“{self.nested}”已经通过内层的组包含它，不必再列",
                en=f"`{self.nested}` contains it already, through the group inside it; strike it there",
            )
        return Bilingual(
            zh=f"把“{first}”作为成员列入“{second}”（或者反过来），不再单列其中的奖补",
            en=f"make `{first}` a member of `{second}`, or the reverse, in place of what both list",
        )


@dataclass(frozen=True, slots=True)
class CircularGroups(Finding):
    """A group contains itself, through others or at once.

    Why: what it comes to would depend on what it comes to.
    Mend: strike one of the memberships of the loop.
    """

    code = "circular-groups"
    loop: tuple[str, ...]

    def message(self) -> Bilingual:
        """The loop, from a group back to itself."""
        loop = " → ".join((*self.loop, self.loop[0]))
        return Bilingual(zh=f"组互相包含：{loop}", en=f"groups contain each other: {loop}")


@dataclass(frozen=True, slots=True)
class SingleMemberGroup(Finding):
    """A group has one member, and no ceiling.

    Why: nothing excludes it; the other members were forgotten, or the group is idle.
    Mend: add the other members. A ceiling over one reward, by year or with what others have paid, may stand
    in a group of its own.
    """

    code = "single-member-group"
    group: str

    def message(self) -> Bilingual:
        """The group."""
        return Bilingual(
            zh=f"组“{self.group}”只有一个成员，又没有上限",
            en=f"the group `{self.group}` has a single member and no ceiling",
        )


def groups(plan: Plan) -> Iterator[Finding]:
    """What is wrong with the members of the plan's groups."""
    by_id = {group.id: group for group in plan.groups}
    inside = {group.id: tuple(each for each in group.members if each in by_id) for group in plan.groups}
    loops = circles(inside)
    for loop in loops:
        group, inner = by_id[loop[0]], loop[1 % len(loop)]
        at = group.members.index(inner)
        yield CircularGroups(loop=loop, span=place(group, f"rewards.{at}", "rewards"))
    seen: dict[str, str] = {}
    for group in plan.groups:
        if len(set(group.members)) == 1 and not group.ceilings:
            yield SingleMemberGroup(group=group.id, span=place(group, "rewards"))
        else:
            yield from _of(group, plan, by_id, seen, looped={each for loop in loops for each in loop})


def _of(
    group: Group, plan: Plan, by_id: Mapping[str, Group], seen: dict[str, str], looped: set[str]
) -> Iterator[Finding]:
    for index, member in enumerate(group.members):
        span = place(group, f"rewards.{index}", "rewards")
        if member not in plan.rewards and member not in by_id:
            near = nearest(member, (*plan.rewards, *by_id))
            yield UnknownMember(found=member, nearest=near, span=span)
        elif member in seen and not {group.id, seen[member]} & looped:
            both = (seen[member], group.id)
            yield CrossingGroups(member=member, groups=both, nested=_outer(*both, by_id), span=span)
        seen.setdefault(member, group.id)


def _outer(one: str, other: str, by_id: Mapping[str, Group]) -> str | None:
    """Which of two groups contains the other, if either does."""
    if one == other:
        return None
    return next((a for a, b in ((one, other), (other, one)) if b in _inside(by_id[a], by_id)), None)


def _inside(group: Group, by_id: Mapping[str, Group]) -> set[str]:
    """Every group that one contains, at any remove."""
    found: set[str] = set()
    waiting = [each for each in group.members if each in by_id]
    while waiting:
        inner = waiting.pop()
        if inner not in found:
            found.add(inner)
            waiting.extend(each for each in by_id[inner].members if each in by_id)
    return found
