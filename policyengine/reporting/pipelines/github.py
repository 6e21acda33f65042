"""Findings as workflow commands, which GitHub shows as annotations on the lines of a review.

::error file=policies/x/2021/rewards.yaml,line=12,col=11,endLine=12,endColumn=25,title=unknown-fact::…
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import printable

Finding = Mapping[str, Any]


def render(result: Mapping[str, Any], lang: Lang) -> str:
    """A `policyengine/findings@1` as one command a line; nothing where nothing was found."""
    return "".join(f"{_command(each, lang)}\n" for each in result["findings"])


def _command(finding: Finding, lang: Lang) -> str:
    properties = {**_place(finding["place"]), "title": finding["code"]}
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{finding['severity']} {told}::{_message(words_of(finding, lang))}"


def _place(place: Mapping[str, Any] | None) -> dict[str, str | int]:
    if place is None:
        return {}
    lines = {"file": place["file"], "line": place["line"], "endLine": place["end_line"]}
    if place["line"] != place["end_line"]:
        return lines  # columns of different lines are refused
    return lines | {"col": place["column"], "endColumn": place["end_column"]}


def words_of(finding: Finding, lang: Lang) -> str:
    """What was found, and on a line of its own the way out."""
    message = lang.of(finding["message"])
    if finding["help"] is None:
        return message
    way_out = lang.labelled(lang.say("解决办法", "help"), lang.of(finding["help"]))
    return f"{message}\n{way_out}"


def _message(text: str) -> str:
    """The text as a command's message: what would end the line or begin an escape is escaped."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The same for a property, which a colon or a comma would end."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")
