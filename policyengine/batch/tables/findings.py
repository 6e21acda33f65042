"""What is wrong with the columns of a table, before a row of it is read."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown


@dataclass(frozen=True, slots=True)
class ColumnIsNoFact(Finding):
    """A column of a table bears the name of no fact.

    Why: a misspelt fact would be taken as unknown of every enterprise, and nobody would hear of it.
    Mend: take the nearest name; or say what the column holds: `columns={"营收": "revenue"}`,
    `--map 营收=revenue`; or that it holds no fact: `columns={"address": None}`, `--map address=`, and for all
    other columns at once `columns={"*": None}`, `--map '*='`.
    """

    code = "column-is-no-fact"
    column: str
    nearest: str | None

    def message(self) -> Bilingual:
        """The column."""
        column = shown(self.column)
        return Bilingual(zh=f"列“{column}”：没有这个事实", en=f"column `{column}`: no such fact")

    def help(self) -> Bilingual:
        """The nearest fact, and how a column is left aside."""
        near = Bilingual("", "")
        if self.nearest is not None:
            near = Bilingual(zh=f"是否指“{self.nearest}”？", en=f"did you mean `{self.nearest}`? ")
        aside = f'columns={{"{self.column}": None}}', f"--map '{self.column}='"
        return Bilingual(
            zh=f"{near.zh}不是事实的列请注明：{aside[0]}，命令行用{aside[1]}",
            en=f"{near.en}a column that holds no fact is left aside by {aside[0]}, or by {aside[1]}",
        )


@dataclass(frozen=True, slots=True)
class TwoColumnsForOne(Finding):
    """Two columns of a table hold the same fact, or have the same name.

    Why: nobody can say which of two values is meant.
    Mend: keep one of them, or say that the other holds no fact: `columns={"revenue_old": None}`.
    """

    code = "two-columns-for-one"
    fact: str
    columns: tuple[str, str]

    def message(self) -> Bilingual:
        """The fact and the two columns."""
        first, second = map(shown, self.columns)
        return Bilingual(
            zh=f"列“{first}”与列“{second}”都是{self.fact}",
            en=f"the columns `{first}` and `{second}` both hold `{self.fact}`",
        )


@dataclass(frozen=True, slots=True)
class ColumnOfNoValues(Finding):
    """A column that should hold a fact is of a type that holds none: lists, structures, bytes, times of day.

    Why: every single value of it would be refused.
    Mend: bring it into the form that is wanted, or say that it holds no fact: `columns={"tags": None}`.
    """

    code = "column-of-no-values"
    column: str
    type: str
    fact: str
    wanted: Bilingual

    def message(self) -> Bilingual:
        """The column, its type, and what is wanted."""
        column, type_ = shown(self.column), shown(self.type)
        return Bilingual(
            zh=f"列“{column}”的类型为{type_}，{self.fact}应为{self.wanted.zh}",
            en=f"column `{column}` is of type {type_}; `{self.fact}` must be {self.wanted.en}",
        )
