"""The words of a question, read: which city, theme or role is meant, which day, which year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from policyengine.errors import Bilingual, RequestError
from policyengine.language.facts import nearest
from policyengine.refusals import BadDate, BadYear, UnknownName

CITY = Bilingual("城市", "city")
THEME = Bilingual("主题", "theme")
ROLE = Bilingual("部门职能", "department role")
ENGINE = Bilingual("引擎", "engine")


def named(name: str, what: Bilingual, known: Mapping[str, Bilingual]) -> str:
    """The id of what was named by its id, or by its label in either language. RequestError where none is."""
    for id_, label in known.items():
        if name in (id_, label.zh, label.en):
            return id_
    labels = {word: id_ for id_, label in known.items() for word in (id_, label.zh, label.en)}
    near = nearest(str(name), labels)
    raise RequestError([UnknownName(what, str(name), tuple(known), near)])


def day_of(given: object) -> date:
    """The day of the question; RequestError where it is none."""
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given, re.ASCII):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise RequestError([BadDate(str(given))])


def year_of(given: object) -> int | None:
    """The year of the question, None where none is asked about; RequestError where it is none."""
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool) and date.min.year <= given <= date.max.year:
        return given
    raise RequestError([BadYear(str(given))])
