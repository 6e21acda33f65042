"""Files as nodes, each read once for as long as its content stays the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from policyengine.errors import Finding, Span
from policyengine.rulebook.folder import FileText
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.text.nodes import Node
from policyengine.rulebook.text.yaml import Unreadable, read_yaml
from policyengine.rulebook.text.yaml_findings import UnreadableFile


def nodes_of(
    files: Mapping[str, FileText], memory: Memory, findings: list[Finding]
) -> tuple[dict[str, Node], frozenset[str]]:
    """The files as nodes, and the names of those that are no YAML."""
    read = {
        # A file has the name of all it holds: with the same content it gives the same node.
        name: memory.noting(("yaml", file), (), partial(_node, file), findings)
        for name, file in files.items()
    }
    nodes = {name: node for name, node in read.items() if node is not None}
    return nodes, frozenset(files) - frozenset(nodes)


def _node(file: FileText, findings: list[Finding]) -> Node | None:
    if file.fault is not None:
        at = Span(file.shown, 1, 1, 1, 1)
        findings.append(UnreadableFile(path=file.shown, reason=file.fault, span=at))
        return None
    try:
        return read_yaml(file.content, file.shown)
    except Unreadable as error:
        findings.extend(error.findings)
        return None
