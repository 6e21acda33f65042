"""The mistakes of lists, series and records in profiles: each names the entry, the field or the year."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding
from policyengine.evaluation.facts.faults import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class BadEntry(Finding):
    """An entry of a list is not what it can be, or one of its fields has a value that it cannot have.

    Why: an entry that is nearly right would be counted, or not, by chance.
    Mend: give what is wanted in that entry; leave the field out, or give null, where it is not known.
    """

    code = "bad-entry"
    fact: str
    label: Bilingual
    entry: int
    found: str
    wanted: Bilingual
    field: str | None = None
    field_label: Bilingual | None = None

    def message(self) -> Bilingual:
        """What was found, in one line."""
        zh, en = f"第{self.entry}项", f"entry {self.entry}"
        if self.field_label is not None:
            zh, en = (
                f"{zh}的“{self.field_label.zh}”（{self.field}）",
                f"{en}, {self.field_label.en} (`{self.field}`)",
            )
        return Bilingual(
            zh=f"“{self.label.zh}”（{self.fact}）{zh}无效：所给为{self.found}，应为{self.wanted.zh}",
            en=f"{self.label.en} (`{self.fact}`), {en}, cannot be {self.found}; wanted: {self.wanted.en}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchField(Finding):
    """An entry of a list has a field that the list's entries do not have.

    Why: a misspelt field would be taken as unknown, and nobody would hear of it.
    Mend: take the nearest name, or leave the field out. `policyengine facts` lists the fields of each list.
    """

    code = "no-such-field"
    fact: str
    label: Bilingual
    entry: int
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """What was found, in one line."""
        return Bilingual(
            zh=f"“{self.label.zh}”（{self.fact}）第{self.entry}项：没有名为“{self.found}”的栏目",
            en=f"{self.label.en} (`{self.fact}`), entry {self.entry}: no field is named `{self.found}`",
        )

    def help(self) -> Bilingual | None:
        """The nearest valid name."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut(Finding):
    """A profile gives what every assessment works out by itself.

    Why: the day of assessment is part of the question, and the figure of the previous year depends on it.
    Mend: leave it out. A figure is given by its calendar year: `revenue_by_year: {2021: 100万元}`.
    """

    code = "worked-out"
    fact: str
    label: Bilingual

    def message(self) -> Bilingual:
        """What was found, in one line."""
        return Bilingual(
            zh=f"“{self.label.zh}”（{self.fact}）由评估日推定，不能在企业画像中给出",
            en=f"{self.label.en} (`{self.fact}`) follows from the day of assessment and cannot be given",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownPayment(Finding):
    """The record of rewards received names a payment that the reward does not have.

    Why: a payment that is misspelt here would be promised a second time.
    Mend: give the payment's id, or leave it out where the whole reward was paid.
    """

    code = "unknown-payment"
    reward: str
    found: str
    nearest: str | None

    def message(self) -> Bilingual:
        """What was found, in one line."""
        return Bilingual(
            zh=f"“已获奖补”（received）：奖补{self.reward}没有编号为“{self.found}”的拨付",
            en=f"rewards already received (`received`): {self.reward} has no payment called `{self.found}`",
        )

    def help(self) -> Bilingual | None:
        """The nearest valid id."""
        return did_you_mean(self.nearest)
