"""A plan that counts the entries of a list: what hangs on it is summed, and the list is not ranked."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

import policyengine
from policyengine.budget.budget import budget
from tests.conformance.suite import CITY, files, lay_out


def test_what_hangs_on_a_list_is_open_and_the_list_is_not_ranked(tmp_path: Path) -> None:
    engine = policyengine.load(lay_out(dict(files())["lists/count.yaml"], tmp_path))
    table = pa.table({"enterprise_id": ["A", "B"]})
    found = budget(engine, table, city=CITY, as_of="2022-06-30", assume_registered=True).to_dict()
    alone = engine.evaluate({}, city=CITY, as_of="2022-06-30", assume_registered=True)
    assert found["totals"]["possible"] == str(2 * alone.totals.possible)
    assert found["totals"]["open"] == "220000"
    assert found["facts"] == []
