"""`governs:`, the date fact that must lie in a period where the text governs events and not evaluations."""

from __future__ import annotations

from policyengine.language.facts import nearest
from policyengine.language.findings import UnknownFact
from policyengine.language.tree import Kind
from policyengine.rulebook.findings import WrongValue
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.nodes import Mapping


def governing_fact(name: str | None, node: Mapping, read: Expressions) -> str | None:
    """The vocabulary name of the date fact under `governs:`. None too where there is none."""
    if name is None:
        return None
    vocabulary, below = read.vocabulary, node.items["governs"]
    found = vocabulary.find(name)
    if found is not None and found.kind is Kind.DATE and not found.by_year:
        return found.name
    if found is None:
        read.findings.append(UnknownFact(found=name, nearest=vocabulary.nearest(name), span=below.head))
        return None
    dates = [each.name for each in vocabulary if each.kind is Kind.DATE and not each.by_year]
    finding = wrong(below, "类型为date的事实", "a fact of type `date`")
    near = nearest(name, dates)
    read.findings.append(WrongValue(finding.found, finding.wanted, near, span=finding.span))
    return None
