"""How one value of the YAML is taken: as text, a day, a number, a flag or one of several words.

A value arrives as the node it was written at, so that a mistake keeps its place and its wording is ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Annotated, Any, ClassVar, Self, TypeAlias, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from policyengine.errors import Bilingual
from policyengine.language.facts import nearest
from policyengine.rulebook.findings import UnknownKey
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Style
from policyengine.rulebook.text.nodes import Sequence as NodeSequence

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ID = re.compile(r"[a-z][a-z0-9_]{0,79}")


class Keys(dict[str, Any]):
    """A mapping of the YAML on its way through pydantic, with the node it came from."""

    def __init__(self, node: Mapping) -> None:
        super().__init__({key: as_input(item) for key, item in node.items.items()})
        self.node = node


class Items(list[Any]):
    """A list of the YAML on its way through pydantic, with the node it came from."""

    def __init__(self, node: NodeSequence) -> None:
        super().__init__(as_input(item) for item in node)
        self.node = node


def as_input(node: Node) -> Keys | Items | Scalar:
    """A node in the shape that the models take."""
    match node:
        case Mapping():
            return Keys(node)
        case NodeSequence():
            return Items(node)
        case Scalar():
            return node


def node_of(value: object) -> Node:
    """The node that an input came from."""
    match value:
        case Keys() | Items():
            return value.node
        case Scalar():
            return value
    raise TypeError(f"{type(value).__name__} was not read from YAML")


def wanted(zh: str, en: str, near: str | None = None) -> PydanticCustomError:
    """The refusal of a value, in our words."""
    return PydanticCustomError("wanted", "{en}", {"zh": zh, "en": en, "nearest": near or ""})


class Written(BaseModel):
    """The base of all models: unknown keys are findings, and `node` is where the model was written."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    form: ClassVar[tuple[str, str]] = ("若干“键: 值”", "a mapping of keys and values")
    _node: Any = PrivateAttr(default=None)

    @property
    def node(self) -> Mapping:
        """The mapping this was read from."""
        assert isinstance(self._node, Mapping)
        return self._node

    @classmethod
    def of_text(cls, value: Scalar) -> Self | None:
        """What a text alone stands for where a mapping may stand; None where a mapping must."""

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        if isinstance(value, cls):
            return value
        if isinstance(value, Scalar) and (made := cls.of_text(value)) is not None:
            return made
        if not isinstance(value, Keys):
            raise wanted(*cls.form)
        valid = [field.alias or name for name, field in cls.model_fields.items()]
        if isinstance(info.context, list):
            info.context.extend(unknown_keys(value.node, valid))
        for key in set(value) - set(valid):  # told by now; what is left may still be wrong otherwise
            del value[key]
        made = handler(value)
        made._node = value.node
        return made


MOST_TOLD = 100
"""Unknown keys of one mapping that are told: to look for what is nearest to each takes long."""


def unknown_keys(node: Mapping, valid: Sequence[str]) -> list[UnknownKey]:
    """A finding for each key that is not valid, with the nearest one that is; for so many of them."""
    unknown = ((key, scalar) for key, scalar in node.keys.items() if key not in valid)
    return [
        UnknownKey(
            found=key,
            nearest=nearest(key, valid),
            bare=is_null(node.items[key]),
            valid=tuple(valid),
            span=scalar.span,
        )
        for key, scalar in islice(unknown, MOST_TOLD)
    ]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Scalar) and not is_null(value) and value.text.strip():
        return value.text.strip()
    raise wanted("文字", "text")


def is_null(value: object) -> bool:
    """The value is there and empty: `null`, `~` or nothing after the colon."""
    return isinstance(value, Scalar) and value.value is None and value.style is Style.PLAIN


def _none_if_null(value: object) -> object:
    return None if is_null(value) else value


def _id(value: object) -> str:
    text = _text(value)
    if not _ID.fullmatch(text):
        raise wanted(
            "小写字母、数字和下划线组成、字母开头的编号",
            "an id of lower-case letters, digits and underscores",
        )
    return text


def _day(value: object) -> date:
    text = value.text if isinstance(value, Scalar) else str(value)
    found = _DAY.fullmatch(text)
    if found is None:
        raise wanted("2021-12-31这样的日期", "a date such as 2021-12-31")
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise wanted("日历上有的日期", "a date that the calendar has") from None


def whole(low: int, high: int) -> BeforeValidator:
    """A whole number between two ends, both inclusive."""

    def read(value: object) -> int:
        number = value.value if isinstance(value, Scalar) else value
        if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
            raise wanted(f"{low}到{high}之间的整数", f"a whole number from {low} to {high}")
        return number

    return BeforeValidator(read)


def _flag(value: object) -> bool:
    flag = value.value if isinstance(value, Scalar) else value
    if not isinstance(flag, bool):
        text = value.text if isinstance(value, Scalar) else ""
        raise wanted("true或false", "true or false", nearest(text, ("true", "false")))
    return flag


def one_of(words: type[E]) -> BeforeValidator:
    """One of the words of an enumeration."""
    valid = [word.value for word in words]

    def read(value: object) -> E:
        text = value.text if isinstance(value, Scalar) else str(value) if isinstance(value, str) else ""
        if text not in valid:
            near = nearest(text, valid)
            raise wanted(f"{'、'.join(valid)}之一", f"one of {', '.join(valid)}", near)
        return words(text)

    return BeforeValidator(read)


def matching(pattern: str, zh: str, en: str) -> BeforeValidator:
    """Text of one pattern."""
    compiled = re.compile(pattern)

    def read(value: object) -> str:
        text = _text(value)
        if not compiled.fullmatch(text):
            raise wanted(zh, en)
        return text

    return BeforeValidator(read)


def _scalar(value: object) -> Scalar:
    if isinstance(value, Scalar) and not is_null(value):
        return value
    raise wanted("一个值", "one value")


def _given(value: object) -> Node:
    if is_null(value):
        raise wanted("内容", "something")
    return node_of(value)


class _OneOrMore:
    """Takes one mapping for a list of one; editors are told that it may stand alone."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._listed, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        several = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [several, several["items"]]}

    @staticmethod
    def _listed(value: object) -> object:
        return [value] if isinstance(value, Keys) else value


ONE_OR_MORE = _OneOrMore()
"""A list of mappings, or one mapping alone."""

GIVEN = BeforeValidator(_given)
"""A field that the rule language reads: kept as its node."""

Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Id: TypeAlias = Annotated[
    str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]*$"})
]
Day: TypeAlias = Annotated[date, BeforeValidator(_day)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag)]
Year: TypeAlias = Annotated[int, whole(1949, 2200)]
Place: TypeAlias = Annotated[Scalar, BeforeValidator(_scalar), WithJsonSchema({"type": "string"})]
Maybe: TypeAlias = Annotated[T | None, BeforeValidator(_none_if_null)]


class Words(Written):
    """One text in Chinese and English. A text alone is Chinese, and stands in for its English."""

    form = ("文字，或者{zh: …, en: …}", "text, or {zh: …, en: …}")
    zh: Text
    en: Text

    @classmethod
    def of_text(cls, value: Scalar) -> Self | None:
        """The text in both languages."""
        if not isinstance(value.value, str) or not value.text.strip():
            return None
        return cls.model_construct(zh=value.text.strip(), en=value.text.strip())

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler.resolve_ref_schema(handler(core)), {"type": "string"}]}

    def bilingual(self) -> Bilingual:
        """The two texts."""
        return Bilingual(zh=self.zh, en=self.en)
