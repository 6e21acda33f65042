"""JSON Schemas of how money is paid, and of what a plan says of its rules together."""

from __future__ import annotations

from policyengine.language.tree import Kind
from policyengine.rulebook.choices import Cut, Nature, Pay, PaymentKind, Per, RuleKind, Weighed, WhenShort
from policyengine.rulebook.schema_parts import (
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    Schema,
    cite,
    expression,
    listing,
    maybe,
    one_of,
    record,
    words,
)


def budget_schema() -> Schema:
    """A fund."""
    return record(
        {
            "amount": NUMBER,
            "at_least": FLAG,
            "years": maybe(WHOLE),
            "when_short": maybe(one_of(WhenShort)),
            "priority": listing(expression()),
        }
    )


def splits_schema() -> Schema:
    """Each payer's share; where it depends, a list of cases."""
    shares = {"type": "object", "additionalProperties": NUMBER}
    return {"anyOf": [shares, listing(record({"when": expression(), "shares": shares}))]}


def payment_schema() -> Schema:
    """One payment of a reward."""
    return record(
        {
            "id": TEXT,
            "title": words(),
            "kind": one_of(PaymentKind),
            "amount": expression(),
            "when": expression(),
            "not_before": maybe(expression()),
            "cite": cite(),
        }
    )


def clawback_schema() -> Schema:
    """One reason for taking a reward back."""
    said = {"id": TEXT, "title": words(), "when": expression(), "share": NUMBER}
    return record({**said, "cite": cite()})


def application_schema() -> Schema:
    """When, where and with what to apply."""
    return record(
        {
            "windows": listing(record({"from": TEXT, "to": TEXT})),
            "within": maybe(TEXT),
            "after": maybe(expression()),
            "where": maybe(words()),
            "materials": listing(words()),
            "cite": cite(),
        }
    )


def group_schema() -> Schema:
    """Rewards that exclude each other or share ceilings."""
    ceiling = {"at_most": expression(), "per": maybe(one_of(Per)), "counting": maybe(expression())}
    return _provision(
        {
            "rewards": listing(TEXT),
            "pay": maybe(one_of(Pay)),
            "weighed": one_of(Weighed),
            "ceilings": listing(record(ceiling)),
            "cut": maybe(one_of(Cut)),
            "budget": maybe(budget_schema()),
        }
    )


def provisions_schema() -> Schema:
    """What a plan says of several rules at once, but its groups."""
    area = {"id": TEXT, "name": words(), "place": TEXT}
    default = {"shares": splits_schema(), **_sources()}
    return {
        "definitions": listing(_provision({"type": one_of(Kind), "what": expression()})),
        "conditions": listing(_provision(_plan_wide())),
        "areas": listing(record(area)),
        "payers": listing(record({"id": TEXT, "name": words()})),
        "paid_by": maybe(record(default)),
        "governs": maybe(TEXT),
        "transitions": listing(_provision({"when": expression(), "version": TEXT})),
        "repeals": listing(TEXT),
    }


def _plan_wide() -> Schema:
    selector = record(
        {
            "kind": maybe(one_of(RuleKind)),
            "nature": maybe(one_of(Nature)),
            "theme": maybe(TEXT),
            "rule": maybe(TEXT),
        }
    )
    return {
        "require": expression(),
        "excludes": FLAG,
        "applies_to": listing(selector),
        "except": listing(selector),
    }


def _provision(said: Schema) -> Schema:
    return record({"id": TEXT, "title": words(), **said, **_sources()})


def _sources() -> Schema:
    return {"cite": cite(), "interpretation": maybe(words()), "derived": maybe(TEXT)}
