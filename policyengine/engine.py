"""`load` and `Engine`: the public face. It joins choosing, assessing and comparing; no meaning of its own.

What only some questions need (comparing, showing whole versions) is imported when they are asked: a command
line that evaluates one profile must answer at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from policyengine.errors import Finding, RequestError
from policyengine.evaluation.asking import CITY as CITY
from policyengine.evaluation.asking import ENGINE, ROLE, THEME, named, year_of
from policyengine.evaluation.asking import day_of as day_of
from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.force import choose, year_assessed
from policyengine.evaluation.facts.dated import known_on
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.reader import ProfileReader
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.facts import FactDefinition, nearest
from policyengine.refusals import MissingLibrary, NoCities, UnknownName
from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.lent_names import LentNames, lent_by_all
from policyengine.rulebook.load import is_city, load_rulebook, names_lent
from policyengine.rulebook.plan import Plan, Rulebook

if TYPE_CHECKING:
    from policyengine.batch.tables.kinds import TableAnswer
    from policyengine.comparison.compare import Comparison
    from policyengine.comparison.matrix import Matrix
    from policyengine.evaluation.decider import Decider
    from policyengine.evaluation.readings import OtherReading
    from policyengine.evaluation.witnesses import Witness
    from policyengine.monitoring.monitor import Monitor

OWN = "own"
ENGINES = (OWN, "durable")
"""Who can decide: our own engine, which knows the unknown and can explain itself, or durable-rules."""


def load(path: str | Path | None = None, cities: str | Iterable[str] | None = None) -> Engine:
    """The rules of a folder of policies, or those that come with the library, ready to be asked.

    `cities`, by id or name: only these are read, however many others there are; what they answer is the same,
    and a mistake in another city's plan does not stop them. RulebookError with every finding where an error
    keeps the rules from loading; RequestError for a city that is not there.
    """
    if cities is None:
        rulebook, findings, _ = load_rulebook(path)
        return Engine(rulebook, findings)
    root = policies_path() if path is None else Path(path)
    wanted = dict.fromkeys((cities,) if isinstance(cities, str) else cities)
    if not wanted:
        raise RequestError([NoCities()])
    rulebook, findings, _ = load_rulebook(root, [_folder_of(name, root) for name in wanted])
    return Engine(rulebook, findings, root)


def _folder_of(city: str, root: Path) -> str:
    """The id of a city named by its id or name, which is its folder's. Of an id no other folder is read."""
    if is_city(root, city):
        return city
    labels = names_lent(root).cities
    if any(city in (label.zh, label.en) for label in labels.values()):
        return named(city, CITY, labels)
    # What is not there, or cannot be read, is told as it is where every city is loaded.
    return load(root)._city(city)


@dataclass(frozen=True, repr=False)
class Engine:
    """Rules that can be asked. Immutable: threads may share it. `warnings` are what `check` would say too.

    `some_of`: the folder of which only some cities are loaded; None where all are.
    """

    rulebook: Rulebook
    warnings: tuple[Finding, ...] = ()
    some_of: Path | None = None

    def __repr__(self) -> str:
        return f"Engine({len(self.plans)} plans of {', '.join(self.cities)})"

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every version of every city's plan, each city's oldest first."""
        return tuple(plan for versions in self.rulebook.plans.values() for plan in versions)

    @property
    def facts(self) -> tuple[FactDefinition, ...]:
        """Every fact that can be known of an enterprise, shared ones first."""
        return tuple(self.rulebook.vocabulary)

    @property
    def cities(self) -> tuple[str, ...]:
        """The ids of the cities."""
        return tuple(self.rulebook.plans)

    def evaluate(
        self,
        profile: Mapping[str, Any],
        *,
        city: str,
        as_of: date | str,
        version: str | None = None,
        year: int | None = None,
        assume_registered: bool = False,
        assume_not_received: bool | None = None,
        engine: str = OWN,
    ) -> Assessment:
        """What one enterprise is entitled to and must do in one city on a day.

        `version` names one; else the day picks it. `year` is the year assessed, else the day's.
        `assume_not_received`: True takes nothing as received before even against the profile, None only
        where the profile says nothing, False never. `engine="durable"`: rewards and obligations are decided
        by durable-rules, as a second opinion. ProfileError with every fault of the profile; RequestError
        for an unknown city, version or engine and a bad date.
        """
        if engine not in ENGINES:
            raise RequestError([UnknownName(ENGINE, str(engine), ENGINES, nearest(str(engine), ENGINES))])
        asked = self._city(city)
        day, in_year = day_of(as_of), year_of(year)
        facts = self.facts_of(profile, asked)
        chosen = choose(self.rulebook.plans[asked], day, version, _read_by(facts, day, in_year))
        assessment = assess(
            chosen.plan,
            chosen.force,
            facts,
            day,
            year=in_year,
            assume_registered=assume_registered,
            assume_not_received=assume_not_received,
        )
        if engine == OWN:
            return assessment
        from policyengine.monitoring.durable.second_opinion import second_opinion

        return second_opinion(assessment)

    def decider(
        self,
        *,
        city: str,
        as_of: date | str,
        version: str | None = None,
        year: int | None = None,
        assume_registered: bool = False,
        assume_not_received: bool | None = None,
    ) -> Decider:
        """What decides one enterprise after another in one city on a day: `decider.decide(profile)`.

        Asked like `evaluate`, and with its answers but for the reasons: statuses, amounts and totals, by
        code generated from the rules. RequestError for an unknown city or version and a bad date.
        """
        from policyengine.evaluation.decider import Decider

        asked = self._city(city)
        day, in_year, names = day_of(as_of), year_of(year), self._reader.of_city(asked)
        if version is not None:
            choose(self.rulebook.plans[asked], day, version)
        return Decider(
            self.rulebook.plans[asked],
            day,
            version,
            in_year,
            assume_registered,
            assume_not_received,
            names.vocabulary,
            names.places,
            partial(self.facts_of, city=asked),
        )

    def evaluate_table(
        self,
        table: Any,
        *,
        cities: Iterable[str] | None = None,
        as_of: date | str,
        year: int | None = None,
        version: str | None = None,
        key: str = "enterprise_id",
        columns: Mapping[str, str | None] | None = None,
        assume_registered: bool = False,
        assume_not_received: bool | None = None,
    ) -> TableAnswer:
        """What every enterprise of a table is entitled to and must do in some cities, or in all, on a day.

        `table`: of pyarrow, pandas or polars, or a relation of DuckDB; both tables of the answer are of its
        kind. A column is known by a name of its fact; `columns` says what others hold, None where one
        holds no fact (`{"*": None}`: none of the others does). A cell means what `evaluate` takes it for; a
        row with one that it refuses is in `rejects` with the reason, and no other row is touched by it.
        `version` goes with one city. RequestError where the columns, the cities or the day are wrong,
        NotExpressible where a rule cannot be said in SQL.
        """
        day, in_year = day_of(as_of), year_of(year)
        asked = self.named_cities(cities)
        _need("sqlglot", "duckdb", "pyarrow")
        from policyengine.batch.several import statement_for_several
        from policyengine.batch.tables.asked import GOOD, ROW_KEY
        from policyengine.batch.tables.evaluating import evaluate_table
        from policyengine.batch.versions import version_for

        chosen = {city: version_for(self.rulebook.plans[city], day, version) for city in asked}
        statement = statement_for_several(
            chosen,
            day,
            in_year,
            table=GOOD,
            key=ROW_KEY,
            assume_registered=assume_registered,
            assume_not_received=assume_not_received,
        )
        return evaluate_table(table, statement, self.names_for(asked), key, columns or {})

    def names_for(self, cities: Sequence[str]) -> LentNames:
        """What facts, places and rewards may be called where these cities are asked; a city's own first."""
        return self._reader.of_cities(cities)

    def readings(
        self,
        profile: Mapping[str, Any],
        *,
        city: str,
        as_of: date | str,
        version: str | None = None,
        year: int | None = None,
        assume_registered: bool = False,
        assume_not_received: bool | None = None,
    ) -> tuple[OtherReading, ...]:
        """What else the rules come to for an enterprise where their words can be read otherwise.

        One entry for each reading that the plan did not choose; asked like `evaluate`.
        """
        from policyengine.evaluation.readings import readings

        assessment = self.evaluate(
            profile,
            city=city,
            as_of=as_of,
            version=version,
            year=year,
            assume_registered=assume_registered,
            assume_not_received=assume_not_received,
        )
        return readings(assessment)

    def reading_witnesses(
        self, cities: Iterable[str] | None = None, *, as_of: date | str | None = None
    ) -> tuple[Witness, ...]:
        """For each reading that no plan chose, the smallest enterprise found for which it matters.

        Every version of the cities named is gone through, or of all; on a day in its first year if none
        is given.
        """
        from policyengine.evaluation.witnesses import witnesses

        day = None if as_of is None else day_of(as_of)
        return tuple(
            witness
            for city in self.named_cities(cities)
            for plan in self.rulebook.plans[city]
            for witness in witnesses(plan, self.facts_of({}, city), day)
        )

    def compare(
        self,
        profile: Mapping[str, Any],
        *,
        as_of: date | str,
        cities: Iterable[str] | None = None,
        year: int | None = None,
        assume_registered: bool = True,
        assume_not_received: bool | None = None,
    ) -> Comparison:
        """What one enterprise would get in several cities, or in all, on a day.

        The enterprise is taken as registered in each of them, unless `assume_registered` is False.
        """
        from policyengine.comparison.compare import Comparison

        day, in_year = day_of(as_of), year_of(year)
        facts = self.facts_of(profile, None)
        known_to = _read_by(facts, day, in_year)
        chosen = {
            city: choose(self.rulebook.plans[city], day, None, known_to) for city in self.named_cities(cities)
        }
        assessments = {
            city: assess(
                each.plan,
                each.force,
                facts,
                day,
                year=in_year,
                assume_registered=assume_registered,
                assume_not_received=assume_not_received,
            )
            for city, each in chosen.items()
        }
        plans = {city: each.plan for city, each in chosen.items()}
        return Comparison(day, MappingProxyType(assessments), MappingProxyType(plans), self.rulebook.themes)

    def matrix(
        self,
        theme: str | None = None,
        *,
        role: str | None = None,
        cities: Iterable[str] | None = None,
    ) -> Matrix:
        """The newest version of each city's plan side by side, no enterprise asked about.

        `theme` narrows it to one heading, `role` to what one department role is named for.
        """
        from policyengine.comparison.matrix import Matrix

        themes, roles = self.rulebook.themes, self.rulebook.roles
        newest = {city: self.rulebook.plans[city][-1] for city in self.named_cities(cities)}
        return Matrix(
            MappingProxyType(newest),
            themes,
            None if theme is None else named(theme, THEME, {each.id: each.label for each in themes}),
            None if role is None else named(role, ROLE, {each.id: each.label for each in roles}),
        )

    def monitor(self, store: str, *, create: bool = True) -> Monitor:
        """These rules with a store of events: a file of SQLite, or `postgresql://…`.

        `create`: make the store where there is none. RequestError where it cannot be used.
        """
        from policyengine.monitoring.monitor import Monitor
        from policyengine.monitoring.store import open_store

        # What an event does may hang on the facts of every city.
        rules = self if self.some_of is None else load(self.some_of)
        return Monitor(rules, open_store(store, create=create))

    def show(self, city: str, version: str | None = None) -> dict[str, Any]:
        """A whole version as `policyengine/version@1`; the newest where none is named."""
        from policyengine.rulebook.spoken import spoken_version

        versions = self.rulebook.plans[self._city(city)]
        plan = versions[-1] if version is None else choose(versions, versions[-1].period.start, version).plan
        return spoken_version(plan)

    def list_plans(self) -> dict[str, Any]:
        """Every version of every city's plan, as `policyengine/plans@1`."""
        from policyengine.rulebook.spoken import plans_dict

        return plans_dict(self.rulebook)

    def list_facts(self, city: str | None = None) -> dict[str, Any]:
        """Every fact a profile can hold, or those that one city reads, as `policyengine/facts@1`."""
        from policyengine.rulebook.spoken import facts_dict

        return facts_dict(self.rulebook, None if city is None else self._city(city))

    @cached_property
    def _reader(self) -> ProfileReader:
        lend = partial(names_lent, self.some_of) if self.some_of else partial(lent_by_all, self.rulebook)
        return ProfileReader(self.rulebook, lend)

    def facts_of(self, profile: Mapping[str, Any], city: str | None = None) -> Facts:
        """What a profile says, read and exact. ProfileError with every fault in it.

        `city`: the one whose rewards and areas may be named without it.
        """
        return self._reader.read(profile, city)

    def _city(self, name: str) -> str:
        plans = self.rulebook.plans
        known = isinstance(name, str) and name in plans
        return name if known else named(name, CITY, {city: plans[city][-1].name for city in plans})

    def named_cities(self, names: Iterable[str] | None = None) -> tuple[str, ...]:
        """The ids of the cities named by id or name, each once; all where none is named."""
        given = self.cities if names is None else (names,) if isinstance(names, str) else names
        cities = tuple(dict.fromkeys(map(self._city, given)))
        if not cities:
            raise RequestError([NoCities()])
        return cities


def _read_by(facts: Facts, day: date, year: int | None) -> Callable[[Plan], Known]:
    """What is known of an enterprise on a day, as each version reads it."""
    return lambda plan: known_on(facts, plan, year_assessed(plan, day, year), day)


def _need(*libraries: str) -> None:
    """RequestError where what tables need is not installed."""
    for each in libraries:
        if find_spec(each) is None:
            raise RequestError([MissingLibrary(each, "batch")])
