"""One entry of a rule file, read by itself against a small vocabulary: what it says, or what is wrong."""

from policyengine.errors import Bilingual
from policyengine.language.facts import Choice, FactDefinition, Vocabulary
from policyengine.language.tree import Kind
from policyengine.language.write import write
from policyengine.rulebook.from_document import conditions, groups, rules
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.text.yaml import read_yaml


def fact(name, kind, **more):
    label = Bilingual(zh=f"{name}项", en=f"the {name}")
    return FactDefinition(name=name, kind=kind, label=label, question=label, **more)


STATUS = tuple(Choice(each, Bilingual(zh=each, en=each)) for each in ("none", "valid"))
VOCABULARY = Vocabulary(
    (
        fact("status", Kind.CHOICE, choices=STATUS),
        fact("recognised_on", Kind.DATE),
        fact("hired_on", Kind.DATE),
        fact("moved_out", Kind.BOOLEAN),
        fact("accepted", Kind.BOOLEAN),
        fact("dishonest", Kind.BOOLEAN),
        fact("filed", Kind.BOOLEAN),
        fact("cost", Kind.MONEY),
        fact("planned_cost", Kind.MONEY),
        fact("tax", Kind.MONEY),
        fact("province_award", Kind.MONEY),
        fact("registered_in", Kind.JURISDICTION),
    )
)
_HEAD = """\
id: award
title: 奖励
theme: recognition
cite: {clause: 一, quote: 给予奖励}
"""


class Read:
    """What was made of an entry, and what was found wrong with it."""

    def __init__(self, made, findings, text):
        self.made, self.findings, self.text = made, findings, text

    @property
    def codes(self):
        return [each.code for each in self.findings]

    @property
    def underlined(self):
        """The words at the one thing that is wrong."""
        (finding,) = self.findings
        return self.text.splitlines()[finding.span.line - 1][
            finding.span.column - 1 : finding.span.end_column - 1
        ]


def entry(text, read, payers=(), vocabulary=VOCABULARY):
    findings = []
    made = read(read_yaml(text.encode(), "entry.yaml"), Expressions(vocabulary, findings, payers))
    return Read(made, findings, text)


def reward(text, **more):
    return entry(f"{_HEAD}nature: entitlement\n{text}", rules.reward, **more)


def support(text):
    return entry(f"{_HEAD}nature: entitlement\nkind: priority\n{text}", rules.support)


def obligation(text):
    return entry(f"{_HEAD}requires: filed\n{text}", rules.obligation)


def group(text):
    return entry(f"rewards: [a, b]\ncite: {{clause: 一, quote: 就高}}\n{text}", groups.group)


def plan_wide(text):
    return entry(
        f"id: all\ntitle: 失信除外\ncite: {{clause: 一, quote: 失信的除外}}\n{text}", conditions.plan_wide
    )


def amounts(payments):
    return [write(each.amount) for each in payments]


def told(read):
    """The reward, support or obligation of an entry with nothing wrong in it."""
    assert [each.message().en for each in read.findings] == []
    return read.made
