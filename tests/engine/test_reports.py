"""The reports of what the engine really answers fit the window they are printed in."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

import policyengine
from policyengine.reporting import render
from policyengine.reporting.lang import Lang

PROFILE = {"hte_recognition": "first", "hte_status": "valid", "ip_applications": 2, "revenue": "5000万元"}


def results() -> list[dict[str, Any]]:
    engine = policyengine.load()
    return [
        engine.evaluate(PROFILE, city="haimen", as_of="2023-06-30", assume_registered=True).to_dict(),
        engine.compare(PROFILE, as_of="2023-06-30").to_dict(),
        engine.matrix("recognition").to_dict(),
        engine.show("xinxiang"),
        engine.list_plans(),
        engine.list_facts(),
    ]


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_window(width: int, lang: Lang) -> None:
    for result in results():
        text = render(result, "table", lang, width=width, explain=True)
        assert max(map(cell_len, text.splitlines())) <= width
