"""Mistakes of files and of YAML itself, before any key has a meaning."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown


@dataclass(frozen=True, slots=True)
class UnreadableFile(Finding):
    """A file or folder cannot be opened.

    Why: what cannot be read cannot be known to be harmless to leave out.
    Mend: look at the path and at the permissions.
    """

    code = "unreadable-file"
    path: str
    reason: Bilingual

    def message(self) -> Bilingual:
        """The path, and what the system said."""
        return Bilingual(
            zh=f"无法读取“{self.path}”：{self.reason.zh}", en=f"cannot read `{self.path}`: {self.reason.en}"
        )


@dataclass(frozen=True, slots=True)
class FileTooLarge(Finding):
    """A file is larger than one mebibyte.

    Why: rules and profiles come from others, and reading must stay quick whatever they hold.
    Mend: split the file; the rules of one plan take about a tenth of this.
    """

    code = "file-too-large"
    size: int
    limit: int

    def message(self) -> Bilingual:
        """The size and the limit, in bytes."""
        return Bilingual(
            zh=f"文件过大：{self.size}字节，上限为{self.limit}字节",
            en=f"the file is too large: {self.size} bytes, the limit is {self.limit}",
        )


@dataclass(frozen=True, slots=True)
class NotUtf8(Finding):
    """A file is not written in UTF-8.

    Why: read in another encoding, its labels and quotes would be other words.
    Mend: save it as UTF-8. Old editors on Chinese Windows write GBK, some tools UTF-16.
    """

    code = "not-utf8"
    likely: str | None

    def message(self) -> Bilingual:
        """What the bytes are, where that can be told."""
        if self.likely is None:
            return Bilingual(zh="文件不是UTF-8编码", en="the file is not UTF-8")
        return Bilingual(
            zh=f"文件不是UTF-8编码，很可能是{self.likely}编码",
            en=f"the file is not UTF-8; it is most likely {self.likely}",
        )

    def help(self) -> Bilingual:
        """How to mend it."""
        return Bilingual(zh="请另存为UTF-8编码", en="save it as UTF-8")


@dataclass(frozen=True, slots=True)
class ForbiddenCharacter(Finding):
    """A file holds a control character, or a line end that only some programs see.

    Why: such characters are invisible, and editors disagree about the lines they make.
    Mend: delete the character; pasted web pages and PDF files are where they come from.
    """

    code = "forbidden-character"
    character: str

    def message(self) -> Bilingual:
        """The character by its code point."""
        point = f"U+{ord(self.character):04X}"
        return Bilingual(
            zh=f"含有不可见的控制字符{point}", en=f"an invisible control character stands here: {point}"
        )


@dataclass(frozen=True, slots=True)
class YamlSyntax(Finding):
    """The text is not YAML.

    Why: indentation, quotes or brackets leave open what belongs to what.
    Mend: compare with the lines above. Values that hold `: ` or ` #`, or begin with a sign of YAML's own such
    as `@`, `%`, `&`, `*`, `!`, `|` or a bracket, want quotes.
    """

    code = "yaml-syntax"
    problem: Bilingual
    advice: Bilingual | None = None

    def message(self) -> Bilingual:
        """What stands in the way."""
        return self.problem

    def help(self) -> Bilingual | None:
        """What to write instead."""
        return self.advice


@dataclass(frozen=True, slots=True)
class YamlRefused(Finding):
    """The text is YAML of a sort that rules and profiles do not use.

    Why: tags can build objects, aliases can expand without end, and a second document is read by nobody.
    Mend: write plain mappings, lists and values; no tags, no directives, one document, aliases in moderation.
    """

    code = "yaml-refused"
    problem: Bilingual

    def message(self) -> Bilingual:
        """What is not read here."""
        return self.problem


@dataclass(frozen=True, slots=True)
class DuplicateKey(Finding):
    """A key stands twice in one mapping.

    Why: the second would silently take the place of the first.
    Mend: keep one of them.
    """

    code = "duplicate-key"
    key: str
    first_line: int

    def message(self) -> Bilingual:
        """The key, and where it stood first."""
        return Bilingual(
            zh=f"键“{shown(self.key)}”重复，第{self.first_line}行已有",
            en=f"the key `{shown(self.key)}` is already on line {self.first_line}",
        )


@dataclass(frozen=True, slots=True)
class TooMany(Finding):
    """A list holds more than any plan has: 300 rules or definitions in a file, or 100 of anything in a rule.

    Why: rules come from others, and checking must stay quick whatever they hold.
    Mend: look for what was pasted or generated over and over; a list that long is none that an office wrote.
    """

    code = "too-many"
    count: int
    limit: int

    def message(self) -> Bilingual:
        """How many there are, and how many there may be."""
        return Bilingual(
            zh=f"列表有{self.count}项，最多{self.limit}项",
            en=f"the list has {self.count} items; the limit is {self.limit}",
        )
