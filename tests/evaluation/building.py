"""Plans made of a few lines of rule text, and asking them, so that a test shows only what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.force import choose
from policyengine.evaluation.facts.profile import Facts, known_facts
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.language.check import resolve_amount, resolve_condition, resolve_term
from policyengine.language.facts import Choice, FactDefinition, Vocabulary
from policyengine.language.interval import Interval
from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.tree import Amount, Condition, Kind
from policyengine.rulebook.choices import Level, Nature, SupportKind
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Clause, Obligation, Period, Plan, Reward, Support, Validity
from policyengine.rulebook.provisions import Group

CITY, CODE = "made_up", "410500"
HERE = {"registered_in": CODE}
AS_OF = date(2021, 6, 30)


def both(zh: str, en: str = "") -> Bilingual:
    return Bilingual(zh=zh, en=en or zh)


def fact(name: str, kind: str, **more: Any) -> FactDefinition:
    choices = tuple(Choice(each, both(f"选{each}", each)) for each in more.pop("choices", ()))
    label = both(more.pop("label", f"事实{name}"), f"Fact {name}")
    question = both(f"{name}是什么？", f"What is {name}?")
    return FactDefinition(name=name, kind=Kind(kind), label=label, question=question, choices=choices, **more)


REGISTERED_IN = fact("registered_in", "jurisdiction")
"""Every vocabulary here starts with it."""


def vocabulary(**facts: str | Mapping[str, Any]) -> Vocabulary:
    """Facts as `n="count"`, or with more as `intensity={"kind": "ratio", "derived": "rd / income"}`."""
    made = [REGISTERED_IN]
    for name, written in facts.items():
        parts: dict[str, Any] = {"kind": written} if isinstance(written, str) else dict(written)
        derived = parts.pop("derived", None)
        if derived is not None:
            parts["derived"] = resolve_term(parse_term(derived), Vocabulary(tuple(made)), None)[0]
        made.append(fact(name, **parts))
    return Vocabulary(tuple(made))


def condition(text: str, words: Vocabulary) -> Condition:
    tree, findings = resolve_condition(parse_condition(text), words)
    assert not findings, findings
    return tree


def amount(text: str, words: Vocabulary) -> Amount:
    tree, findings = resolve_amount(parse_amount(text), words)
    assert not findings, findings
    return tree


def cite(id_: str) -> dict[str, Any]:
    citation = Citation("一", f"{id_}的条文")
    return {"id": id_, "title": both(id_), "theme": "recognition", "cite": (citation,)}


def reward(id_: str, words: Vocabulary, pays: str, when: str = "true", **more: Any) -> Reward:
    more.setdefault("nature", Nature.ENTITLEMENT)
    return Reward(amount=amount(pays, words), when=condition(when, words), **cite(id_), **more)


def support(id_: str, words: Vocabulary, when: str, **more: Any) -> Support:
    nature = more.pop("nature", Nature.ENTITLEMENT)
    return Support(kind=SupportKind.GUIDANCE, nature=nature, when=condition(when, words), **cite(id_), **more)


def obligation(id_: str, words: Vocabulary, bound: str, requires: str, **more: Any) -> Obligation:
    return Obligation(bound=condition(bound, words), requires=condition(requires, words), **cite(id_), **more)


def group(id_: str, rewards: Iterable[str], *, highest: bool = False, at_most: int | None = None) -> Group:
    ceiling = None if at_most is None else Fraction(at_most)
    citation = (Citation("一", "条文"),)
    return Group(
        id=id_, title=both(id_), rewards=tuple(rewards), cite=citation, highest=highest, at_most=ceiling
    )


def plan(words: Vocabulary, *rules: Reward | Support | Obligation | Group, **more: Any) -> Plan:
    """A plan of 安阳's jurisdiction in force from 2021-01-01, with no end, unless told otherwise."""
    start, end = more.pop("period", (date(2021, 1, 1), None))
    said: dict[str, Any] = {
        "city": CITY,
        "version": "v1",
        "title": both("一部虚构的方案", "A made-up plan"),
        "document_number": None,
        "issuer": both("虚构市人民政府"),
        "jurisdiction": CODE,
        "name": both("虚构市", "Madeup"),
        "level": Level.PREFECTURE,
        "parent": None,
        "draft": False,
        "period": Period(start, end),
        "horizon": None,
        "validity": Validity(None, None),
        "source": "made_up.txt",
        "clauses": (Clause("一", both("唯一条款")),),
        "departments": (),
        "rewards": {rule.id: rule for rule in rules if isinstance(rule, Reward)},
        "groups": tuple(rule for rule in rules if isinstance(rule, Group)),
        "supports": {rule.id: rule for rule in rules if isinstance(rule, Support)},
        "obligations": {rule.id: rule for rule in rules if isinstance(rule, Obligation)},
        "duties": {},
        "targets": {},
        "own_facts": (),
        "related_documents": (),
        "vocabulary": words,
        "digest": "sha256:" + "0" * 64,
    }
    return Plan(**(said | more))


def known(profile: Mapping[str, Any], asked: Plan) -> Facts:
    ids = [f"{asked.city}.{id_}" for id_ in asked.rewards]
    return known_facts(profile, asked.vocabulary, {asked.city: asked.jurisdiction}, ids, asked.city)


def ask(asked: Plan, profile: Mapping[str, Any], as_of: date = AS_OF, **options: Any) -> Assessment:
    """The assessment of an enterprise that is registered here, unless the profile says otherwise."""
    facts = known({**HERE, **profile}, asked)
    return assess(asked, choose([asked], as_of).force, facts, as_of, **options)


def exactly(much: int | str) -> Interval:
    return Interval(Decimal(much), Decimal(much))


def between(low: int, high: int | None) -> Interval:
    return Interval(Decimal(low), None if high is None else Decimal(high))


def reach(low: int, high: int | None) -> Reach:
    return Reach(Fraction(low), None if high is None else Fraction(high))
