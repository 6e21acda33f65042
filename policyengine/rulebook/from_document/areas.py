"""A plan's own areas and payers, which its conditions and its shares may name.

areas: [{id: hitech_zone, name: {zh: 高新区, en: High-Tech Zone}}]
payers: {zone_finance: {zh: 高新区财政, en: High-Tech Zone finance}}

They are read from plan.yaml even where the rest of it is wrong, since rules name them all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.document import AreaWritten
from policyengine.rulebook.entries import listed, named
from policyengine.rulebook.fact_findings import NameTaken
from policyengine.rulebook.findings import DuplicateId
from policyengine.rulebook.from_document.codes import stem
from policyengine.rulebook.provisions import Area
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.sugar.payers import PAYERS
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar
from policyengine.rulebook.written import Words


@dataclass(frozen=True, slots=True)
class _Written:
    """An area as written, with the code it lies in."""

    written: AreaWritten
    code: str

    @property
    def area(self) -> Area:
        return Area(self.written.id, self.written.name.bilingual(), f"{self.code}/{self.written.id}")


def areas(plan: Node | None, vocabulary: Vocabulary, findings: list[Finding]) -> tuple[Area, ...]:
    """The areas of plan.yaml, as far as each can be read; faults of shape are told elsewhere."""
    below = plan.get("areas") if isinstance(plan, Mapping) else None
    code = plan.get("jurisdiction") if isinstance(plan, Mapping) else None
    around = code.text if isinstance(code, Scalar) else ""
    shapes = (shaped(AreaWritten, item, []) for item in listed(below, []))
    written = [_Written(each, each.within or around) for each in shapes if each is not None]
    findings.extend(_clashes(written, vocabulary))
    findings.extend(_outside(written, around))
    return tuple(each.area for each in written)


def _outside(written: Iterable[_Written], around: str) -> Iterator[Finding]:
    for each in written:
        if not each.code.startswith(stem(around)):
            node = each.written.node.items["within"]
            yield wrong(node, f"{around}内的行政区划代码", f"a code that lies in {around}")


def _clashes(written: Iterable[_Written], vocabulary: Vocabulary) -> Iterator[Finding]:
    """Two areas of one id or one name, or an area named as a fact is."""
    owners: dict[str, Scalar] = {}
    for each in written:
        node = each.written.node
        id, name = node.items["id"], each.written.name.bilingual()
        if not isinstance(id, Scalar):
            continue
        first = owners.setdefault(each.written.id, id)
        if first is not id:
            place = f"{first.span.file}:{first.span.line}"
            yield DuplicateId(id=each.written.id, first=place, span=id.span)
        for word in dict.fromkeys((name.zh, name.en)):
            fact = vocabulary.find(word)
            # An alias of a fact gives way: opposite a place, the area is meant.
            if fact is not None and word not in fact.aliases:
                yield NameTaken(name=word, owner=fact.name, span=node.items["name"].head)
            elif owners.setdefault(word, id) is not id:
                yield wrong(node.items["name"], "与其他区域不同的名称", "a name that no other area has")


def own_payers(plan: Node | None, findings: list[Finding]) -> tuple[tuple[str, Bilingual], ...]:
    """The payers that plan.yaml adds to those every plan knows."""
    below = plan.get("payers") if isinstance(plan, Mapping) else None
    entries = named(below, findings if isinstance(below, Mapping) else [])
    made: list[tuple[str, Bilingual]] = []
    for key, node in entries:
        words = shaped(Words, node, [])
        if key.text in PAYERS:
            findings.append(wrong(key, "内置出资方以外的编号", "an id that no built-in payer has"))
        elif words is not None:
            made.append((key.text, words.bilingual()))
    return tuple(made)
