"""The text of the function that tells a plan's results: a dictionary a rule, under its id and clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyengine.evaluation.deciding.funds import funds
from policyengine.evaluation.deciding.obligations import figures_of
from policyengine.evaluation.generated.writing import INDENT, comment
from policyengine.evaluation.reasons import (
    ANYWHERE,
    not_received,
    scope_asked,
    scope_assumed,
    told_beside,
    told_by,
)
from policyengine.evaluation.telling.writing import Writing
from policyengine.evaluation.working import readable
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.plan_wide import Decided
from policyengine.rulebook.scope import REGISTERED_IN, registered


@dataclass(frozen=True, slots=True)
class Text:
    """The text of `tell`, and the values that its names are bound to."""

    source: str
    bound: dict[str, object]


def written(plan: Plan, *, next_: bool) -> Text:
    """The function of a plan. `next_`: with what is missing and what it would take, as it is given these."""
    return _Function(plan, next_).written()


class _Function:
    """One pass over the rules of a plan."""

    def __init__(self, plan: Plan, next_: bool) -> None:
        self.plan, self.next, self.writing = plan, next_, Writing(plan)
        self.number = 0
        self.registered = self._registered()

    def written(self) -> Text:
        rewards = self._all([self._reward(rule, n) for n, rule in enumerate(self.plan.rewards.values())])
        supports = self._all([self._support(rule) for rule in self.plan.supports.values()])
        duties = [self._duty(rule, n) for n, rule in enumerate(self.plan.obligations.values())]
        arguments = "case, statuses, money, duties, applying, received, missing, repairs"
        lines = [
            "known, year, asked = case.known, case.year, not case.assume_registered",
            "get = known.get",
            *self.writing.lines,
            f'return {{"rewards": {rewards}, "supports": {supports}, "obligations": {self._all(duties)}}}',
        ]
        source = "\n".join((f"def tell({arguments}):", *(INDENT + line for line in lines), ""))
        return Text(source, self.writing.bound)

    def _all(self, rules: Sequence[str]) -> str:
        """A list of rules, each on lines of its own."""
        return f"[\n{''.join(rules)}{INDENT}]"

    def _rule(self, rule: Decided, status: str, entries: Sequence[str], because: str) -> str:
        bind, n = self.writing.bind, self.number
        self.number += 1
        nature = "None" if isinstance(rule, Obligation) else bind(rule.nature.value)
        head = (
            f'"id": {bind(f"{self.plan.city}.{rule.id}")}, "title": {{{self.writing.words(rule.title)}}}',
            f'"theme": {bind(rule.theme)}, "status": {status}, "nature": {nature}',
        )
        tail = [
            f'"departments": {self.writing.listed(rule.departments)}',
            f'"cite": {self.writing.cited(rule.cite)}',
            *([f'"missing": list(missing[{n}])'] if self.next else ()),
            f'"because": {{{because}}}',
            *([f'"repairs": repairs[{n}]'] if self.next else ()),
        ]
        clauses = "、".join(dict.fromkeys(cited.clause for cited in rule.cite))
        whole = ("{", *(f"{INDENT}{each}," for each in (*head, *entries, *tail)), "},")
        lines = (comment(f"{rule.id} · {clauses} · {rule.title.zh}"), *whole)
        return "".join(f"{INDENT * 2}{line}\n" for line in lines)

    def _because(self, rule: Decided, received: str = "None") -> Iterator[str]:
        tree, trees = self.writing.tree, told_by(self.plan)
        yield f'"scope": {self._scope(rule)}'
        yield f'"plan_wide": {tree(told_beside(self.plan)[rule.id])}'
        yield f'"when": {tree(trees[rule.id, "when"])}'
        if isinstance(rule, Obligation):
            yield f'"requires": {tree(trees[rule.id, "requires"])}'
        yield f'"received": {received}'

    def _scope(self, rule: Decided) -> str:
        if rule.scope is Scope.REGISTERED:
            return self.registered
        return (
            f'{{"kind": "scope", {self.writing.words(ANYWHERE)}, "value": True, "facts": {{}}, "parts": []}}'
        )

    def _registered(self) -> str:
        """The condition tree of a scope that asks where an enterprise is, unless that is assumed."""
        writing, name = self.writing, self.plan.name
        assumed, asked = scope_assumed(name), scope_asked(name)
        here = writing.value(registered(self.plan))
        # A vocabulary may lack the fact: then nobody's place is known.
        writing.lines.append(f"place = get({writing.bind(REGISTERED_IN)})")
        for variable, one, other in (
            ("scope_zh", writing.bind(asked.zh), writing.bind(assumed.zh)),
            ("scope_en", writing.bind(asked.en), writing.bind(assumed.en)),
            ("here", here, "True"),
        ):
            writing.lines.append(f"{variable} = {one} if asked else {other}")
        facts = f"{{{writing.bind(REGISTERED_IN)}: place}} if asked else {{}}"
        words = '"zh": scope_zh, "en": scope_en'
        return f'{{"kind": "scope", {words}, "value": here, "facts": {facts}, "parts": []}}'

    def _reward(self, rule: Reward, place: int) -> str:
        money = f"money[{place}]"
        entries = (
            f'"amount": {money}.amount',
            f'"working": {self._working(rule)}',
            f'"paid_by": {money}.paid_by, "payments": {money}.payments',
            f'"fund": {self._fund(rule)}',
            f'"apply": {self._applying(rule)}',
        )
        received = self._received(rule) if rule.once else "None"
        return self._rule(rule, f"statuses[{self.number}]", entries, ", ".join(self._because(rule, received)))

    def _received(self, rule: Reward) -> str:
        """The condition tree of a one-off reward, at once where nothing is taken as received."""
        words = self.writing.words(not_received(rule))
        tree = f'{{"kind": "received", {words}, "value": True, "facts": {{}}, "parts": []}}'
        return f"{tree} if case.takes_as_unpaid else received({self.writing.bind(rule.id)})"

    def _fund(self, rule: Reward) -> str:
        fund, text = funds(self.plan).get(rule.id), self.writing.text
        if fund is None:
            return "None"
        told = fund.to_dict(self.plan.city)
        years = "None" if told["years"] is None else self.writing.bind(told["years"], "years")
        shared = self.writing.listed(told["shared_with"])
        return (
            f'{{"amount": {text(told["amount"])}, "at_least": {told["at_least"] is True}, "years": {years}, '
            f'"when_short": {text(told["when_short"])}, "shared_with": {shared}}}'
        )

    def _working(self, rule: Reward) -> str:
        promise, definitions = readable(self.plan).promises[rule.id], readable(self.plan).definitions
        each = (
            f"{self.writing.bind_new(definitions[name], 'defined')}.of(case).to_dict()"
            for name in promise.leans_on
        )
        words, facts = self.writing.words(promise.words), self.writing.facts(promise.facts)
        return f'{{{words}, "facts": {facts}, "definitions": [{", ".join(each)}]}}'

    def _applying(self, rule: Reward | Support) -> str:
        return "None" if rule.apply is None else f"applying({self.writing.bind(rule.id)})"

    def _support(self, rule: Support) -> str:
        entries = (f'"kind": {self.writing.bind(rule.kind.value)}, "apply": {self._applying(rule)}',)
        return self._rule(rule, f"statuses[{self.number}]", entries, ", ".join(self._because(rule)))

    def _duty(self, rule: Obligation, place: int) -> str:
        vocabulary = self.plan.vocabulary
        figures = (
            f'{{"fact": {self.writing.bind(fact)}, "have": {self.writing.fact(vocabulary[fact])}, '
            f'"need": {self.writing.bind(need)}}}'
            for fact, need in figures_of(rule.requires, vocabulary)
        )
        duty = f"duties[{place}]"
        entries = (
            f'"due_on": {duty}.due_on, "standing": {duty}.standing, "from": {duty}.first, "to": {duty}.last',
            f'"progress": [{", ".join(figures)}]',
        )
        return self._rule(rule, f"statuses[{self.number}]", entries, ", ".join(self._because(rule)))
