"""The two example plans, which use everything the language has, asked by enterprises written here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import policyengine

FOLDER = Path(__file__).parents[2] / "examples" / "policies"
ZONE: dict[str, Any] = {
    "registered_in": "云溪高新区",
    "recognised_on": "2024-05-10",
    "listed_dishonest": False,
    "hte_recognition": "first",
    "hte_status": "valid",
    "performance_class": "B",
    "rd_intensity": "4%",
    "rd_expense": "2345.67万元",
    "revenue_by_year": {2021: "4000万元", 2022: "5000万元", 2023: "6500万元"},
    "tax_paid_by_year": {2023: "100万元"},
    "above_scale_this_year": True,
    "has_provincial_platform": False,
    "patents": [],
}
"""In the zone whose finance pays all; cut to last year's tax."""
MOVED: dict[str, Any] = {
    "registered_in": "419801",
    "recognised_on": "2024-05-10",
    "listed_dishonest": False,
    "hte_recognition": "first",
    "revenue_by_year": {2023: "6500万元"},
    "received": [{"reward": "recognition", "payment": "first", "amount": "10万元", "on": "2024-06-01"}],
    "moved_out": True,
    "moved_out_on": "2025-01-01",
}
"""Paid the first instalment, then moved out."""
INCUBATED: dict[str, Any] = {
    "registered_in": "沙洲镇",
    "established_on": "2018-01-01",
    "abnormal_operation": False,
    "in_incubator": True,
    "moved_in_on": "2024-02-15",
    "new_workstation": True,
    "leading_awarded": True,
    "recognised_on": "2024-05-10",
    "loan_interest_paid": "10万元",
}
"""Paid month by month, eight of them so far."""


@cache
def engine() -> policyengine.Engine:
    """The engine over the example plans."""
    return policyengine.load(FOLDER)


def yunxi(profile: dict[str, Any], as_of: str = "2024-06-30", **asked: Any) -> dict[str, Any]:
    """What Yunxi answers."""
    return engine().evaluate(profile, city="yunxi", as_of=as_of, **asked).to_dict()


def linjiang(profile: dict[str, Any], as_of: str = "2024-09-30") -> dict[str, Any]:
    """What Linjiang answers."""
    return engine().evaluate(profile, city="linjiang", as_of=as_of).to_dict()
