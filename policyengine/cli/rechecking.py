"""What `policyengine check --watch` says after each change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from policyengine.cli.source_lines import source_lines
from policyengine.cli.watching import Answer
from policyengine.errors import Finding
from policyengine.reporting import findings as drawn
from policyengine.reporting.lang import Lang
from policyengine.rulebook.checks.sources import check_sources
from policyengine.rulebook.loaded import in_file_order
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.rereading import Reread, Rereading

MOST_LISTED = 50
"""Findings listed after one change; the rest are counted."""


class Rechecking:
    """Checks a folder again and again, and its quotes against `sources` if that is given."""

    def __init__(self, rereading: Rereading, sources: Path | None, lang: Lang) -> None:
        self._rereading, self._sources, self._lang = rereading, sources, lang
        self._memory = Memory()
        self._before: tuple[Finding, ...] | None = None

    def __call__(self) -> Answer | None:
        """What is wrong now, if anything changed: of the versions touched, and what was not said before."""
        now = self._rereading.examine()
        findings = in_file_order((*now.findings, *self._quotes(now.plans)))
        before, self._before = self._before, findings
        if before is not None and not now.changed and findings == before:
            return None
        listed = worth_saying(findings, before or (), now.changed)
        changed = names_below(self._rereading.root, now.changed) or [str(self._sources)]
        return Answer(changed, listing(listed, self._lang), self._summary(findings, len(listed), now))

    def _quotes(self, plans: Sequence[Plan]) -> Iterable[Finding]:
        sources = self._sources
        if sources is None:
            return
        for plan in plans:
            # A document that is written anew has another time or size.
            name = ("quotes", plan.city, plan.version, _stamp(sources / plan.source))
            yield from self._memory.of(name, (plan,), partial(check_sources, plan, sources))
        self._memory.forget_the_rest()

    def _summary(self, findings: Sequence[Finding], listed: int, now: Reread) -> str:
        summary, rest = drawn.summary(findings, self._lang), len(findings) - listed
        if rest:
            summary += self._lang.say(f"（{rest}个同前，未重列）", f" ({rest} as before, not listed again)")
        return f"{summary} · {self._lang.say('方案', 'plans')} {len(now.plans)}"


def worth_saying(
    findings: Sequence[Finding], before: Sequence[Finding], changed: Sequence[str]
) -> list[Finding]:
    """What was not there before, and whatever stands in a version of which a file changed."""
    known, folders = frozenset(before), {os.path.dirname(path) for path in changed}
    return [
        each
        for each in findings
        if each not in known or (each.span is not None and os.path.dirname(each.span.file) in folders)
    ]


def names_below(root: Path, changed: Sequence[str]) -> list[str]:
    """Paths as names below a folder; a folder only where nothing that lies in it is named."""
    holding = {str(above) for path in changed for above in Path(path).parents}
    return [os.path.relpath(path, root) for path in changed if path not in holding]


def listing(findings: Sequence[Finding], lang: Lang) -> str:
    """The findings as `check` draws them, no more than `MOST_LISTED`."""
    lines = drawn.render(findings[:MOST_LISTED], source_lines(), lang)
    more = len(findings) - MOST_LISTED
    return lines if more <= 0 else lines + lang.say(f"\n…另有{more}个", f"\n… and {more} more")


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size
