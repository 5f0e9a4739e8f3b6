"""What a method is: an input struct, a calculation, and the reading of plain JSON into it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args, get_type_hints

import msgspec

from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.result import Step, Value
from desktop.model.text import Text


class Input(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Common base of inputs: strict, keyword only."""


@dataclass(frozen=True, slots=True)
class MethodResult:
    """What a method found.

    Attributes:
        values: results by their contract names; ``None`` = not defined, with the reason in ``notes``.
        inputs: the names the steps read, with their values (plain numbers in the units of the call).
        steps: the calculation in order.
        notes: message codes with what they speak about.
    """

    values: dict[str, Any]
    inputs: dict[str, Value] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    notes: tuple[tuple[str, dict[str, str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """One method. ``version`` rises when the same input would give other figures."""

    name: str
    title: Text
    version: int
    input: type[Input]
    calculate: Callable[[Any, Library], MethodResult]

    @property
    def required(self) -> frozenset[str]:
        """Inputs that must be there."""
        return frozenset(one.name for one in msgspec.structs.fields(self.input) if one.required)

    def required_of(self, name: str) -> frozenset[str]:
        """Fields that every member of a list input must have; ``value`` where members are plain numbers."""
        hint = get_type_hints(self.input).get(name)
        member = hint
        while get_args(member):
            member = get_args(member)[-1]
        if isinstance(member, type) and issubclass(member, msgspec.Struct):
            return frozenset(one.name for one in msgspec.structs.fields(member) if one.required)
        return frozenset({"value"})

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the input."""
        return msgspec.json.schema(self.input)

    def run(self, payload: object, library: Library) -> MethodResult:
        """Read the input and calculate.

        Raises:
            AuditError: ``calc.…`` with the path inside the input that is wrong.
        """
        _finite(payload, "$")
        try:
            given = msgspec.convert(payload, self.input)
        except msgspec.ValidationError as error:
            raise _fault(self.name, str(error)) from error
        return self.calculate(given, library)


def refuse(code: str, path: str, **params: object) -> AuditError:
    """The error for a wrong input at ``path``."""
    return AuditError(code, path=path, **params)


_AT = re.compile(r" - at `(?P<path>.+)`$")
_MISSING = re.compile(r"missing required field `(?P<name>\w+)`")
_UNKNOWN = re.compile(r"unknown field `(?P<name>.+?)`")
_TYPES = re.compile(r"Expected `(?P<expected>[^`]+)`, got `(?P<found>[^`]+)`")


def _fault(method: str, text: str) -> AuditError:
    at = _AT.search(text)
    path = at["path"] if at else "$"
    if missing := _MISSING.search(text):
        return refuse("calc.missing", f"{path}.{missing['name']}", method=method)
    if unknown := _UNKNOWN.search(text):
        return refuse("calc.unknown", f"{path}.{unknown['name']}", method=method)
    if types := _TYPES.search(text):
        return refuse("calc.type", path, expected=types["expected"], found=types["found"])
    return refuse("calc.input", path, reason=_AT.sub("", text))


def _finite(value: object, path: str) -> None:
    """Python's JSON reader lets NaN and Infinity in; no calculation may start from them."""
    match value:
        case float() if not math.isfinite(value):
            raise refuse("calc.not_finite", path)
        case Mapping():
            for key, inner in value.items():
                _finite(inner, f"{path}.{key}")
        case list() | tuple():
            for index, inner in enumerate(value):
                _finite(inner, f"{path}[{index}]")
