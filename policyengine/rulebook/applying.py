"""How a reward or support is applied for: when, where, with what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policyengine.errors import Bilingual
from policyengine.language.tree import Duration, MonthDay, Term
from policyengine.rulebook.citing import Citation


@dataclass(frozen=True, slots=True)
class Window:
    """From the first day to the last, both inclusive: days of every year, or two dates.

    INVARIANT: both are of one type.
    """

    first: MonthDay | date
    last: MonthDay | date


@dataclass(frozen=True, slots=True)
class Application:
    """What the text says of applying. `within` a length of time `after` an event: both or neither."""

    windows: tuple[Window, ...] = ()
    within: Duration | None = None
    after: Term | None = None
    where: Bilingual | None = None
    materials: tuple[Bilingual, ...] = ()
    cite: tuple[Citation, ...] = ()
