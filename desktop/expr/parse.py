"""Reading an expression: Python syntax through a whitelist, with errors that say where and what to write instead.

Nothing is ever executed: the text is parsed by :mod:`ast` and every syntax element that is not in the language is
refused. Length, size, depth and literal powers are limited, so hostile content cannot stall the program.
"""

from __future__ import annotations

import ast
import math
import re
import threading
import warnings
from dataclasses import dataclass, field

from desktop.model.errors import AuditError

MAX_LENGTH = 4000
MAX_NODES = 600
MAX_DEPTH = 80
MAX_LITERAL_POWER = 100


@dataclass(frozen=True, slots=True)
class Expr:
    """A text that is an expression of the language; its names are not resolved yet."""

    text: str
    tree: ast.expr = field(compare=False, repr=False)

    def position(self, node: ast.AST) -> int:
        """Where a part stands: 1-based character position in the text."""
        return _offset(self.text, getattr(node, "col_offset", 0)) + 1

    def source(self, node: ast.AST) -> str:
        """The part as written."""
        end = _offset(self.text, getattr(node, "end_col_offset", 0))
        return self.text[self.position(node) - 1 : end]


_ONE_AT_A_TIME = threading.Lock()
"""CPython counts the depth of trees for all threads together and fails where two are built at once (gh-106905)."""


def parse(text: str) -> Expr:
    """Read an expression.

    Raises:
        AuditError: ``expr.syntax`` and its more friendly kin, with ``text``, ``position`` (1-based) and ``near``.
    """
    if not text.strip():
        raise AuditError("expr.empty", text=text, position=1, near="")
    if len(text) > MAX_LENGTH:
        raise AuditError("expr.too_long", text=text[:60], position=MAX_LENGTH, near="", limit=MAX_LENGTH)
    bare = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    if "#" in bare:  # a comment would swallow what follows
        raise _syntax_error(text, bare, bare.index("#"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a doubtful escape in a text is an error of the author
            with _ONE_AT_A_TIME:
                tree = ast.parse(_one_line(text), mode="eval").body
    except SyntaxError as error:
        # An offset of 0 is the end of the text, where something is missing.
        offset = error.offset - 1 + _indent(text) if error.offset else len(text)
        raise _syntax_error(text, bare, offset) from None
    except (ValueError, RecursionError, MemoryError):
        raise _syntax_error(text, bare, 0) from None
    expr = Expr(text, tree)
    _inspect(expr)
    return expr


_ALLOWED: tuple[type[ast.AST], ...] = (
    ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Call, ast.List, ast.BinOp, ast.UnaryOp,
    ast.BoolOp, ast.Compare, ast.IfExp, ast.expr_context, ast.And, ast.Or, ast.Not, ast.USub, ast.UAdd,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In,
    ast.NotIn,
)  # fmt: skip

_INSTEAD: dict[type[ast.AST], str] = {
    ast.BitXor: "**",
    ast.BitAnd: "and",
    ast.BitOr: "or",
    ast.Invert: "not",
    ast.FloorDiv: "floor(a / b)",
    ast.Is: "==",
    ast.IsNot: "!=",
    ast.Tuple: "[a, b]",
    ast.Set: "[a, b]",
    ast.GeneratorExp: "sum(table.column, condition)",
    ast.ListComp: "sum(table.column, condition)",
}


def _inspect(expr: Expr) -> None:
    """Refuse whatever is not in the language; walks level by level, so depth never becomes recursion."""
    level: list[tuple[ast.AST, ast.AST]] = [(expr.tree, expr.tree)]
    size = depth = 0
    while level:
        depth += 1
        size += len(level)
        if depth > MAX_DEPTH or size > MAX_NODES:
            raise AuditError("expr.too_large", text=expr.text[:60], position=1, near="", limit=MAX_NODES)
        for node, parent in level:
            _inspect_node(expr, node, parent)
        level = [
            (child, node if isinstance(node, ast.expr) else parent)
            for node, parent in level
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.expr_context)
        ]


def _inspect_node(expr: Expr, node: ast.AST, parent: ast.AST) -> None:
    place = node if isinstance(node, ast.expr) else parent
    if not isinstance(node, _ALLOWED):
        instead = _INSTEAD.get(type(node), "")
        code = "expr.not_allowed_instead" if instead else "expr.not_allowed"
        raise _error(code, expr, place, instead=instead)
    match node:
        case ast.Constant(value=value):
            _inspect_constant(expr, node, value)
        case ast.Call(func=function, keywords=keywords):
            if not isinstance(function, ast.Name) or keywords:
                raise _error("expr.not_a_function", expr, node)
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=int() | float() as power)):
            if abs(power) > MAX_LITERAL_POWER:
                raise _error("expr.power", expr, node, limit=MAX_LITERAL_POWER)
        case _:
            pass


def _inspect_constant(expr: Expr, node: ast.Constant, value: object) -> None:
    match value:
        case bool() | str():
            return
        case int() | float():
            try:
                if math.isfinite(float(value)):
                    return
            except OverflowError:
                pass
            raise _error("expr.number", expr, node)
        case None:
            raise _error("expr.none", expr, node)
        case _:
            raise _error("expr.not_allowed", expr, node)


def _error(code: str, expr: Expr, node: ast.AST, **params: object) -> AuditError:
    near = expr.source(node)
    return AuditError(code, text=expr.text, position=expr.position(node), near=short(near), **params)


_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_FULL_WIDTH = re.compile("[（），．＂＇“”‘’＝＜＞＋－＊／×÷！、；：【】≤≥≠−]")
_LOOKALIKES = (
    (re.compile(r"&&"), "and"),
    (re.compile(r"\|\|"), "or"),
    (re.compile(r"<>"), "!="),
    (re.compile(r"!(?!=)"), "not"),
    (re.compile(r"(?<![=!<>:])=(?!=)"), "=="),
)


def _syntax_error(text: str, bare: str, offset: int) -> AuditError:
    """The friendliest error for a text Python cannot read. ``bare`` is the text with its literals blanked out."""
    wide = _FULL_WIDTH.search(bare)
    if wide:
        return AuditError("expr.full_width", text=text, position=wide.start() + 1, near=wide.group())
    for pattern, instead in _LOOKALIKES:
        found = pattern.search(bare)
        if found:
            about = {"position": found.start() + 1, "near": found.group(), "instead": instead}
            return AuditError("expr.written_as", text=text, **about)
    position = min(max(offset, 0), len(text.rstrip()) - 1) + 1
    return AuditError("expr.syntax", text=text, position=position, near=short(text[position - 1 :].strip()))


def _one_line(text: str) -> str:
    """Lines may break anywhere; for ast there is one."""
    return re.sub(r"\s", " ", text).lstrip()


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _offset(text: str, byte_column: int) -> int:
    """0-based character offset of a place that ast names by its UTF-8 byte column."""
    line = text[_indent(text) :]
    return _indent(text) + len(line.encode(errors="replace")[:byte_column].decode(errors="ignore"))


def short(text: str) -> str:
    """A text cut for messages."""
    return text if len(text) <= 40 else text[:39] + "…"
