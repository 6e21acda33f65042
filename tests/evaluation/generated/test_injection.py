"""Hostile plans: no text of theirs becomes code, whatever it holds."""

from __future__ import annotations

import ast
import re
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.generated.program import program
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import AllOf, Among, Compare, Fact, Kind, Literal, Relation
from policyengine.rulebook.choices import Nature
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Plan, Reward
from tests.evaluation.building import REGISTERED_IN, both, plan
from tests.evaluation.generated.alike import assert_alike

HOSTILE = [
    "x\nraise SystemExit",
    "x\r\nraise SystemExit",
    "'); raise SystemExit #",
    '"""\nraise SystemExit\n"""',
    "f0 = raise_",
    "__import__('os')",
    "\x00",
    "\x0craise SystemExit",
    "\u2028raise SystemExit",
    "\\\nraise SystemExit",
    "def",
    "known",
    "TRUE",
    "ＥＬＩＧＩＢＬＥ",
    "营业收入",
]
texts = st.sampled_from([*HOSTILE, "."]) | st.text(min_size=1, max_size=20)


def hostile(fact: str, rule: str, word: str, clause: str) -> Plan:
    """A plan whose names and values are all given."""
    named = FactDefinition(name=fact, kind=Kind.TEXT, label=both("甲"), question=both("甲？"))
    flag = FactDefinition(name=f"{fact}!", kind=Kind.BOOLEAN, label=both("乙"), question=both("乙？"))
    asked = AllOf(
        (
            Compare(Fact(named.name), Relation.EQUAL, Literal(Kind.TEXT, word)),
            Among(Fact(named.name), (Literal(Kind.TEXT, word), Literal(Kind.TEXT, "other"))),
            Fact(flag.name),
        )
    )
    amount = Literal(Kind.MONEY, Fraction(7))
    reward = Reward(
        id=rule,
        title=both(word),
        theme="recognition",
        cite=(Citation(clause, word),),
        when=asked,
        amount=amount,
        promised=amount,
        nature=Nature.ENTITLEMENT,
    )
    return plan(Vocabulary((REGISTERED_IN, named, flag)), reward, city=clause)


@given(texts, texts, texts, texts)
def test_names_and_values_of_any_writing_are_bound_and_never_written(
    fact: str, rule: str, word: str, clause: str
) -> None:
    made = hostile(fact, rule, word, clause)
    source = program(made).source
    tree = ast.parse(source)
    assert [type(node) for node in tree.body] == [ast.FunctionDef]
    calls = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    # A name with a dot is of an entry's field, which is asked of the plain evaluator.
    made_here = {name for name in calls if re.fullmatch(r"plain\d+_truth", name)}
    assert calls - made_here <= {"Answer", "v0_in_410500", "known"}
    assert all(not isinstance(node.value, str) for node in ast.walk(tree) if isinstance(node, ast.Constant))
    assert not any(isinstance(node, ast.Attribute | ast.Import | ast.Subscript) for node in ast.walk(tree))
    for known in ({}, {fact: word, f"{fact}!": True}, {fact: "other", f"{fact}!": False}):
        facts = MappingProxyType({"registered_in": "410500", **known})
        assert_alike(made, Facts(facts, facts, None, made.vocabulary), date(2021, 6, 30))
