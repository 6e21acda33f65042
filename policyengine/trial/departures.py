"""Where an answer is not what was expected: which part of it, and at which line that was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from policyengine.errors import Bilingual, Span
from policyengine.rulebook.expectations import At
from policyengine.trial.shown import shown


@dataclass(frozen=True, slots=True)
class Departure:
    """One place where the answer is not what was expected.

    `what` is an item's id and its part, `label` the same in words. `item`: the local id of the rule that
    decided, where one did. `span`: where the case says what is expected.
    """

    what: str
    label: Bilingual
    expected: Bilingual
    got: Bilingual
    item: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The departure as data."""
        return {
            "what": self.what,
            "label": self.label.to_dict(),
            "expected": self.expected.to_dict(),
            "got": self.got.to_dict(),
            "item": self.item,
            "file": None if self.span is None else self.span.file,
            "line": None if self.span is None else self.span.line,
            "column": None if self.span is None else self.span.column,
        }


_PARTS = {
    "status": Bilingual("结论", "status"),
    "amount": Bilingual("金额", "amount"),
    "missing": Bilingual("尚缺事实", "missing facts"),
    "due_on": Bilingual("期限", "due on"),
    "earliest": Bilingual("最早日期", "earliest day"),
    "payments": Bilingual("款项", "payment"),
    "paid_by": Bilingual("出资", "paid by"),
    "by_payer": Bilingual("各方出资", "by payer"),
    "assured": Bilingual("确定合计", "assured"),
    "possible": Bilingual("最多合计", "possible"),
    "unquantified": Bilingual("金额未明确的奖补", "unquantified"),
    "subject_to_fund": Bilingual("受资金总量限制的奖补", "subject to a fund"),
    "to_be_returned": Bilingual("应退回", "to be returned"),
    "cuts": Bilingual("削减", "cuts"),
    "by": Bilingual("方式", "by"),
    "before": Bilingual("削减前", "before"),
    "after": Bilingual("削减后", "after"),
    "at_most": Bilingual("上限", "at most"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the answer: its path, what it is called, and where the case speaks of it.

    `at`: the lines at which its parts are expected, by their path below the item or the totals; `path` is
    that of this place.
    """

    what: str
    label: Bilingual
    at: At
    item: str | None = None
    path: str = ""

    def within(self, part: str, id_: str, label: Bilingual | None = None, key: str | None = None) -> Place:
        """A part of this place that has an id of its own. `key`: under which the case has it, else the id."""
        named, part_ = label or Bilingual(id_, id_), _PARTS[part]
        words = Bilingual(f"{self.label.zh}{part_.zh}“{named.zh}”", f"{self.label.en} {part_.en} {named.en}")
        path = _joined(self.path, part, id_ if key is None else key)
        return replace(self, what=f"{self.what}.{part}.{id_}", label=words, path=path)

    def called(self, title: Mapping[str, str]) -> Place:
        """The same place by its title."""
        id_ = self.what.rpartition(".")[2]
        zh, en = self.label.zh.replace(f"“{id_}”", f"“{title['zh']}”"), self.label.en
        return replace(self, label=Bilingual(zh, en.replace(f" {id_}", f" {title['en']}")))

    def unless_equal(self, part: str, expected: object, got: object) -> Iterator[Departure]:
        """The departure at a part of this place, where something is expected and it is not what came."""
        if expected is None or expected == got:
            return
        named = _PARTS.get(part, Bilingual("", ""))
        label = Bilingual(f"{self.label.zh}{named.zh}", f"{self.label.en} {named.en}".rstrip())
        what = f"{self.what}.{part}" if part else self.what
        yield Departure(what, label, shown(expected), shown(got), self.item, self._span(part))

    def instead(self, expected: Bilingual, got: Bilingual) -> Departure:
        """That something else is there than what was expected at this place."""
        return Departure(self.what, self.label, expected, got, self.item, self._span(""))

    def _span(self, part: str) -> Span | None:
        """Where the case expects a part; else where it speaks of what the part belongs to."""
        path = _joined(self.path, part)
        while path:
            if path in self.at:
                return self.at[path]
            path = path.rpartition(".")[0]
        return self.at.get("")


def _joined(*parts: str) -> str:
    return ".".join(filter(None, parts))
