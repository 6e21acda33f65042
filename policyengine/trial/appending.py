"""Cases added at the end of a cases.yaml, of which nothing else changes by a character."""

from __future__ import annotations

from policyengine.errors import Finding
from policyengine.rulebook.cases import Case, read_cases
from policyengine.rulebook.text.nodes import Mapping, Sequence
from policyengine.rulebook.text.yaml import Unreadable, read_yaml

KEY = "cases:"


class NowhereToAdd(Exception):
    """The file is laid out so that nothing can be added at its end: `cases` is in brackets, or not last."""


def appended(before: str, cases: str, name: str) -> str:
    """The text with more cases after its own. `cases`: a whole cases.yaml; `name`: the file's.

    NowhereToAdd where that cannot be done; Unreadable, with findings, where the text is no YAML.
    INVARIANT: the text begins as it did, and reads as the cases it had and then the new ones, each alike.
    """
    if not before.strip():
        return cases
    entries = cases.removeprefix(f"{KEY}\n")
    whole = before if before.endswith("\n") else f"{before}\n"
    made = whole + _moved(entries, _indent(before, name))
    wanted = (*_cases(before, name), *_cases(cases, name))
    try:
        fits = _cases(made, name) == wanted
    except Unreadable:
        fits = False
    if not fits:
        raise NowhereToAdd(name)
    return made


def _indent(text: str, name: str) -> int:
    """How far the dashes of the list stand from the left."""
    node = read_yaml(text, name)
    listed = node.get("cases") if isinstance(node, Mapping) else None
    if not isinstance(listed, Sequence):
        raise NowhereToAdd(name)
    line = text.splitlines()[listed.items[0].head.line - 1] if listed.items else f"  - {KEY}"
    return len(line) - len(line.lstrip())


def _moved(entries: str, indent: int) -> str:
    """The entries, which stand two spaces in, as far in as those that are there."""
    lines = (line.removeprefix("  ") for line in entries.splitlines())
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)


def _cases(text: str, name: str) -> tuple[Case, ...]:
    findings: list[Finding] = []
    found = read_cases(read_yaml(text, name), findings)
    if findings:
        raise NowhereToAdd(name)
    return found
