"""`readings:`, the ways in which words can be read: one chosen, each other as the whole rule so read.

readings:
  - {id: replaces, zh: 80万元代替50万元, chosen: true}
  - {id: adds, zh: 80万元之外另给50万元, instead: {amount: 130万元}}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias, TypeVar

from policyengine.errors import Bilingual
from policyengine.rulebook.document import ReadingWritten
from policyengine.rulebook.findings import KeysExclude, MissingKey, UnchosenReading, UnknownKey
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.local_ids import refuse_local_twins
from policyengine.rulebook.plan import Obligation, Reading, Reward, Support
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Mapping, Node, Sequence
from policyengine.rulebook.written import is_null

R = TypeVar("R", Reward, Support, Obligation)
_ReadRule: TypeAlias = Callable[[Node, Expressions], R | None]

_FIXED = ("id", "readings")


def with_readings(node: Node, read: Expressions, read_rule: _ReadRule[R]) -> R | None:
    """The rule of an entry, with every reading that is written beside it; None where any is wrong."""
    before = len(read.findings)
    rule = read_rule(node, read)
    written = list(_written(node))
    if not isinstance(node, Mapping) or not written:
        return rule
    readings = tuple(_reading(each, node, read, read_rule) for each in written)
    _check(written, node, read)
    if rule is None or len(read.findings) > before:
        return None
    return replace(rule, readings=readings)


def _written(node: Node) -> Iterator[ReadingWritten]:
    """The readings of an entry as far as each has its shape; what is wrong with that has been told."""
    for item in _listed(node):
        reading = shaped(ReadingWritten, item, [])
        if reading is not None:
            yield reading


def _listed(node: Node) -> tuple[Node, ...]:
    below = node.get("readings") if isinstance(node, Mapping) else None
    return below.items if isinstance(below, Sequence) else ()


def _reading(
    written: ReadingWritten,
    node: Mapping,
    read: Expressions,
    read_rule: _ReadRule[R],
) -> Reading:
    words = Bilingual(zh=written.zh, en=written.en or written.zh)
    if not isinstance(written.instead, Mapping):
        return Reading(written.id, words)
    before = len(read.findings)
    rule = read_rule(_so_read(node, written.instead), read)
    # What is wrong with the rule itself has been told; what is new stands under `instead`.
    told = read.findings[:before]
    read.findings[before:] = [each for each in read.findings[before:] if each not in told]
    return Reading(written.id, words, rule)


def _so_read(node: Mapping, instead: Mapping) -> Mapping:
    """The rule's entry with other keys in the place of its own; a key that holds nothing takes one away."""
    items = {**node.items, **instead.items}
    dropped = {key for key, item in instead.items.items() if is_null(item)} | {"readings"}
    kept = [key for key in items if key not in dropped]
    places = {**node.keys, **instead.keys}
    return Mapping({key: items[key] for key in kept}, {key: places[key] for key in kept}, node.span)


def _check(written: list[ReadingWritten], node: Mapping, read: Expressions) -> None:
    """Two readings or more, exactly one of them chosen, and every other one different from it."""
    place = node.keys["readings"].span
    chosen = tuple(each.id for each in written if each.chosen)
    whole = len(written) == len(_listed(node))  # else the one that is missed may be the one that is wrong
    if whole and (len(chosen) != 1 or len(written) < 2):
        read.findings.append(UnchosenReading(chosen=chosen, of=len(written), span=place))
    refuse_local_twins([each.node for each in written], read)
    for each in written:
        instead = each.instead
        if each.chosen and instead is not None:
            keys = ("chosen", "instead")
            read.findings.append(KeysExclude(keys=keys, found=keys, span=each.node.keys["instead"].span))
        elif not each.chosen and instead is None:
            read.findings.append(MissingKey(key="instead", span=each.node.head))
        elif isinstance(instead, Mapping):
            _check_keys(instead, read)
        elif instead is not None:
            read.findings.append(wrong(instead, "替换本规则的“键: 值”", "the keys of the rule that differ"))


def _check_keys(instead: Mapping, read: Expressions) -> None:
    for key in _FIXED:
        if key in instead.items:
            read.findings.append(UnknownKey(found=key, nearest=None, span=instead.keys[key].span))
