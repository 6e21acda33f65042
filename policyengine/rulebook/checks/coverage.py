"""Every leaf clause of a plan is cited by a rule, or says why it has none; every cited clause exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Span, shown
from policyengine.language.facts import nearest
from policyengine.rulebook.checks.places import Named, counted, told
from policyengine.rulebook.checks.statements import cited
from policyengine.rulebook.findings import did_you_mean
from policyengine.rulebook.plan import Clause, Plan


@dataclass(frozen=True, slots=True)
class UncoveredClause(Finding):
    """No rule, definition or other provision cites a clause, and the clause gives no reason.

    Why: a clause that nobody encoded is a promise that nobody is told of, and it looks like no promise.
    Mend: encode it, or say in its `reason` why it has no rule. Clauses that are divided need neither.
    """

    code = "uncovered-clause"
    clause: str

    def message(self) -> Bilingual:
        """The clause."""
        return Bilingual(
            zh=f"没有规则引用“{self.clause}”，也没有写明原因",
            en=f"no rule cites clause {self.clause}, and it gives no `reason`",
        )


@dataclass(frozen=True, slots=True)
class ReasonButCited(Finding):
    """A clause says why no rule cites it, and one does.

    Why: one of the two is out of date, and a reader of the plan believes the reason.
    Mend: delete the `reason`.
    """

    code = "reason-but-cited"
    clause: str
    rule: str

    def message(self) -> Bilingual:
        """The clause and a rule that cites it."""
        return Bilingual(
            zh=f"“{self.clause}”写明了没有规则的原因，却被“{self.rule}”引用",
            en=f"clause {self.clause} gives a `reason` for having no rule, but `{self.rule}` cites it",
        )


@dataclass(frozen=True, slots=True)
class UnknownClause(Finding):
    """A clause that `plan.yaml` does not list.

    Why: whoever looks the number up must find it; a wrong clause is as bad as none.
    Mend: take the nearest clause, or list the clause in `plan.yaml`. Ids are the numeral or the article,
    then (一), then 1, half-width and without 、, such as 三(一)1 or 第八条(一).
    """

    code = "unknown-clause"
    found: str
    nearest: str | None
    places: int = 1

    def message(self) -> Bilingual:
        """The clause as it was cited."""
        found = shown(self.found)
        words = Bilingual(zh=f"plan.yaml中没有条款“{found}”", en=f"`plan.yaml` lists no clause {found}")
        return counted(words, self.places)

    def help(self) -> Bilingual | None:
        """The nearest clause."""
        return did_you_mean(self.nearest)


@dataclass(frozen=True, slots=True)
class DuplicateClause(Finding):
    """A clause is listed twice.

    Why: coverage would count it twice, and its heading could differ.
    Mend: delete one; clauses that the text numbers alike are told apart by what stands before them (附件2三).
    """

    code = "duplicate-clause"
    clause: str

    def message(self) -> Bilingual:
        """The clause."""
        return Bilingual(zh=f"条款“{self.clause}”重复", en=f"clause {self.clause} is listed twice")


def coverage(plan: Plan) -> Iterator[Finding]:
    """What is wrong between the clauses listed and the clauses cited."""
    citing = {each.cite.clause: each.statement.id for each in cited(plan)}
    undivided = leaves(clause.id for clause in plan.clauses)
    seen: set[str] = set()
    for index, clause in enumerate(plan.clauses):
        at = plan.written_at.get(f"clauses.{index}", plan.span)
        span = plan.written_at.get(f"clauses.{index}.id", at)
        if clause.id in seen:
            yield DuplicateClause(clause=clause.id, span=span)
        elif clause.id in undivided:
            yield from _of_leaf(clause, citing.get(clause.id), span)
        seen.add(clause.id)
    yield from _unknown(plan, seen)


def leaves(clauses: Iterable[str]) -> frozenset[str]:
    """The clauses that no other extends: with 三(一)1 listed, neither 三 nor 三(一) is one."""
    ids = tuple(clauses)
    divided = {part for each in ids for part in _ancestors(each)}
    return frozenset(each for each in ids if each not in divided)


NUMERAL = "[零〇一二三四五六七八九十百]+"

# An article or its paragraph, a numeral, a bracketed numeral, an annex, 末 (what stands last), or an Arabic
# number with its point.
_STEP = re.compile(rf"附件\d*|第(?:{NUMERAL}|\d+)(?:条(?:之{NUMERAL})?|款)|\([^)]*\)|{NUMERAL}|\.?\d+|末|.")


def steps(clause: str) -> tuple[str, ...]:
    """A clause id taken apart: 附件2三(一) is 附件2, 三, (一); 第八条(一)1 is 第八条, (一), 1."""
    return tuple(_STEP.findall(clause))


def _ancestors(clause: str) -> Iterator[str]:
    parts = steps(clause)
    for end in range(1, len(parts)):
        yield "".join(parts[:end])


def _of_leaf(clause: Clause, rule: str | None, span: Span | None) -> Iterator[Finding]:
    if rule is None and clause.reason is None:
        yield UncoveredClause(clause=clause.id, span=span)
    if rule is not None and clause.reason is not None:
        yield ReasonButCited(clause=clause.id, rule=rule, span=span)


def _unknown(plan: Plan, known: set[str]) -> Iterator[Finding]:
    unlisted = (named for named in _named(plan) if named[0] not in known)
    for found, span, places in told(unlisted):
        yield UnknownClause(found=found, nearest=nearest(found, known), places=places, span=span)


def _named(plan: Plan) -> Iterator[Named]:
    """Every clause that a rule, a provision or a related document names."""
    for each in cited(plan):
        yield each.cite.clause, each.clause_at
    for index, document in enumerate(plan.related_documents):
        if document.clause is not None:
            yield document.clause, plan.written_at.get(f"related_documents.{index}.clause", plan.span)
