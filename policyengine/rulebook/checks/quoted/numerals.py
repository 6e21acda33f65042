"""Chinese numerals as official prose and accounts write them: 二十, 一百二十, 百, 三十万, 贰拾万, 叁佰."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
SCALES = _SMALL | _LARGE
NUMERAL = "[零〇一二两三四五六七八九十百千万亿]+"

_OF_ACCOUNTS = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億圆圓", "一二二三三四五六六七八九十百千万亿元元"
)
_DIGIT_OF_ACCOUNTS = "[壹贰貳叁參肆伍陆陸柒捌玖]"
# 队伍 and 大陆 hold a digit and are no numbers, nor is the 圆 of 圆满.
_SUM_OF_ACCOUNTS = re.compile(
    rf"(?<![队大登着])(?:{_DIGIT_OF_ACCOUNTS}[零拾佰仟萬億百千万亿]*)+"
    r"(?<=[拾佰仟萬億百千万亿])(?:[圆圓](?!满))?"
    rf"|(?<![队大登着]){_DIGIT_OF_ACCOUNTS}(?=元|[圆圓](?!满))[圆圓]?"
)


def in_common_numerals(text: str) -> str:
    """The text with 贰拾万圆 written 二十万元, as accounts guard their sums; 叁佰万 alone is 三百万元."""
    return _SUM_OF_ACCOUNTS.sub(lambda found: _in_common(found, text), text)


def _in_common(found: re.Match[str], text: str) -> str:
    sum_of_money = found[0].translate(_OF_ACCOUNTS)
    alone = not sum_of_money.endswith("元") and not re.match(r"[\w%‰]", text[found.end() :])
    return f"{sum_of_money}元" if alone else sum_of_money


def value_of(numeral: str) -> int | None:
    """The whole number a numeral writes; None where it writes none (十三五, 三四, 万 by itself)."""
    if not numeral or numeral[0] in _LARGE:
        return None
    total = 0
    for scale in ("亿", "万"):
        head, found, numeral = _split(numeral, scale)
        if found:
            part = _below_ten_thousand(head)
            if part is None:
                return None
            total += part * _LARGE[scale]
    rest = _below_ten_thousand(numeral) if numeral else 0
    return None if rest is None else total + rest


def digits_of(numerals: str) -> int | None:
    """A number written digit by digit, as years are: 二〇二一 is 2021."""
    if any(c not in _DIGITS for c in numerals):
        return None
    return int("".join(str(_DIGITS[c]) for c in numerals))


def scale_of(suffix: str) -> int:
    """What the characters after an Arabic number multiply it by: 万 10,000, 百万 1,000,000, none 1."""
    scale = 1
    for character in suffix:
        scale *= SCALES[character]
    return scale


def _split(numeral: str, scale: str) -> tuple[str, bool, str]:
    head, found, tail = numeral.partition(scale)
    return (head, True, tail) if found else ("", False, numeral)


def _below_ten_thousand(numeral: str) -> int | None:
    """二千零五十 and the like. A scale without a digit before it is one of it: 十五, 百, 千."""
    total, digit, ceiling = 0, None, 10_000
    for character in numeral.replace("零", "").replace("〇", "") or numeral:
        if character in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[character]
        else:
            scale = _SMALL.get(character, ceiling)
            if scale >= ceiling:
                return None
            total, digit, ceiling = total + (1 if digit is None else digit) * scale, None, scale
    return total + (digit or 0)
