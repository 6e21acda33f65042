"""The manual of mistakes: every kind of finding by its code, with the page that its docstring is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from policyengine.errors import Finding, Severity
from policyengine.language import findings as language_findings
from policyengine.language import misreadings, misuses
from policyengine.rulebook import bracket_findings, checks, definition_findings, fact_findings
from policyengine.rulebook import findings as rulebook_findings
from policyengine.rulebook.text import yaml_findings

_OF_FACTS = (fact_findings, definition_findings, bracket_findings)
_PAGE = re.compile(r"(?P<what>.*?)\n\nWhy: (?P<why>.*?)\nMend: (?P<mend>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """What the manual says of one kind of mistake: what is wrong, why it matters, how it is mended."""

    code: str
    severity: Severity
    what: str
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The mistakes of one sort, in the order in which the modules define them."""

    title: str
    pages: tuple[Page, ...]


def chapters() -> tuple[Chapter, ...]:
    """All mistakes that rules can have: of conditions and amounts, of files, of what a plan says."""
    checking = (import_module(f"{checks.__name__}.{each.name}") for each in iter_modules(checks.__path__))
    return (
        Chapter("Conditions and amounts", _pages([misreadings, language_findings, misuses])),
        Chapter("Files, keys and values", _pages([yaml_findings, rulebook_findings])),
        Chapter("Facts, definitions and scales", _pages(_OF_FACTS)),
        Chapter("What a plan says", _pages(checking)),
    )


def page_of(kind: type[Finding]) -> Page:
    """The page of one kind of finding. ValueError if its docstring does not say what, `Why:` and `Mend:`."""
    found = _PAGE.fullmatch(inspect.getdoc(kind) or "")
    if found is None:
        raise ValueError(f"the docstring of {kind.__name__} is no page of the manual")
    what, why, mend = (" ".join(part.split()) for part in found.groups())
    return Page(kind.code, kind.severity, what, why, mend)


def _pages(modules: Iterable[ModuleType]) -> tuple[Page, ...]:
    return tuple(page_of(kind) for module in modules for kind in _kinds(module))


def _kinds(module: ModuleType) -> tuple[type[Finding], ...]:
    """The finding classes that a module defines itself and that bear a code."""
    return tuple(
        each
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, Finding)
        and each.__module__ == module.__name__
        and "code" in vars(each)
    )
