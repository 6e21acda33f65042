"""Findings for pipelines: as annotations of a review, as a result contract, as SARIF.

`contract` makes the plain data, `policyengine/findings@1`; the other two are made from it alone.
"""

FINDING_FORMATS = ("table", "github", "json", "sarif")
"""What `check` can print its findings as; `table` is `reporting/findings.py`, for people."""
