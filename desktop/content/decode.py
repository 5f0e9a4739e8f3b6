"""Strict decoding of YAML into the types of ``types.py``: every mistake at once, each with line and item.

msgspec alone stops at the first mistake and PyYAML guesses types (``no`` becomes false, ``1.10`` becomes 1.1).
So the YAML is only *composed*, and its nodes, which still know what was written and where, are walked beside
msgspec's description of the wanted type.

A mistake that leaves no doubt what was meant (a missing translation, a key too many) is noted and read over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import cache
from typing import Any

import msgspec
import yaml
from msgspec import inspect as shape

from desktop.content.faults import ContentFault
from desktop.model.nearest import nearest
from desktop.model.text import Text

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_NAMING_KEYS = ("id", "code", "name", "value", "number")


class _Bad:
    """Stands for a value that could not be read; its fault is already noted."""


BAD = _Bad()


@cache
def _shape_of(wanted: Any) -> shape.Type:
    return shape.type_info(wanted)


def compose(text: str, file: str, faults: list[ContentFault]) -> yaml.Node | None:
    """The nodes of a YAML text; a syntax error becomes a fault. Empty files give ``None``."""
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
        return node
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        what = str(getattr(error, "problem", None) or error).splitlines()[0]
        faults.append(ContentFault("content.yaml_syntax", file, line=line, params={"found": what}))
        return None


class Decoder:
    """Reads nodes of one file; collects faults instead of stopping."""

    def __init__(self, file: str, faults: list[ContentFault], lines: dict[str, int] | None = None) -> None:
        self.file = file
        self.lines: dict[str, int] = {} if lines is None else lines
        self._faults = faults
        self._item: list[str] = []

    @property
    def item(self) -> str:
        """The thing being read, by ids."""
        return ".".join(name for name in self._item if name)

    @contextmanager
    def inside(self, *names: str) -> Iterator[None]:
        """Name the thing that is being read, for the item of faults."""
        self._item.extend(names)
        try:
            yield
        finally:
            del self._item[len(self._item) - len(names) :]

    def fault(self, code: str, node: yaml.Node, meant: str = "", **params: str) -> _Bad:
        """Note a mistake at ``node``."""
        line = node.start_mark.line + 1
        self._faults.append(ContentFault(code, self.file, self.item, line, params, meant))
        return BAD

    def decode(self, node: yaml.Node, wanted: Any) -> Any:
        """``node`` as a value of the type ``wanted``, or ``BAD`` with its faults noted."""
        return self._read(node, _shape_of(wanted))

    def mapping(self, node: yaml.Node) -> dict[str, yaml.Node]:
        """The keys of a mapping node; duplicate and unreadable keys are faults."""
        if not isinstance(node, yaml.MappingNode):
            self.fault("content.wants_map", node, found=_shown(node))
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault("content.key_not_text", key)
            elif key.tag in (f"{_TAG}bool", f"{_TAG}null"):
                self.fault("content.reads_as_flag", key, found=key.value)
            elif key.value in found:
                self.fault("content.duplicate_key", key, key=key.value)
            else:
                found[key.value] = value
        return found

    def _read(self, node: yaml.Node, wanted: shape.Type) -> Any:
        self.lines.setdefault(self.item, node.start_mark.line + 1)
        match wanted:
            case shape.StructType() | shape.DataclassType():
                return self._object(node, wanted)
            case shape.UnionType():
                return self._union(node, wanted)
            case shape.VarTupleType(item_type=item):
                return self._list(node, item)
            case shape.DictType(value_type=item):
                return self._dict(node, item)
            case shape.EnumType(cls=cls):
                return self._enum(node, cls)
            case shape.LiteralType(values=values):
                return self._literal(node, values)
            case _:
                return self._scalar(node, wanted)

    def _object(self, node: yaml.Node, wanted: shape.StructType | shape.DataclassType) -> Any:
        written = self.mapping(node)
        if not isinstance(node, yaml.MappingNode):
            return BAD
        fields = {field.name: field for field in wanted.fields}
        tag = wanted.tag_field if isinstance(wanted, shape.StructType) else None
        values: dict[str, Any] = {}
        for key, value in written.items():
            if key in fields:
                with self.inside(key):
                    values[key] = self._read(value, fields[key].type)
            elif key != tag:
                self._unknown_key(value, key, fields)
        missing = [name for name, field in fields.items() if field.required and name not in values]
        for name in missing:
            self.fault("content.missing_key", node, key=name)
        if wanted.cls is Text and len(missing) == 1 and values:  # said in one language: read on with it
            values[missing[0]] = next(iter(values.values()))
            missing = []
        if missing or any(value is BAD for value in values.values()):
            return BAD
        return wanted.cls(**values)

    def _unknown_key(self, node: yaml.Node, key: str, fields: Iterable[str]) -> None:
        if isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG}null" and not node.value:
            self.fault("content.comma_splits", node, key=key)  # {en: our own choice, editable}
            return
        known = list(fields)
        self.fault("content.unknown_key", node, nearest(key, known), key=key, known=", ".join(known))

    def _union(self, node: yaml.Node, wanted: shape.UnionType) -> Any:
        options = [option for option in wanted.types if not isinstance(option, shape.NoneType)]
        if len(options) == 1:
            return self._read(node, options[0])
        tagged = {
            str(option.tag): option
            for option in options
            if isinstance(option, shape.StructType) and option.tag_field is not None
        }
        field = next(iter(tagged.values())).tag_field or ""
        written = self.mapping(node)
        if not written:
            return BAD
        kind = written.get(field)
        if kind is None:
            return self.fault("content.missing_key", node, key=field)
        name = kind.value if isinstance(kind, yaml.ScalarNode) else _shown(kind)
        if name not in tagged:
            with self.inside(field):
                return self._not_among(kind, name, tagged)
        return self._read(node, tagged[name])

    def _list(self, node: yaml.Node, item: shape.Type) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self.fault("content.wants_list", node, found=_shown(node))
        values = []
        for position, entry in enumerate(node.value, start=1):
            with self.inside(name_of(entry) or f"#{position}"):
                values.append(self._read(entry, item))
        return BAD if any(value is BAD for value in values) else tuple(values)

    def _dict(self, node: yaml.Node, item: shape.Type) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.fault("content.wants_map", node, found=_shown(node))
        values = {}
        for key, entry in self.mapping(node).items():
            with self.inside(key):
                values[key] = self._read(entry, item)
        return BAD if any(value is BAD for value in values.values()) else values

    def _enum(self, node: yaml.Node, cls: type[Enum]) -> Any:
        text = self._text(node)
        known = {str(member.value): member for member in cls}
        return text if text is BAD else known.get(text) or self._not_among(node, text, known)

    def _literal(self, node: yaml.Node, values: Iterable[object]) -> Any:
        text = self._text(node)
        known = [str(value) for value in values]
        return text if text is BAD or text in known else self._not_among(node, text, known)

    def _not_among(self, node: yaml.Node, found: str, known: Iterable[str]) -> _Bad:
        names = sorted(known)
        return self.fault(
            "content.not_among", node, nearest(found, names), found=found, known=", ".join(names)
        )

    def _scalar(self, node: yaml.Node, wanted: shape.Type) -> Any:
        match wanted:
            case shape.StrType():
                return self._text(node)
            case shape.BoolType():
                return self._flag(node)
            case shape.IntType():
                return self._number(node, _WHOLE, int, "content.wants_whole_number")
            case shape.FloatType():
                return self._number(node, _DECIMAL, float, "content.wants_number")
            case _:
                raise msgspec.ValidationError(f"no reader for {wanted!r}")

    def _text(self, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self.fault("content.wants_text", node, found=_shown(node))
        kind = node.tag.removeprefix(_TAG)
        if kind == "str":
            return node.value
        code = {
            "bool": "content.reads_as_flag",
            "null": "content.reads_as_nothing",
            "int": "content.reads_as_number",
            "float": "content.reads_as_number",
            "timestamp": "content.reads_as_date",
        }.get(kind, "content.wants_text")
        return self.fault(code, node, found=node.value)

    def _flag(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("true", "false"):
            return node.value == "true"
        return self.fault("content.wants_flag", node, found=_shown(node))

    def _number(self, node: yaml.Node, pattern: re.Pattern[str], make: type[int | float], code: str) -> Any:
        if isinstance(node, yaml.ScalarNode) and not node.style and pattern.fullmatch(node.value):
            return make(node.value)
        return self.fault(code, node, found=_shown(node))


def name_of(node: yaml.Node) -> str:
    """What people call a mapping: its id, code, name, value or number."""
    if not isinstance(node, yaml.MappingNode):
        return ""
    written = {
        key.value: value.value
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    }
    return next((str(written[key]) for key in _NAMING_KEYS if written.get(key)), "")


def _shown(node: yaml.Node) -> str:
    match node:
        case yaml.MappingNode():
            return "{…}"
        case yaml.SequenceNode():
            return "[…]"
        case _:
            text = str(node.value)
            return text if len(text) <= 60 else text[:57] + "…"
