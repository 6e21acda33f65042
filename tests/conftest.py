"""How generated tests are run: without deadlines, and in CI always the same examples. Shared fixtures."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.postgres import postgres, postgres_server

__all__ = ["postgres", "postgres_server"]

# A deadline is a timed unit test; two noisy cores miss it now and then.
settings.register_profile("here", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "here")
