"""What may stand at a place of a file, by the schema of the file: keys, words to choose, names of things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from policyengine.languageserver.cursor import ITEM
from policyengine.rulebook.schema_parts import TEXT, Schema
from policyengine.rulebook.schemas import FILES, file_schema

_RECEIVED: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "reward": {"$ref": "#/$defs/reward", "description": "奖补编号 · The reward's id"},
            "payment": {**TEXT, "description": "第几笔；不写即整项 · Which payment; the whole if left out"},
            "amount": {"description": "已领取的金额 · What was received"},
            "on": {"description": "领取日期 · The day"},
        },
    },
}
_PROFILE: Schema = {
    "type": "object",
    "properties": {"received": {**_RECEIVED, "description": "已领取的奖补 · Rewards already received"}},
    "propertyNames": {"$ref": "#/$defs/fact"},
    "additionalProperties": {"$ref": "#/$defs/value_of_fact"},
}
EXPRESSIONS = frozenset({"condition", "amount", "term"})
"""The names of places where the rule language is written."""


@dataclass(frozen=True, slots=True)
class Place:
    """What may stand somewhere. `names`: of what; `names_of_keys`: the same for keys that nobody lists."""

    names: frozenset[str]
    names_of_keys: frozenset[str]
    keys: Mapping[str, str]
    choices: Mapping[str, str]
    takes_flag: bool


class Shape:
    """The schema of one file, asked place by place."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._places: dict[tuple[str, ...], Place] = {}

    def at(self, path: tuple[str, ...]) -> Place:
        """What may stand under these keys; nothing where the schema does not know them."""
        if path not in self._places:
            self._places[path] = _place([*self._opened(self._under(path))])
        return self._places[path]

    def _under(self, path: tuple[str, ...]) -> list[Schema]:
        nodes = [self._schema]
        for step in path:
            nodes = [below for _, node in self._opened(nodes) for below in _below(node, step)]
        return nodes

    def _opened(self, nodes: Iterable[Schema]) -> Iterator[tuple[str, Schema]]:
        """The schemas and all that they refer to or choose between, each with the name it was found under."""
        waiting, seen = [("", node) for node in nodes], set[str]()
        while waiting:
            name, node = waiting.pop()
            yield name, node
            target = str(node.get("$ref", "")).removeprefix("#/$defs/")
            if target and target not in seen:
                seen.add(target)
                waiting.append((target, self._schema["$defs"].get(target, {})))
            waiting.extend(("", each) for key in ("anyOf", "oneOf", "allOf") for each in node.get(key, ()))


def _below(node: Schema, step: str) -> Iterator[Schema]:
    if step == ITEM:
        if isinstance(node.get("items"), dict):
            yield node["items"]
    elif step in node.get("properties", {}):
        yield node["properties"][step]
    elif isinstance(node.get("additionalProperties"), dict):
        yield node["additionalProperties"]


def _place(nodes: list[tuple[str, Schema]]) -> Place:
    keys: dict[str, str] = {}
    choices: dict[str, str] = {}
    names_of_keys: set[str] = set()
    for _, node in nodes:
        for key, below in node.get("properties", {}).items():
            keys.setdefault(key, below.get("description", ""))
        told = node.get("markdownEnumDescriptions") or [""] * len(node.get("enum", ()))
        choices.update(zip(map(str, node.get("enum", ())), told, strict=True))
        if "const" in node and isinstance(node["const"], str):
            choices.setdefault(node["const"], "")
        target = str(node.get("propertyNames", {}).get("$ref", "")).removeprefix("#/$defs/")
        names_of_keys |= {target} if target else set()
    flag = any(node.get("type") == "boolean" or node.get("const") is True for _, node in nodes)
    names = frozenset(name for name, _ in nodes if name and name[0].islower())
    return Place(names, frozenset(names_of_keys), keys, choices, flag)


@cache
def shape_of(name: str) -> Shape | None:
    """The shape of the files of that name; None where nothing reads such a file."""
    if name not in FILES:
        return None
    return Shape(file_schema(name, {"profile": _PROFILE, "value_of_fact": {}}))
