"""Why a store cannot be used, each in one sentence; and turning a database's own complaints into them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from policyengine.errors import Bilingual, Finding, RequestError, shown


@dataclass(frozen=True, slots=True)
class StoreTrouble(Finding):
    """The database cannot be reached, or refuses what is asked of it.

    Why: an event that was not written down must not pass for one that was.
    Mend: look at the path or the address, at the permissions, and whether the server runs.
    """

    code = "store-trouble"
    where: str
    reason: Bilingual

    def message(self) -> Bilingual:
        """Which store, and what it says."""
        return Bilingual(
            f"事件库{shown(self.where)}不能使用：{self.reason.zh}",
            f"the store {shown(self.where)} cannot be used: {self.reason.en}",
        )


@dataclass(frozen=True, slots=True)
class NoStore(Finding):
    """There is no store at that place.

    Why: an empty answer from an empty store would look like an answer.
    Mend: `policyengine monitor ingest` makes one; or name the place with `--store`.
    """

    code = "no-store"
    where: str

    def message(self) -> Bilingual:
        """The place."""
        where = shown(self.where)
        return Bilingual(f"{where}处没有事件库", f"there is no store at {where}")

    def help(self) -> Bilingual | None:
        """How to make one."""
        return Bilingual(
            "请先运行policyengine monitor ingest，或用--store指明位置",
            "run policyengine monitor ingest first, or name the place with --store",
        )


@dataclass(frozen=True, slots=True)
class NotAStore(Finding):
    """The file is a database of something else, or none.

    Why: what is somebody else's must not be written into.
    Mend: name another file with `--store`.
    """

    code = "not-a-store"
    where: str

    def message(self) -> Bilingual:
        """The file."""
        where = shown(self.where)
        return Bilingual(f"{where}不是事件库", f"{where} is not a store of events")


@dataclass(frozen=True, slots=True)
class NewerStore(Finding):
    """The store was made by a newer version of this library.

    Why: what this version does not know of, it would read wrongly or spoil.
    Mend: upgrade policyengine.
    """

    code = "newer-store"
    where: str
    found: str
    known: int

    def message(self) -> Bilingual:
        """The two versions."""
        where = shown(self.where)
        return Bilingual(
            f"事件库{where}的结构版本是{self.found}，本软件只认到{self.known}；未作任何改动，请升级policyengine",
            f"the store {where} has schema {self.found}, this version knows {self.known}: "
            "nothing was changed, upgrade policyengine",
        )


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """What the database complains of within, as a refusal in one sentence."""
    try:
        yield
    except SQLAlchemyError as error:
        said = getattr(error, "orig", None) or error
        lines = str(said).strip().splitlines() or [type(said).__name__]
        reason = _KNOWN.get(lines[0], Bilingual(f"数据库报告“{lines[0]}”", lines[0]))
        raise RequestError([StoreTrouble(where, reason)]) from None


_KNOWN = {
    "unable to open database file": Bilingual("打不开文件", "the file cannot be opened"),
    "database is locked": Bilingual("被另一程序长时间占用", "another program has kept it busy for too long"),
    "attempt to write a readonly database": Bilingual("没有写入权限", "permission to write is denied"),
    "database or disk is full": Bilingual("磁盘已满", "the disk is full"),
}
