"""Why a run over a file of enterprises cannot begin, go on or end."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, shown
from policyengine.refusals import reason_of

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class UnknownEnding(Finding):
    """The name of a file does not end as any format that is known.

    Why: guessing how a table is written can read every value wrongly.
    Mend: name the file by what it holds: `.parquet`, `.csv`, `.jsonl`.
    """

    code = "unknown-ending"
    path: str
    known: tuple[str, ...]

    def message(self) -> Bilingual:
        """The name."""
        path = shown(self.path)
        return Bilingual(
            f"从“{path}”的文件名看不出格式", f"the name `{path}` does not tell how the table is written"
        )

    def help(self) -> Bilingual:
        """The endings there are."""
        return Bilingual(f"可用：{'、'.join(self.known)}", f"there are: {', '.join(self.known)}")


@dataclass(frozen=True, slots=True)
class UnreadableTable(Finding):
    """A table cannot be read at all, or not from some row on.

    Why: an answer for the first half of a table must not pass for the whole.
    Mend: write the file anew; a Parquet file that was cut off has lost its end and cannot be mended.
    """

    code = "unreadable-table"
    path: str
    reason: Bilingual
    after: int = 0

    def message(self) -> Bilingual:
        """The file, after which row, and the reason."""
        path = shown(self.path)
        zh, en = (f"第{self.after}行之后：", f"after row {self.after}: ") if self.after else ("", "")
        return Bilingual(f"{path}：{zh}{self.reason.zh}", f"{path}: {en}{self.reason.en}")


@dataclass(frozen=True, slots=True)
class SameNameTwice(Finding):
    """Two columns of a table have one name.

    Why: it is not known which of them is meant.
    Mend: rename one of them.
    """

    code = "same-name-twice"
    path: str
    name: str

    def message(self) -> Bilingual:
        """The name."""
        path, name = shown(self.path), shown(self.name)
        return Bilingual(f"{path}：有两列同名“{name}”", f"{path}: two columns are named `{name}`")


@dataclass(frozen=True, slots=True)
class OtherQuestion(Finding):
    """What was begun under this output's name answers another question.

    Why: half of it would answer the question of then, half that of now.
    Mend: ask as before and go on, or begin again with `--restart`.
    """

    code = "other-question"
    folder: str
    differs: tuple[Bilingual, ...]

    def message(self) -> Bilingual:
        """Where it lies, and what differs."""
        zh, en = "、".join(each.zh for each in self.differs), ", ".join(each.en for each in self.differs)
        return Bilingual(
            f"{self.folder}中未完成的运行所答的是另一个问题，不同之处：{zh}",
            f"the run begun in {self.folder} answers another question; what differs: {en}",
        )

    def help(self) -> Bilingual:
        """Two ways on."""
        return Bilingual(
            "用原来的参数继续，或加 --restart 重新开始",
            "ask as before to go on, or begin again with --restart",
        )


@dataclass(frozen=True, slots=True)
class AlreadyRunning(Finding):
    """Another run is writing the same output.

    Why: two runs would overwrite each other's parts.
    Mend: wait for it, or name another output.
    """

    code = "already-running"
    output: str

    def message(self) -> Bilingual:
        """Which output."""
        return Bilingual(f"另一个运行正在写{self.output}", f"another run is writing {self.output}")


@dataclass(frozen=True, slots=True)
class NotWritten(Finding):
    """The output cannot be written: no room, no permission, no folder.

    Why: nothing under the output's name may be half an answer.
    Mend: make room and run the same command again; it goes on after the last part that was whole.
    """

    code = "not-written"
    path: str
    reason: Bilingual
    kept: int | None = None

    def message(self) -> Bilingual:
        """The file and the reason."""
        return Bilingual(
            f"{self.path}：无法写入：{self.reason.zh}", f"{self.path} cannot be written: {self.reason.en}"
        )

    def help(self) -> Bilingual | None:
        """How much is kept."""
        if self.kept is None:
            return None
        return Bilingual(
            f"已保留前{self.kept:,}行的结果，排除后用同一命令继续",
            f"the answers to the first {self.kept:,} rows are kept; run the same command again to go on",
        )


@dataclass(frozen=True, slots=True)
class WentWrongOnSpark(Finding):
    """Spark gave the question up: no such table, no room, no workers.

    Why: an answer that a job did not finish must not pass for one that it did.
    Mend: mend what Spark says, and run the same command again; what the failed job left is overwritten.
    """

    code = "went-wrong-on-spark"
    path: str
    said: str

    def message(self) -> Bilingual:
        """The table, and what Spark said."""
        path, said = shown(self.path), " ".join(self.said.split())[:300]
        return Bilingual(f"{path}：Spark未能完成：{said}", f"{path}: Spark did not finish: {said}")


@dataclass(frozen=True, slots=True)
class OutOfMemory(Finding):
    """The database needs more memory for a part than it was given.

    Why: it stops rather than take the memory of others.
    Mend: give it more, or make the parts smaller.
    """

    code = "out-of-memory"
    said: str

    def message(self) -> Bilingual:
        """What the database said."""
        said = shown(self.said)
        return Bilingual(f"内存不足：{said}", f"out of memory: {said}")

    def help(self) -> Bilingual:
        """Two ways out."""
        return Bilingual(
            "增大 --memory 或减小 --part-rows", "give it more with --memory, or take fewer --part-rows"
        )


def not_written(path: str, error: OSError, kept: int | None = None) -> NotWritten:
    """What the system said of a file to be written, in words."""
    full = Bilingual("磁盘空间不足", "no space is left on the disk")
    return NotWritten(path, full if error.errno in _FULL else reason_of(error), kept)
