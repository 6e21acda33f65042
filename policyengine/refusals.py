"""Why a question cannot be asked: no such city, version or theme, a bad date, a file, a missing library.

These are the findings of `RequestError`. Faults of a profile are in `evaluation`, faults of rules in
`language/findings.py` and `rulebook`.
"""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown


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
