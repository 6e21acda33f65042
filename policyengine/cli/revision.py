"""The rules as they were at a git revision, in a temporary folder, by the `git` program."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from policyengine.errors import Bilingual, Finding, RequestError, shown

SECONDS = 60


@dataclass(frozen=True, slots=True)
class NoRevision(Finding):
    """The rules of a git revision were asked for and cannot be had.

    Why: a comparison with nothing would call everything new.
    Mend: run it in the repository that holds the rules, with a revision it knows: `HEAD~1`, a branch, a tag.
    """

    code = "no-revision"
    revision: str
    reason: Bilingual

    def message(self) -> Bilingual:
        """The revision and the reason."""
        named = shown(self.revision)
        return Bilingual(
            f"取不到修订{named}的规则：{self.reason.zh}", f"no rules at {named}: {self.reason.en}"
        )


_NO_GIT = Bilingual("没有安装git程序", "the git program is not installed")
_NO_REPOSITORY = Bilingual("方案文件夹不在git仓库中", "the folder of policies is in no git repository")
_UNKNOWN = Bilingual("仓库中没有这个修订", "the repository has no such revision")
_NOT_THERE = Bilingual("该修订中没有这个文件夹", "the folder is not in that revision")
_TOO_SLOW = Bilingual("git超过一分钟没有完成", "git took more than a minute")


def is_revision(name: str, folder: Path) -> bool:
    """Whether the repository around a folder knows a revision of that name; False where there is none."""
    try:
        _commit(name, folder)
    except RequestError:
        return False
    return True


@contextmanager
def at_revision(revision: str, folder: Path) -> Iterator[Path]:
    """The folder as it was at a revision, for as long as it is used.

    RequestError where there is no git, no repository, no such revision, or no such folder in it.
    """
    commit = _commit(revision, folder)
    prefix = _git(["rev-parse", "--show-prefix"], folder, revision, _NO_REPOSITORY).decode().strip()
    top = Path(_git(["rev-parse", "--show-toplevel"], folder, revision, _NO_REPOSITORY).decode().strip())
    content = _git(["archive", "--format=tar", commit, "--", prefix or "."], top, revision, _NOT_THERE)
    with tempfile.TemporaryDirectory(prefix="policyengine-") as temporary:
        with tarfile.open(fileobj=BytesIO(content)) as archive:
            archive.extractall(temporary, filter="data")
        yield Path(temporary) / prefix


def _commit(revision: str, folder: Path) -> str:
    """The commit a revision stands for."""
    _git(["rev-parse", "--git-dir"], folder, revision, _NO_REPOSITORY)
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    return _git(asked, folder, revision, _UNKNOWN).decode().strip()


def _git(arguments: list[str], folder: Path, revision: str, refusal: Bilingual) -> bytes:
    """What git prints; RequestError with the reason given where it refuses."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, timeout=SECONDS, check=False
        )
    except FileNotFoundError:
        raise RequestError([NoRevision(revision, _NO_GIT)]) from None
    except subprocess.TimeoutExpired:
        raise RequestError([NoRevision(revision, _TOO_SLOW)]) from None
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise RequestError([NoRevision(revision, refusal)]) from None
    if done.returncode:
        raise RequestError([NoRevision(revision, refusal)])
    return done.stdout
