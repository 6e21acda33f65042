"""Mending a misspelt name: the nearest valid one in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from policyengine.languageserver.diagnostics import SOURCE
from policyengine.languageserver.positions import Text
from policyengine.reporting.lang import Lang


def fixes(uri: str, text: Text, told: Iterable[types.Diagnostic], lang: Lang) -> Iterator[types.CodeAction]:
    """A quick fix for each diagnostic that knows the name meant, while the wrong one stands there."""
    for each in told:
        mend = each.data if each.source == SOURCE and isinstance(each.data, dict) else {}
        found, nearest = mend.get("found"), mend.get("nearest")
        if not isinstance(found, str) or not isinstance(nearest, str):
            continue
        where = _within(text, each.range, found)
        if where is not None:
            yield types.CodeAction(
                title=lang.say(f"改为“{nearest}”", f"Change to `{nearest}`"),
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[each],
                is_preferred=True,
                edit=types.WorkspaceEdit(changes={uri: [types.TextEdit(where, nearest)]}),
            )


def _within(text: Text, where: types.Range, found: str) -> types.Range | None:
    """Where the wrong name stands in a range of one line; None where it is not there any more."""
    line, start = text.place(where.start)
    end_line, end = text.place(where.end)
    at = text.lines[line][start:end].find(found) if line == end_line else -1
    if at < 0:
        return None
    return types.Range(text.position(line, start + at), text.position(line, start + at + len(found)))
