"""Figures of targets, duties, groups and funds: a number with its kind, its unit and how it binds."""

from __future__ import annotations

from fractions import Fraction

from policyengine.errors import Finding
from policyengine.language.tree import Condition, Kind, Literal
from policyengine.rulebook.choices import Bound, Every, WhenShort
from policyengine.rulebook.document import BudgetWritten, MeasureWritten, TargetWritten
from policyengine.rulebook.findings import KeysExclude, MissingKey
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.plan import Figure
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.nodes import Mapping, Node, Sequence

_NUMBERS = (Kind.MONEY, Kind.RATIO, Kind.COUNT)


def figure(written: MeasureWritten | TargetWritten, read: Expressions) -> Figure | None:
    """The figure: `value`, or `low` and `high` where the relation is between."""
    keys = ("low", "high") if written.relation is Bound.BETWEEN else ("value",)
    values = _values(written.node, keys, read)
    if values is None:
        return None
    kind = values[0].kind
    for value, key in zip(values, keys, strict=True):
        if value.kind is not kind:
            read.findings.append(_of_kind(kind, written.node.items[key]))
            return None
    numbers = dict(zip(keys, map(number, values), strict=True))
    if written.relation is Bound.BETWEEN and numbers["low"] > numbers["high"]:
        read.findings.append(wrong(written.node.items["high"], "不小于low的数", "a number not below `low`"))
        return None
    return Figure(written.relation, kind, written.unit, **numbers)


def _values(node: Mapping, keys: tuple[str, ...], read: Expressions) -> list[Literal] | None:
    others = [key for key in ("value", "low", "high") if key in node.items and key not in keys]
    if others:
        read.findings.append(KeysExclude(keys=keys, found=tuple(others), span=node.keys[others[0]].span))
        return None
    missing: list[Finding] = [MissingKey(key=key, span=node.head) for key in keys if key not in node.items]
    read.findings.extend(missing)
    values = [figure_literal(node.items[key], read) for key in keys if key in node.items]
    known = [value for value in values if value is not None]
    return known if len(known) == len(keys) else None


def figure_literal(node: Node, read: Expressions) -> Literal | None:
    """A number of money, a ratio or a count."""
    literal = read.literal(node)
    if literal is not None and literal.kind not in _NUMBERS:
        read.findings.append(wrong(node, "数字", "a number"))
        return None
    return literal


def same_kind(node: Node | None, kind: Kind, read: Expressions) -> Fraction | None:
    """A further number of a figure's kind: its stretch, its baseline. None too where there is none."""
    literal = None if node is None else figure_literal(node, read)
    if node is None or literal is None:
        return None
    if literal.kind is not kind:
        read.findings.append(_of_kind(kind, node))
        return None
    return number(literal)


def money(node: Node | None, read: Expressions) -> Fraction | None:
    """A sum of money in 元, as a ceiling or fund states it. None too where there is none."""
    return same_kind(node, Kind.MONEY, read)


def budget(written: BudgetWritten | None, read: Expressions) -> Budget | None:
    """A fund: `amount` or `at_least`, `each: year`, for `years` or once, and what if it does not suffice."""
    if written is None:
        return None
    node = written.node
    sizes = tuple(key for key in ("amount", "at_least") if key in node.items)
    spans = tuple(key for key in ("each", "years") if key in node.items)
    if len(sizes) != 1:
        read.findings.append(KeysExclude(keys=("amount", "at_least"), found=sizes, span=node.head))
    if len(spans) == 2:
        read.findings.append(KeysExclude(keys=("each", "years"), found=spans, span=node.head))
    if written.each not in (None, Every.YEAR):
        read.findings.append(wrong(node.items["each"], "year", "`year`"))
    if len(sizes) != 1 or len(spans) == 2 or written.each not in (None, Every.YEAR):
        return None
    amount, priority = money(node.items[sizes[0]], read), _priority(written, read)
    if amount is None or priority is None:
        return None
    exact = sizes == ("amount",)
    years = written.years or (1 if spans else None)
    return Budget(amount, years, not exact, when_short=written.when_short, priority=priority)


def _priority(written: BudgetWritten, read: Expressions) -> tuple[Condition, ...] | None:
    """Who comes first, in order, where a fund goes by priority."""
    node, by_priority = written.node.get("priority"), written.when_short is WhenShort.PRIORITY
    if node is None:
        if by_priority:
            read.findings.append(MissingKey(key="priority", span=written.node.head))
        return None if by_priority else ()
    if not by_priority:
        zh, en = "priority（须写明when_short: priority）", "`when_short: priority` beside `priority`"
        read.findings.append(wrong(written.node.keys["priority"], zh, en))
    if not isinstance(node, Sequence) or not node.items:
        read.findings.append(wrong(node, "条件的列表", "a list of conditions"))
        return None
    conditions = [read.condition(item) for item in node]
    known = tuple(condition for condition in conditions if condition is not None)
    return known if by_priority and len(known) == len(conditions) else None


def number(literal: Literal) -> Fraction:
    """The literal's value; TypeError if it is no number."""
    if not isinstance(literal.value, Fraction):
        raise TypeError(f"{literal.kind} is no number")
    return literal.value


def _of_kind(kind: Kind, node: Node) -> Finding:
    zh, en = {
        Kind.MONEY: ("金额", "money"),
        Kind.RATIO: ("百分比", "a percentage"),
        Kind.COUNT: ("个数", "a count"),
    }[kind]
    return wrong(node, f"{zh}，与主数字同类", f"{en}, as its main figure is")
