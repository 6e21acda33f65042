"""plan.yaml as the law's outer facts: whose plan it is, its period, its clauses and departments."""

from __future__ import annotations

from datetime import date
from typing import Any

from policyengine.errors import Bilingual, Finding
from policyengine.language.tree import Kind
from policyengine.language.types import TYPES, Refused
from policyengine.rulebook.choices import Level
from policyengine.rulebook.document import ClauseWritten, PlanWritten
from policyengine.rulebook.from_document.codes import level, stem
from policyengine.rulebook.from_document.entry import citations
from policyengine.rulebook.from_document.written_at import written_at
from policyengine.rulebook.plan import Clause, Department, Period, RelatedDocument, Validity
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Node


def plan_written(node: Node | None, findings: list[Finding]) -> PlanWritten | None:
    """plan.yaml as it is written; None where something in it is wrong."""
    before = len(findings)
    written = None if node is None else shaped(PlanWritten, node, findings)
    if written is not None:
        _check(written, findings)
    return written if len(findings) == before else None


def head(written: PlanWritten, city: str) -> dict[str, Any]:
    """What `Plan` takes from the parts of plan.yaml that need no vocabulary.

    Where it does not say, the government bears its folder's name, it issued the plan itself, and the
    document is `<city>.txt`.
    """
    return {
        **_government(written, city),
        "title": written.title.bilingual(),
        "document_number": written.document_number,
        "draft": written.draft,
        "period": Period(written.period.start, written.period.end),
        "cite": citations(written.cite),
        "horizon": written.horizon,
        "validity": _validity(written),
        "source": written.source or f"{city}.txt",
        "flaws": tuple(flaw.bilingual() for flaw in written.flaws),
        "reconstructions": tuple(written.reconstructions),
        "clauses": _clauses(written),
        "departments": tuple(Department(each.name, each.role) for each in written.departments),
        "related_documents": _related(written),
        "span": written.node.span,
        "written_at": written_at(written.node),
    }


def _government(written: PlanWritten, city: str) -> dict[str, Any]:
    name = written.name.bilingual() if written.name else Bilingual(zh=city, en=city)
    return {
        "issuer": written.issuer.bilingual() if written.issuer else name,
        "jurisdiction": written.jurisdiction,
        "name": name,
        "level": written.level,
        "parent": written.parent,
    }


def _clauses(written: PlanWritten) -> tuple[Clause, ...]:
    return tuple(
        Clause(each.id, _heading(each), each.reason.bilingual() if each.reason else None)
        for each in written.clauses
    )


def _heading(clause: ClauseWritten) -> Bilingual:
    return clause.heading.bilingual() if clause.heading else Bilingual(zh=clause.id, en=clause.id)


def _validity(written: PlanWritten) -> Validity:
    said = written.validity
    return Validity(None, None) if said is None else Validity(said.checked_on, said.by)


def _related(written: PlanWritten) -> tuple[RelatedDocument, ...]:
    return tuple(
        RelatedDocument(
            each.title.bilingual(), each.number, tuple(each.themes), each.note.bilingual(), each.clause
        )
        for each in written.related_documents
    )


def _check(written: PlanWritten, findings: list[Finding]) -> None:
    """The code is a province's, fits the level, and lies in the parent's."""
    code, node = written.jurisdiction, written.node
    try:
        TYPES[Kind.JURISDICTION].read(code)
    except Refused as refused:
        findings.append(wrong(node.items["jurisdiction"], refused.wanted.zh, refused.wanted.en))
        return
    if level(code) is not written.level:
        zh, en = _SHAPES[written.level]
        findings.append(wrong(node.items["jurisdiction"], zh, en))
    parent = written.parent
    if parent is not None and (parent == code or not code.startswith(stem(parent))):
        findings.append(wrong(node.items["parent"], f"包含{code}的上级代码", f"a code that contains {code}"))


_SHAPES = {
    Level.PROVINCE: ("以0000结尾的省级代码", "a province's code, which ends in 0000"),
    Level.PREFECTURE: ("以00结尾的地市级代码", "a prefecture's code, which ends in 00"),
    Level.COUNTY: ("不以00结尾的县级代码", "a county's code, which does not end in 00"),
}


_NOTHING = Bilingual(zh="", en="")
EMPTY: dict[str, Any] = {
    "title": _NOTHING,
    "document_number": None,
    "issuer": _NOTHING,
    "jurisdiction": "",
    "name": _NOTHING,
    "level": Level.PREFECTURE,
    "parent": None,
    "draft": False,
    "period": Period(date.min, None),
    "horizon": None,
    "validity": Validity(None, None),
    "source": "",
    "clauses": (),
    "departments": (),
    "related_documents": (),
}
"""What stands in for a plan.yaml that cannot be read."""
