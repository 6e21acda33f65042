"""The legal model: what a plan says, frozen, after reading and before any enterprise is asked about.

Everything here is meaning, not YAML: conditions and amounts are trees, dates are dates, names resolved.
Money is in 元, ratios are fractions of one, both ends of every period are inclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from policyengine.errors import Bilingual, Span
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import ALWAYS, Amount, Condition, Duration, Kind, Term
from policyengine.rulebook.applying import Application
from policyengine.rulebook.choices import (
    Bound,
    Every,
    Firmness,
    Level,
    Measure,
    Nature,
    Part,
    Per,
    Scope,
    SupportKind,
)
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.event_kinds import EventKinds
from policyengine.rulebook.paying import PAID_BY_NOBODY, Budget, Clawback, Payment, Splits
from policyengine.rulebook.provisions import (
    Area,
    Definition,
    Group,
    PlanPayers,
    PlanWide,
    Transition,
    WrittenAt,
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both inclusive; no `end` where the text states none."""

    start: date
    end: date | None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def days_away(self, day: date) -> int:
        """How many days lie between this period and a day; 0 within it."""
        if day < self.start:
            return (self.start - day).days
        return 0 if self.end is None or day <= self.end else (day - self.end).days


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered place in a version. `reason` says why no rule cites it, where none does."""

    id: str
    heading: Bilingual
    reason: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """A department as the text prints it, and the shared role it plays."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What everything that a plan says has in common.

    `id` is local to the city. `derived` is the arithmetic of a number that no quote holds.
    """

    id: str
    title: Bilingual
    theme: str
    cite: tuple[Citation, ...]
    departments: tuple[str, ...] = ()
    interpretation: Bilingual | None = None
    derived: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    written_at: WrittenAt = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read words that allow several. `rule`: the whole rule so read; None for the chosen one."""

    id: str
    words: Bilingual
    rule: Reward | Support | Obligation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward(Rule):
    """Money: an amount, or a promise of money whose amount the text leaves open.

    `promised` is the amount the text names; `amount` what of it can be had at all, each of the `payments` on
    its own condition. Without payments the two are one. `once`: it is had once only, ever or in a year.
    `governs`: the date fact that must lie in the plan's period, where the text governs events and not
    evaluations.
    """

    when: Condition = ALWAYS
    amount: Amount
    promised: Amount
    nature: Nature
    paid_by: Splits = PAID_BY_NOBODY
    once: Per | None = None
    scope: Scope = Scope.REGISTERED
    budget: Budget | None = None
    payments: tuple[Payment, ...] = ()
    clawbacks: tuple[Clawback, ...] = ()
    apply: Application | None = None
    governs: str | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(Rule):
    """Help other than money."""

    kind: SupportKind
    when: Condition = ALWAYS
    nature: Nature
    scope: Scope = Scope.REGISTERED
    apply: Application | None = None
    governs: str | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Rule):
    """What the text expects of the enterprise.

    `by`: a day, or a term of one (`recognised_on + 2年`). `each` period, its end put off by `grace`; from
    the day `start`, for as long as `lasts` says. `survives`: the plan's end does not end it.

    INVARIANT: exactly one of `by`, `each` and `standing` is set.
    """

    bound: Condition = ALWAYS
    requires: Condition
    by: Term | None = None
    each: Every | None = None
    standing: bool = False
    grace: Duration | None = None
    start: Term | None = None
    lasts: Duration | None = None
    survives: bool = False
    scope: Scope = Scope.REGISTERED
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthPart:
    """A month of the year (1–12), and which third of it where the text says."""

    month: int
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a duty recurs: `low..high` times `every` period, in these months; high None: no upper end."""

    every: Every
    low: int = 1
    high: int | None = 1
    in_months: tuple[MonthPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its kind and the unit the text prints (家, 项, 平方米, 元, 比重 …), and how it binds."""

    relation: Bound
    kind: Kind
    unit: str
    value: Fraction | None = None  # INVARIANT: value, or low and high where relation is between.
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Rule):
    """What the text tells departments to do."""

    area: str | None = None
    rhythm: Rhythm | None = None
    measure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Rule):
    """A figure the government sets itself, `by` a date or `each` period between years `start` and `end`."""

    measure: Measure
    figure: Figure
    stretch: Fraction | None = None
    firmness: Firmness = Firmness.STATED
    by: date | None = None
    each: Every | None = None
    start: int | None = None
    end: int | None = None
    baseline_year: int | None = None
    baseline_value: Fraction | None = None
    area: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A document the text leans on that is not encoded: what it would add is not known here, not zero."""

    title: Bilingual
    number: str | None
    themes: tuple[str, ...]
    note: Bilingual
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """Whether anyone has confirmed that the version still holds: the day, and who; both None if nobody."""

    checked_on: date | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Theme:
    """A heading under which plans are compared."""

    id: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Role:
    """A department role shared by all cities."""

    id: str
    label: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One dated text of one jurisdiction's plan.

    `horizon` is the last year its targets speak of, which ends nothing. `flaws` are what is known to be
    wrong with the copy; `reconstructions` are stretches of it that are not the issuer's words.
    `cite`: what the text says of its own force and of what it repeals, which no rule says.
    `governs`: the date fact whose day picks the version, where the text governs events; `repeals`: versions
    that end where this one begins; `payers`: those of its own, with their names.
    `digest` is the SHA-256 of its meaning: layout and comments do not change it.
    """

    city: str
    version: str
    title: Bilingual
    document_number: str | None
    issuer: Bilingual
    jurisdiction: str
    name: Bilingual
    level: Level
    parent: str | None
    draft: bool
    period: Period
    horizon: int | None
    validity: Validity
    source: str
    clauses: tuple[Clause, ...]
    departments: tuple[Department, ...]
    rewards: Mapping[str, Reward]
    groups: tuple[Group, ...]
    supports: Mapping[str, Support]
    obligations: Mapping[str, Obligation]
    duties: Mapping[str, Duty]
    targets: Mapping[str, Target]
    own_facts: tuple[FactDefinition, ...]
    related_documents: tuple[RelatedDocument, ...]
    vocabulary: Vocabulary  # shared facts, then the plan's own
    definitions: tuple[Definition, ...] = ()
    conditions: tuple[PlanWide, ...] = ()
    areas: tuple[Area, ...] = ()
    payers: tuple[tuple[str, Bilingual], ...] = ()
    payers_by_default: PlanPayers | None = None
    cite: tuple[Citation, ...] = ()
    governs: str | None = None
    transitions: tuple[Transition, ...] = ()
    repeals: tuple[str, ...] = ()
    flaws: tuple[Bilingual, ...] = ()
    reconstructions: tuple[str, ...] = ()
    digest: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)
    written_at: WrittenAt = field(default_factory=dict, compare=False, repr=False)

    def rules(self) -> Iterator[AnyRule]:
        """Every rule, in the order rewards, supports, obligations, duties, targets."""
        for kind in (self.rewards, self.supports, self.obligations, self.duties, self.targets):
            yield from kind.values()


AnyRule: TypeAlias = Reward | Support | Obligation | Duty | Target


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for like a fact and is none: the record of rewards already received."""

    label: Bilingual
    question: Bilingual


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything one folder of policies holds. `plans`: each city's versions, oldest first.

    `vocabulary` holds the shared facts, then every plan's own. `received`: how the record of rewards
    already received is asked for, where the vocabulary says. `events`: what can happen to an enterprise, a
    department or an area, and what follows from it.
    """

    vocabulary: Vocabulary
    themes: tuple[Theme, ...]
    roles: tuple[Role, ...]
    plans: Mapping[str, tuple[Plan, ...]]
    received: Asked | None = None
    events: EventKinds = field(default_factory=EventKinds)

    def jurisdictions(self) -> Mapping[str, str]:
        """Each city's GB/T 2260 code by its id."""
        return {city: versions[-1].jurisdiction for city, versions in self.plans.items()}
