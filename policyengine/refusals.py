"""Why a question cannot be asked: no such city, version or theme, a bad date, a file, a missing library.

These are the findings of `RequestError`. Faults of a profile are in `evaluation`, faults of rules in
`language/findings.py` and `rulebook`.
"""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown

MOST_NAMES = 12
"""Where no name is near, no more of those there are than these are listed."""


@dataclass(frozen=True, slots=True)
class UnknownName(Finding):
    """The question names a city, version, theme, role or format that the rules do not have.

    Why: answering about something else would look like an answer to what was asked.
    Mend: take one of the names listed, or point `--policies` at the folder that has it.
    """

    code = "unknown-name"
    what: Bilingual
    found: str
    known: tuple[str, ...] = ()
    nearest: str | None = None

    def message(self) -> Bilingual:
        """What was asked for."""
        found = shown(self.found)
        return Bilingual(zh=f"没有名为“{found}”的{self.what.zh}", en=f"no {self.what.en} is named `{found}`")

    def help(self) -> Bilingual | None:
        """The nearest name, else the names there are."""
        if self.nearest:
            return Bilingual(zh=f"是否指“{self.nearest}”？", en=f"did you mean `{self.nearest}`?")
        if not self.known:
            return None
        return Bilingual(zh=f"可用：{'、'.join(self.known)}", en=f"there are: {', '.join(self.known)}")


@dataclass(frozen=True, slots=True)
class BadDate(Finding):
    """The date of the question is not a calendar date written YYYY-MM-DD.

    Why: the date decides which version is read; guessing it would decide the answer.
    Mend: write it as `2022-06-30`.
    """

    code = "bad-date"
    found: str

    def message(self) -> Bilingual:
        """What came and what is wanted."""
        found = shown(self.found)
        return Bilingual(
            zh=f"“{found}”不是日期，应写作2022-06-30", en=f"`{found}` is not a date; write it as 2022-06-30"
        )


@dataclass(frozen=True, slots=True)
class BadYear(Finding):
    """The year to be assessed is not a whole number of four digits.

    Why: the year decides which recognitions and applications count.
    Mend: write it as `2022`.
    """

    code = "bad-year"
    found: str

    def message(self) -> Bilingual:
        """What came and what is wanted."""
        found = shown(self.found)
        return Bilingual(zh=f"“{found}”不是年度，应写作2022", en=f"`{found}` is not a year; write it as 2022")


@dataclass(frozen=True, slots=True)
class NoCities(Finding):
    """A comparison was asked for without any city.

    Why: a comparison of nothing has no totals.
    Mend: name at least one city, or leave the choice out to compare all.
    """

    code = "no-cities"

    def message(self) -> Bilingual:
        """That there is nothing to compare."""
        return Bilingual(zh="没有可对比的城市", en="there is no city to compare")


@dataclass(frozen=True, slots=True)
class FileTrouble(Finding):
    """A file that the question names cannot be read or written.

    Why: an answer that was not written down must not pass for one that was.
    Mend: look at the path and at the permissions.
    """

    code = "file-trouble"
    path: str
    reason: Bilingual

    def message(self) -> Bilingual:
        """The path and the reason."""
        return Bilingual(
            zh=f"{shown(self.path)}：{self.reason.zh}", en=f"{shown(self.path)}: {self.reason.en}"
        )


@dataclass(frozen=True, slots=True)
class BundledPlans(Finding):
    """The plans that came with the installed package were to be edited.

    Why: the next upgrade would undo the edit without a word, and others on the machine share those files.
    Mend: copy the folder, and give the copy as `--policies DIR`.
    """

    code = "bundled-plans"
    path: str

    def message(self) -> Bilingual:
        """Where they lie."""
        return Bilingual(
            zh=f"“{self.path}”中的方案属于已安装的软件，不在原处改动",
            en=f"the plans in `{self.path}` belong to the installed software and are not edited there",
        )

    def help(self) -> Bilingual:
        """A copy is what is edited."""
        return Bilingual(
            zh="请复制该文件夹，用 --policies 指向副本",
            en="copy that folder and point --policies at the copy",
        )


@dataclass(frozen=True, slots=True)
class UnknownPath(Finding):
    """A path leads to nothing in the version that is to be edited.

    Why: a value put in the wrong place would be another rule.
    Mend: take the nearest path, or one of the names listed.
    """

    code = "unknown-path"
    path: str
    known: tuple[str, ...] = ()
    nearest: str | None = None

    def message(self) -> Bilingual:
        """The path."""
        path = shown(self.path)
        return Bilingual(zh=f"“{path}”不通向任何内容", en=f"`{path}` leads to nothing")

    def help(self) -> Bilingual | None:
        """The nearest path, else the names that can stand where it breaks off."""
        if self.nearest:
            return Bilingual(zh=f"是否指“{self.nearest}”？", en=f"did you mean `{self.nearest}`?")
        if not self.known:
            return None
        names = self.known[:MOST_NAMES]
        more = Bilingual(zh="等", en=", …") if len(self.known) > MOST_NAMES else Bilingual(zh="", en="")
        return Bilingual(
            zh=f"这里有：{'、'.join(names)}{more.zh}", en=f"here there are: {', '.join(names)}{more.en}"
        )


@dataclass(frozen=True, slots=True)
class WrittenElsewhere(Finding):
    """The value is shared with another place of the file by an anchor.

    Why: changed at one place it would change at all of them, or at none.
    Mend: edit the file by hand: the value where its anchor `&name` stands, or write it out here.
    """

    code = "written-elsewhere"
    path: str
    alias: str = ""

    def message(self) -> Bilingual:
        """The path, and the alias on its way."""
        path, alias = shown(self.path), f" {self.alias}" if self.alias else ""
        return Bilingual(
            zh=f"“{path}”的值与文件中另一处共用{alias}，不能单独改",
            en=f"`{path}` shares its value with another place of the file{alias} and cannot change alone",
        )

    def help(self) -> Bilingual:
        """By hand, and where."""
        return Bilingual(
            zh="请直接编辑文件中锚点（&）所在之处", en="edit the file where the anchor (&) stands"
        )


@dataclass(frozen=True, slots=True)
class AlreadyThere(Finding):
    """A folder or file of that name is there already.

    Why: what somebody has written is never overwritten.
    Mend: take another name, or move what is there out of the way.
    """

    code = "already-there"
    path: str

    def message(self) -> Bilingual:
        """What is in the way."""
        return Bilingual(
            zh=f"“{self.path}”已经存在，未作改动", en=f"`{self.path}` is there already; nothing was changed"
        )


@dataclass(frozen=True, slots=True)
class MissingLibrary(Finding):
    """What was asked for needs a library that is installed only on demand.

    Why: charts and data frames are heavy, and most users want neither.
    Mend: install the extra that the message names.
    """

    code = "missing-library"
    library: str
    extra: str

    def message(self) -> Bilingual:
        """The library that is not there."""
        return Bilingual(zh=f"未安装{self.library}", en=f"{self.library} is not installed")

    def help(self) -> Bilingual | None:
        """How to install it."""
        command = f"pip install 'hightech-policyengine[{self.extra}]'"
        return Bilingual(zh=f"请运行：{command}", en=f"run: {command}")


def reason_of(error: OSError) -> Bilingual:
    """Why the system refused a file, in words for the common cases and in the system's own otherwise."""
    for kind, words in OS_REASONS.items():
        if isinstance(error, kind):
            return words
    said = error.strerror or type(error).__name__
    return Bilingual(zh=said, en=said)


OS_REASONS: dict[type[OSError], Bilingual] = {
    FileNotFoundError: Bilingual(zh="没有这个文件或文件夹", en="no such file or folder"),
    IsADirectoryError: Bilingual(zh="这是文件夹，不是文件", en="this is a folder, not a file"),
    NotADirectoryError: Bilingual(zh="路径中有一段不是文件夹", en="part of the path is not a folder"),
    PermissionError: Bilingual(zh="没有读写权限", en="permission denied"),
}


@dataclass(frozen=True, slots=True)
class NoRoomForCases(Finding):
    """Cases cannot be added at the end of a cases.yaml as it is written.

    Why: only a list in lines, with nothing after it, can be added to without touching what stands there.
    Mend: write `cases:` in lines, as the last key of the file; or paste what `test --suggest` prints.
    """

    code = "no-room-for-cases"
    path: str

    def message(self) -> Bilingual:
        """Which file."""
        path = shown(self.path)
        return Bilingual(
            zh=f"{path}末尾无法加入用例：cases须逐行书写，且列在文件最后",
            en=f"cases cannot be added at the end of {path}: `cases` must be written in lines, and last",
        )
