"""A PostgreSQL server of the tests' own: started in a temporary folder, reached by a socket, gone at the end.

Skipped where Debian's `postgresql` is not installed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

USER = "policyengine"
UNPRIVILEGED = ("postgres", "nobody")
"""As whom the server runs where the tests run as root, which it refuses to."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside).parent if beside else None


def _account() -> str | None:
    """The account that the server needs; None where ours will do."""
    if os.geteuid() != 0:
        return None
    names = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in names)


@contextmanager
def server(bin_: Path) -> Iterator[str]:
    """A running server; its URL without a database's name."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="pe-postgres-", dir="/tmp"))
    if account is not None:
        shutil.chown(folder, account)

    def run(*command: str | Path) -> None:
        done = subprocess.run(command, user=account, cwd=folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr

    # What the server writes goes to a file: a pipe would be held open for as long as it runs.
    start = [bin_ / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w"]
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"
    try:
        run(bin_ / "initdb", "-D", folder / "data", "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync")
        run(*start, "-o", options, "start")
        yield f"postgresql://{USER}@/{{name}}?host={folder}"
        run(*start, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server, with `{name}` where a database's name belongs."""
    bin_ = programs()
    if bin_ is None:
        pytest.skip("PostgreSQL is not installed")
    with server(bin_) as url:
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """The URL of a database of the test's own, with nothing in it."""
    psycopg = pytest.importorskip("psycopg")
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgres_server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres_server.format(name=name)
