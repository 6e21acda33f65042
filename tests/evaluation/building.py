"""Plans made of a few lines of rule text, and asking them, so that a test shows only what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.force import choose
from policyengine.evaluation.facts.profile import Facts, known_facts
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import ALWAYS, Kind, Literal
from policyengine.rulebook.choices import Cut, Level, Nature, Pay, PaymentKind, Per, SupportKind
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.paying import Ceiling, Clawback, Payment, Shares, Split, Splits
from policyengine.rulebook.plan import Clause, Obligation, Period, Plan, Reward, Support, Validity
from policyengine.rulebook.provisions import Group, PlanWide, Selector
from tests.evaluation.wording import (
    REGISTERED_IN,
    amount,
    between,
    both,
    condition,
    exactly,
    fact,
    named,
    reach,
    term,
    vocabulary,
)

__all__ = [
    "AS_OF",
    "CITY",
    "CODE",
    "HERE",
    "REGISTERED_IN",
    "amount",
    "ask",
    "between",
    "both",
    "ceiling",
    "cite",
    "clawback",
    "condition",
    "exactly",
    "fact",
    "group",
    "known",
    "named",
    "obligation",
    "payment",
    "plan",
    "plan_wide",
    "reach",
    "reward",
    "splits",
    "support",
    "term",
    "vocabulary",
]

CITY, CODE = "made_up", "410500"
HERE = {"registered_in": CODE}
AS_OF = date(2021, 6, 30)


def cite(id_: str) -> dict[str, Any]:
    citation = Citation("一", f"{id_}的条文")
    return {"id": id_, "title": both(id_), "theme": "recognition", "cite": (citation,)}


def reward(id_: str, words: Vocabulary, pays: str, when: str = "true", **more: Any) -> Reward:
    """A reward. `paid_by`: shares, or splits; `promised`: what the text names, where `pays` is less."""
    more.setdefault("nature", Nature.ENTITLEMENT)
    promised = amount(more.pop("promised", pays), words)
    if "paid_by" in more:
        more["paid_by"] = splits(more["paid_by"])
    tree = amount(pays, words)
    return Reward(amount=tree, promised=promised, when=condition(when, words), **cite(id_), **more)


def splits(shares: Shares | Splits) -> Splits:
    """Shares as the one split that always holds; splits as they are."""
    return tuple(
        each if isinstance(each, Split) else Split(ALWAYS, shares)  # type: ignore[arg-type]
        for each in (shares if isinstance(shares[0], Split) else shares[:1])
    )


def payment(id_: str, words: Vocabulary, pays: str, when: str = "true", **more: Any) -> Payment:
    """One payment of a reward; `earliest` and `kind` as text."""
    earliest = more.pop("earliest", None)
    return Payment(
        id=id_,
        title=both(id_),
        kind=PaymentKind(more.pop("kind", "instalment")),
        amount=amount(pays, words),
        when=condition(when, words),
        earliest=None if earliest is None else term(earliest, words),
        **more,
    )


def clawback(id_: str, words: Vocabulary, when: str, share: Fraction = Fraction(1)) -> Clawback:
    """What sends a share of the money back."""
    return Clawback(id=id_, title=both(id_), when=condition(when, words), share=share)


def support(id_: str, words: Vocabulary, when: str, **more: Any) -> Support:
    nature = more.pop("nature", Nature.ENTITLEMENT)
    return Support(kind=SupportKind.GUIDANCE, nature=nature, when=condition(when, words), **cite(id_), **more)


def obligation(id_: str, words: Vocabulary, bound: str, requires: str, **more: Any) -> Obligation:
    """An obligation; `by` and `start` are days, or terms as text."""
    for key in ("by", "start"):
        if isinstance(more.get(key), date):
            more[key] = Literal(Kind.DATE, more[key])
        elif isinstance(more.get(key), str):
            more[key] = term(more[key], words)
    return Obligation(bound=condition(bound, words), requires=condition(requires, words), **cite(id_), **more)


def group(
    id_: str,
    members: Iterable[str],
    *,
    highest: bool = False,
    at_most: int | None = None,
    pay: str | None = None,
    ceilings: Iterable[Ceiling] = (),
    cut: str | None = None,
    **more: Any,
) -> Group:
    """A group. `highest` and `at_most` are short for `pay="highest"` and one ceiling of so many 元."""
    paid = Pay("highest" if highest else pay) if highest or pay else None
    fixed = () if at_most is None else (Ceiling(Literal(Kind.MONEY, Fraction(at_most))),)
    return Group(
        id=id_,
        title=both(id_),
        cite=(Citation("一", "条文"),),
        members=tuple(members),
        pay=paid,
        ceilings=(*fixed, *ceilings),
        cut=None if cut is None else Cut(cut),
        **more,
    )


def ceiling(
    words: Vocabulary, at_most: str, *, per: str | None = None, counting: str | None = None
) -> Ceiling:
    """A ceiling of a term, for a year or ever, with what else counts."""
    return Ceiling(
        amount(at_most, words),
        None if per is None else Per(per),
        None if counting is None else term(counting, words),
    )


def plan_wide(
    id_: str, words: Vocabulary, require: str, applies_to: Iterable[Selector], **more: Any
) -> PlanWide:
    """A condition stated once for the rules that some selector picks."""
    citation = (Citation("一", f"{id_}的条文"),)
    return PlanWide(
        id=id_,
        title=both(id_),
        cite=citation,
        require=condition(require, words),
        applies_to=tuple(applies_to),
        **more,
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
    ids = {f"{asked.city}.{id_}": [each.id for each in rule.payments] for id_, rule in asked.rewards.items()}
    return known_facts(profile, asked.vocabulary, {asked.city: asked.jurisdiction}, ids, asked.city)


def ask(asked: Plan, profile: Mapping[str, Any], as_of: date = AS_OF, **options: Any) -> Assessment:
    """The assessment of an enterprise that is registered here, unless the profile says otherwise."""
    facts = known({**HERE, **profile}, asked)
    return assess(asked, choose([asked], as_of).force, facts, as_of, **options)
