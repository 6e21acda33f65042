"""What an editor offers where a file names something that is defined elsewhere: themes, departments, clauses.

A schema refers to such names as `#/$defs/theme`. Those of a whole folder stand in the schema of a file; those
of one plan in a second one, which narrows the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policyengine.errors import Bilingual
from policyengine.language.facts import Vocabulary
from policyengine.reporting.terms import PAYERS
from policyengine.rulebook.document.forms import AMOUNT_SCHEMA, CONDITION_SCHEMA, VALUE
from policyengine.rulebook.plan import Plan, Role, Rulebook
from policyengine.rulebook.schema_parts import TEXT, Schema

_STALE = Bilingual(
    "此处没有这个名称；若是刚加的，请运行 policyengine schema rulebook",
    "no such name here; if it is new, run `policyengine schema rulebook`",
)

NAMES: Mapping[str, Schema] = {
    "condition": CONDITION_SCHEMA,
    "amount": AMOUNT_SCHEMA,
    "term": VALUE,
    "payer": {**TEXT, "pattern": "^[a-z][a-z0-9_]*$", "examples": list(PAYERS)},
    "profile": {"type": "object"},
    **dict.fromkeys(("theme", "role", "department", "clause", "fact", "reward", "rule", "target"), TEXT),
}
"""What may stand at each place that has a name, as long as nothing is known of the folder."""


def folder_names(rulebook: Rulebook, profile: Schema) -> dict[str, Schema]:
    """What all plans of a folder may name: its themes, roles and facts, and what a profile may say."""
    return {
        "theme": enumerated({each.id: each.label for each in rulebook.themes}),
        "role": enumerated({each.id: each.label for each in rulebook.roles}),
        "fact": enumerated(_fact_names(rulebook.vocabulary)),
        "profile": profile,
    }


def plan_names(plan: Plan, roles: Iterable[Role]) -> dict[str, Schema]:
    """What one plan's files may name: its departments, clauses, rules and payers."""
    labels = {role.id: role.label for role in roles}
    departments = {each.name: labels.get(each.role, _plain(each.role)) for each in plan.departments}
    rewards = {id_: each.title for id_, each in plan.rewards.items()}
    rules = {id_: each.title for of in (plan.supports, plan.obligations) for id_, each in of.items()}
    return {
        "department": enumerated(departments),
        "clause": enumerated({each.id: each.heading for each in plan.clauses}),
        # A group may hold groups.
        "reward": enumerated(rewards | {each.id: each.title for each in plan.groups}),
        "rule": enumerated({**rewards, **rules}),
        "target": enumerated({id_: each.title for id_, each in plan.targets.items()}),
        "payer": enumerated({**PAYERS, **dict(plan.payers)}),
    }


def enumerated(words: Mapping[str, Bilingual]) -> Schema:
    """One of these names, each with what it means; any text where there are none to choose from."""
    if not words:
        return dict(TEXT)
    told = [f"{each.zh} · {each.en}" for each in words.values()]
    return {**TEXT, "enum": list(words), "markdownEnumDescriptions": told, "errorMessage": _both(_STALE)}


def narrowing(schema: Schema, names: Iterable[str]) -> Schema:
    """What a schema says of places with these names, and nothing else; empty where it has none of them."""
    return _narrowed(schema, schema.get("$defs", {}), frozenset(names))


def _narrowed(node: Schema, defined: Schema, names: frozenset[str]) -> Schema:
    kept: Schema = {}
    name = str(node.get("$ref", "")).removeprefix("#/$defs/")
    if name in names:
        return {"$ref": node["$ref"]}
    if name and name not in NAMES:
        return _narrowed(defined[name], defined, names)
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(node.get(key), dict) and (below := _narrowed(node[key], defined, names)):
            kept[key] = below
    listed = {key: _narrowed(each, defined, names) for key, each in node.get("properties", {}).items()}
    if properties := {key: each for key, each in listed.items() if each}:
        kept["properties"] = properties
    for branch in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        # Lists and mappings are narrowed by what they hold, texts alone by the names themselves.
        below = _narrowed(branch, defined, names)
        named = {"anyOf": [{"type": ["object", "array", "null"]}, below]} if "$ref" in below else below
        kept = _merged(kept, named)
    return kept


def _merged(one: Schema, other: Schema) -> Schema:
    both = {key: _merged(one[key], other[key]) for key in one.keys() & other.keys() if key != "anyOf"}
    return {**one, **other, **both}


def _fact_names(vocabulary: Vocabulary) -> dict[str, Bilingual]:
    return {
        name: definition.label
        for definition in vocabulary
        for name in (definition.name, definition.label.zh, *definition.aliases)
    }


def _plain(text: str) -> Bilingual:
    return Bilingual(text, text)


def _both(words: Bilingual) -> str:
    return f"{words.zh} · {words.en}"
