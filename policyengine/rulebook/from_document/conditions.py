"""Conditions that a plan states once for many rules: what is asked, of which rules, and of which not.

conditions:
  - id: no_dishonesty
    exclude: listed_dishonest
    applies_to: [rewards, supports]
    except: [{kind: support, nature: discretionary}]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyengine.errors import Finding, Span
from policyengine.language.facts import nearest
from policyengine.language.tree import Not
from policyengine.rulebook.choices import RuleKind
from policyengine.rulebook.document import ConditionWritten, SelectorWritten
from policyengine.rulebook.findings import KeysExclude, UnknownRule
from policyengine.rulebook.from_document.entry import condition, sources
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import PlanWide, Selector
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Node

_ALL_MONEY_AND_HELP = (Selector(kind=RuleKind.REWARD), Selector(kind=RuleKind.SUPPORT))


def plan_wide(node: Node, read: Expressions) -> PlanWide | None:
    """One entry of `conditions:`; what it requires, or what it excludes."""
    before = len(read.findings)
    written = shaped(ConditionWritten, node, read.findings)
    excluded, required = condition(node, "exclude", read), condition(node, "require", read)
    if written is None:
        return None
    given = tuple(key for key in ("require", "exclude") if key in written.node.items)
    if len(given) != 1:
        read.findings.append(KeysExclude(keys=("require", "exclude"), found=given, span=written.node.head))
    applies, exceptions = _selectors(written.applies_to, read), _selectors(written.exceptions, read)
    if len(read.findings) > before:
        return None
    excludes = given == ("exclude",)
    return PlanWide(
        id=written.id,
        title=written.title.bilingual(),
        require=Not(excluded, span=excluded.span) if excludes else required,
        excludes=excludes,
        applies_to=applies or _ALL_MONEY_AND_HELP,
        exceptions=exceptions,
        **sources(written),
    )


def _selectors(written: Iterable[SelectorWritten] | None, read: Expressions) -> tuple[Selector, ...]:
    made = []
    for each in written or ():
        selector = Selector(each.kind, each.nature, each.theme, each.rule)
        if selector == Selector():
            read.findings.append(wrong(each.node, "kind、nature、theme至少一项", "one of its keys at least"))
        made.append(selector)
    return tuple(made)


def selector_findings(plan: Plan) -> Iterator[Finding]:
    """Every rule that a condition for many names, where the plan has none of that id."""
    ids = [*plan.rewards, *plan.supports, *plan.obligations]
    for each in plan.conditions:
        for key, selectors in (("applies_to", each.applies_to), ("except", each.exceptions)):
            for at, selector in enumerate(selectors):
                if selector.rule is not None and selector.rule not in ids:
                    place = _place(each, key, at)
                    yield UnknownRule(found=selector.rule, nearest=nearest(selector.rule, ids), span=place)


def _place(condition: PlanWide, key: str, at: int) -> Span | None:
    paths = (f"{key}.{at}.rule", f"{key}.{at}", key)
    return next(
        (condition.written_at[path] for path in paths if path in condition.written_at), condition.span
    )
