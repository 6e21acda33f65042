"""YAML, read safely: plain data only, bounded in size, depth and expansion, each node with its place.

The C parser gives events; the tree is built here, so that nothing recurses or grows on hostile input.
Aliases are shared, never copied. Rule files and YAML profiles are read alike.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # C, without types
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from policyengine.errors import Bilingual, Finding, PolicyEngineError, Span
from policyengine.rulebook.text.decoding import MAX_BYTES, decoded
from policyengine.rulebook.text.flow import with_stand_ins
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence, Source, Style, plain
from policyengine.rulebook.text.scalars import NumberTooLong, value_of
from policyengine.rulebook.text.syntax import syntax_finding
from policyengine.rulebook.text.yaml_findings import DuplicateKey, ForbiddenCharacter, YamlRefused, YamlSyntax

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "Unreadable", "plain", "read_yaml"]

MAX_DEPTH = 50
MAX_NODES = 50_000
"""Keys, values, lists and mappings of one file, each alias counted as all that it stands for."""
MAX_FINDINGS = 100
"""Reading stops after this many mistakes in one file."""


class Unreadable(PolicyEngineError):
    """A text that is not YAML of the plain sort read here. `findings` says where, and why."""


def read_yaml(text: str | bytes, file: str) -> Node:
    """The one document in a text, as nodes with places; `file` is the name its findings bear.

    Unreadable, and nothing else, for whatever cannot be read: not UTF-8, over 1 MiB, bad syntax, nesting
    beyond 50, more than 50,000 nodes with aliases expanded, tags, a second document, duplicate keys.
    """
    source = Source(file, decoded(text, file, Unreadable))
    reading = _Reading(source)
    root = reading.document()
    if reading.findings:
        raise Unreadable(reading.findings)
    return root


class _Reading:
    """One pass over the events of one text. Mistakes that reading survives are gathered in `findings`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.anchors: dict[str, Node | None] = {}  # None while the anchored node is still being read
        self.seen = 0
        self.stand_ins = with_stand_ins(source.text)
        self.parser = CParser(self.stand_ins.text)

    def document(self) -> Node:
        self._event()  # the stream's start
        start = self._event()
        if isinstance(start, StreamEndEvent):
            return Scalar(None, "", self.source.span(0, 0), source=self.source)
        self._check_directives(start)
        root = self._node(self._event(), depth=0)
        self._event()  # the document's end
        after = self._event()
        if not isinstance(after, StreamEndEvent):
            self._refuse(
                after,
                "文件中有第二个文档（---），只能有一个",
                "a second document (---) begins here; only one is read",
            )
        return root

    def _event(self) -> Any:
        try:
            return self.parser.get_event()
        except MarkedYAMLError as error:
            raise Unreadable([*self.findings, syntax_finding(error, self.source)]) from None
        except YAMLError:
            what = Bilingual(zh="无法按YAML读取", en="this cannot be read as YAML")
            raise Unreadable([YamlSyntax(problem=what, span=self.source.span(0, 0))]) from None

    def _node(self, event: Any, depth: int) -> Node:
        self.seen += 1
        if len(self.findings) >= MAX_FINDINGS:
            raise Unreadable(self.findings)
        if isinstance(event, AliasEvent):
            return self._alias(event, depth)
        if depth >= MAX_DEPTH and not isinstance(event, ScalarEvent):
            self._stop(event, f"嵌套超过{MAX_DEPTH}层", f"nested more than {MAX_DEPTH} levels deep")
        if event.tag is not None:
            tag = self.stand_ins.restored(event.tag)
            self._refuse(event, f"不读取标签“{tag}”", f"tags such as `{tag}` are not read")
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        node = self._body(event, depth)
        if node.size > MAX_NODES or self.seen > MAX_NODES:
            self._stop(event, f"内容超过{MAX_NODES}项", f"more than {MAX_NODES} keys and values")
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _body(self, event: Any, depth: int) -> Node:
        match event:
            case ScalarEvent():
                return self._scalar(event)
            case SequenceStartEvent():
                return self._sequence(event, depth)
            case MappingStartEvent():
                return self._mapping(event, depth)
        raise AssertionError(f"{type(event).__name__} opens no node")

    def _alias(self, event: Any, depth: int) -> Node:
        anchor = str(event.anchor)
        node, name = self.anchors.get(anchor), self.stand_ins.restored(anchor)
        if node is None:
            inside = anchor in self.anchors
            zh, en = (
                ("包含它自身", "stands inside itself")
                if inside
                else ("没有对应的锚点", "has no anchor before it")
            )
            self._stop(event, f"别名“*{name}”{zh}", f"the alias `*{name}` {en}")
        elif depth + node.height > MAX_DEPTH:
            self._stop(
                event,
                f"展开后嵌套超过{MAX_DEPTH}层",
                f"expanded, this is nested more than {MAX_DEPTH} levels deep",
            )
        else:
            return node
        raise AssertionError  # _stop has raised

    def _scalar(self, event: Any) -> Scalar:
        style = Style(event.style or "")
        start, end = self._extent(event, style)
        # The marks save counting lines, where the event begins and ends with the value.
        as_marked = (start, end) == (event.start_mark.index, event.end_mark.index)
        span = self._span(event) if as_marked else self.source.span(start, end)
        text = self.stand_ins.restored(event.value)
        value: Any = text
        if style is Style.PLAIN:
            try:
                value = value_of(text)
            except NumberTooLong:
                self._wrong(
                    text, Bilingual(zh="不超过100位的数字", en="a number of at most 100 digits"), span
                )
        elif not text.isprintable():
            self._check_characters(text, span)
        return Scalar(value, text, span, style, start, end, self.source)

    def _extent(self, event: Any, style: Style) -> tuple[int, int]:
        """Where the value itself is written: after its anchor, without the blank lines after a block."""
        text, start, end = self.source.text, event.start_mark.index, event.end_mark.index
        if event.anchor is not None:
            start += 1 + len(event.anchor)
            while start < end and text[start].isspace():
                start += 1
        if style in (Style.LITERAL, Style.FOLDED):
            end = start + len(text[start:end].rstrip())
        return start, end

    def _check_characters(self, text: str, span: Span) -> None:
        bad = next((c for c in text if ord(c) < 32 and c not in "\n\t\r"), None)
        if bad is not None:
            self.findings.append(ForbiddenCharacter(character=bad, span=span))

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        size, height = 1, 0
        while not isinstance(event := self._event(), SequenceEndEvent):
            item = self._node(event, depth + 1)
            size, height = size + item.size, max(height, item.height)
            items.append(item)
        return Sequence(tuple(items), self._collection_span(start, event, items), size, height + 1)

    def _mapping(self, start: Any, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        size, height = 1, 0
        while not isinstance(event := self._event(), MappingEndEvent):
            key = self._key(event, depth + 1)
            item = self._node(self._event(), depth + 1)
            size, height = size + 1 + item.size, max(height, item.height)
            if key is None:
                continue
            if key.text in items:
                line = keys[key.text].span.line
                self.findings.append(DuplicateKey(key=key.text, first_line=line, span=key.span))
                continue
            items[key.text], keys[key.text] = item, key
        return Mapping(
            items, keys, self._collection_span(start, event, list(items.values())), size, height + 1
        )

    def _key(self, event: Any, depth: int) -> Scalar | None:
        key = self._node(event, depth)
        if isinstance(key, Scalar) and key.text:
            return key
        found = "" if isinstance(key, Scalar) else ("{…}" if isinstance(key, Mapping) else "[…]")
        self._wrong(found, Bilingual(zh="一个词作键", en="one word as the key"), self._span(event))
        return None

    def _wrong(self, found: str, wanted: Bilingual, span: Span) -> None:
        # Here and not above: a good profile, which every evaluation waits for, needs none of those findings.
        from policyengine.rulebook.findings import WrongValue

        self.findings.append(WrongValue(found=found, wanted=wanted, span=span))

    def _collection_span(self, start: Any, end: Any, items: list[Node]) -> Span:
        """Up to its closing bracket, or in block style, whose end is the next token, up to its last item."""
        first, last = start.start_mark, end.end_mark
        span = self._between(first, last)
        if items and end.start_mark.index == last.index:
            tail = items[-1].span
            if (tail.line, tail.column) >= (span.line, span.column):  # an alias's place is elsewhere
                return Span(span.file, span.line, span.column, tail.end_line, tail.end_column)
        return span

    def _between(self, first: Any, last: Any) -> Span:
        return Span(self.source.file, first.line + 1, first.column + 1, last.line + 1, last.column + 1)

    def _span(self, event: Any) -> Span:
        return self._between(event.start_mark, event.end_mark)

    def _check_directives(self, start: Any) -> None:
        if isinstance(start, DocumentStartEvent) and (start.tags or start.version):
            self._refuse(start, "不读取以%开头的指令", "directives (lines that begin with %) are not read")

    def _refuse(self, event: Any, zh: str, en: str) -> None:
        self.findings.append(YamlRefused(problem=Bilingual(zh=zh, en=en), span=self._span(event)))

    def _stop(self, event: Any, zh: str, en: str) -> None:
        self._refuse(event, zh, en)
        raise Unreadable(self.findings)
