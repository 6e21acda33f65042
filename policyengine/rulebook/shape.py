"""From nodes to the models of `document.py`: every mistake of shape as a finding of a few words."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from policyengine.errors import Bilingual, Finding
from policyengine.rulebook.findings import MissingKey, UnknownKey, WrongValue
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.written import Written, as_input, node_of

M = TypeVar("M", bound=Written)

KEYS_AND_VALUES = Bilingual(zh="若干“键: 值”", en="a mapping of keys and values")
LIST = Bilingual(zh="列表", en="a list")
_SOMETHING_ELSE = Bilingual(zh="别的内容", en="something else")
_WANTED = {
    "list_type": LIST,
    "dict_type": KEYS_AND_VALUES,
    "too_short": Bilingual(zh="至少一项", en="at least one item"),
}


def shaped(model: type[M], node: Node, findings: list[Finding]) -> M | None:
    """The node as a model; None, and what is wrong added to `findings`, where it has not that shape."""
    before = len(findings)
    try:
        made = model.model_validate(as_input(node), context=findings)
    except ValidationError as error:
        misspelt = {each.nearest for each in findings[before:] if isinstance(each, UnknownKey)}
        for each in error.errors(include_url=False):
            # `qoute` is told as a misspelt `quote`; that `quote` is missing says nothing more.
            if each["type"] != "missing" or each["loc"][-1] not in misspelt:
                findings.append(_finding(dict(each)))
        return None
    return made if len(findings) == before else None


def _finding(error: dict[str, Any]) -> Finding:
    node = node_of(error["input"])
    if error["type"] == "missing":
        return MissingKey(key=str(error["loc"][-1]), span=node.head)
    context = error.get("ctx", {})
    if error["type"] == "wanted":
        wanted, near = Bilingual(zh=context["zh"], en=context["en"]), context["nearest"] or None
    else:
        wanted, near = _WANTED.get(error["type"], _SOMETHING_ELSE), None
    return WrongValue(found=found_in(node), wanted=wanted, nearest=near, span=node.head)


def found_in(node: Node) -> str:
    """What stands there, for a finding: a value as written, a list or mapping as its brackets."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence():
            return "[…]"
        case Mapping():
            return "{…}"


def wrong(node: Node, zh: str, en: str) -> WrongValue:
    """A finding that something else is wanted at a node."""
    return WrongValue(found=found_in(node), wanted=Bilingual(zh=zh, en=en), span=node.head)
