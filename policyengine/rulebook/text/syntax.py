"""What the YAML parser's complaints mean to the person who wrote the file."""

from __future__ import annotations

import re
from typing import Any

from policyengine.errors import Bilingual, Finding, Span
from policyengine.rulebook.text.nodes import Source
from policyengine.rulebook.text.yaml_findings import YamlRefused, YamlSyntax

_TAB = Bilingual(zh="行首不能用制表符缩进", en="a tab indents this line")
_TAGS = Bilingual(zh="不读取标签（以!开头的词）", en="tags, words that begin with `!`, are not read")
_SPACES = Bilingual(zh="请改用空格", en="use spaces")
_QUOTES = Bilingual(zh="给整个值加上引号", en="put the whole value in quotes")

_IN_BRACKETS = Bilingual(
    zh="如已闭合，则其中有的值含方括号、花括号或逗号，请给该值加引号",
    en="if it is, a value inside holds a bracket, a brace or a comma: put that value in quotes",
)

_WIDE = Bilingual(zh="这是全角冒号，不是YAML的冒号", en="this is a full-width colon, not YAML's")
_NARROW = Bilingual(zh="请改用半角冒号，后跟一个空格", en="write `: `, half-width, with a space after it")
_WIDE_SPACE = Bilingual(
    zh="行首用了全角空格或不间断空格", en="a full-width or non-breaking space indents this line"
)
_WIDE_INDENT = re.compile("[ ]*([\u3000\xa0]+)")
_WIDE_KEY = re.compile(r"[ ]*(?:- )?[^\s:#]+(：)[^:]*")

# The parser's words, whether its *context* is the better place to point at, and ours.
_COMPLAINTS: tuple[tuple[str, bool, Bilingual, Bilingual | None], ...] = (
    (
        "mapping values are not allowed",
        False,
        Bilingual(
            zh="这里多出一个冒号，或者上一行缩进不对",
            en="a colon too many, or the line above is indented wrongly",
        ),
        Bilingual(zh="值中有冒号时，给整个值加上引号", en="put a value that holds a colon in quotes"),
    ),
    (
        "could not find expected ':'",
        True,
        Bilingual(zh="这一行没有“键: 值”的冒号", en="this line has no colon after its key"),
        Bilingual(zh="冒号须为半角，后跟一个空格", en="the colon is half-width, with a space after it"),
    ),
    (
        "did not find expected key",
        False,
        Bilingual(zh="缩进与上面各行不一致", en="the indentation does not fit the lines above"),
        None,
    ),
    (
        "did not find expected '-' indicator",
        False,
        Bilingual(
            zh="列表到这里断了：缩进不对，或缺少“- ”",
            en="the list breaks off here: wrong indentation, or no `- `",
        ),
        None,
    ),
    (
        "did not find expected ',' or ']'",
        True,
        Bilingual(zh="方括号没有闭合", en="this bracket `[` is not closed"),
        _IN_BRACKETS,
    ),
    (
        "did not find expected ',' or '}'",
        True,
        Bilingual(zh="花括号没有闭合", en="this brace `{` is not closed"),
        _IN_BRACKETS,
    ),
    (
        "found unexpected end of stream",
        True,
        Bilingual(zh="引号没有闭合", en="this quotation mark is not closed"),
        None,
    ),
    (
        "found unexpected document indicator",
        True,
        Bilingual(zh="引号没有闭合", en="this quotation mark is not closed"),
        None,
    ),
    (
        "found unknown escape character",
        False,
        Bilingual(
            zh="双引号中的反斜杠后面不能是这个字符", en="no such escape after a backslash in double quotes"
        ),
        Bilingual(zh="请改用单引号", en="use single quotes"),
    ),
    (
        "block sequence entries are not allowed",
        False,
        Bilingual(zh="列表项“- ”不能写在这里", en="a list item `- ` cannot stand here"),
        Bilingual(zh="另起一行", en="begin a new line"),
    ),
    ("found undefined tag handle", False, Bilingual(zh="不读取标签", en="tags are not read"), None),
)


def syntax_finding(error: Any, source: Source) -> Finding:
    """The parser's complaint as a finding in our words, at the place that needs mending."""
    problem = str(error.problem or "")
    at, context = error.problem_mark, error.context_mark
    if "cannot start any token" in problem:
        return _bad_start(source, at)
    if wide := _wide_indent(source, at):
        return YamlSyntax(problem=_WIDE_SPACE, advice=_SPACES, span=wide)
    if "tag" in str(error.context or ""):
        return YamlRefused(problem=_TAGS, span=_point(source, context or at))
    if "mapping values are not allowed" in problem and (wide := _wide_colon_above(source, at)):
        return YamlSyntax(problem=_WIDE, advice=_NARROW, span=wide)
    for words, prefers_context, wording, advice in _COMPLAINTS:
        if words in problem:
            mark = context if prefers_context and context is not None else at
            return YamlSyntax(problem=wording, advice=advice, span=_point(source, mark))
    wording = Bilingual(zh="这里不合YAML的写法", en=f"this is not YAML: {problem or 'unreadable'}")
    return YamlSyntax(problem=wording, span=_point(source, at or context))


def _bad_start(source: Source, at: Any) -> Finding:
    span = _point(source, at)
    character = source.text[at.index : at.index + 1]
    if character == "\t":
        return YamlSyntax(problem=_TAB, advice=_SPACES, span=span)
    wording = Bilingual(zh=f"值不能以“{character}”开头", en=f"a value cannot begin with `{character}`")
    return YamlSyntax(problem=wording, advice=_QUOTES, span=span)


def _wide_colon_above(source: Source, at: Any) -> Span | None:
    """The full-width colon of the line above: what it should have parted then runs on into this line."""
    starts = source.line_starts
    found = _WIDE_KEY.fullmatch(source.text, starts[at.line - 1], starts[at.line] - 1) if at.line else None
    return source.span(found.start(1), found.end(1)) if found else None


def _wide_indent(source: Source, at: Any) -> Span | None:
    """A full-width or non-breaking space before the words of this line or the one above, if there is one."""
    if at is None:
        return None
    starts = (*source.line_starts, len(source.text))
    for line in range(max(at.line - 1, 0), min(at.line + 1, len(starts) - 1)):
        if found := _WIDE_INDENT.match(source.text, starts[line], starts[line + 1]):
            return source.span(found.start(1), found.end(1))
    return None


def _point(source: Source, mark: Any) -> Span:
    """One column, never past the last line of the text."""
    at = min(mark.index, len(source.text.rstrip())) if mark is not None else 0
    span = source.span(at, at)
    return Span(span.file, span.line, span.column, span.line, span.column + 1)
