from __future__ import annotations

import pytest

from policyengine.engine import Engine
from tests.budget import made_up


@pytest.fixture(scope="session")
def made_up_city(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return made_up.engine(tmp_path_factory.mktemp("made_up"))
