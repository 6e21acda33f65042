"""A plan as one statement of SQL, for one day: the statuses and amounts of evaluating each enterprise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlglot import exp

from policyengine.batch.comments import commented
from policyengine.batch.dialects import DIALECTS
from policyengine.batch.inputs import InputColumn, followed, read_facts
from policyengine.batch.outputs import OutputColumn, Outputs, Part
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Refusals
from policyengine.batch.rules import Assumed, Rules
from policyengine.batch.sheet import Sheet, Stage, identifier
from policyengine.batch.totals import totals
from policyengine.language.tree import Condition, Term
from policyengine.language.walk import facts_read
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.force import Force, year_assessed
from policyengine.rulebook.plan import Obligation, Plan, Reward
from policyengine.rulebook.plan_wide import Decided, decided, joined, requirements
from policyengine.rulebook.scope import registered

KEY = "enterprise_id"
"""The column that says whose row it is, unless another is named."""
TABLE = "enterprises"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement ready to run. `inputs`: the columns it reads beside the key, `columns`: those it gives.

    Both are by name and in order; `columns` leaves out the key.
    """

    sql: str
    plan: Plan
    as_of: date
    year: int
    dialect: str
    key: str
    inputs: Mapping[str, InputColumn]
    columns: Mapping[str, OutputColumn]


def statement_for(
    plan: Plan,
    as_of: date,
    year: int | None = None,
    dialect: str = "duckdb",
    *,
    table: str = TABLE,
    key: str = KEY,
    force: Force | None = None,
    assume_registered: bool = False,
    assume_not_received: bool | None = None,
) -> Statement:
    """One version's statement for a day. KeyError for a dialect there is none of.

    `year`: the year assessed, clipped to the plan's period; that of `as_of` where none is given. `force` is
    only told. The assumptions are as in evaluating. NotExpressible, with a finding for each rule, where the
    dialect cannot say what the plan says.
    """
    spoken, assessed = DIALECTS[dialect], year_assessed(plan, as_of, year)
    reading = Reading(plan, as_of, assessed, spoken, Sheet(spoken, key), Refusals(dialect))
    assumed = Assumed(assume_registered, assume_not_received)
    inputs = list(read_facts(followed(_facts(plan, assumed), plan.vocabulary), reading))
    outputs = Outputs(reading)
    rules = Rules(reading, assumed, outputs)
    _read(plan, rules)
    _contradictions(reading, outputs)
    reading.refusals.raise_if_any()
    inputs += rules.received
    source = _source(table)
    select = reading.sheet.select(source, [(each.name, why) for each, why in outputs])
    head = "".join(f"/*{commented(line)}*/\n" for line in _head(plan, as_of, assessed, force, assumed))
    return Statement(
        sql=f"{head}{spoken.text(select)}\n",
        plan=plan,
        as_of=as_of,
        year=assessed,
        dialect=dialect,
        key=key,
        inputs=MappingProxyType({each.name: each for each in inputs}),
        columns=MappingProxyType({each.name: each for each, _ in outputs}),
    )


def _read(plan: Plan, rules: Rules) -> None:
    """Every rule that decides something, each refused by itself where it cannot be expressed."""
    members = {}
    refusals = rules.reading.refusals
    for rule in decided(plan):
        clauses = tuple(dict.fromkeys(each.clause for each in rule.cite))
        with refusals.of(f"{plan.city}.{rule.id}", clauses):
            if isinstance(rule, Reward):
                members[rule.id] = rules.reward(rule)
            elif isinstance(rule, Obligation):
                rules.obligation(rule)
            else:
                rules.support(rule)
    if plan.rewards and not refusals.found:
        unpaid = rules.assumed.not_received is True
        totals(rules.reading, members, rules.outputs, unpaid=unpaid)


def _contradictions(reading: Reading, outputs: Outputs) -> None:
    """A column that names a fact which is given and of which its sources make something else."""
    found = reading.contradictions
    if found:
        first = found[0] if len(found) == 1 else exp.Coalesce(this=found[0], expressions=found[1:])
        telling = outputs.within(reading.of("facts", Stage.TOTALS))
        why = "a derived fact that is given and is not what its sources make: evaluating refuses such a row"
        telling.text("contradicted_fact", None, Part.CONTRADICTED, first, why)


def _facts(plan: Plan, assumed: Assumed) -> tuple[str, ...]:
    """Every fact that the statement reads, in the order of reading."""
    return tuple(dict.fromkeys(name for tree in _trees(plan, assumed) for name in facts_read(tree)))


def _trees(plan: Plan, assumed: Assumed) -> Iterator[Condition | Term]:
    rules = tuple(decided(plan))
    if not assumed.registered and any(rule.scope is Scope.REGISTERED for rule in rules):
        yield registered(plan)
    for rule in rules:
        yield joined(requirements(plan, rule))
        yield from _own(rule)
    for ceiling in (each for group in plan.groups for each in group.ceilings):
        yield ceiling.at_most
        if ceiling.counting is not None:
            yield ceiling.counting


def _own(rule: Decided) -> Iterator[Condition | Term]:
    match rule:
        case Reward():
            yield rule.when
            yield rule.amount
            yield from (split.when for split in rule.paid_by)
        case Obligation():
            yield rule.bound
            yield rule.requires
            yield from (term for term in (rule.by, rule.start) if term is not None)
        case _:
            yield rule.when


def _source(table: str) -> exp.Table:
    """The table by its name, of up to three parts divided by dots; each part is an identifier and no more."""
    parts = [identifier(part) for part in table.split(".")]
    return exp.Table(**dict(zip(("this", "db", "catalog"), reversed(parts), strict=False)))


def _head(plan: Plan, as_of: date, year: int, force: Force | None, assumed: Assumed) -> Iterator[str]:
    yield f"{plan.title.zh} · {plan.title.en}"
    worth = "" if force is None else f" · {force.value}"
    yield f"{plan.city} · version {plan.version}{worth} · as of {as_of.isoformat()} · year assessed {year}"
    yield f"rules {plan.digest}"
    if assumed.registered:
        yield "assumed: registered in the plan's jurisdiction"
    if assumed.not_received is not False and any(rule.once for rule in plan.rewards.values()):
        yield "assumed: no reward was received before" + (
            "" if assumed.not_received else ", unless the table says so"
        )
