"""The columns a statement works out, stage by stage, each stage a CTE that reads the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum

from sqlglot import exp

from policyengine.batch.comments import commented
from policyengine.batch.dialects.dialect import Sql, SqlDialect
from policyengine.language.tree import Kind

LONGEST_NAME = 63
"""Bytes of the longest name that PostgreSQL keeps."""


class Stage(IntEnum):
    """What is worked out in which order; each gives its name to one CTE, or to several numbered ones."""

    FACTS = 0
    DERIVED = 1
    CONDITIONS = 2
    AMOUNTS = 3
    PAYERS = 4
    GROUPS = 5
    TOTALS = 6


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A column that the table must have: the fact it holds as a profile names it, and its type in SQL."""

    name: str
    fact: str
    kind: Kind
    type: str


@dataclass(frozen=True, slots=True)
class Worked:
    """A column that is worked out: its name, how, why, and in which step of its stage."""

    name: str
    how: Sql
    why: str
    stage: Stage
    step: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of the answer: what it is called, which column that is, and why."""

    name: str
    column: exp.Column
    why: str


@dataclass
class Sheet:
    """All columns of a statement while it is being built.

    `prefix`: what the name of a column begins with, once it is of one plan among several; what is given and
    what follows from it belongs to all of them. INVARIANT: a column reads only columns of earlier stages, or
    of earlier steps of its own.
    """

    dialect: SqlDialect
    key: str
    prefix: str = ""
    columns: dict[str, Worked] = field(default_factory=dict)
    given: dict[str, InputColumn] = field(default_factory=dict)
    _same: dict[str, str] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._names.add(self.key)

    def of(self, prefix: str) -> Sheet:
        """The same sheet, where new columns of a plan begin with this."""
        return replace(self, prefix=prefix)

    def define(self, name: str, how: Sql, why: str, stage: Stage) -> exp.Column:
        """A new column, under its name or, where that is taken or too long, under one like it."""
        taken = self._free(name if stage <= Stage.DERIVED else f"{self.prefix}{name}")
        self.columns[taken] = Worked(taken, how, why, stage, self._step(how, stage))
        return column(taken)

    def taken(self, given: InputColumn, how: Sql, why: str) -> exp.Column:
        """A column of the table, taken over once for all the plans that read it."""
        self.given.setdefault(given.name, given)
        return self.shared(how, given.name, why, Stage.FACTS)

    def bound(self, how: Sql, name: str, why: str, stage: Stage) -> Sql:
        """What is read more than once, as a column; a column or a literal as it is."""
        if isinstance(how, exp.Column | exp.Literal | exp.Null | exp.Boolean):
            return how
        return self.shared(how, name, why, stage)

    def shared(self, how: Sql, name: str, why: str, stage: Stage) -> exp.Column:
        """A column that is there once, however often it is asked for."""
        text = how.sql()
        known = self._known(text, stage)
        return self._made(name, how, text, why, stage) if known is None else column(known)

    def told(self, name: str, how: Sql, stage: Stage) -> tuple[exp.Column, str]:
        """A column of the answer, and what it is called there; what is told twice is worked out once."""
        text = how.sql()
        known = how.name if isinstance(how, exp.Column) else self._known(text, stage)
        if known is not None and how.find(exp.Column):
            return column(known), self._free(f"{self.prefix}{name}")
        made = self._made(name, how, text, "", stage)
        return made, made.name

    def _made(self, name: str, how: Sql, text: str, why: str, stage: Stage) -> exp.Column:
        made = self.define(name, how, why, stage)
        self._same[text] = made.name
        return made

    def _known(self, text: str, stage: Stage) -> str | None:
        """The column that is worked out as this text says, if it can be read in a stage."""
        known = self._same.get(text)
        return known if known is not None and self.columns[known].stage <= stage else None

    def _step(self, how: Sql, stage: Stage) -> int:
        read = [self.columns[name] for name in self._read(how)]
        late = [each.name for each in read if each.stage > stage]
        assert not late, f"{late} come after {stage.name}"
        return 1 + max((each.step for each in read if each.stage == stage), default=0)

    def _read(self, how: Sql) -> Iterator[str]:
        for each in how.find_all(exp.Column):
            if each.name in self.columns:
                yield each.name

    def _free(self, name: str) -> str:
        short, number = shortened(name), 1
        while short in self._names:
            number += 1
            short = shortened(f"{name}_{number}")
        self._names.add(short)
        return short

    def select(self, source: exp.Table, outputs: Iterable[Shown]) -> exp.Select:
        """The whole statement: a CTE for each step of each stage, then the columns asked for."""
        shown = list(outputs)
        worked = self._needed(each.column.name for each in shown)
        steps = sorted({(each.stage, each.step) for each in worked})
        before: exp.Table = source
        ctes: list[exp.CTE] = []
        for stage, step in steps:
            alone = sum(1 for other, _ in steps if other is stage) == 1
            name = stage.name.lower() if alone else f"{stage.name.lower()}_{step}"
            made = [each for each in worked if (each.stage, each.step) == (stage, step)]
            kept: list[Sql] = [exp.Column(this=exp.Star(), table=exp.to_identifier(before.name))]
            if before is source:
                kept = [column(self.key)]
            chosen = exp.select(*kept, *(_aliased(each.how, each.name, each.why) for each in made))
            ctes.append(
                exp.CTE(
                    this=chosen.from_(before, copy=False), alias=exp.TableAlias(this=exp.to_identifier(name))
                )
            )
            before = exp.to_table(name)
        told = (_aliased(each.column, each.name, each.why) for each in shown)
        answer = exp.select(column(self.key), *told)
        answer = answer.from_(before, copy=False)
        if ctes:
            answer.set("with_", exp.With(expressions=ctes))
        return answer

    def _needed(self, outputs: Iterable[str]) -> list[Worked]:
        """The columns of the table, and all that the answer hangs on; a column reads only those before it."""
        needed = set(outputs)
        found = []
        for each in reversed(self.columns.values()):
            if each.name in needed or each.stage is Stage.FACTS:
                needed.update(self._read(each.how))
                found.append(each)
        return found[::-1]


def column(name: str) -> exp.Column:
    """A column by its name, in quotes where the name alone would not do."""
    return exp.column(identifier(name))


def identifier(name: str) -> exp.Identifier:
    """A name as an identifier; quoted where it is not plain, or a word of some dialect's own."""
    return exp.to_identifier(name, quoted=name.upper() in RESERVED or None)


_WORDS = """
ALL ALTER ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC AT BETWEEN BOTH BY CASE CAST CHECK COLLATE
COLUMN COMMENT CONSTRAINT CREATE CROSS CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATE DAY
DEFAULT DEFERRABLE DELETE DESC DISTINCT DO DROP ELSE END ESCAPE EXCEPT EXISTS EXTRACT FALSE FETCH FILTER
FLOOR FOR FOREIGN FROM FULL GRANT GROUP HAVING IN INDEX INITIALLY INNER INSERT INTERSECT INTERVAL INTO IS
JOIN LATERAL LEADING LEFT LEVEL LIKE LIMIT LOCALTIME LOCALTIMESTAMP MINUS MODE MONTH NATURAL NOT NULL
NUMBER OF OFFSET ON ONLY OPTION OR ORDER OUTER OVERLAPS PLACING PRIMARY PRIOR PUBLIC QUALIFY RAW
REFERENCES RESOURCE RETURNING RIGHT ROW ROWS SELECT SEMI SESSION SESSION_USER SET SHARE SIZE SOME START
SYMMETRIC SYSDATE TABLE THEN TIME TIMESTAMP TO TRAILING TRIGGER TRUE UID UNION UNIQUE UPDATE USER USING
VALIDATE VALUES VARIADIC VIEW WHEN WHENEVER WHERE WINDOW WITH YEAR
"""
RESERVED = frozenset(_WORDS.split())
"""Words that some database reserves."""


def shortened(name: str) -> str:
    """The name, or one that begins like it and that every database keeps whole."""
    if len(name.encode()) <= LONGEST_NAME:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    start = name.encode()[: LONGEST_NAME - 9].decode(errors="ignore")
    return f"{start}_{mark}"


def _aliased(how: Sql, name: str, why: str) -> Sql:
    if isinstance(how, exp.Column) and how.name == name:
        return _commented(how.copy(), why)
    return _commented(exp.alias_(how, identifier(name), copy=False), why)


def _commented(what: Sql, why: str) -> Sql:
    if why:
        what.add_comments([commented(why)])
    return what
