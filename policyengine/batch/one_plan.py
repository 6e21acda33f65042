"""A plan read into a sheet: the columns it asks for, and those it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from policyengine.batch.comments import commented
from policyengine.batch.dialects.dialect import SqlDialect
from policyengine.batch.inputs import InputColumn, followed, read_facts
from policyengine.batch.outputs import OutputColumn, Outputs, Part
from policyengine.batch.reading import Reading
from policyengine.batch.received import Assumed
from policyengine.batch.refused import Inexpressible, Refusals
from policyengine.batch.rules import Rules
from policyengine.batch.sheet import Sheet, Shown, Stage, identifier
from policyengine.batch.totals import totals
from policyengine.language.tree import Condition, Term
from policyengine.language.walk import facts_read
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.force import Force, year_assessed
from policyengine.rulebook.plan import Obligation, Plan, Reward
from policyengine.rulebook.plan_wide import Decided, decided, joined, requirements
from policyengine.rulebook.scope import registered


@dataclass(frozen=True, slots=True)
class PlanColumns:
    """What one plan makes of a sheet. `inputs`: the columns it needs; `outputs`: those it gives, and why."""

    plan: Plan
    as_of: date
    year: int
    assumed: Assumed
    inputs: Sequence[InputColumn]
    outputs: Sequence[tuple[OutputColumn, Shown]]
    refusals: Refusals

    def head(self, force: Force | None) -> Iterator[str]:
        """What the statement says of the plan before it begins."""
        plan = self.plan
        yield f"{plan.title.zh} · {plan.title.en}"
        worth = "" if force is None else f" · {force.value}"
        day = f"as of {self.as_of.isoformat()} · year assessed {self.year}"
        yield f"{plan.city} · version {plan.version}{worth} · {day}"
        yield f"rules {plan.digest}"
        if self.assumed.registered:
            yield "assumed: registered in the plan's jurisdiction"
        if self.assumed.not_received is not False and any(rule.once for rule in plan.rewards.values()):
            yield "assumed: no reward was received before" + (
                "" if self.assumed.not_received else ", unless the table says so"
            )


def plan_columns(
    plan: Plan, as_of: date, year: int | None, assumed: Assumed, sheet: Sheet, dialect: SqlDialect
) -> PlanColumns:
    """Reads a plan into the sheet, whatever other plans are there already; `year`: as asked for, if it is."""
    assessed = year_assessed(plan, as_of, year)
    reading = Reading(plan, as_of, assessed, dialect, sheet, Refusals(dialect.name))
    inputs = list(read_facts(followed(_facts(plan, assumed), plan.vocabulary), reading))
    outputs = Outputs(reading)
    rules = Rules(reading, assumed, outputs)
    _read(plan, rules)
    _contradictions(reading, outputs)
    _not_too_long(reading)
    return PlanColumns(
        plan,
        as_of,
        assessed,
        assumed,
        [*inputs, *rules.record.columns.values()],
        outputs.columns,
        reading.refusals,
    )


def _not_too_long(reading: Reading) -> None:
    """Refuses a plan of which the statement has more steps than the dialect takes."""
    most = reading.dialect.most_steps
    steps = {(each.stage, each.step) for each in reading.sheet.columns.values()}
    if most is not None and len(steps) > most and not reading.refusals.found:
        with reading.refusals.of(reading.plan.city):
            raise Inexpressible(
                f"超过{most}步的语句（请用duckdb）", f"a statement of more than {most} steps (take duckdb)"
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
        totals(rules.reading, members, rules.record, rules.back, rules.outputs)


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
            for payment in rule.payments:
                yield payment.amount
                yield payment.when
                if payment.earliest is not None:
                    yield payment.earliest
            yield from (clawback.when for clawback in rule.clawbacks)
        case Obligation():
            yield rule.bound
            yield rule.requires
            yield from (term for term in (rule.by, rule.start) if term is not None)
        case _:
            yield rule.when


def text_of(sheet: Sheet, table: str, plans: Sequence[tuple[PlanColumns, Force | None]]) -> str:
    """The statement as text: its head, which tells of each plan, and its CTEs."""
    head = "".join(f"/*{commented(line)}*/\n" for plan, force in plans for line in plan.head(force))
    outputs = [shown for plan, _ in plans for _, shown in plan.outputs]
    return f"{head}{sheet.dialect.text(sheet.select(_source(table), outputs))}\n"


def _source(table: str) -> exp.Table:
    """The table by its name, of up to three parts divided by dots; each part is an identifier and no more."""
    parts = [identifier(part) for part in table.split(".")]
    return exp.Table(**dict(zip(("this", "db", "catalog"), reversed(parts), strict=False)))
