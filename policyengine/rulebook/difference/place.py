"""Where two versions are being compared: the entry, the part of it, how it is called, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from policyengine.errors import Bilingual, Span
from policyengine.language.en import read_en
from policyengine.language.facts import Vocabulary
from policyengine.language.walk import AnyNode
from policyengine.language.write import write
from policyengine.language.zh import read_zh
from policyengine.rulebook.difference.change import Change, ChangeKind
from policyengine.rulebook.provisions import WrittenAt

NOTHING = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions at a place.

    `vocabulary` reads its trees, `payers` are what its payers are called. `path`: the dotted path of the
    YAML's keys below the entry, whose places are `written_at`; `span`: the entry itself.
    """

    vocabulary: Vocabulary
    payers: dict[str, Bilingual] = field(default_factory=dict)
    written_at: WrittenAt = field(default_factory=dict)
    span: Span | None = None
    path: str = ""

    def below(self, key: str) -> Side:
        """The same side one key further down."""
        return replace(self, path=f"{self.path}.{key}".strip("."))

    def at(self) -> Span | None:
        """Where the value is written, or the nearest thing around it whose place is known."""
        path = self.path
        while path:
            if path in self.written_at:
                return self.written_at[path]
            path = path.rpartition(".")[0]
        return self.span

    def words(self, tree: AnyNode) -> Bilingual:
        """A condition, amount or term in words."""
        return Bilingual(read_zh(tree, self.vocabulary), read_en(tree, self.vocabulary))


@dataclass(frozen=True, slots=True)
class Place:
    """One part of one entry, in both versions.

    `label` is what the part is called; `inside` what it belongs to within the entry, such as a payment.
    """

    section: str
    id: str
    title: Bilingual
    old: Side
    new: Side
    kind: ChangeKind = ChangeKind.DOCUMENT
    part: str = ""
    label: Bilingual = NOTHING
    inside: Bilingual = NOTHING

    def within(self, part: str, called: Bilingual) -> Place:
        """What stands below the entry under a name of its own: one payment, one reading."""
        inside = called
        if self.inside != NOTHING:
            inside = Bilingual(f"{self.inside.zh}的{called.zh}", f"{called.en} of {self.inside.en}")
        return replace(self, part=f"{self.part}.{part}".strip("."), inside=inside)

    def called(self, inside: Bilingual, label: Bilingual = NOTHING) -> Place:
        """The same place, called a part of what is named `inside`, or that itself."""
        return replace(self, inside=inside, label=label)

    def named(self) -> Bilingual:
        """What is compared here, with what it belongs to."""
        if self.inside == NOTHING or self.label == NOTHING:
            return self.inside if self.label == NOTHING else self.label
        return Bilingual(f"{self.inside.zh}的{self.label.zh}", f"{self.label.en} of {self.inside.en}")

    def told(
        self,
        words: Bilingual,
        old: Bilingual | None = None,
        new: Bilingual | None = None,
        kind: ChangeKind | None = None,
    ) -> Change:
        """A change here, in these words."""
        made = Change(kind or self.kind, self.section, self.id, self.title, self.part, words, old, new)
        # What was not there before has no place of its own in the old version, but what it belongs to has.
        return replace(made, old_at=self.old.at(), new_at=self.new.at())

    def became(self, old: Bilingual | None, new: Bilingual | None, kind: ChangeKind | None = None) -> Change:
        """A change from one value to another; None where there was or is none."""
        what = self.named()
        if old is None and new is not None:
            words = Bilingual(f"新增{what.zh}：{new.zh}", f"{what.en} is new: {new.en}")
        elif old is not None and new is None:
            words = Bilingual(
                f"取消{what.zh}（原为：{old.zh}）", f"{what.en} is no longer there (was: {old.en})"
            )
        elif old is None or new is None or old == new:
            words = Bilingual(f"{what.zh}有变化", f"{what.en} changed")
        else:
            zh = f"由{old.zh}改为{new.zh}" if old.zh != new.zh else "的英文有变化"
            en = f"was {old.en} and is now {new.en}" if old.en != new.en else "changed in Chinese"
            words = Bilingual(f"{what.zh}{zh}", f"{what.en} {en}")
        return self.told(words, old, new, kind)

    def tree_became(self, old: AnyNode | None, new: AnyNode | None, kind: ChangeKind | None = None) -> Change:
        """A change from one tree to another, told in words; in the rule language where these are the same."""
        before = None if old is None else self.old.words(old)
        after = None if new is None else self.new.words(new)
        if before == after and old is not None and new is not None:
            before, after = _as_written(old), _as_written(new)
        return self.became(_quoted(before), _quoted(after), kind)


def _as_written(tree: AnyNode) -> Bilingual:
    text = write(tree)
    return Bilingual(text, text)


def _quoted(words: Bilingual | None) -> Bilingual | None:
    """Words of several parts in quotes, so that they end where they end; a bare figure needs none."""
    if words is None:
        return None
    zh = words.zh if len(words.zh) <= SHORT and not _SIGNS & set(words.zh) else f"“{words.zh}”"
    en = words.en if words.en.count(" ") <= 1 and "“" not in words.en else f"“{words.en}”"
    return Bilingual(zh, en)


SHORT = 16
_SIGNS = frozenset("，；、：“”（）")
