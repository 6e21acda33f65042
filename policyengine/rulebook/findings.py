"""Mistakes in the shape of a rulebook: of folders, keys, values and ids.

Those of files and YAML are in `yaml_findings.py`, those of facts in `fact_findings.py`. What a condition says
wrongly is in `language/findings.py`, what a plan says wrongly in `checks/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from policyengine.errors import Bilingual, Finding, Severity, Span, shown
from policyengine.language.facts import nearest


def did_you_mean(near: str | None) -> Bilingual | None:
    """The nearest valid name as advice, if there is one."""
    return Bilingual(zh=f"是否指“{near}”？", en=f"did you mean `{near}`?") if near else None


def with_valid(near: str | None, valid: Iterable[str], what: Bilingual) -> Bilingual:
    """All valid names as advice, after the nearest if there is one. `what`: what they are names of."""
    names = tuple(valid)
    all_ = Bilingual(zh=f"{what.zh}：{'、'.join(names)}", en=f"{what.en}: {', '.join(names)}")
    meant = did_you_mean(near)
    return all_ if meant is None else Bilingual(zh=f"{meant.zh}{all_.zh}", en=f"{meant.en} {all_.en}")


@dataclass(frozen=True, slots=True)
class UnknownKey(Finding):
    """A key that means nothing here.

    Why: a misspelt key would be a condition, an amount or a ceiling that is silently not there.
    Mend: take the nearest valid key.
    """

    code = "unknown-key"
    found: str
    nearest: str | None
    bare: bool = False  # nothing stands after it, as after a comma that was meant as part of a text
    valid: tuple[str, ...] = ()

    def message(self) -> Bilingual:
        """The key."""
        found = shown(self.found)
        return Bilingual(zh=f"这里没有“{found}”这个键", en=f"no key `{found}` belongs here")

    def help(self) -> Bilingual | None:
        """The nearest valid key, else all of them; or that a comma ends a text that has no quotes."""
        if self.nearest is None and self.bare:
            return Bilingual(
                zh="花括号里的文字含有逗号时要加引号",
                en="within braces a text with a comma in it wants quotes",
            )
        if self.nearest is None and self.valid:
            return Bilingual(
                zh=f"可用的键：{'、'.join(self.valid)}", en=f"keys here: {', '.join(self.valid)}"
            )
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class MissingKey(Finding):
    """A key that must be there is not.

    Why: what the rule means without it is left open, and nothing is guessed.
    Mend: add the key.
    """

    code = "missing-key"
    key: str

    def message(self) -> Bilingual:
        """The key."""
        return Bilingual(zh=f"缺少“{self.key}”", en=f"`{self.key}` is missing")


@dataclass(frozen=True, slots=True)
class WrongValue(Finding):
    """A value is not of the sort that its key takes.

    Why: it would be read as something else than its author meant.
    Mend: write what is wanted.
    """

    code = "wrong-value"
    found: str
    wanted: Bilingual
    nearest: str | None = None

    def message(self) -> Bilingual:
        """What stands there and what is wanted."""
        if not self.found:
            return Bilingual(
                zh=f"应为{self.wanted.zh}，这里是空的",
                en=f"{self.wanted.en} is wanted here, nothing is given",
            )
        return Bilingual(
            zh=f"应为{self.wanted.zh}，这里是“{shown(self.found)}”",
            en=f"{self.wanted.en} is wanted here, not `{shown(self.found)}`",
        )

    def help(self) -> Bilingual | None:
        """The nearest valid value."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class KeysExclude(Finding):
    """Keys that exclude each other stand together, or none of them is there.

    Why: an obligation has one day, one rhythm or neither; which of two was meant cannot be told.
    Mend: keep exactly one.
    """

    code = "keys-exclude"
    keys: tuple[str, ...]
    found: tuple[str, ...]

    def message(self) -> Bilingual:
        """The keys to choose from, and what was found."""
        keys, found = "、".join(self.keys), "、".join(self.found) or "没有"
        names, given = (
            ", ".join(f"`{k}`" for k in self.keys),
            " and ".join(f"`{k}`" for k in self.found) or "none",
        )
        return Bilingual(
            zh=f"{keys}须有且只有一个，这里是{found}", en=f"exactly one of {names} is wanted, found {given}"
        )


@dataclass(frozen=True, slots=True)
class DuplicateId(Finding):
    """Two rules of one version have the same id.

    Why: results are found by id; one of the two would be lost.
    Mend: rename one; ids are unique across all files of a version.
    """

    code = "duplicate-id"
    id: str
    first: str

    def message(self) -> Bilingual:
        """The id, and where it stood first."""
        return Bilingual(
            zh=f"编号“{self.id}”重复，{self.first}已有", en=f"the id `{self.id}` is already at {self.first}"
        )


@dataclass(frozen=True, slots=True)
class UnknownRule(Finding):
    """A case, or a condition for many rules, names a rule that the version does not have.

    Why: the case would hold whatever the rules say; the exception would except nothing.
    Mend: take the nearest id, or drop the name.
    """

    code = "unknown-rule"
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """The id."""
        return Bilingual(zh=f"本版本没有规则“{self.found}”", en=f"this version has no rule `{self.found}`")

    def help(self) -> Bilingual | None:
        """The nearest id."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class UnknownPayment(Finding):
    """A case expects something of a payment that the reward does not have.

    Why: the case would hold whatever the rules say of that payment.
    Mend: take one of the ids told. A payment without an id of its own is `payment_1`, `payment_2` … in order,
    and what sends a reward back goes by the id of its clawback.
    """

    code = "unknown-payment"
    found: str
    rule: str
    nearest: str | None
    valid: tuple[str, ...]

    def message(self) -> Bilingual:
        """The payment and its reward."""
        found, rule = shown(self.found), shown(self.rule)
        return Bilingual(zh=f"“{rule}”没有名为“{found}”的拨付", en=f"`{rule}` has no payment `{found}`")

    def help(self) -> Bilingual | None:
        """The nearest id, and all there are."""
        if not self.valid:
            return Bilingual(zh="该条目没有分笔拨付", en="it is not paid in parts")
        return with_valid(self.nearest, self.valid, Bilingual(zh="它的各笔", en="its payments"))


@dataclass(frozen=True, slots=True)
class PayerSplit(Finding):
    """The payers' parts do not add up to the amount.

    Why: the text splits the whole amount; a gap or an excess is a slip of the pen.
    Mend: compare the parts with the quote.
    """

    code = "payer-split"
    parts: str
    whole: str

    def message(self) -> Bilingual:
        """The sum of the parts and the whole."""
        return Bilingual(
            zh=f"各方分担合计{self.parts}，应为{self.whole}",
            en=f"the payers' parts add up to {self.parts}, not to {self.whole}",
        )


@dataclass(frozen=True, slots=True)
class PaymentSplit(Finding):
    """The payments of a reward do not add up to its amount.

    Why: what was promised is paid whole; a gap or an excess is a slip of the pen.
    Mend: compare the parts with the quote; what is paid last may be `share: remainder`.
    """

    code = "payment-split"
    parts: str
    whole: str

    def message(self) -> Bilingual:
        """The sum of the parts and the whole."""
        return Bilingual(
            zh=f"各笔拨付合计{shown(self.parts)}，应为{shown(self.whole)}",
            en=f"the payments add up to {shown(self.parts)}, not to {shown(self.whole)}",
        )


@dataclass(frozen=True, slots=True)
class UnchosenReading(Finding):
    """Of the readings of a rule, not exactly one is chosen, or there is nothing to choose from.

    Why: an enterprise is answered by one reading; the others only show what turns on the choice.
    Mend: write each reading, and `chosen: true` at the one that the rule itself follows.
    """

    code = "unchosen-reading"
    chosen: tuple[str, ...]
    of: int

    def message(self) -> Bilingual:
        """How many there are and which are chosen."""
        if self.of < 2:
            return Bilingual(zh="只写了一种读法", en="only one reading is written")
        zh, en = "、".join(self.chosen) or "没有", " and ".join(f"`{each}`" for each in self.chosen) or "none"
        return Bilingual(
            zh=f"{self.of}种读法中须选定且只选定一种，这里选定的是{zh}",
            en=f"exactly one of {self.of} readings is chosen, here {en}",
        )


@dataclass(frozen=True, slots=True)
class UnknownFile(Finding):
    """A file in a version's folder has a name that nothing reads.

    Why: rules in a misspelt file would silently not be there.
    Mend: rename the file, or move it elsewhere.
    """

    code = "unknown-file"
    found: str
    nearest: str | None

    @classmethod
    def among(cls, found: str, valid: Iterable[str]) -> UnknownFile:
        """The finding for a path, with the nearest of the valid names."""
        span = Span(found, 1, 1, 1, 1)
        return cls(
            found=PurePath(found).name, nearest=nearest(PurePath(found).name.casefold(), valid), span=span
        )

    def message(self) -> Bilingual:
        """The file's name."""
        return Bilingual(
            zh=f"没有规则会读取文件“{self.found}”", en=f"nothing reads a file named `{self.found}`"
        )

    def help(self) -> Bilingual | None:
        """The nearest name that is read."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class NothingThere(Finding):
    """A folder holds no plans, a city no version, or a version no `plan.yaml`.

    Why: an empty folder would read as a government that promises nothing.
    Mend: add `<city>/<version>/plan.yaml`, or remove the folder.
    """

    code = "nothing-there"
    path: str
    wanted: Bilingual

    def message(self) -> Bilingual:
        """The folder and what it lacks."""
        return Bilingual(
            zh=f"“{self.path}”中没有{self.wanted.zh}", en=f"`{self.path}` has no {self.wanted.en}"
        )


@dataclass(frozen=True, slots=True)
class UnusableId(Finding):
    """An id that is not lower-case letters, digits and underscores.

    Why: ids stand in conditions, file names, addresses and table columns.
    Mend: rename it, in the manner of `hte_first_recognition`.
    """

    code = "unusable-id"
    found: str

    def message(self) -> Bilingual:
        """The id."""
        return Bilingual(
            zh=f"“{shown(self.found)}”不能作编号：只用小写字母、数字和下划线，字母开头",
            en=f"`{shown(self.found)}` is no id: lower-case letters, digits and underscores, a letter first",
        )


@dataclass(frozen=True, slots=True)
class BorrowedFile(Finding):
    """A folder has no vocabulary, themes or departments of its own, and the bundled ones are used.

    Why: it works, but an upgrade of the library may change them.
    Mend: nothing, or copy the file into the folder.
    """

    code = "borrowed-file"
    severity = Severity.WARNING
    folder: str
    names: tuple[str, ...]

    def message(self) -> Bilingual:
        """The files that are not there."""
        return Bilingual(
            zh=f"“{self.folder}”中没有{'、'.join(self.names)}，采用内置的同名文件",
            en=f"`{self.folder}` has no {', '.join(self.names)}; the bundled ones are used",
        )


@dataclass(frozen=True, slots=True)
class JurisdictionClash(Finding):
    """A city's versions bear different codes, or two cities the same.

    Why: an enterprise's registration decides which plans reach it; the code must name one government.
    Mend: look the code up in GB/T 2260.
    """

    code = "jurisdiction-clash"
    found: str
    other: str

    def message(self) -> Bilingual:
        """The code and what it clashes with."""
        return Bilingual(
            zh=f"行政区划代码{self.found}与{self.other}冲突",
            en=f"the code {self.found} clashes with {self.other}",
        )
