"""One change of meaning between two versions: of what, from what to what, and where both stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policyengine.errors import Bilingual, Span


class ChangeKind(StrEnum):
    """What a change is about; the word under `kind` in the result contract."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    AMOUNT = "amount"
    CEILING = "ceiling"
    THRESHOLD = "threshold"
    CONDITION = "condition"
    NATURE = "nature"
    SCOPE = "scope"
    PAYERS = "payers"
    PAYMENT = "payment"
    CLAWBACK = "clawback"
    BUDGET = "budget"
    GROUP = "group"
    APPLICATION = "application"
    DATE = "date"
    RHYTHM = "rhythm"
    TARGET = "target"
    DEPARTMENT = "department"
    THEME = "theme"
    TITLE = "title"
    CITATION = "citation"
    INTERPRETATION = "interpretation"
    DEFINITION = "definition"
    FACT = "fact"
    DOCUMENT = "document"


SECTIONS = {
    "plan": Bilingual("方案", "Plan"),
    "rewards": Bilingual("奖补", "Reward"),
    "supports": Bilingual("支持措施", "Support"),
    "obligations": Bilingual("义务", "Obligation"),
    "duties": Bilingual("部门任务", "Duty"),
    "targets": Bilingual("目标", "Target"),
    "groups": Bilingual("合并计算规定", "Group"),
    "definitions": Bilingual("定义", "Definition"),
    "conditions": Bilingual("共同条件", "Condition for many rules"),
    "transitions": Bilingual("衔接规定", "Transition"),
    "paid_by": Bilingual("默认出资方", "Payers by default"),
    "areas": Bilingual("片区", "Area"),
    "payers": Bilingual("出资方", "Payer"),
    "facts": Bilingual("事实", "Fact"),
    "departments": Bilingual("部门", "Department"),
    "clauses": Bilingual("条款", "Clause"),
    "related_documents": Bilingual("相关文件", "Related document"),
}
"""What an entry of each part of a version is called, in the order in which changes are told."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that means something else than before.

    `section` is one of `SECTIONS`, `id` the entry's id in the new version (of what is gone, in the old one),
    `part` what of it changed, as a dotted path that is empty where it is the whole entry. `words` say the
    change without naming the entry. `old` and `new`: what it was and is, None where there was or is nothing.
    `affects`: ids of the rules that use what changed, such as those that lean on a definition.
    """

    kind: ChangeKind
    section: str
    id: str
    title: Bilingual
    part: str
    words: Bilingual
    old: Bilingual | None = None
    new: Bilingual | None = None
    old_at: Span | None = None
    new_at: Span | None = None
    affects: tuple[str, ...] = ()

    def sentence(self) -> Bilingual:
        """The change in one sentence that names the entry."""
        noun = SECTIONS[self.section]
        if self.section in ("plan", "paid_by"):
            return Bilingual(f"{noun.zh}：{self.words.zh}。", f"{noun.en}: {self.words.en}.")
        return Bilingual(
            f"{noun.zh}“{self.title.zh}”：{self.words.zh}。", f"{noun.en} “{self.title.en}”: {self.words.en}."
        )

    def to_dict(self) -> dict[str, Any]:
        """The change as an entry of `changes` in `policyengine/diff@1`."""
        return {
            "kind": self.kind.value,
            "section": self.section,
            "id": self.id,
            "title": self.title.to_dict(),
            "part": self.part,
            **self.sentence().to_dict(),
            "old": None if self.old is None else self.old.to_dict(),
            "new": None if self.new is None else self.new.to_dict(),
            "at": {"old": _place(self.old_at), "new": _place(self.new_at)},
            "affects": list(self.affects),
        }


def _place(span: Span | None) -> dict[str, str | int] | None:
    return None if span is None else {"file": span.file, "line": span.line}
