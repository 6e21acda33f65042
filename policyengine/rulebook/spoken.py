"""A version, the plans and the facts as plain data to be shown: conditions and amounts in words too.

`as_dict` is the version's meaning, which its digest is made of; words are a reading of it and not part.
"""

from __future__ import annotations

from typing import Any

from policyengine.language.as_dict import Json
from policyengine.language.en import read_en
from policyengine.language.facts import Vocabulary
from policyengine.language.walk import AnyNode
from policyengine.language.zh import read_zh
from policyengine.rulebook.as_dict import definition_dict, version_dict
from policyengine.rulebook.plain_parts import Say, expression_dict
from policyengine.rulebook.plan import Plan, Rulebook

KINDS = ("rewards", "supports", "obligations", "duties", "targets")
"""The kinds of rule, as `policyengine/version@1` names them."""


def spoken_version(plan: Plan) -> dict[str, Any]:
    """The plan as `policyengine/version@1`, each condition and amount with its reading as `zh` and `en`."""
    return version_dict(plan, _in_words(plan.vocabulary))


def words_of(tree: AnyNode, vocabulary: Vocabulary) -> dict[str, str]:
    """A condition, amount or term in Chinese and in English."""
    return {"zh": read_zh(tree, vocabulary), "en": read_en(tree, vocabulary)}


def _in_words(vocabulary: Vocabulary) -> Say:
    def say(tree: AnyNode) -> dict[str, Json]:
        return {**expression_dict(tree), **words_of(tree, vocabulary)}

    return say


def plans_dict(rulebook: Rulebook) -> dict[str, Any]:
    """Every version of every city, oldest first, as `policyengine/plans@1`: each `plan` of `version@1`."""
    versions = [version_dict(plan) for versions in rulebook.plans.values() for plan in versions]
    return {
        "schema": "policyengine/plans@1",
        "plans": [{"city": version["city"], **version["plan"]} for version in versions],
    }


def facts_dict(rulebook: Rulebook, city: str | None = None) -> dict[str, Any]:
    """Every fact, or those that one city's newest version reads, as `policyengine/facts@1`."""
    named = None if city is None else set(version_dict(rulebook.plans[city][-1])["facts"])
    facts = [fact for fact in rulebook.vocabulary if named is None or fact.name in named]
    return {
        "schema": "policyengine/facts@1",
        "facts": {fact.name: definition_dict(fact) for fact in facts},
    }
