"""Deciding as generated code: one Python function a plan, written from the same trees, read by nobody's hand.

What it writes: whole numbers instead of rationals, each condition as two plain questions (does it surely
hold, does it surely fail) instead of a third truth value. What it does not write (lists, days of the
calendar, lengths of time, amounts of which some facts are not known) it asks the plain evaluator, rule by
rule. INVARIANT: no text of a rule, a fact or a profile stands in the code: names are made here, values are
bound, comments are one line of printable characters.
"""
