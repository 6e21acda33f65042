"""A source table as rules ask for it: which rows can be answered, with what values, and why others cannot."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.errors import ParseError

from policyengine.batch.dialects import DIALECTS
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.inputs import InputColumn
from policyengine.batch.storage import column_type
from policyengine.batch.tables.cells import Cell, form_of
from policyengine.batch.tables.findings import ColumnOfNoValues
from policyengine.batch.tables.matching import FactNames, matched
from policyengine.errors import Bilingual, Finding, RequestError
from policyengine.language.tree import Kind
from policyengine.language.types import TYPES
from policyengine.rulebook.lent_names import LentNames

ROWS = "policyengine_rows"
"""What the rows are called in the texts below: the source's columns that are needed, under names of ours."""
ODD = "policyengine_odd"
"""The cells that SQL does not read: the `place` (the column), `found`, `value`, `reason_zh`, `reason_en`."""
GOOD = "policyengine_good"
"""The rows that can be answered: the key and the inputs of a statement, which reads them by this name."""
ROW_KEY = "row_key"
"""The key of that statement."""
NUMBER, ID = "n", "k"
"""Columns of ROWS: the row's number in the source, from 1, and the enterprise's id."""
REJECT = ("column", "found", "reason_zh", "reason_en")
"""The columns of rejects after `row` and the key."""

_NO_ID = Bilingual("缺少企业标识，无法知道是哪家企业", "the row has no id: nobody can say whose it is")


@dataclass(frozen=True)
class AskedTable:
    """Made once for the columns of a source and the inputs of a statement; its methods give texts of SQL.

    `key`: the source's column of ids; `sources`: its column for each input that has one; `cells`: how the
    values of these are read. `names`: what plans lend to reading them.
    """

    dialect: str
    key: str
    inputs: Mapping[str, InputColumn]
    sources: Mapping[str, str]
    cells: Mapping[str, Cell]
    names: LentNames

    @property
    def columns(self) -> tuple[str, ...]:
        """The source's columns that are needed, the key first, each once."""
        return tuple(dict.fromkeys((self.key, *self.sources.values())))

    def rows(self, source: str) -> str:
        """A source by its name, as ROWS without numbers."""
        chosen: list[Sql] = [exp.alias_(quoted(self.key), ID)]
        chosen += [exp.alias_(quoted(self.sources[name]), cell.at) for name, cell in self.cells.items()]
        return self.text(exp.select(*chosen).from_(exp.to_table(source)))

    def odd_counts(self) -> str:
        """Over ROWS, one row: how many cells of each column of `cells` SQL does not read, in their order."""
        counts = [exp.alias_(_how_often(cell.odd), cell.at) for cell in self.cells.values()]
        return self.text(exp.select(*counts).from_(ROWS))

    def odd_cells(self, name: str) -> str:
        """Over ROWS: the distinct texts of one input's cells that SQL does not read."""
        cell = self.cells[name]
        return self.text(exp.select(exp.alias_(cell.text, "found")).distinct().from_(ROWS).where(cell.odd))

    def good(self, odd: Collection[str], *, numbered: bool = False, ordered: bool = True) -> str:
        """Over ROWS and ODD: the rows that can be answered, as GOOD; sorted where any cell is in ODD.

        `odd`: the inputs that have cells in ODD. `numbered`: keyed by the row's number, not by the id.
        `ordered`: False where no order is wanted, as on Spark, where sorting moves every row.
        """
        chosen: list[Sql] = [exp.alias_(exp.column(NUMBER if numbered else ID), ROW_KEY)]
        for name, input_ in self.inputs.items():
            chosen.append(exp.alias_(self._value(name, input_, odd), exp.to_identifier(name, quoted=True)))
        fit = [_not(fault) for fault in (_no_id(), *self._faults(odd).values())]
        select = self._with_odd(exp.select(*chosen).from_(ROWS), odd).where(*fit)
        return self.text(select.order_by(exp.column(NUMBER)) if odd and ordered else select)

    def bad(self, odd: Collection[str]) -> str:
        """Over ROWS, numbered, and ODD: the rows that cannot be answered, as rejects, in order."""
        column = exp.Case().when(_no_id(), exp.Literal.string(self.key))
        found = exp.Case().when(_no_id(), exp.cast(exp.column(ID), "TEXT"))
        zh: list[Sql] = [exp.Case().when(_no_id(), exp.Literal.string(_NO_ID.zh))]
        en: list[Sql] = [exp.Case().when(_no_id(), exp.Literal.string(_NO_ID.en))]
        faults = self._faults(odd)
        for name, fault in faults.items():
            cell = self.cells[name]
            column = column.when(fault.copy(), exp.Literal.string(self.sources[name]))
            found = found.when(fault.copy(), cell.text)
            zh.append(exp.Case().when(fault.copy(), exp.column("reason_zh", table=_odd(cell))))
            en.append(exp.Case().when(fault.copy(), exp.column("reason_en", table=_odd(cell))))
        select = self.rejects((column, found, _together("；", zh), _together("; ", en)))
        select = self._with_odd(select, odd).where(exp.or_(_no_id(), *faults.values()))
        return self.text(select.order_by(exp.column(NUMBER)))

    def rejects(self, told: Sequence[Sql]) -> exp.Select:
        """Rows of ROWS, numbered, with what is told of each: one expression for each name of REJECT."""
        chosen: list[Sql] = [
            exp.alias_(exp.column(NUMBER, table=ROWS), "row", quoted=True),
            exp.alias_(exp.column(ID, table=ROWS), self.key, quoted=True),
        ]
        chosen += [exp.alias_(how, name, quoted=True) for name, how in zip(REJECT, told, strict=True)]
        return exp.select(*chosen).from_(ROWS)

    def text(self, select: exp.Expr) -> str:
        """SQL as the dialect writes it."""
        return DIALECTS[self.dialect].text(select)

    def _value(self, name: str, input_: InputColumn, odd: Collection[str]) -> Sql:
        type_ = exp.DataType.build(input_.type, dialect=self.dialect)
        cell, is_list = self.cells.get(name), input_.kind is Kind.LIST
        if cell is None or (is_list and name not in odd):
            return exp.cast(exp.null(), type_)
        if name not in odd:
            return cell.plain
        other: Sql = exp.column("value", table=_odd(cell))
        if is_list:  # none is written so plainly that SQL reads it
            fields = {each.name: self._written(each.kind) for each in cell.definition.fields}
            shape = exp.Literal.string(json.dumps([fields]))
            return exp.cast(exp.Anonymous(this="FROM_JSON", expressions=[other, shape]), type_)
        return exp.Coalesce(this=cell.plain, expressions=[exp.cast(other, type_)])

    def _written(self, kind: Kind) -> str:
        return column_type(kind).sql(dialect=self.dialect)

    def _faults(self, odd: Collection[str]) -> dict[str, Sql]:
        """For each input that has odd cells, that a row's cell is one which means nothing. Never NULL."""
        return {
            name: exp.and_(
                _given(exp.column("found", table=_odd(cell))),
                exp.Is(this=exp.column("value", table=_odd(cell)), expression=exp.null()),
            )
            for name, cell in self.cells.items()
            if name in odd
        }

    def _with_odd(self, select: exp.Select, odd: Collection[str]) -> exp.Select:
        for name, cell in self.cells.items():
            if name in odd:
                here = exp.EQ(
                    this=exp.column("place", table=_odd(cell)), expression=exp.Literal.string(cell.at)
                )
                same = exp.EQ(this=exp.column("found", table=_odd(cell)), expression=cell.text)
                table = exp.alias_(exp.to_table(ODD), _odd(cell), table=True)
                select = select.join(table, on=exp.and_(here, same), join_type="left")
        return select


def asked_table(
    inputs: Mapping[str, InputColumn],
    columns: Iterable[tuple[str, str]],
    names: LentNames,
    key: str,
    said: Mapping[str, str | None],
    dialect: str = "duckdb",
) -> AskedTable:
    """What is asked of a source with these columns, in order, each with its type as the dialect writes it.

    `names`: what plans lend to reading values; `said`: what the user says of columns, None where one holds no
    fact. RequestError with everything that is wrong with the columns.
    """
    types = list(columns)
    known = FactNames(inputs, names)
    sources = matched([name for name, _ in types], known, key, said)
    written = dict(types)
    cells: dict[str, Cell] = {}
    faults: list[Finding] = []
    for number, (name, source) in enumerate(sources.items()):
        type_ = _type_named(written[source], dialect)
        form, definition = form_of(type_), known.definition(inputs[name])
        if form is None:
            wanted = TYPES[definition.kind].name
            faults.append(ColumnOfNoValues(source, written[source], definition.name, wanted))
        else:
            cells[name] = Cell(f"c{number}", type_, form, definition)
    if faults:
        raise RequestError(faults)
    return AskedTable(dialect, key, inputs, sources, cells, names)


def quoted(name: str) -> exp.Column:
    """A column of the source by exactly its name."""
    return exp.column(exp.to_identifier(name, quoted=True))


def _type_named(written: str, dialect: str) -> exp.DataType:
    if written.strip('"').lower() in ("null", "void"):
        return exp.DataType.build("NULL")
    try:
        return exp.DataType.build(written, dialect=dialect)
    except ParseError:
        return exp.DataType.build("UNKNOWN")


def _odd(cell: Cell) -> str:
    return f"odd_{cell.at}"


def _no_id() -> Sql:
    """That a row has no id: none at all, or blanks. Never NULL."""
    id_ = exp.cast(exp.column(ID, table=ROWS), "TEXT")
    blank = exp.Trim(this=exp.Coalesce(this=id_, expressions=[exp.Literal.string("")]))
    return exp.In(this=blank, expressions=[exp.Literal.string(""), exp.Literal.string("nan")])


def _given(column: Sql) -> Sql:
    return _not(exp.Is(this=column, expression=exp.null()))


def _not(condition: Sql) -> Sql:
    return exp.not_(condition.copy())


def _how_often(condition: Sql) -> Sql:
    one = exp.Case().when(condition, exp.Literal.number(1)).else_(exp.Literal.number(0))
    return exp.Coalesce(this=exp.Sum(this=one), expressions=[exp.Literal.number(0)])


def _together(between: str, texts: Sequence[Sql]) -> Sql:
    """Texts one after the other, without those that are NULL."""
    # As such: sqlglot's own node for it would give NULL where one of them is.
    return exp.Anonymous(this="CONCAT_WS", expressions=[exp.Literal.string(between), *texts])
