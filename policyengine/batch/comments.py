"""Comments of a statement: from which rule, clause and words a column comes."""

from __future__ import annotations

from collections.abc import Iterable

from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Rule


def commented(text: str) -> str:
    """A text that can stand in a comment: it neither ends it nor opens another, and stays in one line."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    while "*/" in line or "/*" in line:
        line = line.replace("*/", "* /").replace("/*", "/ *")
    # A comment that begins with a plus is a hint to some databases, one that begins with ! is code to others.
    return f" {line.strip(' +!/*')} "


def cited(cite: Iterable[Citation]) -> str:
    """Clauses with their words: `三(一)1「…」「…」`."""
    words: dict[str, list[str]] = {}
    for each in cite:
        words.setdefault(each.clause, []).append(each.quote)
    return " ".join(
        f"{clause}{''.join(f'「{quote}」' for quote in quotes)}" for clause, quotes in words.items()
    )


def from_rule(city: str, rule: Rule, part: str) -> str:
    """What a column of a rule is: the rule's id and clauses with their words, then which part of it."""
    return f"{city}.{rule.id} · {cited(rule.cite)} · {part}"
