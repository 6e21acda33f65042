"""Dates, years and months in a quote: 2021年12月31日, 到2021年, 2023年底, 每年, 3月上旬, 四月一日至三十日.

The text arrives folded (`figures.folded`). A bare year is a year, and its last day besides where the quote
makes it a term: 到2021年 and 2021年底, or a year that opens its sentence (2021年，…达到10家). 较2020年 is
a year alone, because nothing falls due on the last day of a year that is only compared with.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from policyengine.rulebook.checks.quoted.number import Number, NumberKind
from policyengine.rulebook.checks.quoted.numerals import NUMERAL, digits_of, value_of

BLOT = "□"  # what has been read; no pattern matches it

_YEAR = r"(?<![\d.])(?:19|20)\d{2}(?!\d)"
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_CHINESE_MONTH = re.compile(r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月(?![均度])")
_CHINESE_DAY = re.compile(r"(?<=月)(三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日")
_CHINESE_LAST_DAY = re.compile(
    r"(?<=\d日[至到—-])(三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_DOCUMENT_NUMBER = re.compile(r"〔\d{4}〕(?:第?\d+号)?|\[\d{4}\]第?\d+号")
_DAY = re.compile(rf"({_YEAR})(?:年|[-/.])(\d{{1,2}})(?:月|[-/.])(\d{{1,2}})(?!\d)日?")
_DAY_TO_DAY = re.compile(r"(?<!\d)(\d{1,2})(月\d{1,2}日?(?:[-—–~～至到]|\.\.))(\d{1,2}日)")
_DAY_OF_ANY_YEAR = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_YEAR_AND_MONTH = re.compile(rf"([到至]?)({_YEAR})年(\d{{1,2}})月(份?底|末)?")
_THIRD_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})月份?(上旬|中旬|下旬|初)")
_END_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})月(?:份?底|末)")
_SPAN_OF_YEARS = re.compile(rf"({_YEAR})年?[-—–~～至到]({_YEAR})(?:年|(?=[）)]))")
_LISTED_YEARS = re.compile(rf"({_YEAR})(?=(?:[、和]{_YEAR})*[、和]{_YEAR}年)")
_WRITTEN_YEAR = re.compile(rf"({_YEAR})年")
_TERM_BEFORE = re.compile(r"(?:[到至]|截止|截至到?)$")
_TERM_AFTER = re.compile(r"年?(?:底|末|终)")
_OPENING = re.compile(r"(?:^|[,，;；。:：、!?\s])$")
_NO_TERM = re.compile(r"度|的|基础|以来|起|开始|以?之?前|[-—–~～至到]")
_END_OF_YEAR = re.compile(r"年底|年末|每年|年度|年均")
_EVERY_YEAR = re.compile(r"每年|(?<!\d)年度|年均")
_MONTHS = re.compile(rf"(?<![\d.])((?:\d{{1,2}}|{NUMERAL})(?:[、和](?:\d{{1,2}}|{NUMERAL}))*)月(?![均度])")
_SPAN_OF_MONTHS = re.compile(r"(?<![\d.])(\d{1,2}月?份?[-—–~～至到]\d{1,2})月(?!\d)")
_PART_OF_MONTH = re.compile("份?(?:[上中下]旬|[初底末])")
_FROM_YEAR_ON = re.compile(r"起|以来|开始")


@dataclass
class Days:
    """What was read, and the text with it blotted out."""

    text: str
    numbers: set[Number] = field(default_factory=set)
    days: set[tuple[int, int]] = field(default_factory=set)
    ends_of_months: set[tuple[int, int]] = field(default_factory=set)
    every_year: bool = False

    def blot(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Each match in turn; all are blotted out once the last has been looked at."""
        yield from pattern.finditer(self.text)
        self.text = pattern.sub(lambda found: BLOT * len(found[0]), self.text)

    def year(self, year: int) -> None:
        """A year of the calendar."""
        self.numbers.add(Number(NumberKind.YEAR, Fraction(year)))

    def month(self, month: int | None) -> None:
        """A month of the calendar, if there is such a month."""
        if month is not None and 1 <= month <= 12:
            self.numbers.add(Number(NumberKind.MONTH, Fraction(month)))

    def end_of_month(self, month: int) -> None:
        """The last day of a month of any year, if there is such a month; of February, either one."""
        if 1 <= month <= 12:
            self.days.update(_last_days(month))

    def day(self, year: int, month: int, day: int) -> None:
        """A day, if there is such a day."""
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            self.numbers.add(Number(NumberKind.DATE, date(year, month, day)))


def days_in(text: str) -> Days:
    """The dates, years and months of a folded quote, and what is left of it."""
    read = Days(_in_figures(text))
    read.every_year = _EVERY_YEAR.search(read.text) is not None
    if _END_OF_YEAR.search(read.text):
        read.days.add((12, 31))
    for _ in read.blot(_DOCUMENT_NUMBER):
        pass
    _read_days(read)
    _read_years(read)
    _read_months(read)
    return read


def _in_figures(text: str) -> str:
    """Chinese dates in Arabic figures, and 4月1日至30日 with the month of its last day."""
    text = _CHINESE_YEAR.sub(lambda found: str(digits_of(found[0])), text)
    text = _CHINESE_DAY.sub(lambda found: f"{value_of(found[1])}日", text)
    text = _CHINESE_LAST_DAY.sub(lambda found: f"{value_of(found[1])}日", text)
    text = _CHINESE_MONTH.sub(lambda found: f"{value_of(found[1])}月", text)
    return _DAY_TO_DAY.sub(r"\1\2\1月\3", text)


def _read_days(read: Days) -> None:
    for found in read.blot(_DAY):
        read.year(int(found[1]))
        read.day(int(found[1]), int(found[2]), int(found[3]))
    for found in read.blot(_YEAR_AND_MONTH):
        year, month = int(found[2]), int(found[3])
        read.year(year)
        read.month(month)
        if (found[1] or found[4]) and 1 <= month <= 12:
            read.day(year, month, monthrange(year, month)[1])
    for found in read.blot(_DAY_OF_ANY_YEAR):
        read.days.add((int(found[1]), int(found[2])))
    for found in _END_OF_MONTH.finditer(read.text):
        read.end_of_month(int(found[1]))
    for found in _THIRD_OF_MONTH.finditer(read.text):
        month, (first, last) = int(found[1]), _THIRDS[found[2]]
        read.days.add((month, first))
        if last is None:
            read.end_of_month(month)
        else:
            read.days.add((month, last))


_THIRDS: dict[str, tuple[int, int | None]] = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, None),
    "初": (1, 1),
}


def _read_months(read: Days) -> None:
    text = read.text
    for pattern in (_SPAN_OF_MONTHS, _MONTHS):
        for found in read.blot(pattern):
            whole = not _PART_OF_MONTH.match(text, found.end())
            for part in re.split("[^0-9一二三四五六七八九十]+", found[1]):
                month = int(part) if part.isdecimal() else value_of(part)
                read.month(month)
                if whole and month is not None and 1 <= month <= 12:
                    read.ends_of_months.update({(month, 1), *_last_days(month)})


def _last_days(month: int) -> set[tuple[int, int]]:
    """The last day of a month; of February, either one."""
    return {(month, monthrange(year, month)[1]) for year in (2023, 2024)}


def _read_years(read: Days) -> None:
    for found in read.blot(_SPAN_OF_YEARS):
        read.year(int(found[1]))
        read.year(int(found[2]))
    for found in read.blot(_LISTED_YEARS):
        read.year(int(found[1]))
    text = read.text
    for found in read.blot(_WRITTEN_YEAR):
        year, before, after = int(found[1]), text[: found.start()], text[found.end() :]
        read.year(year)
        if _is_term(before, after):
            read.day(year, 12, 31)
        if _FROM_YEAR_ON.match(after):
            read.day(year, 1, 1)


def _is_term(before: str, after: str) -> bool:
    if _TERM_AFTER.match(after) or _TERM_BEFORE.search(before):
        return True
    return bool(_OPENING.search(before)) and not _NO_TERM.match(after)
