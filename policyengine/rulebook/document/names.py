"""Names that something else in the folder defines: where they stand, editors offer what is defined."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import WithJsonSchema

from policyengine.rulebook.document.forms import SHARED
from policyengine.rulebook.written import Text

ThemeName: TypeAlias = Annotated[Text, WithJsonSchema({SHARED: "theme"})]
RoleName: TypeAlias = Annotated[Text, WithJsonSchema({SHARED: "role"})]
DepartmentName: TypeAlias = Annotated[Text, WithJsonSchema({SHARED: "department"})]
ClauseName: TypeAlias = Annotated[Text, WithJsonSchema({SHARED: "clause"})]
FactName: TypeAlias = Annotated[Text, WithJsonSchema({SHARED: "fact"})]
RewardName: TypeAlias = Annotated[Text, WithJsonSchema({SHARED: "reward"})]
RuleName: TypeAlias = Annotated[Text, WithJsonSchema({SHARED: "rule"})]
TargetName: TypeAlias = Annotated[Text, WithJsonSchema({SHARED: "target"})]
