"""policyengine: local plans for enterprises as executable law.

>>> engine = policyengine.load()
>>> engine.evaluate({"hte_recognition": "first"}, city="jiangmen", as_of="2022-06-30")
"""

from policyengine._version import __version__
from policyengine.comparison.compare import Comparison
from policyengine.comparison.matrix import Matrix
from policyengine.engine import Engine, load
from policyengine.errors import (
    Bilingual,
    Finding,
    PolicyEngineError,
    ProfileError,
    RequestError,
    RulebookError,
    Severity,
    Span,
)
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.profile import Profile
from policyengine.language.interval import Interval

__all__ = [
    "Assessment",
    "Bilingual",
    "Comparison",
    "Engine",
    "Finding",
    "Interval",
    "Matrix",
    "PolicyEngineError",
    "Profile",
    "ProfileError",
    "RequestError",
    "RulebookError",
    "Severity",
    "Span",
    "__version__",
    "load",
]
