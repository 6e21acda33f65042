"""How money reaches an enterprise and how it applies, as plain data."""

from __future__ import annotations

from policyengine.language.as_dict import Json
from policyengine.language.tree import ALWAYS
from policyengine.rulebook.applying import Application
from policyengine.rulebook.paying import Budget, Ceiling, Clawback, Payment, Shares, Splits
from policyengine.rulebook.plain_parts import Say, any_day, cited, length, number, said, share, words


def splits_dict(splits: Splits, say: Say) -> Json:
    """Each payer's share; where it depends, a list of `when` and `shares`, the first that holds."""
    if len(splits) == 1 and splits[0].when == ALWAYS:
        return _shares(splits[0].shares)
    return [{"when": say(each.when), "shares": _shares(each.shares)} for each in splits]


def _shares(shares: Shares) -> dict[str, Json]:
    return {payer: share(part) for payer, part in shares}


def budget_dict(budget: Budget | None, say: Say) -> dict[str, Json] | None:
    """A fund, and how it is shared out when it does not suffice."""
    if budget is None:
        return None
    return {
        "amount": number(budget.amount),
        "at_least": budget.at_least,
        "years": budget.years,
        "when_short": budget.when_short.value if budget.when_short else None,
        "priority": [say(each) for each in budget.priority],
    }


def payment_dict(payment: Payment, say: Say) -> dict[str, Json]:
    """One payment of a reward."""
    return {
        "id": payment.id,
        "title": words(payment.title),
        "kind": payment.kind.value,
        "amount": say(payment.amount),
        "when": say(payment.when),
        "not_before": said(payment.earliest, say),
        "cite": cited(payment.cite),
    }


def clawback_dict(clawback: Clawback, say: Say) -> dict[str, Json]:
    """One reason for taking a reward back."""
    return {
        "id": clawback.id,
        "title": words(clawback.title),
        "when": say(clawback.when),
        "share": share(clawback.share),
        "cite": cited(clawback.cite),
    }


def ceiling_dict(ceiling: Ceiling, say: Say) -> dict[str, Json]:
    """The most that a group comes to."""
    return {
        "at_most": say(ceiling.at_most),
        "per": ceiling.per.value if ceiling.per else None,
        "counting": said(ceiling.counting, say),
    }


def application_dict(apply: Application | None, say: Say) -> dict[str, Json] | None:
    """When, where and with what to apply."""
    if apply is None:
        return None
    return {
        "windows": [{"from": any_day(each.first), "to": any_day(each.last)} for each in apply.windows],
        "within": length(apply.within),
        "after": said(apply.after, say),
        "where": words(apply.where),
        "materials": [words(each) for each in apply.materials],
        "cite": cited(apply.cite),
    }
