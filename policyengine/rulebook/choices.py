"""The closed lists of words in which a plan is written: levels, natures, periods, measures.

Each value is the word of the YAML and of the result contract.
"""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The government's tier."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Nature(StrEnum):
    """Whether meeting the conditions is enough (entitlement) or someone still selects (discretionary)."""

    ENTITLEMENT = "entitlement"
    DISCRETIONARY = "discretionary"


class Scope(StrEnum):
    """Whom a rule reaches: enterprises registered in the plan's jurisdiction, or any."""

    REGISTERED = "registered"
    ANY = "any"


class SupportKind(StrEnum):
    """What kind of help, other than money."""

    PRIORITY = "priority"
    CHANNEL = "channel"
    FINANCE = "finance"
    TRAINING = "training"
    TAX = "tax"
    RECOGNITION = "recognition"
    GUIDANCE = "guidance"
    PLATFORM = "platform"


class Every(StrEnum):
    """A period that comes round: of an obligation, a duty or a target."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


class Part(StrEnum):
    """上旬, 中旬, 下旬: the thirds of a month."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"


class Measure(StrEnum):
    """What a target's figure measures."""

    LEVEL = "level"
    ADDED = "added"
    GROWTH = "growth"
    MEAN_GROWTH = "mean_growth"
    MULTIPLE = "multiple"
    SHARE = "share"
    COVERAGE = "coverage"


class Bound(StrEnum):
    """How a target's or measure's figure binds: 达/以上 `>=`, 超/突破 `>`, 左右 about, 5-8家 between."""

    AT_LEAST = ">="
    ABOVE = ">"
    ABOUT = "about"
    BETWEEN = "between"


class Firmness(StrEnum):
    """How firmly a target is held: 确保, plainly stated, 力争."""

    ENSURED = "ensured"
    STATED = "stated"
    STRIVEN = "striven"


class Pay(StrEnum):
    """Which rewards of a group are paid: the highest; one, as the enterprise chooses; the first to be had.

    就高不就低, 择一享受, and an order of precedence.
    """

    HIGHEST = "highest"
    ONE = "one"
    FIRST = "first"


class Weighed(StrEnum):
    """By what a group tells the highest: by all that is promised, or by what its first payment comes to."""

    TOTAL = "total"
    FIRST_PAYMENT = "first_payment"


class Per(StrEnum):
    """What a ceiling counts beside the rewards themselves: what was received this year, or ever."""

    YEAR = "year"
    EVER = "ever"


class Cut(StrEnum):
    """At whose cost a ceiling cuts, where the text says: all in proportion, or the last listed first."""

    PRO_RATA = "pro_rata"
    LAST_FIRST = "last_first"


class WhenShort(StrEnum):
    """How a fund is shared out when it does not suffice."""

    PRO_RATA = "pro_rata"
    FIRST_COME = "first_come"
    PRIORITY = "priority"


class PaymentKind(StrEnum):
    """A part of a promise, money ahead of the final figure, or what settles it either way (多退少补)."""

    INSTALMENT = "instalment"
    ADVANCE = "advance"
    SETTLEMENT = "settlement"


class RuleKind(StrEnum):
    """The kinds of rule that decide something about an enterprise."""

    REWARD = "reward"
    SUPPORT = "support"
    OBLIGATION = "obligation"
