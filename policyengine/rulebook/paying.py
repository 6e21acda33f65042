"""How promised money reaches the enterprise: who pays, when, up to what, and when it goes back.

Money is in 元, shares are fractions of one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from policyengine.errors import Bilingual, Span
from policyengine.language.tree import ALWAYS, Amount, Condition, Term
from policyengine.rulebook.choices import PaymentKind, Per, WhenShort
from policyengine.rulebook.citing import Citation

Shares: TypeAlias = tuple[tuple[str, Fraction], ...]
"""Each payer's share; they add to 1. A payer named `unstated` is what the text assigns to nobody."""

NOBODY: Shares = (("unstated", Fraction(1)),)


@dataclass(frozen=True, slots=True)
class Split:
    """Who pays which share where a condition holds."""

    when: Condition
    shares: Shares


Splits: TypeAlias = tuple[Split, ...]
"""Who pays, the first whose condition holds. INVARIANT: the last one's condition is `ALWAYS`."""

PAID_BY_NOBODY: Splits = (Split(ALWAYS, NOBODY),)


@dataclass(frozen=True, slots=True)
class Budget:
    """A fund's size in 元 for a period of years, exact or `at_least`. It bounds no single reward.

    `years` is None where the text states one sum and no period.

    `when_short`: how it is shared out when it does not suffice; None where the text does not say.
    `priority`: who comes first, for `WhenShort.PRIORITY`; those for whom none holds come last.
    """

    amount: Fraction
    years: int | None
    at_least: bool = False
    when_short: WhenShort | None = None
    priority: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment of a reward: what it comes to, on which condition, and not before which day.

    A settlement pays the reward's `promised` amount less the advances, or takes back what these exceed it by.
    `amount` of a settlement is the promised amount itself.
    """

    id: str
    title: Bilingual
    kind: PaymentKind = PaymentKind.INSTALMENT
    amount: Amount
    when: Condition = ALWAYS
    earliest: Term | None = None
    cite: tuple[Citation, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clawback:
    """What sends money back: the condition, and the share of what was received. Scope does not matter."""

    id: str
    title: Bilingual
    when: Condition
    share: Fraction = Fraction(1)
    cite: tuple[Citation, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that some rewards come to together.

    `per`: what was received of them this year, or ever, counts too; None: it does not. `counting`: what else
    counts, such as what other levels of government paid.
    """

    at_most: Amount
    per: Per | None = None
    counting: Term | None = None
