"""What all entries of rule files have in common: ids, titles, quotes, and conditions under a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from policyengine.errors import Bilingual
from policyengine.language.tree import ALWAYS, Condition, Kind, Literal, Term
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.document import CiteWritten, RuleWritten
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.written_at import written_at
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.nodes import Mapping, Node
from policyengine.rulebook.written import Words, is_null


class Quoting(Protocol):
    """An entry that rests on quotes."""

    @property
    def cite(self) -> list[CiteWritten]:
        """The clauses and their words."""

    @property
    def interpretation(self) -> Words | None:
        """How the words are read."""

    @property
    def derived(self) -> str | None:
        """The arithmetic of what no quote holds."""

    @property
    def node(self) -> Mapping:
        """Where it is written."""


def under(node: Node, key: str) -> Node | None:
    """What stands under a key; that nothing stands there has been told."""
    below = node.get(key) if isinstance(node, Mapping) else None
    return None if is_null(below) else below


def condition(node: Node, key: str, read: Expressions) -> Condition:
    """The condition under a key. Where it is absent or wrong the rule says so elsewhere, or asks nothing."""
    below = under(node, key)
    return ALWAYS if below is None else read.condition(below) or ALWAYS


def day(node: Node, key: str, read: Expressions) -> Term | None:
    """The day under a key: a date, or a term of one. None too where there is none."""
    below = under(node, key)
    return None if below is None else read.term(below, Kind.DATE)


def length(node: Node, key: str, read: Expressions) -> Literal | None:
    """The length of time under a key: 30天, 12个月, 3年. None too where there is none."""
    below = under(node, key)
    literal = None if below is None else read.literal(below)
    if below is None or literal is None:
        return None
    if literal.kind is not Kind.DURATION:
        read.findings.append(
            wrong(below, "30天、12个月、3年这样的时长", "a length of time such as 30天 or 3年")
        )
        return None
    return literal


def common(written: RuleWritten) -> dict[str, Any]:
    """What every rule has."""
    return {
        "id": written.id,
        "title": written.title.bilingual(),
        "theme": written.theme,
        "departments": tuple(written.departments),
        **sources(written),
    }


def sources(written: Quoting) -> dict[str, Any]:
    """What an entry rests on, and where it is written."""
    return {
        "cite": citations(written.cite),
        "interpretation": written.interpretation.bilingual() if written.interpretation else None,
        "derived": written.derived,
        "span": written.node.span,
        "written_at": written_at(written.node),
    }


def citations(cite: Sequence[CiteWritten] | None) -> tuple[Citation, ...]:
    """The quotes under `cite:`, none where it is absent."""
    return tuple(Citation(each.clause, each.quote.text.strip(), each.quote.span) for each in cite or ())


def titled(title: Words | None, zh: str, en: str) -> Bilingual:
    """The title, or these words where it has none of its own."""
    return title.bilingual() if title else Bilingual(zh=zh, en=en)
