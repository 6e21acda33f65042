"""Whom and what an event can name: enterprises, cities and areas, departments, duties and targets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from policyengine.errors import Bilingual
from policyengine.language.facts import nearest
from policyengine.language.tree import Kind
from policyengine.language.types import TYPES, Refused
from policyengine.monitoring.refusals import BadField
from policyengine.rulebook.plan import Duty, Plan, Rulebook, Target

_ON_THE_ROSTER = Bilingual("名录中的企业", "an enterprise on the roster")
_AN_AREA = Bilingual(
    "有方案的城市（编号、名称或区划代码），或方案所列区域，如haimen或haimen/各区镇",
    "a city that has a plan (id, name or code), or an area its plan names, such as haimen or haimen/各区镇",
)
_A_DEPARTMENT = Bilingual(
    "城市/方案所印部门，如haimen/区科技局", "city/department as the plan prints it, such as haimen/区科技局"
)


@dataclass(frozen=True)
class Register:
    """All names of a rulebook that events may bear.

    `roster`: the enterprises there are, by credit code; None where any well-formed code will do.
    """

    cities: Mapping[str, str]
    areas: frozenset[str]
    departments: frozenset[str]
    duties: Mapping[str, Duty]
    targets: Mapping[str, Target]
    roster: Collection[str] | None = None

    @classmethod
    def of(cls, rulebook: Rulebook, roster: Collection[str] | None = None) -> Register:
        """The names that any version of any plan knows."""
        plans = [plan for versions in rulebook.plans.values() for plan in versions]
        return cls(
            {name: plan.city for plan in plans for name in _names(plan)},
            frozenset(f"{plan.city}/{area}" for plan in plans for area in _areas(plan)),
            frozenset(f"{plan.city}/{each.name}" for plan in plans for each in plan.departments),
            {f"{plan.city}.{id_}": duty for plan in plans for id_, duty in plan.duties.items()},
            {f"{plan.city}.{id_}": target for plan in plans for id_, target in plan.targets.items()},
            roster,
        )

    def enterprise(self, given: str) -> str:
        """The credit code of an enterprise. Refused where it is none, or not on the roster."""
        try:
            code = str(TYPES[Kind.CREDIT_CODE].read(given))
        except Refused as refusal:
            raise Unnamed(BadField("enterprise", given, refusal.wanted)) from None
        if self.roster is not None and code not in self.roster:
            raise Unnamed(BadField("enterprise", given, _ON_THE_ROSTER))
        return code

    def area(self, given: str) -> str:
        """A city's id, or an area's name under it."""
        city, slash, area = given.partition("/")
        found = f"{self.cities.get(city, city)}{slash}{area}"
        if found in self.cities.values() or found in self.areas:
            return found
        near = nearest(given, [*self.cities, *self.areas])
        raise Unnamed(BadField("area", given, _AN_AREA, near))

    def department(self, given: str) -> str:
        """A department under its city's id."""
        city, slash, name = given.partition("/")
        found = f"{self.cities.get(city, city)}{slash}{name}"
        if found in self.departments:
            return found
        raise Unnamed(BadField("department", given, _A_DEPARTMENT, nearest(given, self.departments)))

    def named(self, field: str, given: str, known: Collection[str], wanted: Bilingual) -> str:
        """One of the ids that are known."""
        if given in known:
            return given
        raise Unnamed(BadField(field, given, wanted, nearest(given, known)))


class Unnamed(Exception):
    """Nobody and nothing bears the name. `finding` says so."""

    def __init__(self, finding: BadField) -> None:
        self.finding = finding
        super().__init__(finding.message().en)


def _names(plan: Plan) -> tuple[str, ...]:
    return (plan.city, plan.name.zh, plan.name.en, plan.jurisdiction)


def _areas(plan: Plan) -> Iterator[str]:
    yield from (area.name.zh for area in plan.areas)
    rules: list[Target | Duty] = [*plan.targets.values(), *plan.duties.values()]
    yield from (rule.area for rule in rules if rule.area is not None)
