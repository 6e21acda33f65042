"""A rule file with everything that is written in it: values, their style and place, and every comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from policyengine.rulebook.text.nodes import Style


@dataclass(frozen=True, slots=True)
class Comment:
    """`text` from its `#` on. `own_line`: nothing else stands before it on its line.

    `column` counts from 0; `after_blank`: an empty line stands above it.
    """

    text: str
    column: int
    own_line: bool
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar, or an alias (`*name` as its text). `start` and `end` are offsets, its quotes included.

    `source` is what stands between them; `properties` its anchor, `&name`.
    """

    text: str
    source: str
    style: Style
    start: int
    end: int
    properties: str = ""
    trailing: Comment | None = None

    @property
    def several_lines(self) -> bool:
        """Whether it is written over more than one line."""
        return "\n" in self.source or "\r" in self.source

    @property
    def is_alias(self) -> bool:
        """Whether it stands for what an anchor names."""
        return self.style is Style.PLAIN and self.source.startswith("*")

    def comments(self) -> Iterator[Comment]:
        """The comment on its line, if there is one."""
        if self.trailing is not None:
            yield self.trailing


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of a list (`key` is None) or of a mapping.

    `before`: the comments above it; `lead`: those between its key, or its dash, and its value.
    """

    before: tuple[Comment, ...]
    after_blank: bool
    key: Leaf | None
    lead: tuple[Comment, ...]
    value: Piece

    def comments(self) -> Iterator[Comment]:
        """Its comments and those of its value, in the order written."""
        yield from self.before
        if self.key is not None:
            yield from self.key.comments()
        yield from self.lead
        yield from self.value.comments()


@dataclass(frozen=True, slots=True)
class Group:
    """A list or a mapping. `flow`: written in brackets. `tail`: the comments after its last member.

    `indent` is the column of its dashes or keys (block style). A comment that stands at `margin` or further
    right is still within it: a list may have its dashes right below its key, and what stands there is not.
    """

    is_list: bool
    flow: bool
    members: tuple[Member, ...]
    start: int
    end: int
    indent: int
    margin: int
    tail: tuple[Comment, ...] = ()
    properties: str = ""
    trailing: Comment | None = None

    def words(self) -> Iterator[str]:
        """The texts of all keys and values in it, one after the other."""
        for member in self.members:
            if member.key is not None:
                yield member.key.text
            if isinstance(member.value, Leaf):
                yield member.value.text
            else:
                yield from member.value.words()

    def comments(self) -> Iterator[Comment]:
        """All comments in it, in the order written, and the one after its closing bracket."""
        for member in self.members:
            yield from member.comments()
        yield from self.tail
        if self.trailing is not None:
            yield self.trailing


Piece: TypeAlias = Leaf | Group


@dataclass(frozen=True, slots=True)
class Whole:
    """A file: the comments above its value, the value (None where there are comments alone), those below."""

    lead: tuple[Comment, ...]
    root: Piece | None
    tail: tuple[Comment, ...]

    def comments(self) -> Iterator[Comment]:
        """All comments, in the order written."""
        yield from self.lead
        if self.root is not None:
            yield from self.root.comments()
        yield from self.tail
