"""policyengine: local plans for enterprises as executable law.

>>> import policyengine
>>> engine = policyengine.load()
>>> assessment = engine.evaluate({"hte_recognition": "first"}, city="jiangmen", as_of="2022-06-30")
>>> assessment.rewards["hte_first_recognition"].status
<Status.UNDETERMINED: 'undetermined'>

The names below are the whole face. Each is fetched from its home when it is first used, so that importing
the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from policyengine.evaluation.decider import Decider
    from policyengine.evaluation.decision import Decision
    from policyengine.evaluation.facts.profile import Profile
    from policyengine.language.interval import Interval

__all__ = [
    "Assessment",
    "Bilingual",
    "Comparison",
    "Decider",
    "Decision",
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

_HOMES = {
    "Assessment": "evaluation.assessment",
    "Comparison": "comparison.compare",
    "Decider": "evaluation.decider",
    "Decision": "evaluation.decision",
    "Engine": "engine",
    "Interval": "language.interval",
    "Matrix": "comparison.matrix",
    "Profile": "evaluation.facts.profile",
    "__version__": "_version",
    "load": "engine",
}


def __getattr__(name: str) -> Any:
    """A public name, fetched from its home; what is not listed there lives in `errors`."""
    if name not in __all__:
        raise AttributeError(f"module 'policyengine' has no attribute {name!r}")
    value = getattr(import_module(f"policyengine.{_HOMES.get(name, 'errors')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, fetched or not."""
    return sorted({*globals(), *__all__})
