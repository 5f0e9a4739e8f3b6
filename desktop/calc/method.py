"""A method: its input structure, what it computes, and how it is described to people and machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

import msgspec
from msgspec import inspect

from desktop.calc.reading import core, described, read_input
from desktop.calc.result import MethodResult
from desktop.content.library import Library
from desktop.model.text import Text


class Input(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common base of inputs: every field by name, unknown fields refused."""


In = TypeVar("In", bound=Input)


@dataclass(frozen=True, slots=True)
class Method(Generic[In]):
    """One method of the contract. ``version`` changes whenever a result may change.

    ``open`` names mapping inputs whose members may be missing: the method is told ``null`` and says what that means,
    instead of waiting until everything is filled in.
    """

    name: str
    title: Text
    version: str
    input: type[In]
    compute: Callable[[In, Library], MethodResult]
    open: frozenset[str] = frozenset()

    def run(self, payload: object, library: Library) -> MethodResult:
        """Compute from plain JSON data.

        Raises:
            AuditError: ``calc.*`` with the JSON path of the first thing wrong in the input.
        """
        return self.compute(read_input(payload, self.input), library)

    def schema(self) -> dict[str, object]:
        """JSON Schema of the input."""
        head = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"{self.title.zh} / {self.title.en}",
            "x-method": self.name,
            "x-version": self.version,
        }
        return {**head, **msgspec.json.schema(self.input)}

    @property
    def names(self) -> frozenset[str]:
        """Names of all inputs."""
        return frozenset(self.input.__struct_fields__)

    @property
    def required(self) -> frozenset[str]:
        """Names of inputs that must be there."""
        return _required(self.input)

    def required_of(self, name: str) -> frozenset[str]:
        """Required fields of the members of a list or mapping input; ``value`` where members are plain numbers."""
        if name in self.open:
            return frozenset()
        whole = described(self.input)
        assert isinstance(whole, inspect.StructType)
        kind = next((core(field.type) for field in whole.fields if field.name == name), None)
        while isinstance(kind, inspect.ListType | inspect.DictType):
            kind = core(kind.item_type if isinstance(kind, inspect.ListType) else kind.value_type)
        if isinstance(kind, inspect.StructType):
            return _required(kind.cls)
        return frozenset({"value"})


@cache
def _required(struct: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.encode_name for field in msgspec.structs.fields(struct) if field.required)
