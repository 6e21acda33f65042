"""Which column of a table holds which fact: by the fact's names, or by what the user says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from policyengine.batch.inputs import InputColumn
from policyengine.batch.tables.findings import ColumnIsNoFact, TwoColumnsForOne
from policyengine.errors import Bilingual, Finding, RequestError
from policyengine.language.facts import CALENDAR, FactDefinition, nearest
from policyengine.language.figures import figure_in, figure_of, is_relative
from policyengine.refusals import UnknownName
from policyengine.rulebook.lent_names import LentNames

RECEIVED = "received__"
"""What the name of a column begins with that says whether a reward was received before."""
RECEIVED_AMOUNT = "received_amount__"
"""The same of a column that says how much."""
OTHERS = "*"
"""In a user's map: every column that is named neither there nor after a fact."""

_COLUMN = Bilingual("列", "column")
_FACT = Bilingual("事实", "fact")
_OF_YEAR = re.compile(r"(.+)_([1-9][0-9]{3})")


@dataclass(frozen=True)
class FactNames:
    """What a column may be called. `inputs`: the columns that the rules read; `names`: what plans lend.

    A fact goes by its name, label or alias, one year's figure as `revenue_by_year_2021` or
    `revenue_by_year[2021]`, a reward received before as `received__<city>__<reward>`, or without the city
    where only one city that is asked has it.
    """

    inputs: Mapping[str, InputColumn]
    names: LentNames

    def find(self, name: str) -> str | None:
        """The input of that name; or the fact, where no rule reads it; None where there is none."""
        name = name.strip()
        if name in self.inputs:
            return name
        if name.startswith((RECEIVED, RECEIVED_AMOUNT)):
            return self._received(name)
        definition = self._definition(name)
        return None if definition is None else self._by_fact.get(definition.name, definition.name)

    def definition(self, input_: InputColumn) -> FactDefinition:
        """The fact that an input holds; of a reward received before, one made for it."""
        found = self.names.vocabulary.find(input_.fact)
        if found is not None and found.kind is input_.kind:
            return found
        label = Bilingual(f"此前是否已获（{input_.name}）", f"Received before ({input_.name})")
        return FactDefinition(name=input_.name, kind=input_.kind, label=label, question=label)

    def nearest(self, name: str) -> str | None:
        """The name most like one that names nothing."""
        begun = [each for each in self.inputs if each.startswith((f"{name}_", f"{name}__"))]
        return begun[0] if begun else nearest(name, self.inputs) or self.names.vocabulary.nearest(name)

    @cached_property
    def _by_fact(self) -> dict[str, str]:
        return {each.fact: each.name for each in reversed(tuple(self.inputs.values()))}

    def _definition(self, name: str) -> FactDefinition | None:
        found = self.names.vocabulary.find(name)
        if found is None and (of_year := _OF_YEAR.fullmatch(name)):
            found = self.names.vocabulary.find(figure_of(of_year[1], int(of_year[2])))
        if found is None or "." in found.name or found.name in CALENDAR or found.by_year:
            return None
        figure = figure_in(found.name)
        return None if figure is not None and is_relative(figure[1]) else found

    def _received(self, name: str) -> str | None:
        """Of what was received: the one input that a name without its city stands for, or the name itself."""
        begin, _, rest = name.partition("__")
        cities = dict.fromkeys(each.partition(".")[0] for each in self.names.rewards)
        read = [full for city in cities if (full := f"{begin}__{city}__{rest}") in self.inputs]
        if read:
            return read[0] if len(read) == 1 else None
        known = (each.partition(".")[::2] for each in self.names.rewards)
        of_some = any(rest.startswith((reward, f"{city}__{reward}")) for city, reward in known)
        return name if of_some else None


def matched(
    columns: Sequence[str], known: FactNames, key: str, said: Mapping[str, str | None]
) -> dict[str, str]:
    """The column of the table for each input that has one, by input.

    `said`: what the user says of columns: a fact by any of its names; None or nothing where it holds none.
    RequestError with everything that is wrong with the columns.
    """
    said = {name: (fact or "").strip() or None for name, fact in said.items()}
    faults = list(_faults_of_map(columns, known, key, said))
    found: dict[str, str] = {}
    for column in columns:
        fact = _fact_of(column, known, said)
        if fact is None:
            if not (column == key or column in said or OTHERS in said):
                faults.append(ColumnIsNoFact(column, known.nearest(column.strip())))
        elif fact in found and fact in known.inputs:
            faults.append(TwoColumnsForOne(fact, (found[fact], column)))
        else:
            found[fact] = column
    if columns.count(key) > 1:
        faults.append(TwoColumnsForOne(key, (key, key)))
    if faults:
        raise RequestError(faults)
    return {name: found[name] for name in known.inputs if name in found}


def _fact_of(column: str, known: FactNames, said: Mapping[str, str | None]) -> str | None:
    if column in said:
        fact = said[column]
        return None if fact is None else known.find(fact)
    return known.find(column)


def _faults_of_map(
    columns: Sequence[str], known: FactNames, key: str, said: Mapping[str, str | None]
) -> Iterator[Finding]:
    for name in (key, *said):
        if name not in columns and not (name == OTHERS and said.get(name) is None):
            yield UnknownName(_COLUMN, name, tuple(columns[:12]), nearest(name, columns))
    for fact in said.values():
        if fact is not None and known.find(fact) is None:
            yield UnknownName(_FACT, fact, (), known.nearest(fact))
