"""The rulebook for reading: each plan as a page, the pages that lead to them, and what changed.

Made from results alone (`policyengine/version@1`, `policyengine/facts@1`, entries of `policyengine/diff@1`).
What a page says lies in `plan`, `themes`, `departments`, `facts`, `changes` and `front`; how it is set, in
`as_html` and `as_markdown`; `sheet` is what both read.
"""
