"""The JSON Schema of `policyengine/version@1`, as `show` prints it."""

from __future__ import annotations

from policyengine.language.tree import Kind
from policyengine.rulebook.as_dict import SCHEMA
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
from policyengine.rulebook.provisions_schema import (
    application_schema,
    budget_schema,
    clawback_schema,
    group_schema,
    payment_schema,
    provisions_schema,
    splits_schema,
)
from policyengine.rulebook.schema_parts import (
    DAY,
    DIALECT,
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


def version_schema() -> Schema:
    """The JSON Schema of a whole version; a new copy each time."""
    properties = {
        "schema": {"const": SCHEMA},
        "city": TEXT,
        "plan": _plan(),
        "clauses": listing(_clause()),
        "departments": listing(record({"name": TEXT, "role": TEXT})),
        "rewards": listing(_reward()),
        "groups": listing(group_schema()),
        "supports": listing(_support()),
        "obligations": listing(_obligation()),
        "duties": listing(_duty()),
        "targets": listing(_target()),
        **provisions_schema(),
        "facts": {"type": "object", "additionalProperties": _definition(_definition())},
        "related_documents": listing(_related()),
    }
    return {"$schema": DIALECT, "title": SCHEMA, **record(properties)}


def _plan() -> Schema:
    return record(
        {
            "title": words(),
            "document_number": maybe(TEXT),
            "version": TEXT,
            "issuer": words(),
            "jurisdiction": {"type": "string", "pattern": "^[0-9]{6}$"},
            "name": words(),
            "level": one_of(Level),
            "parent": maybe(TEXT),
            "draft": FLAG,
            "period": record({"from": DAY, "to": maybe(DAY)}),
            "cite": cite(),
            "horizon": maybe(WHOLE),
            "validity": record({"checked_on": maybe(DAY), "by": maybe(TEXT)}),
            "source": TEXT,
            "flaws": listing(words()),
            "reconstructions": listing(TEXT),
            "digest": maybe(TEXT),
        }
    )


def _clause() -> Schema:
    return record({"id": TEXT, "heading": words(), "covered_by": listing(TEXT), "reason": maybe(words())})


def _rule(properties: Schema) -> Schema:
    common = {
        "id": TEXT,
        "title": words(),
        "theme": TEXT,
        "cite": cite(),
        "departments": listing(TEXT),
        "interpretation": maybe(words()),
        "derived": maybe(TEXT),
    }
    return record(common | properties)


def _reward() -> Schema:
    said = {
        "when": expression(),
        "amount": expression(),
        "promised": expression(),
        "paid_by": splits_schema(),
        "nature": one_of(Nature),
        "once": {"anyOf": [FLAG, {"const": Per.YEAR.value}]},
        "scope": one_of(Scope),
        "budget": maybe(budget_schema()),
        "payments": listing(payment_schema()),
        "clawback": listing(clawback_schema()),
        "apply": maybe(application_schema()),
        "governs": maybe(TEXT),
    }
    return _with_readings(said)


def _support() -> Schema:
    said = {
        "kind": one_of(SupportKind),
        "when": expression(),
        "nature": one_of(Nature),
        "scope": one_of(Scope),
        "apply": maybe(application_schema()),
        "governs": maybe(TEXT),
    }
    return _with_readings(said)


def _obligation() -> Schema:
    said = {
        "bound": expression(),
        "requires": expression(),
        "by": {"anyOf": [DAY, expression(), {"type": "null"}]},
        "each": maybe(one_of(Every)),
        "standing": FLAG,
        "within": maybe(TEXT),
        "from": maybe(expression()),
        "for": maybe(TEXT),
        "survives": FLAG,
        "scope": one_of(Scope),
    }
    return _with_readings(said)


def _with_readings(said: Schema) -> Schema:
    """A rule, each of whose readings but the chosen one is a whole rule without further readings."""
    so_read = _rule({**said, "readings": {"type": "array", "maxItems": 0}})
    reading = record({"id": TEXT, "words": words(), "chosen": FLAG, "rule": maybe(so_read)})
    return _rule({**said, "readings": listing(reading)})


def _duty() -> Schema:
    month = record({"month": {"type": "integer", "minimum": 1, "maximum": 12}, "part": maybe(one_of(Part))})
    times = record({"low": NUMBER, "high": maybe(NUMBER)})
    rhythm = record({"every": one_of(Every), "times": times, "in": listing(month)})
    return _rule({"area": maybe(TEXT), "rhythm": maybe(rhythm), "measure": maybe(record(_figure()))})


def _target() -> Schema:
    return _rule(
        {
            "measure": one_of(Measure),
            **_figure(),
            "stretch": maybe(NUMBER),
            "firmness": one_of(Firmness),
            "by": maybe(DAY),
            "each": maybe(one_of(Every)),
            "from": maybe(WHOLE),
            "to": maybe(WHOLE),
            "baseline": maybe(record({"year": WHOLE, "value": maybe(NUMBER)})),
            "area": maybe(TEXT),
            "part_of": maybe(TEXT),
        }
    )


def _figure() -> Schema:
    return {
        "relation": one_of(Bound),
        "type": one_of(Kind),
        "unit": TEXT,
        "value": maybe(NUMBER),
        "low": maybe(NUMBER),
        "high": maybe(NUMBER),
    }


def _definition(fields: Schema | None = None) -> Schema:
    """A fact; `fields` are those of a list's entries, which have none themselves."""
    choice = record({"id": TEXT, "label": words()})
    return record(
        {
            "type": one_of(Kind),
            "label": words(),
            "question": words(),
            "choices": listing(choice),
            "by_year": FLAG,
            "fields": {"type": "object", "additionalProperties": fields or False},
            "aliases": listing(TEXT),
            "changeable": FLAG,
            "held_by": maybe(TEXT),
            "derived": maybe(expression()),
            "plausible_at_most": maybe(TEXT),
            "note": maybe(words()),
        }
    )


def _related() -> Schema:
    return record(
        {
            "title": words(),
            "number": maybe(TEXT),
            "themes": listing(TEXT),
            "clause": maybe(TEXT),
            "note": words(),
        }
    )
