"""The two shapes that rule files have: a list of entries, or entries under ids; each entry read by itself.

A file is taken apart here rather than validated whole, so that one bad entry hides no other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Many

from policyengine.errors import Finding
from policyengine.rulebook.findings import MissingKey, UnusableId, WrongValue
from policyengine.rulebook.shape import KEYS_AND_VALUES, LIST, found_in
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.text.yaml_findings import TooMany
from policyengine.rulebook.written import is_null, unknown_keys

_ID = re.compile(r"[a-z][a-z0-9_]{0,79}")
CHOICE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")
"""A choice stands in conditions alone, and 类别 are printed as A, B, C."""

MOST_ENTRIES = 300
"""Rules of one kind, or definitions, in a version."""
MOST_ITEMS = 100
"""Items of a list within one of them: tiers, brackets, payments, parts of a condition."""


def sections(node: Node, valid: Many[str], findings: list[Finding]) -> dict[str, Node]:
    """What stands under each valid key of a file, if anything does; other keys are findings.

    A file with not a word in it, not even a comment, is one too: most likely it was cut off.
    """
    if is_null(node):
        if isinstance(node, Scalar) and node.source is not None and not node.source.text.strip():
            findings.append(MissingKey(key=valid[0], span=node.head))
        return {}
    if not isinstance(node, Mapping):
        findings.append(WrongValue(found_in(node), KEYS_AND_VALUES, span=node.head))
        return {}
    findings.extend(unknown_keys(node, valid))
    return {key: item for key, item in node.items.items() if key in valid}


def listed(node: Node | None, findings: list[Finding]) -> tuple[Node, ...]:
    """The entries of a list; none where there is nothing under its key."""
    if node is None or is_null(node):
        return ()
    if isinstance(node, Sequence):
        return node.items
    findings.append(WrongValue(found_in(node), LIST, span=node.head))
    return ()


def bounded_entries(node: Node | None, findings: list[Finding]) -> tuple[Node, ...]:
    """The entries of a list of rules, but those in which a list is too long; none where it is itself."""
    entries = listed(node, findings)
    if node is not None and len(entries) > MOST_ENTRIES:
        findings.append(TooMany(count=len(entries), limit=MOST_ENTRIES, span=node.head))
        return ()
    return tuple(entry for entry in entries if not _lists_too_long(entry, findings))


def _lists_too_long(node: Node, findings: list[Finding]) -> bool:
    if isinstance(node, Scalar):
        return False
    if isinstance(node, Sequence) and len(node.items) > MOST_ITEMS:
        findings.append(TooMany(count=len(node.items), limit=MOST_ITEMS, span=node.head))
        return True
    below = node.items if isinstance(node, Sequence) else node.items.values()
    return sum(_lists_too_long(item, findings) for item in below) > 0  # each of them is told


def named(
    node: Node | None, findings: list[Finding], ids: re.Pattern[str] = _ID
) -> tuple[tuple[Scalar, Node], ...]:
    """The entries under ids; each id must be one."""
    if node is None or is_null(node):
        return ()
    if not isinstance(node, Mapping):
        findings.append(WrongValue(found_in(node), KEYS_AND_VALUES, span=node.head))
        return ()
    findings.extend(
        UnusableId(found=key.text, span=key.span) for key in node.keys.values() if not ids.fullmatch(key.text)
    )
    return tuple((key, node.items[text]) for text, key in node.keys.items() if ids.fullmatch(text))
