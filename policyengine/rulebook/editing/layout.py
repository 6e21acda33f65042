"""One layout for every rule file. `policyengine fmt` and the language server write by it.

The style, near what the bundled plans have always looked like:

- two spaces a level, the dashes of a list two spaces inside its key; `- ` begins an entry's first line;
- whether a list or mapping stands in brackets or in lines is its author's choice; by custom `{zh: …, en: …}`,
  `{clause: …, quote: …}` and short lists stand in brackets. Brackets that hold a comment, or do not fit with
  what stands before them in 140 cells (汉字 take two), are opened into lines;
- one space after `:` and `,`, none inside brackets; two before a comment at a line's end;
- quotes are where their author put them, and double: single where the text holds `"` or a backslash;
- a text broken over several lines is joined if it fits, else becomes a folded block `>-`; blocks `|` and `>`
  keep their lines;
- at most one empty line, none below a key, at the beginning or at the end;
- line ends are LF, with one at the end, no trailing spaces, no byte order mark.

Nothing else changes. Words inside a value, conditions too, are the analyst's and stay to the letter; so do
comments, the order of keys, anchors and aliases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from policyengine.rulebook.editing.pieces import Comment, Group, Leaf, Member, Piece, Whole
from policyengine.rulebook.editing.pieces_of import pieces_of
from policyengine.rulebook.editing.same import says_the_same
from policyengine.rulebook.editing.scalars import BLOCK_STYLES, block, inline
from policyengine.rulebook.editing.width import LINE, cells
from policyengine.rulebook.text.decoding import decoded
from policyengine.rulebook.text.yaml import Unreadable, read_yaml

STEP = "  "


def formatted(text: str | bytes, name: str) -> str:
    """The text in the one layout; `name` is the file's, for what is wrong with it.

    Unreadable, with findings as `check` has them, for a text that is not YAML of the plain sort read here.
    INVARIANT: formatted(formatted(x)) == formatted(x); both read as the same values in the same order, with
    the same comments at the same values. A text of which that cannot be shown is given back as it is.
    """
    node = read_yaml(text, name)
    plain = decoded(text, name, Unreadable)
    whole = pieces_of(plain)
    made = _written(whole)
    return made if made == plain or says_the_same(made, node, whole) else plain


def laid_out(text: str) -> str:
    """The same for a text that was read without a finding, without looking whether its meaning is kept."""
    return _written(pieces_of(text))


def _written(whole: Whole) -> str:
    return "".join(f"{line}\n" for line in _lines(whole))


def _lines(whole: Whole) -> Iterator[str]:
    match whole.root:
        case None:
            yield from _below_nothing(_comments((*whole.lead, *whole.tail), ""))
            return
        case Group(members=members) as group if members:
            lines = _members(group, "", (*whole.lead, *members[0].before))
        case root:
            lines = chain(_comments(whole.lead, ""), _alone(root))
    yield from _below_nothing(lines)
    yield from _comments(whole.tail, "")


def _below_nothing(lines: Iterable[str]) -> Iterator[str]:
    """The lines without an empty one at their beginning."""
    return (line for number, line in enumerate(lines) if number or line)


def _comments(comments: Iterable[Comment], pad: str) -> Iterator[str]:
    for each in comments:
        if each.after_blank:
            yield ""
        yield pad + each.text


def _alone(root: Piece) -> Iterator[str]:
    """A file that holds one value, or nothing in brackets."""
    comment = _at_end(root.trailing)
    written = block(root, LINE, LINE) if isinstance(root, Leaf) else None
    if written is None:
        yield from (*_comments(root.tail if isinstance(root, Group) else (), ""), _one_line(root) + comment)
        return
    sign, body = written
    yield f"{root.properties} {sign}".lstrip() + comment
    yield from _indented(body, STEP)


def _members(group: Group, pad: str, above: Sequence[Comment]) -> Iterator[str]:
    """A list or mapping in lines; `above`: the comments above its first member, its own included."""
    for number, member in enumerate(group.members):
        yield from _comments(member.before if number else above, pad)
        if member.after_blank:
            yield ""
        yield from _member(member, pad)
    yield from _comments(group.tail, pad)


def _member(member: Member, pad: str) -> Iterator[str]:
    key, value = member.key, member.value
    head = pad + ("-" if key is None else _key(key))
    lead = (*(key.comments() if key is not None else ()), *member.lead)
    if isinstance(value, Group) and not _stands_in_one_line(value, head):
        return _opened(value, head, pad, lead)
    return _under(value, head, pad, lead)


def _key(key: Leaf) -> str:
    written = inline(key)
    return f"{written} :" if key.is_alias else f"{written}:"


def _under(value: Piece, head: str, pad: str, lead: Sequence[Comment]) -> Iterator[str]:
    """A value after its key or dash; on a line of its own if a comment stands between them."""
    below = pad + STEP
    lead = (*lead, *(value.tail if isinstance(value, Group) else ()))
    written = block(value, LINE - cells(head) - 1, LINE - len(below)) if isinstance(value, Leaf) else None
    first = _one_line(value) if written is None else f"{value.properties} {written[0]}".lstrip()
    comment = _at_end(value.trailing)
    if not first:
        yield from _headed(head, (*lead, *value.comments()), pad)
        return
    if lead:
        yield from _headed(head, lead, below)
        yield below + first + comment
    else:
        yield f"{head} {first}{comment}"
    if written is not None:
        yield from _indented(written[1], below)


def _opened(group: Group, head: str, pad: str, lead: Sequence[Comment]) -> Iterator[str]:
    """A list or mapping below its key or dash."""
    below = pad + STEP
    group, above = _with_comments_outside(group, lead)
    if group.properties:
        head = f"{head} {group.properties}"
    beside = bool(above) and not above[0].own_line
    body = _below_nothing(_members(group, below, above[1:] if beside else above))
    if head.endswith("-") and not above:
        head, body = f"{head} {next(body).removeprefix(below)}", body
    yield head + _at_end(above[0] if beside else None)
    yield from body


def _with_comments_outside(group: Group, lead: Sequence[Comment]) -> tuple[Group, tuple[Comment, ...]]:
    """The comment after a bracket finds its place when the brackets go; and what stands above the members."""
    above = (*lead, *group.members[0].before)
    if group.trailing is None:
        return group, above
    if above or any(True for _ in replace(group, trailing=None).comments()):
        return replace(group, tail=(*group.tail, group.trailing)), above
    return group, (group.trailing,)


def _headed(head: str, lead: Sequence[Comment], pad: str) -> Iterator[str]:
    beside = bool(lead) and not lead[0].own_line
    yield head + _at_end(lead[0] if beside else None)
    yield from _below_nothing(_comments(lead[1:] if beside else lead, pad))


def _at_end(comment: Comment | None) -> str:
    return "" if comment is None else f"  {comment.text}"


def _indented(lines: Iterable[str], pad: str) -> Iterator[str]:
    return (pad + line if line else "" for line in lines)


def _stands_in_one_line(group: Group, head: str) -> bool:
    if not group.members:
        return True
    # First what is quickly said: a file may be brackets in brackets from its first line to its last.
    if not group.flow or _is_surely_too_long(group):
        return False
    inside = replace(group, trailing=None).comments()
    return (
        not any(True for _ in inside)
        and _may_stand_in_brackets(group)
        and cells(f"{head} {_one_line(group)}") <= LINE
    )


def _is_surely_too_long(group: Group) -> bool:
    """Whether its words alone, each with a sign after it, take more than a line."""
    taken = 0
    for text in group.words():
        taken += len(text) + 1
        if taken > LINE + 1:
            return True
    return False


def _may_stand_in_brackets(piece: Piece) -> bool:
    """Whether every value in it can be written in brackets: what is left empty and what is a block cannot."""
    if isinstance(piece, Leaf):
        return bool(inline(piece)) and piece.style not in BLOCK_STYLES
    return all(_may_stand_in_brackets(member.value) for member in piece.members)


def _one_line(piece: Piece) -> str:
    if isinstance(piece, Leaf):
        return inline(piece)
    parts = ", ".join(
        _one_line(member.value) if member.key is None else f"{_key(member.key)} {_one_line(member.value)}"
        for member in piece.members
    )
    brackets = f"[{parts}]" if piece.is_list else f"{{{parts}}}"
    return f"{piece.properties} {brackets}".lstrip()
