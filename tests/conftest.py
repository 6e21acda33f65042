"""How generated tests are run: without deadlines, and in CI always the same examples."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A deadline is a timed unit test; two noisy cores miss it now and then.
settings.register_profile("here", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "here")
