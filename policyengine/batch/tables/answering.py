"""The answers to the rows that can be answered, and which of these contradict themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.outputs import Part
from policyengine.batch.several import SeveralStatement
from policyengine.batch.tables.asked import GOOD, NUMBER, ROW_KEY, ROWS, AskedTable, quoted
from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.walk import facts_read


def answer_columns(statement: SeveralStatement) -> tuple[str, ...]:
    """The columns of the answers after the key: what the statement gives, but for contradictions."""
    return tuple(each.name for each in statement.columns.values() if each.part is not Part.CONTRADICTED)


def answers(asked: AskedTable, statement: SeveralStatement) -> str:
    """Over GOOD: the ids under their own name and the answers, without rows that contradict themselves."""
    chosen: list[Sql] = [exp.alias_(exp.column(ROW_KEY), asked.key, quoted=True)]
    chosen += [quoted(name) for name in answer_columns(statement)]
    sound: list[Sql] = [exp.Is(this=each, expression=exp.null()) for each in _contradicting(asked, statement)]
    return _over(asked, exp.select(*chosen), statement, sound)


def contradicted(asked: AskedTable, statement: SeveralStatement) -> str | None:
    """Over GOOD, numbered: the number of each row that contradicts itself, and by which `fact`.

    None where no row can: no fact is given that follows from others.
    """
    found = _contradicting(asked, statement)
    if not found:
        return None
    fact = exp.alias_(exp.Coalesce(this=found[0], expressions=found[1:]), "fact")
    some = exp.or_(*(exp.not_(exp.Is(this=each.copy(), expression=exp.null())) for each in found))
    return _over(asked, exp.select(exp.alias_(exp.column(ROW_KEY), NUMBER), fact), statement, [some])


def contradictions(asked: AskedTable) -> str:
    """Over ROWS, numbered, and what `contradicted` gives as GOOD: these rows as rejects, in order."""
    column, found, zh, en = (exp.Case() for _ in range(4))
    for name in _derived(asked):
        cell = asked.cells[name]
        fact = exp.Literal.string(cell.definition.name)
        of_it = exp.EQ(this=exp.column("fact", table=GOOD), expression=fact)
        reason = _differs(asked, cell.definition)
        column = column.when(of_it, exp.Literal.string(asked.sources[name]))
        found = found.when(of_it.copy(), cell.text)
        zh = zh.when(of_it.copy(), exp.Literal.string(reason.zh))
        en = en.when(of_it.copy(), exp.Literal.string(reason.en))
    same = exp.EQ(this=exp.column(NUMBER, table=GOOD), expression=exp.column(NUMBER, table=ROWS))
    select = asked.rejects((column, found, zh, en)).join(exp.to_table(GOOD), on=same)
    return asked.text(select.order_by(exp.column(NUMBER, table=ROWS)))


def _over(asked: AskedTable, select: exp.Select, statement: SeveralStatement, where: Sequence[Sql]) -> str:
    # The statement's text stands in it as it was made, with its comments.
    only = f"\nWHERE {asked.text(exp.and_(*where))}" if where else ""
    return f"{asked.text(select)}\nFROM (\n{statement.sql}) AS answered{only}"


def _contradicting(asked: AskedTable, statement: SeveralStatement) -> list[Sql]:
    """The columns that tell of contradictions, where there can be any."""
    if not _derived(asked):
        return []
    return [quoted(each.name) for each in statement.columns.values() if each.part is Part.CONTRADICTED]


def _derived(asked: AskedTable) -> list[str]:
    """The inputs that are given and that follow from others."""
    return [name for name, cell in asked.cells.items() if cell.definition.derived is not None]


def _differs(asked: AskedTable, definition: FactDefinition) -> Bilingual:
    term = definition.derived
    assert term is not None
    labels = [asked.names.vocabulary[source].label for source in facts_read(term)]
    zh, en = "、".join(each.zh for each in labels), " and ".join(each.en for each in labels)
    return Bilingual(
        zh=f"“{definition.label.zh}”（{definition.name}）所给的值与由{zh}得出的不符",
        en=f"{definition.label.en} (`{definition.name}`) is not what follows from {en}",
    )
