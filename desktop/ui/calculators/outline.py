"""The input of a method as a tree of named fields, in both directions: JSON to tree and tree to JSON.

What may be filled in is read off the method's structure, so that a new method has its calculator at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec import Struct, inspect

from desktop.calc.method import Method
from desktop.calc.reading import ROOT, core, described, inside, words_of
from desktop.model.errors import AuditError
from desktop.model.quantity import read_number
from desktop.model.text import Lang

Shape = Literal["object", "list", "mapping", "scalar"]
Scalar = str | float | bool | None

_TRUE, _FALSE = "true", "false"


@dataclass(eq=False)
class Node:
    """One field, member of a list, or entry of a mapping.

    Attributes:
        name: field name; position in a list; key of a mapping, which people may change.
        words: what the field is for in both languages, ``zh / en``; empty where the name says it.
        kinds: what its value may be.
        required: whether the method needs it.
        value: of a scalar.
    """

    name: str
    words: str
    kinds: tuple[inspect.Type, ...]
    required: bool
    parent: Node | None = None
    value: Scalar = None
    children: list[Node] = field(default_factory=list)

    @property
    def shape(self) -> Shape:
        """What its value is made of."""
        if self.structure is not None and (not self.is_scalar_too or self.children):
            return "object"
        for kind in self.kinds:
            if isinstance(kind, inspect.ListType):
                return "list"
            if isinstance(kind, inspect.DictType):
                return "mapping"
        return "scalar"

    @property
    def structure(self) -> inspect.StructType | None:
        """The structure among the kinds."""
        return next((kind for kind in self.kinds if isinstance(kind, inspect.StructType)), None)

    @property
    def is_scalar_too(self) -> bool:
        """Whether a plain value does as well: the id of a system instead of the system."""
        return any(isinstance(kind, inspect.StrType) for kind in self.kinds)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values there are to choose from; none where any will do."""
        for kind in self.kinds:
            if isinstance(kind, inspect.LiteralType):
                return tuple(str(one) for one in kind.values)
            if isinstance(kind, inspect.BoolType):
                return (_TRUE, _FALSE)
        return ()

    @property
    def grows(self) -> bool:
        """Whether members can be added."""
        return self.shape in ("list", "mapping")

    @property
    def is_member(self) -> bool:
        """Whether it is one of several, which can be taken away."""
        return self.parent is not None and self.parent.grows

    @property
    def path(self) -> str:
        """Where it stands, as faults of the input name it."""
        if self.parent is None:
            return ROOT
        in_list = self.parent.shape == "list"
        return inside(self.parent.path, self.parent.children.index(self) if in_list else self.name)

    def label(self, lang: Lang) -> str:
        """What people read: the key of an entry, else the meaning in their language, else the name."""
        if self.parent is not None and self.parent.shape == "mapping":
            return self.name
        zh, _, en = self.words.partition(" / ")
        return (zh if lang == "zh" else en or zh).strip() or self.name

    def write(self, text: str) -> None:
        """Take in what was typed.

        Raises:
            AuditError: it is no number where one is needed.
        """
        text = text.strip()
        if not text:
            self.value = None
        elif self.choices == (_TRUE, _FALSE):
            self.value = text == _TRUE
        elif any(isinstance(kind, inspect.FloatType | inspect.IntType) for kind in self.kinds):
            self.value = self._number(text)
        else:
            self.value = text

    def text(self) -> str:
        """Its value as it is typed."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return _TRUE if self.value else _FALSE
        return f"{self.value:.12g}" if isinstance(self.value, float) else str(self.value)

    def add(self) -> Node:
        """A new member of a list or mapping."""
        kind = next(one for one in self.kinds if isinstance(one, inspect.ListType | inspect.DictType))
        member = kind.item_type if isinstance(kind, inspect.ListType) else kind.value_type
        name = str(len(self.children) + 1)
        taken = {child.name for child in self.children}
        while name in taken:
            name += "′"
        made = _node(name, "", member, required=True, parent=self)
        self.children.append(made)
        _fill(made, None)
        return made

    def remove(self) -> None:
        """Take a member away."""
        assert self.parent is not None
        self.parent.children.remove(self)

    def walk(self) -> Iterator[Node]:
        """It and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def _number(self, text: str) -> Scalar:
        try:
            number = float(read_number(text))
        except AuditError:
            if any(isinstance(kind, inspect.StrType) for kind in self.kinds):
                return text
            raise
        return int(number) if self._is_whole and number.is_integer() else number

    @property
    def _is_whole(self) -> bool:
        return not any(isinstance(kind, inspect.FloatType) for kind in self.kinds)


def outline(method: Method[Any], payload: object = None) -> Node:
    """The input of a method as a tree; ``payload`` fills it, else what is required is there and empty."""
    kind: type[Struct] = method.input
    root = _node("", "", described(kind), required=True, parent=None)
    _fill(root, payload)
    return root


def plain(node: Node) -> object:
    """The tree as JSON. What may be missing and is empty is left out; what is required and empty is ``null``."""
    match node.shape:
        case "object":
            pairs = ((child.name, child, plain(child)) for child in node.children)
            return {name: value for name, child, value in pairs if child.required or not _empty(value)}
        case "list":
            return [plain(child) for child in node.children]
        case "mapping":
            return {child.name: plain(child) for child in node.children}
        case _:
            return node.value


def _empty(value: object) -> bool:
    """Nothing was typed there, not even inside."""
    return value is None or value == [] or (isinstance(value, dict) and all(map(_empty, value.values())))


def _node(name: str, words: str, kind: inspect.Type, *, required: bool, parent: Node | None) -> Node:
    return Node(name, words or words_of(kind), _kinds(kind), required, parent)


def _kinds(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    if isinstance(kind, inspect.UnionType):
        return tuple(core(one) for one in kind.types if not isinstance(one, inspect.NoneType))
    return (kind,)


def _fill(node: Node, payload: object) -> None:
    """Make the children of a node, and give it its value."""
    structure = node.structure
    if structure is not None and (not node.is_scalar_too or isinstance(payload, dict)):
        given = payload if isinstance(payload, dict) else {}
        for one in structure.fields:
            child = _node(one.encode_name, "", one.type, required=one.required, parent=node)
            node.children.append(child)
            known = one.encode_name in given
            _fill(child, given[one.encode_name] if known else _default(one))
        return
    match node.shape:
        case "list":
            for member in payload if isinstance(payload, list) else ():
                _refill(node.add(), member)
        case "mapping":
            for key, member in (payload if isinstance(payload, dict) else {}).items():
                child = node.add()
                child.name = str(key)
                _refill(child, member)
        case _:
            node.value = payload if isinstance(payload, str | bool | int | float) else None


def _refill(node: Node, payload: object) -> None:
    node.children.clear()
    _fill(node, payload)


def _default(one: inspect.Field) -> object:
    return one.default if isinstance(one.default, str | bool | int | float) else None
