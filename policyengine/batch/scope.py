"""Places as territories, in SQL: a code covers its own subdivisions."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.logic import either, negated
from policyengine.language.territories import stem


def lies_in(place: Sql, territory: str) -> Sql:
    """Whether what is registered in a place lies in a territory; unknown where the place is wider."""
    code, _, area = territory.partition("/")
    return _in_area(place, territory, code) if area else _in_code(place, code)


def _in_code(place: Sql, code: str) -> Sql:
    inside = _begins(place, stem(code))
    wider = [_begins(place, each) for each in containing(code)]
    return _settled(inside, either(*wider)) if wider else inside


def _in_area(place: Sql, territory: str, code: str) -> Sql:
    here = exp.EQ(this=place.copy(), expression=exp.Literal.string(territory))
    area = exp.Like(this=place.copy(), expression=exp.Literal.string("%/%"))
    about = either(_begins(place, stem(code)), *(_begins(place, each) for each in containing(code)))
    return _settled(here, exp.and_(negated(area), about))


def _begins(place: Sql, digits: str) -> Sql:
    """That a place begins with these digits, which hold no sign that LIKE reads otherwise."""
    return exp.Like(this=place.copy(), expression=exp.Literal.string(f"{digits}%"))


def _settled(inside: Sql, unknown: Sql) -> Sql:
    """True inside; unknown there, and where no place is given; false elsewhere."""
    case = exp.Case().when(inside.copy(), exp.Literal.number(1))
    case = case.when(negated(unknown), exp.Literal.number(0))
    return exp.EQ(this=exp.Paren(this=case), expression=exp.Literal.number(1))


def containing(code: str) -> tuple[str, ...]:
    """The codes that contain a code and are not it: of 320614 these are 320600 and 320000."""
    wider = (f"{code[:4]}00", f"{code[:2]}0000")
    return tuple(each for each in dict.fromkeys(wider) if len(stem(each)) < len(stem(code)))
