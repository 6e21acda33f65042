"""What a piece of YAML says in the rule language, against a few facts; and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding
from policyengine.language.facts import Choice, FactDefinition, Vocabulary
from policyengine.language.tree import Amount, Kind, Unstated
from policyengine.language.write import write
from policyengine.rulebook.from_document.definitions import Defined, definitions
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.paying import Splits
from policyengine.rulebook.text.nodes import Mapping, Node
from policyengine.rulebook.text.nodes import Sequence as NodeSequence
from policyengine.rulebook.text.yaml import read_yaml


def fact(name: str, kind: Kind, zh: str, choices: Sequence[str] = ()) -> FactDefinition:
    label = Bilingual(zh=zh, en=name.replace("_", " ").capitalize())
    options = tuple(Choice(each, Bilingual(zh=f"{each}类", en=each)) for each in choices)
    return FactDefinition(
        name=name, kind=kind, label=label, question=Bilingual(zh="？", en="?"), choices=options
    )


FACTS = Vocabulary(
    (
        fact("revenue", Kind.MONEY, "营业收入"),
        fact("rd_expense", Kind.MONEY, "研发费用"),
        fact("rd_intensity", Kind.RATIO, "研发强度"),
        fact("staff", Kind.COUNT, "职工人数"),
        fact("established_on", Kind.DATE, "成立日期"),
        fact("lease", Kind.DURATION, "租期"),
        fact("on_island", Kind.BOOLEAN, "在人才岛"),
        fact("above_scale", Kind.BOOLEAN, "规模以上"),
        fact("performance", Kind.CHOICE, "绩效等级", choices=("a", "b", "c")),
        fact("registered_in", Kind.JURISDICTION, "注册地"),
    )
)


@dataclass(frozen=True)
class Said:
    """A tree's canonical text, None where it could not be read, and the findings."""

    text: str | None
    findings: tuple[Finding, ...]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    @property
    def words(self) -> list[str]:
        """The findings in Chinese."""
        return [finding.message().zh for finding in self.findings]


def amount(text: str) -> Said:
    """What the mapping of an entry says under `amount:`, with the bounds beside it."""
    findings: list[Finding] = []
    node = _read(text)
    tree = Expressions(FACTS, findings).amount(node.items["amount"], node)
    return Said(None if tree is None else write(tree), tuple(findings))


def value(text: str) -> Said:
    """Likewise a value of any kind, under `value:`."""
    findings: list[Finding] = []
    node = _read(text)
    tree = Expressions(FACTS, findings).value(node.items["value"], node)
    return Said(None if tree is None else write(tree), tuple(findings))


def paid_by(
    text: str, amount: str | None = None, payers: Sequence[str] = ()
) -> tuple[Splits | None, list[str]]:
    """Who pays an amount, or any amount, and the codes of what is wrong."""
    findings: list[Finding] = []
    read = Expressions(FACTS, findings, payers)
    of: Amount | None = Unstated() if amount is None else read.amount(_read(amount).items["amount"])
    return read.splits(_read(text).items["paid_by"], of), [each.code for each in findings]


def defined(text: str) -> tuple[Defined, tuple[Finding, ...]]:
    """The definitions of a file, each citing something, and what is wrong with them."""
    findings: list[Finding] = []
    entries = _read(text).items["definitions"]
    assert isinstance(entries, NodeSequence)
    return definitions(entries.items, FACTS, findings), tuple(findings)


def _read(text: str) -> Mapping:
    node: Node = read_yaml(text.encode(), "rewards.yaml")
    assert isinstance(node, Mapping)
    return node
