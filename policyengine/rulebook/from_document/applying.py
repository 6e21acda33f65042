"""`apply:`, when, where and with what a reward or support is applied for.

apply:
  window: {from: 4月1日, to: 5月31日}
  within: 12个月
  after: recognised_on
"""

from __future__ import annotations

from datetime import date

from policyengine.language.literals import month_day
from policyengine.language.literals import written as literal_written
from policyengine.language.tree import Duration, MonthDay
from policyengine.rulebook.applying import Application, Window
from policyengine.rulebook.document import ApplyWritten, WindowWritten
from policyengine.rulebook.findings import MissingKey
from policyengine.rulebook.from_document.entry import citations, day, length
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar


def application(written: ApplyWritten | None, read: Expressions) -> Application | None:
    """How to apply, where the text says; `within` and `after` come together."""
    if written is None:
        return None
    node = written.node
    windows = [_window(each, read) for each in written.window or ()]
    within, after = length(node, "within", read), day(node, "after", read)
    for key, other in (("within", "after"), ("after", "within")):
        if key in node.items and other not in node.items:
            read.findings.append(MissingKey(key=other, span=node.keys[key].span))
    return Application(
        windows=tuple(each for each in windows if each is not None),
        within=within.value if within is not None and isinstance(within.value, Duration) else None,
        after=after,
        where=written.where.bilingual() if written.where else None,
        materials=tuple(each.bilingual() for each in written.materials),
        cite=citations(written.cite),
    )


def _window(written: WindowWritten, read: Expressions) -> Window | None:
    node: Mapping = written.node
    first, last = (_end(node.items[key], read) for key in ("from", "to"))
    if first is None or last is None:
        return None
    if isinstance(first, MonthDay) and isinstance(last, MonthDay):
        return Window(first, last)
    if isinstance(first, date) and isinstance(last, date):
        if first > last:
            read.findings.append(wrong(node.items["to"], "不早于from的日期", "a date not before `from`"))
        return Window(first, last)
    read.findings.append(
        wrong(
            node.items["to"], "与from同样写法的日期", "a day written as `from` is: both yearly, or both dates"
        )
    )
    return None


def _end(node: Node, read: Expressions) -> MonthDay | date | None:
    text = node.text if isinstance(node, Scalar) else ""
    found = literal_written(text)
    literal = found.literal() if found else None
    day = month_day(text) or (literal.value if literal is not None else None)
    if isinstance(day, MonthDay | date):
        return day
    read.findings.append(wrong(node, "4月1日或2021-04-01这样的日期", "a day such as 4月1日 or 2021-04-01"))
    return None
