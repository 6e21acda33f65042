"""The machine that benchmarks ran on: figures without it say little."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = (
    *("duckdb", "pyarrow", "sqlglot", "pandas", "polars", "pyspark"),
    *("pydantic", "ruamel.yaml", "lark", "typer", "rich", "matplotlib"),
    *("zen-engine", "durable-rules"),
)


def description() -> list[tuple[str, str]]:
    """What it is, line by line: name and value."""
    return [
        ("Processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("Memory", _memory()),
        ("System", f"{platform.system()} {platform.release()} ({platform.machine()})"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("Libraries", ", ".join(_versions(LIBRARIES))),
    ]


def moment() -> str:
    """Now, and how busy the machine is: the load average of the last minute, over its cores."""
    now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %z")
    return f"{now}, load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", told.read_text("utf-8"), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no such thing
        return "not known"
    return f"{size / 2**30:.0f} GiB"


def _versions(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found
