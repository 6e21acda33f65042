"""Where in a version a value stands: `rewards.hte_first_recognition.paid_by.city_finance`, `cases[3].as_of`.

The first word names the file's list (`plan` is the whole of plan.yaml); the next are keys, ids or names of
entries, or `[n]`, counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from policyengine.errors import RequestError
from policyengine.language.facts import nearest
from policyengine.refusals import UnknownPath, WrittenElsewhere
from policyengine.rulebook.editing.pieces import Group, Leaf, Member, Piece

Step: TypeAlias = "str | int"

FILE_OF = {
    "plan": "plan.yaml",
    "definitions": "definitions.yaml",
    "conditions": "conditions.yaml",
    "rewards": "rewards.yaml",
    "groups": "rewards.yaml",
    "supports": "supports.yaml",
    "obligations": "obligations.yaml",
    "duties": "duties.yaml",
    "targets": "targets.yaml",
    "facts": "facts.yaml",
    "cases": "cases.yaml",
}
_STEP = re.compile(r"\.?([^.\[\]]+)|\[([0-9]{1,9})\]")


@dataclass(frozen=True, slots=True)
class Spot:
    """What a path leads to: the groups from the file's value down, and which of its entries is taken in each.

    The last number is one past the group's last where the entry is to be added, in a mapping under `key`.
    """

    trail: tuple[tuple[Group, int], ...]
    key: str | None

    @property
    def group(self) -> Group:
        """The list or mapping that holds it."""
        return self.trail[-1][0]

    @property
    def index(self) -> int:
        """Its number there."""
        return self.trail[-1][1]

    @property
    def key_written(self) -> str | None:
        """Its key as the file has it: a path may name an entry otherwise."""
        key = None if self.member is None else self.member.key
        return self.key if key is None else key.text

    @property
    def member(self) -> Member | None:
        """The entry, if it is there already."""
        return self.group.members[self.index] if self.index < len(self.group.members) else None


def steps_of(path: str) -> tuple[Step, ...]:
    """The words and numbers of a path. RequestError where it is none, or names no file of a version."""
    steps: list[Step] = []
    at = 0
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None:
            raise RequestError([UnknownPath(path, ())])
        steps.append(found[1] if found[1] is not None else int(found[2]))
        at = found.end()
    if not steps or steps[0] not in FILE_OF:
        raise _unknown(path, steps, 0, tuple(FILE_OF))
    return tuple(steps)


def file_of(steps: Sequence[Step]) -> str:
    """The name of the file that a path leads into."""
    return FILE_OF[str(steps[0])]


def spot(root: Piece | None, steps: Sequence[Step], path: str) -> Spot:
    """The place of a path below a file's value. RequestError where there is none, with the nearest path.

    A last key that its mapping does not have, and the number after a list's last, are places to add to.
    """
    inside = steps[1:] if steps[0] == "plan" else steps
    if not inside:
        raise RequestError([UnknownPath(path, names_in(root))])
    trail: list[tuple[Group, int]] = []
    piece = root
    for number, step in enumerate(inside):
        last = number == len(inside) - 1
        at = len(steps) - len(inside) + number
        if isinstance(piece, Leaf) and piece.is_alias:
            raise RequestError([WrittenElsewhere(path, piece.source)])
        if not isinstance(piece, Group):
            raise _unknown(path, steps, at, ())
        index = _index(piece, step)
        if index is None or (index == len(piece.members) and not last):
            if not last or piece.is_list or not isinstance(step, str):
                raise _unknown(path, steps, at, names_in(piece))
            index = len(piece.members)
        trail.append((piece, index))
        if last:
            return Spot(tuple(trail), None if piece.is_list else str(step))
        piece = piece.members[index].value
    raise AssertionError("a path has a last step")


def _index(group: Group, step: Step) -> int | None:
    if group.is_list and (isinstance(step, int) or (step.isascii() and step.isdigit())):
        return int(step) if int(step) <= len(group.members) else None
    if isinstance(step, int):
        return None
    return next((n for n, member in enumerate(group.members) if step in _names(member)), None)


def names_in(piece: Piece | None) -> tuple[str, ...]:
    """The names that a path may take at a list or mapping: keys; ids, names or numbers of entries."""
    if not isinstance(piece, Group):
        return ()
    named = (_names(member) for member in piece.members)
    return tuple(names[0] if names else f"[{n}]" for n, names in enumerate(named))


def _names(member: Member) -> tuple[str, ...]:
    if member.key is not None:
        return (member.key.text,)
    value = member.value
    inside = value.members if isinstance(value, Group) else ()
    given = {each.key.text: each.value for each in inside if each.key is not None}
    told = (given.get("id"), given.get("name"))
    return tuple(each.text for each in told if isinstance(each, Leaf))


def _unknown(path: str, steps: Sequence[Step], at: int, known: tuple[str, ...]) -> RequestError:
    near = nearest(str(steps[at]), known) if at < len(steps) else None
    meant = None if near is None else written((*steps[:at], near, *steps[at + 1 :]))
    return RequestError([UnknownPath(path, known, meant)])


def written(steps: Sequence[Step]) -> str:
    """A path as it is typed."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(parts).replace(".[", "[").removeprefix(".")
