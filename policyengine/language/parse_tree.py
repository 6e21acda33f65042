"""Lark's parse tree, before it becomes the language's own."""

from __future__ import annotations

from typing import TypeAlias

from lark import Token, Tree

Parsed: TypeAlias = Tree[Token]
"""A phrase of the grammar, made of words and phrases."""


def phrase(part: Parsed | Token | None) -> Parsed:
    """A part of which the grammar says that it is a phrase; TypeError where it is none."""
    if not isinstance(part, Tree):
        raise TypeError(f"{part!r} is no phrase")
    return part
