"""The types a fact can have, one a file. A new one is a file here, a `Kind` and a line in `TYPES`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from policyengine.language.tree import Kind
from policyengine.language.types.boolean import Boolean
from policyengine.language.types.choice import ChoiceType
from policyengine.language.types.count import Count
from policyengine.language.types.credit_code import CreditCode
from policyengine.language.types.date import Date
from policyengine.language.types.duration import DurationType
from policyengine.language.types.fact_type import FactType, Refused, Storage
from policyengine.language.types.jurisdiction import Jurisdiction
from policyengine.language.types.list import ListType
from policyengine.language.types.money import Money
from policyengine.language.types.ratio import Ratio
from policyengine.language.types.text import Text

__all__ = ["TYPES", "FactType", "Refused", "Storage"]

_SIMPLE: Mapping[Kind, FactType] = {
    each.kind: each
    for each in (
        Money(),
        Ratio(),
        Count(),
        Date(),
        DurationType(),
        ChoiceType(),
        Boolean(),
        Text(),
        Jurisdiction(),
        CreditCode(),
    )
}

TYPES: Mapping[Kind, FactType] = MappingProxyType({**_SIMPLE, Kind.LIST: ListType(_SIMPLE)})
"""Every type by its kind."""
