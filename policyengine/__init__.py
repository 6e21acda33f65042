"""policyengine: local plans for enterprises as executable law.

>>> engine = policyengine.load()
>>> engine.evaluate({"hte_recognition": "first"}, city="jiangmen", as_of="2022-06-30")
"""

from typing import TYPE_CHECKING, Any

from policyengine._version import __version__
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

if TYPE_CHECKING:
    from policyengine.comparison.compare import Comparison
    from policyengine.comparison.matrix import Matrix

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


def __getattr__(name: str) -> Any:
    """`Comparison` and `Matrix` are fetched when first named: whoever only evaluates never needs them."""
    if name == "Comparison":
        from policyengine.comparison.compare import Comparison

        return Comparison
    if name == "Matrix":
        from policyengine.comparison.matrix import Matrix

        return Matrix
    raise AttributeError(f"module 'policyengine' has no attribute {name!r}")
