"""Explaining as generated code: one Python function a plan, which fills in what differs between enterprises.

Words, clauses, quotes and labels are found once a plan; what an enterprise brings are the values of the
conditions and facts, which the function works out once each, and sets into new dictionaries every time: what
it gives is the caller's own. The plain form is `to_dict()` of each item, which tests hold against it.
INVARIANT: no text of a rule, a fact or a profile stands in the code: names are made here, values are bound.
"""
