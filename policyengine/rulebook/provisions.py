"""What a plan says about its rules together: definitions, conditions for all, groups, transitions, areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from policyengine.errors import Bilingual, Span
from policyengine.language.tree import Condition, Kind, Term
from policyengine.rulebook.choices import Cut, Nature, Pay, RuleKind, Weighed
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.paying import Budget, Ceiling, Splits

WrittenAt: TypeAlias = Mapping[str, Span]
"""Where each value of a mapping is written, by its dotted path: `theme`, `departments.0`, `period.to`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """What rests on quotes and is no rule by itself."""

    id: str
    title: Bilingual
    cite: tuple[Citation, ...]
    interpretation: Bilingual | None = None
    derived: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    written_at: WrittenAt = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Provision):
    """Rewards that exclude each other, or share ceilings in 元, or both.

    `members` are rewards of the plan or other groups, which count as what they come to together.
    """

    members: tuple[str, ...]
    pay: Pay | None = None
    weighed: Weighed = Weighed.TOTAL
    ceilings: tuple[Ceiling, ...] = ()
    cut: Cut | None = None
    budget: Budget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Provision):
    """A condition or a value that other rules use by name; `kind` is BOOLEAN for a condition."""

    what: Condition | Term
    kind: Kind


@dataclass(frozen=True, slots=True)
class Selector:
    """Some rules: those that answer to everything that is said here."""

    kind: RuleKind | None = None
    nature: Nature | None = None
    theme: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWide(Provision):
    """A condition stated once for many rules; `excludes`: it was written as what shuts out."""

    require: Condition
    excludes: bool = False
    applies_to: tuple[Selector, ...]
    exceptions: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition(Provision):
    """Cases that another version still governs: where `when` holds, `version` answers."""

    version: str
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPayers(Provision):
    """Who pays the rewards that do not say it themselves."""

    paid_by: Splits


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingEffect(Provision):
    """When the plan itself holds, what it governs and what it repeals."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area without a GB/T 2260 code. `place`: the code it lies in, a slash, its id.

    INVARIANT: places compare like codes: what is registered in an area is registered in its code.
    """

    id: str
    name: Bilingual
    place: str
