"""Reading a method's input: plain JSON data against a structure; the first fault is told with its exact place.

msgspec converts, but says ``$.scores[...][...]`` for places inside mappings and lets NaN through; people need to
know which candidate and which factor, so the data is walked here first.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import msgspec
from msgspec import inspect

from desktop.model.errors import AuditError
from desktop.model.nearest import nearest_first

_BOUNDS: tuple[tuple[str, str, Callable[[float, float], bool]], ...] = (
    ("gt", ">", operator.gt),
    ("ge", "≥", operator.ge),
    ("lt", "<", operator.lt),
    ("le", "≤", operator.le),
)

_T = TypeVar("_T", bound=msgspec.Struct)

ROOT = "$"
LARGEST = 1e18
"""No plant has more of anything, in any unit; beyond it sums and products lose what they are added up from."""
_JSON_NAMES = {dict: "object", list: "list", str: "text", bool: "true/false", type(None): "null"}


def read_input(payload: object, kind: type[_T]) -> _T:
    """The payload as the structure.

    Raises:
        AuditError: ``calc.missing``, ``calc.unknown_field``, ``calc.number_needed`` … with ``path`` inside the input.
    """
    _check(payload, described(kind), ROOT)
    try:
        return msgspec.convert(payload, kind)
    except msgspec.ValidationError as error:
        raise AuditError("calc.malformed", path=ROOT, reason=str(error)) from error


@cache
def described(kind: type[msgspec.Struct]) -> inspect.Type:
    """What a structure consists of; looking it up takes longer than most methods."""
    return inspect.type_info(kind)


def inside(path: str, name: str | int) -> str:
    """The place of a member: ``items[0]``, ``scores.shop_1``."""
    if isinstance(name, int):
        return f"{path}[{name}]"
    return name if path == ROOT else f"{path}.{name}"


def core(kind: inspect.Type) -> inspect.Type:
    """A type without its description and without the ``null`` it allows."""
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        if isinstance(kind, inspect.Metadata):
            kind = kind.type
        else:
            kind = next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


def words_of(kind: inspect.Type) -> str:
    """What a field means, ``zh / en``: the description of its type, perhaps below the ``null`` it allows."""
    while isinstance(kind, inspect.Metadata):
        words = (kind.extra_json_schema or {}).get("description")
        if words:
            return str(words)
        kind = kind.type
    if isinstance(kind, inspect.UnionType):
        return next((words for words in map(words_of, kind.types) if words), "")
    return ""


@dataclass(frozen=True, slots=True)
class _Expected:
    """What a value may be: ``null``, or of one of several kinds (a number or a text, an id or an object)."""

    null: bool
    kinds: tuple[inspect.Type, ...]


_expected: dict[
    int, tuple[inspect.Type, _Expected]
] = {}  # with the type itself, so that its id stays its own


def _expect(kind: inspect.Type) -> _Expected:
    """Worked out once for each type: there are thousands of members and few types."""
    known = _expected.get(id(kind))
    if known is None:
        bare = kind
        while isinstance(bare, inspect.Metadata):
            bare = bare.type
        null, kinds = False, [bare]
        if isinstance(bare, inspect.UnionType):
            null = bare.includes_none
            kinds = [one for one in bare.types if not isinstance(one, inspect.NoneType)]
        known = _expected[id(kind)] = kind, _Expected(null, tuple(map(core, kinds)))
    return known[1]


def _check(value: object, kind: inspect.Type, path: str) -> None:
    expected = _expect(kind)
    if value is None and expected.null:
        return
    kinds = expected.kinds
    if len(kinds) > 1:
        fitting = [one for one in kinds if isinstance(value, _TAKES.get(type(one), ()))]
        if isinstance(value, bool):
            fitting = [one for one in fitting if isinstance(one, inspect.BoolType)]
        if not fitting:
            known = " / ".join(dict.fromkeys(_KIND_NAMES[type(one)] for one in kinds))
            raise AuditError("calc.one_of_kinds", path=path, found=_shown(value), known=known)
        kinds = (fitting[0],)
    kind = kinds[0]
    checker = _CHECKERS.get(type(kind))
    if checker is not None:
        checker(value, kind, path)


def _number(value: object, kind: inspect.FloatType, path: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AuditError("calc.number_needed", path=path, found=_shown(value))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise AuditError("calc.not_finite", path=path, found=_shown(value))
    if abs(number) > LARGEST:
        raise AuditError("calc.out_of_range", path=path, found=_shown(value), limit=f"± {LARGEST:g}")
    for name, sign, holds in _BOUNDS:
        limit = getattr(kind, name)
        if limit is not None and not holds(number, limit):
            raise AuditError("calc.out_of_range", path=path, found=_shown(value), limit=f"{sign} {limit:g}")


def _text(value: object, _kind: inspect.StrType, path: str) -> None:
    if not isinstance(value, str):
        raise AuditError("calc.text_needed", path=path, found=_shown(value))
    if not value.strip():
        raise AuditError("calc.empty", path=path)


def _flag(value: object, _kind: inspect.BoolType, path: str) -> None:
    if not isinstance(value, bool):
        raise AuditError("calc.flag_needed", path=path, found=_shown(value))


def _choice(value: object, kind: inspect.LiteralType, path: str) -> None:
    known = [str(one) for one in kind.values]
    if value not in known:
        raise AuditError("calc.not_a_choice", path=path, found=_shown(value), known=" / ".join(known))


def _list(value: object, kind: inspect.ListType, path: str) -> None:
    if not isinstance(value, list):
        raise AuditError("calc.list_needed", path=path, found=_shown(value))
    _size(len(value), kind.min_length, kind.max_length, path)
    for position, member in enumerate(value):
        _check(member, kind.item_type, inside(path, position))


def _mapping(value: object, kind: inspect.DictType, path: str) -> None:
    members = _object(value, path)
    _size(len(members), kind.min_length, kind.max_length, path)
    for name, member in members.items():
        _check(member, kind.value_type, inside(path, name))


def _struct(value: object, kind: inspect.StructType, path: str) -> None:
    members = _object(value, path)
    fields = {field.encode_name: field for field in kind.fields}
    for name in members:
        if name not in fields:
            known = ", ".join(nearest_first(name, fields))
            raise AuditError("calc.unknown_field", path=inside(path, name), name=name, known=known)
    for name, field in fields.items():
        if name in members:
            _check(members[name], field.type, inside(path, name))
        elif field.required:
            raise AuditError("calc.missing", path=inside(path, name))


def _object(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise AuditError("calc.object_needed", path=path, found=_shown(value))
    for name in value:
        if not isinstance(name, str) or not name.strip():
            raise AuditError("calc.empty_name", path=path)
    return value


def _size(size: int, least: int | None, most: int | None, path: str) -> None:
    if least is not None and size < least:
        raise AuditError("calc.too_few", path=path, found=size, limit=least)
    if most is not None and size > most:
        raise AuditError("calc.too_many", path=path, found=size, limit=most)


def _shown(value: object) -> str:
    """The value found, short enough for a sentence."""
    if isinstance(value, dict | list) or value is None:
        return _JSON_NAMES[type(value)]
    try:
        text = str(value)
    except ValueError:  # a whole number of thousands of digits
        return "∞"
    return text if len(text) <= 40 else text[:39] + "…"


_TAKES: dict[type[inspect.Type], tuple[type, ...]] = {
    inspect.FloatType: (int, float),
    inspect.StrType: (str,),
    inspect.BoolType: (bool,),
    inspect.LiteralType: (str,),
    inspect.ListType: (list,),
    inspect.DictType: (dict,),
    inspect.StructType: (dict,),
}
_KIND_NAMES: dict[type[inspect.Type], str] = {
    inspect.FloatType: "number",
    inspect.StrType: "text",
    inspect.BoolType: "true/false",
    inspect.LiteralType: "text",
    inspect.ListType: "list",
    inspect.DictType: "object",
    inspect.StructType: "object",
}

_CHECKERS: dict[type[inspect.Type], Callable[..., None]] = {
    inspect.FloatType: _number,
    inspect.StrType: _text,
    inspect.BoolType: _flag,
    inspect.LiteralType: _choice,
    inspect.ListType: _list,
    inspect.DictType: _mapping,
    inspect.StructType: _struct,
}
