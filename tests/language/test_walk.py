"""Going through trees, and trees as dictionaries."""

import json

from hypothesis import given

from policyengine.language.as_dict import as_dict
from policyengine.language.parse import parse_amount, parse_condition
from policyengine.language.tree import Fact
from policyengine.language.walk import atoms, children, depth, descend, facts_read, rewrite
from policyengine.language.write import write
from tests.strategies import amounts, conditions


def test_facts_are_told_once_in_the_order_of_reading():
    amount = parse_amount("(a * b if c and a > 1, otherwise d) at least e at most b rounded down to 1元")
    assert facts_read(amount) == ("c", "a", "b", "d", "e")


def test_atoms_are_the_undivided_conditions():
    condition = parse_condition("a and not (b > 1 or a) and at least 1 of [c in [x], b > 1]")
    assert [write(atom) for atom in atoms(condition)] == ["a", "b > 1", "c in [x]"]


def test_rewriting_reaches_every_fact_and_keeps_the_rest():
    amount = parse_amount("a if b in [x] and b > c, otherwise up to d at most e")
    renamed = rewrite(amount, lambda node: Fact(node.name.upper()) if isinstance(node, Fact) else node)
    assert write(renamed) == "A if B in [x] and B > C, otherwise up to D at most E"


@given(conditions | amounts)
def test_rewriting_nothing_gives_the_same_tree(tree):
    assert rewrite(tree, lambda node: node) == tree


@given(conditions | amounts)
def test_descending_meets_every_child_after_its_parent(tree):
    met = list(descend(tree))
    assert met[0] == tree
    assert len(met) == 1 + sum(len(list(descend(child))) for child in children(tree))
    assert 1 <= depth(tree) <= len(met)


@given(conditions | amounts)
def test_a_tree_as_dictionary_is_json_with_a_kind_at_every_node(tree):
    told = json.loads(json.dumps(as_dict(tree)))
    assert told == as_dict(tree)
    assert count_of_kinds(told) == len(list(descend(tree)))


def test_a_comparison_as_dictionary():
    assert as_dict(parse_condition("a >= 30万元")) == {
        "kind": "compare",
        "relation": ">=",
        "left": {"kind": "fact", "fact": "a"},
        "right": {"kind": "literal", "type": "money", "value": "300000"},
    }


def count_of_kinds(told):
    if isinstance(told, list):
        return sum(map(count_of_kinds, told))
    if isinstance(told, dict):
        return ("kind" in told) + sum(map(count_of_kinds, told.values()))
    return 0
