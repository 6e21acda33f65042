"""The manual of mistakes in Chinese, from `mistakes.zh.toml`; the English pages are the docstrings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from policyengine.rulebook.manual import Page

TITLES = {
    "Conditions and amounts": "条件和金额",
    "Files, keys and values": "文件、键和值",
    "Facts, definitions and scales": "事实、定义和分档",
    "What a plan says": "方案的内容",
}
"""The titles of the chapters."""


def in_chinese(page: Page) -> Page:
    """The same page in Chinese. KeyError where nobody has written it, which a test does not let happen."""
    told = texts()[page.code]
    return replace(page, what=told["what"], why=told["why"], mend=told["mend"])


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """What is said of each code, under `what`, `why` and `mend`."""
    written = files("policyengine.rulebook").joinpath("mistakes.zh.toml").read_text("utf-8")
    return tomllib.loads(written)
