"""The YAML as analysts write it: one model a mapping, keys as in the files. Shape only, no meaning.

Editors complete and underline by the JSON schema of these models. Conditions, amounts and figures stay
nodes here: `from_document` hands them to the rule language.
"""

from policyengine.rulebook.document.duties import (
    BaselineWritten,
    DutyWritten,
    MeasureWritten,
    MonthWritten,
    RhythmWritten,
    TargetWritten,
    TimesWritten,
)
from policyengine.rulebook.document.facts import AskedWritten, FactWritten, FieldWritten
from policyengine.rulebook.document.forms import AMOUNT_SCHEMA, CONDITION_SCHEMA, SHARED
from policyengine.rulebook.document.paying import (
    ApplyWritten,
    BudgetWritten,
    ClawbackWritten,
    PaymentWritten,
    RoundWritten,
    ScheduleWritten,
    WindowWritten,
)
from policyengine.rulebook.document.plan import (
    AreaWritten,
    ClauseWritten,
    DepartmentWritten,
    PeriodWritten,
    PlanPayersWritten,
    PlanWritten,
    RelatedWritten,
    TransitionWritten,
    ValidityWritten,
)
from policyengine.rulebook.document.provisions import (
    CeilingWritten,
    ConditionWritten,
    DefinitionWritten,
    GroupWritten,
    SelectorWritten,
)
from policyengine.rulebook.document.quotes import CiteWritten
from policyengine.rulebook.document.rules import (
    ObligationWritten,
    ReadingWritten,
    RewardWritten,
    RuleWritten,
    SupportWritten,
)

__all__ = [
    "AMOUNT_SCHEMA",
    "CONDITION_SCHEMA",
    "SHARED",
    "ApplyWritten",
    "AreaWritten",
    "AskedWritten",
    "BaselineWritten",
    "BudgetWritten",
    "CeilingWritten",
    "CiteWritten",
    "ClauseWritten",
    "ClawbackWritten",
    "ConditionWritten",
    "DefinitionWritten",
    "DepartmentWritten",
    "DutyWritten",
    "FactWritten",
    "FieldWritten",
    "GroupWritten",
    "MeasureWritten",
    "MonthWritten",
    "ObligationWritten",
    "PaymentWritten",
    "PeriodWritten",
    "PlanPayersWritten",
    "PlanWritten",
    "ReadingWritten",
    "RelatedWritten",
    "RewardWritten",
    "RhythmWritten",
    "RoundWritten",
    "RuleWritten",
    "ScheduleWritten",
    "SelectorWritten",
    "SupportWritten",
    "TargetWritten",
    "TimesWritten",
    "TransitionWritten",
    "ValidityWritten",
    "WindowWritten",
]
