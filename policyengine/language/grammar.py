"""The grammar at work: text to lark's tree, and lark's complaints to findings. Loads lark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from policyengine.errors import Bilingual, Finding
from policyengine.language.misreadings import UnexpectedWord, Unfinished, UnreadableLiteral
from policyengine.language.place import Place


class Misread(Exception):
    """The text is not of the language; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


@cache
def _lark() -> Lark:
    text = files("policyengine.language").joinpath("grammar.lark").read_text(encoding="utf-8")
    starts = ["condition", "amount", "term"]
    return Lark(text, parser="lalr", lexer="contextual", start=starts, propagate_positions=True)


def parsed(text: str, start: str, place: Place) -> Tree[Token]:
    """The parse tree of a folded text. Misread where it is none."""
    try:
        return _lark().parse(text, start=start)
    except UnexpectedToken as error:
        wanted = error.accepts or error.expected
        at = None if error.token.type == "$END" else error.token.start_pos
        raise Misread(_unexpected(text, at, wanted, place)) from error
    except UnexpectedCharacters as error:
        raise Misread(_unexpected(text, error.pos_in_stream, error.allowed or (), place)) from error
    except UnexpectedInput as error:
        raise Misread(_unexpected(text, None, (), place)) from error


def _unexpected(text: str, start: int | None, terminals: Iterable[str], place: Place) -> Finding:
    found = _WORD.match(text, len(text) if start is None else start)
    if found is None or not found.group():
        return Unfinished(wanted=_wanted(terminals), span=place(len(text.rstrip()), len(text.rstrip()) + 1))
    word, span = found.group(), place(*found.span())
    sign = text[found.start() - 1 : found.end()]
    if sign in _BORROWED:  # lark reads `==` as two signs, and complains of the second
        word, span = sign, place(found.start() - 1, found.end())
    if word[0] in _UNREADABLE or (word[0].isdigit() and "NUMBER" in terminals):
        measured = _MEASURED.fullmatch(word)
        return UnreadableLiteral(found=word, instead=measured[1] if measured else None, span=span)
    return UnexpectedWord(found=word, wanted=_wanted(terminals), instead=_BORROWED.get(word), span=span)


_WORD = re.compile(r"\w+(?:[.,]\w+)*[%‰]?|==|&&|\|\||<>|=>|=<|\S|")
_MEASURED = re.compile(r"([0-9]+(?:\.[0-9]+)?[百千]?[万亿]?)[家项件个户人名次场条篇]")
_UNREADABLE = ('"', "“")
_BORROWED = {
    "==": "=",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "AND": "and",
    "OR": "or",
    "NOT": "not",
    "IN": "in",
    "并且": "且",
    "而且": "且",
    "或者": "或",
    "不": "非",
    "等于": "=",
    "不等于": "!=",
    "大于": ">",
    "高于": ">",
    "超过": ">",
    "大于等于": ">=",
    "不小于": ">=",
    "不低于": ">=",
    "不少于": ">=",
    "小于": "<",
    "低于": "<",
    "小于等于": "<=",
    "不大于": "<=",
    "不超过": "<=",
    "不高于": "<=",
    "为": "=",
    "是": "=",
}
# What each terminal is to an author; those not listed say no more than the others beside them.
_MEANINGS = {
    "NAME": Bilingual(zh="事实名称或数值", en="a fact or a value"),
    "RELATION": Bilingual(zh="比较符号（= != < <= > >=）", en="a comparison (= != < <= > >=)"),
    "_AND": Bilingual(zh="and（且）或or（或）", en="`and` or `or`"),
    "LSQB": Bilingual(zh="“[”", en="`[`"),
    "RPAR": Bilingual(zh="“)”", en="`)`"),
    "RSQB": Bilingual(zh="“]”", en="`]`"),
    "COMMA": Bilingual(zh="“,”", en="`,`"),
    "WHOLE": Bilingual(zh="整数", en="a whole number"),
    "THIS_YEAR": Bilingual(zh="年度（year - 1、上年、2021）", en="a year (`year - 1`, `2021`)"),
    "SIDE": Bilingual(zh="after或before", en="`after` or `before`"),
    "_WHERE": Bilingual(zh="where（其中）", en="`where`"),
    "MONTH_DAY": Bilingual(zh="“4月1日”这样的日子", en="a day such as `4月1日`"),
    "_OF": Bilingual(zh="“of”", en="`of`"),
    "_IF": Bilingual(zh="“if”", en="`if`"),
    "_OTHERWISE": Bilingual(zh="“otherwise”", en="`otherwise`"),
    "DIRECTION": Bilingual(zh="down、up或half up", en="`down`, `up` or `half up`"),
    "_TO": Bilingual(zh="“to”", en="`to`"),
    "MONEY": Bilingual(zh="金额", en="money"),
    "$END": Bilingual(zh="结尾", en="the end"),
}


def _wanted(terminals: Iterable[str]) -> Bilingual:
    known = [meaning for name, meaning in _MEANINGS.items() if name in set(terminals)]
    if _MEANINGS["NAME"] in known and _MEANINGS["MONEY"] in known:
        known.remove(_MEANINGS["MONEY"])
    if not known:
        return Bilingual(zh="别的内容", en="something else")
    return Bilingual(zh="、".join(m.zh for m in known), en=", ".join(m.en for m in known))
