"""What is asked of a table: which versions answer, for which day, and how the table is to be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyengine.batch.several import SeveralStatement, statement_for_several
from policyengine.batch.tables.asked import GOOD, ROW_KEY, AskedTable, asked_table
from policyengine.rulebook.force import Chosen
from policyengine.rulebook.lent_names import LentNames


@dataclass(frozen=True, slots=True)
class Asked:
    """`chosen`: what answers for each city; `names`: what plans lend to reading values.

    `columns`: the table's column → the fact it holds, None where it holds none.
    """

    chosen: Mapping[str, Chosen]
    names: LentNames
    as_of: date
    year: int | None
    key: str
    columns: Mapping[str, str | None]
    assume_registered: bool
    assume_not_received: bool | None

    def statement(self, dialect: str) -> SeveralStatement:
        """The one statement for all cities. NotExpressible where the dialect cannot say what a plan says."""
        return statement_for_several(
            self.chosen,
            self.as_of,
            self.year,
            dialect,
            table=GOOD,
            key=ROW_KEY,
            assume_registered=self.assume_registered,
            assume_not_received=self.assume_not_received,
        )

    def table(
        self,
        statement: SeveralStatement,
        columns: Sequence[tuple[str, str]],
        *,
        every_name: str | None = None,
    ) -> AskedTable:
        """How a source with these columns, each with its type, is read for the statement.

        `every_name`: the type of columns that the source may have without listing them: a fact it does not
        list then is read from the column of its name. RequestError with all that is wrong with the columns.
        """
        inputs, dialect = statement.inputs, statement.dialect
        given = dict(columns)
        if every_name is not None:
            given |= {name: every_name for name in (self.key, *self.columns) if name != "*"}
        table = asked_table(inputs, given.items(), self.names, self.key, self.columns, dialect)
        unlisted = inputs.keys() - table.sources.keys() - given.keys()
        if every_name is None or not unlisted:
            return table
        given |= {name: every_name for name in inputs if name in unlisted}
        return asked_table(inputs, given.items(), self.names, self.key, self.columns, dialect)

    def options(self) -> dict[str, Any]:
        """Everything that was asked for but the rules, as plain data."""
        return {
            "cities": list(self.chosen),
            "versions": {city: each.plan.version for city, each in self.chosen.items()},
            "as_of": self.as_of.isoformat(),
            "year": self.year,
            "key": self.key,
            "columns": dict(self.columns),
            "assume_registered": self.assume_registered,
            "assume_not_received": self.assume_not_received,
        }
