"""What a dialect cannot express, refused by name: a rule is never dropped and never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, PolicyEngineError


@dataclass(frozen=True, slots=True)
class NotInSql(Finding):
    """A rule says what a dialect of SQL cannot express.

    Why: a statement without the rule would answer as if the text had no such clause.
    Mend: ask with `policyengine evaluate`, or take another dialect where the message names one.
    """

    code = "not-in-sql"
    rule: str
    clauses: tuple[str, ...]
    construct: Bilingual
    dialect: str

    def message(self) -> Bilingual:
        """The rule, where it stands, and what cannot be expressed."""
        clauses = "、".join(self.clauses)
        where = Bilingual(f"（{clauses}）" if clauses else "", f" ({clauses})" if clauses else "")
        return Bilingual(
            zh=f"{self.rule}{where.zh}：{self.dialect}语句无法表达{self.construct.zh}",
            en=f"{self.rule}{where.en}: SQL for {self.dialect} cannot express {self.construct.en}",
        )


class Inexpressible(Exception):
    """What cannot be expressed, where it is met; caught where the rule is known."""

    def __init__(self, zh: str, en: str) -> None:
        self.construct = Bilingual(zh, en)
        super().__init__(en)


class NotExpressible(PolicyEngineError):
    """A plan cannot be turned into a statement; `findings` names every rule that stands in the way."""


class Refusals:
    """Every refusal of one statement, gathered, so that all of them are told at once."""

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect
        self.found: list[NotInSql] = []

    @contextmanager
    def of(self, rule: str, clauses: tuple[str, ...] = ()) -> Iterator[None]:
        """Whatever inside cannot be expressed is refused in the name of this rule."""
        try:
            yield
        except Inexpressible as refusal:
            told = NotInSql(rule=rule, clauses=clauses, construct=refusal.construct, dialect=self.dialect)
            self.found.append(told)

    def raise_if_any(self) -> None:
        """NotExpressible where anything was refused."""
        if self.found:
            raise NotExpressible(self.found)
