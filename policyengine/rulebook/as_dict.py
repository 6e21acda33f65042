"""A whole version as plain data: `policyengine/version@1`, what `show` prints, and the digest of its meaning.

Every key is always there. Numbers are strings in plain notation, ids are qualified by city, conditions
and amounts are canonical text and tree. Layout, comments and places of the YAML leave no trace here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

from policyengine.errors import Bilingual
from policyengine.language.as_dict import Json, as_dict
from policyengine.language.facts import FactDefinition
from policyengine.language.interval import decimal_of, plain
from policyengine.language.walk import AnyNode, facts_read
from policyengine.language.write import write
from policyengine.rulebook.facts_of import facts_of
from policyengine.rulebook.plan import (
    AnyRule,
    Budget,
    Citation,
    Duty,
    Figure,
    Group,
    Obligation,
    Plan,
    Reward,
    Rhythm,
    Rule,
    Support,
    Target,
)

SCHEMA = "policyengine/version@1"
