"""A cell of a table as a value of a fact: in SQL where it is written plainly, else by the reader of profiles.

INVARIANT: what SQL reads here, `exact_value` reads too, and as the same value. SQL may leave any cell to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.storage import SIZES, column_type, decimal_type
from policyengine.language.facts import FactDefinition
from policyengine.language.kinds import NUMBERS
from policyengine.language.sizes import Digits
from policyengine.language.tree import Kind


class Form(Enum):
    """How a column holds its values."""

    TEXT = auto()
    WHOLE = auto()
    DECIMAL = auto()
    FLOAT = auto()
    BOOLEAN = auto()
    DAY = auto()
    MOMENT = auto()
    NOTHING = auto()
    """A column without a type: there is no value in it."""


_T = exp.DType
_FORMS: dict[Form, tuple[exp.DType, ...]] = {
    Form.TEXT: (_T.TEXT, _T.VARCHAR, _T.CHAR, _T.NVARCHAR, _T.NCHAR, _T.ENUM),
    Form.WHOLE: (
        *(_T.TINYINT, _T.SMALLINT, _T.INT, _T.BIGINT, _T.INT128),
        *(_T.UTINYINT, _T.USMALLINT, _T.UINT, _T.UBIGINT, _T.UINT128),
    ),
    Form.DECIMAL: (_T.DECIMAL,),
    Form.FLOAT: (_T.FLOAT, _T.DOUBLE),
    Form.BOOLEAN: (_T.BOOLEAN,),
    Form.DAY: (_T.DATE,),
    Form.MOMENT: (
        _T.TIMESTAMP,
        _T.TIMESTAMPNTZ,
        _T.DATETIME,
        _T.TIMESTAMP_S,
        _T.TIMESTAMP_MS,
        _T.TIMESTAMP_NS,
    ),
    Form.NOTHING: (_T.NULL,),
}
_FORM_OF = {type_: form for form, types in _FORMS.items() for type_ in types}


def form_of(type_: exp.DataType) -> Form | None:
    """How a column of a type holds its values; None where it holds none that a fact can have."""
    return _FORM_OF.get(type_.this)


@dataclass(frozen=True)
class Cell:
    """The cells of one column. `at`: the column, `type`: its own; `definition`: the fact it holds."""

    at: str
    type: exp.DataType
    form: Form
    definition: FactDefinition

    @property
    def read(self) -> Sql:
        """The column, in a type that its values are told apart in."""
        column = exp.column(self.at)
        if self.form is Form.TEXT and self.type.this is not _T.TEXT:
            return exp.cast(column, "TEXT")
        # A single is written shorter than the number it is; the reader of profiles sees the number.
        return exp.cast(column, "DOUBLE") if self.type.this is _T.FLOAT else column

    @property
    def text(self) -> Sql:
        """The cell as text."""
        return self.read if self.form is Form.TEXT else exp.cast(self.read, "TEXT")

    @property
    def given(self) -> Sql:
        """That the cell is not empty."""
        if self.form is Form.TEXT:
            return exp.NEQ(this=self.read, expression=exp.Literal.string(""))
        return exp.Not(this=exp.Is(this=self.read, expression=exp.null()))

    @property
    def odd(self) -> Sql:
        """That there is something in the cell which SQL does not read."""
        return exp.and_(self.given, exp.Is(this=exp.Paren(this=self.plain), expression=exp.null()))

    @property
    def plain(self) -> Sql:
        """The value in the fact's own type where it is written plainly; NULL in any other cell."""
        kind, type_ = self.definition.kind, column_type(self.definition.kind)
        match self.form:
            case Form.TEXT:
                return _of_text(self.read, self.definition)
            case Form.BOOLEAN if kind is Kind.BOOLEAN:
                return self.read
            case Form.DAY | Form.MOMENT if kind is Kind.DATE:
                return self._day()
            case Form.WHOLE | Form.DECIMAL | Form.FLOAT if kind in NUMBERS:
                return self._number(SIZES[kind])
            case Form.WHOLE if kind is Kind.JURISDICTION:
                return _place(exp.cast(self.read, "TEXT"))
            case _:
                return exp.cast(exp.null(), type_)

    def value(self, text: str) -> object:
        """The value of a cell out of its text, as a profile would have it."""
        match self.form:
            case Form.WHOLE:
                return int(text)
            case Form.DECIMAL:
                return Decimal(text)
            case Form.FLOAT:
                return float(text)
            case Form.BOOLEAN:
                return text == "true"
            case Form.DAY | Form.MOMENT if self.definition.kind is not Kind.DATE:
                return date.min  # some day, which no fact of another kind is
            case _:
                return text

    def _day(self) -> Sql:
        day = self.read if self.form is Form.DAY else exp.cast(self.read, "DATE")
        fits: list[Sql] = [_between(day, _date("0001-01-01"), _date("9999-12-31"))]
        if self.form is Form.MOMENT:
            fits.append(exp.EQ(this=exp.cast(day, self.type), expression=self.read))
        return exp.Case().when(exp.and_(*fits), day)

    def _number(self, size: Digits) -> Sql:
        type_ = decimal_type(size)
        value = exp.TryCast(this=self.read, to=type_)
        if self.form is Form.FLOAT:
            # To fifteen digits a double and its shortest text are one; what is longer is read as text.
            below = exp.Literal.number(10 ** (15 - size.decimals))
            back = exp.EQ(this=exp.cast(value, "DOUBLE"), expression=self.read)
            return exp.Case().when(
                exp.and_(_not_negative(self.read), exp.LT(this=self.read, expression=below), back), value
            )
        if self.form is Form.DECIMAL:
            total, decimals = _digits_of(self.type)
            if (total, decimals) == (size.total, size.decimals):
                return exp.Case().when(_not_negative(self.read), self.read)
            if decimals > size.decimals or total - decimals > size.whole:
                return _of_pattern(self.text, _pattern(size, "0*"), value)
            return exp.Case().when(_not_negative(self.read), value)
        most = exp.Literal.number(10**size.whole - 1)
        return exp.Case().when(_between(self.read, exp.Literal.number(0), most), value)


def _digits_of(type_: exp.DataType) -> tuple[int, int]:
    """The digits of a decimal and how many of them are behind the point."""
    total, decimals = (int(each.name) for each in type_.expressions)
    return total, decimals


def _of_text(text: Sql, definition: FactDefinition) -> Sql:
    kind = definition.kind
    if kind in NUMBERS:
        size = SIZES[kind]
        return _of_pattern(text, _pattern(size), exp.TryCast(this=text, to=decimal_type(size)))
    match kind:
        case Kind.DATE:
            # A year 0000 is none, but databases have one.
            written = _of_pattern(
                text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", exp.TryCast(this=text, to=exp.DataType.build("DATE"))
            )
            return exp.Case().when(exp.GTE(this=text, expression=exp.Literal.string("0001-01-01")), written)
        case Kind.BOOLEAN:
            yes, no = _among(text, "true", "是"), _among(text, "false", "否")
            return exp.Case().when(yes, exp.true()).when(no, exp.false())
        case Kind.CHOICE:
            return _choice(text, definition)
        case Kind.JURISDICTION:
            return _place(text)
        case Kind.TEXT:
            # Something that is no space stands in it, and it is clearly not too long.
            short = exp.LTE(this=exp.Length(this=text), expression=exp.Literal.number(500))
            word = exp.RegexpLike(this=text, expression=exp.Literal.string("[0-9A-Za-z一-龥]"))
            return exp.Case().when(exp.and_(short, word), text)
        case _:
            return exp.cast(exp.null(), "TEXT")


def _choice(text: Sql, definition: FactDefinition) -> Sql:
    if not definition.choices:
        return exp.cast(exp.null(), "TEXT")
    case = exp.Case()
    for each in definition.choices:
        # A label may be another choice's too; the first that bears it counts, as in reading profiles.
        case = case.when(_among(text, each.id, each.label.zh, each.label.en), exp.Literal.string(each.id))
    return case


_PROVINCES = "^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])[0-9]{4}$"


def _place(text: Sql) -> Sql:
    six = exp.EQ(this=exp.Length(this=text), expression=exp.Literal.number(6))
    plain = exp.RegexpLike(this=text, expression=exp.Literal.string(_PROVINCES))
    return exp.Case().when(exp.and_(six, plain), text)


def _pattern(size: Digits, more: str = "") -> str:
    """Digits, and a point and digits where the kind has any behind it."""
    whole = f"[0-9]{{1,{size.whole}}}"
    if size.decimals:
        return f"^{whole}([.][0-9]{{1,{size.decimals}}}{more})?$"
    return f"^{whole}([.]{more})?$" if more else f"^{whole}$"


def _of_pattern(text: Sql, pattern: str, value: Sql) -> Sql:
    return exp.Case().when(exp.RegexpLike(this=text, expression=exp.Literal.string(pattern)), value)


def _among(text: Sql, *words: str) -> Sql:
    return exp.In(this=text, expressions=[exp.Literal.string(word) for word in dict.fromkeys(words)])


def _between(value: Sql, low: Sql, high: Sql) -> Sql:
    return exp.Between(this=value, low=low, high=high)


def _not_negative(value: Sql) -> Sql:
    return exp.GTE(this=value, expression=exp.Literal.number(0))


def _date(day: str) -> Sql:
    return exp.cast(exp.Literal.string(day), "DATE")
