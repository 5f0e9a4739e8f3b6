"""Functions of single values in spreadsheet form: strict ones need all their cells, lenient ones deal with gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.expr.formula_guard import MISSING, Gap, Region, Writer
from desktop.expr.nodes import FieldNode, NameNode, Node, RowNode, TextNode
from desktop.expr.refs import UnitRefs, no_formula, number_literal, quoted_text
from desktop.expr.scope import Kind

Strict = Callable[[Writer, Sequence[Node], Region, Kind], str]
Lenient = Callable[[Writer, Sequence[Node], Gap], str]


def _numbers(template: str) -> Strict:
    """Numbers in their places: ``ROUND({0},{1})``."""

    def write(writer: Writer, args: Sequence[Node], region: Region, _kind: Kind) -> str:
        return template.format(*(writer.raw(arg, region, "number") for arg in args))

    return write


def _dates(template: str) -> Strict:
    """Dates in their places; adding zero makes a date of an ISO text."""

    def write(writer: Writer, args: Sequence[Node], region: Region, _kind: Kind) -> str:
        return template.format(*(f"({writer.raw(arg, region, 'text')}+0)" for arg in args))

    return write


def _round(writer: Writer, args: Sequence[Node], region: Region, _kind: Kind) -> str:
    x, digits = (writer.raw(arg, region, "number") for arg in args[:2])
    if len(args) == 2 or args[2] == TextNode("half_up"):
        return f"ROUND({x},{digits})"
    # Half to even, only where the digit dropped is exactly a half.
    scaled = f"({x})*10^({digits})"
    is_half = f"MOD(ROUND(ABS({scaled}),6),1)=0.5"
    return f"IF({is_half},2*ROUND({scaled}/2,0)/10^({digits}),ROUND({x},{digits}))"


def _several(name: str) -> Strict:
    """MIN and MAX pass over cells that do not apply, so cells have to be filled but not all with numbers."""

    def write(writer: Writer, args: Sequence[Node], region: Region, _kind: Kind) -> str:
        return f"{name}({','.join(writer.raw(arg, region) for arg in args)})"

    return write


def _unit(multiply: bool) -> Strict:
    def write(writer: Writer, args: Sequence[Node], region: Region, _kind: Kind) -> str:
        number, unit = args
        if isinstance(unit, TextNode):
            factor = number_literal(writer.refs.unit(unit.value).factor)
        elif isinstance(writer.refs, UnitRefs):
            factor = writer.refs.unit_factor(writer.raw(unit, Region(), "text"))
        else:
            raise no_formula("in_unit(x, column)")
        return f"({writer.raw(number, region, 'number')}{'*' if multiply else '/'}{factor})"

    return write


def _lookup(writer: Writer, args: Sequence[Node], region: Region, kind: Kind) -> str:
    reference, key, column = args
    if not isinstance(reference, TextNode) or not isinstance(column, TextNode):
        raise no_formula("lookup")
    keys = writer.refs.reference_keys(reference.value)
    found = writer.refs.reference_column(reference.value, column.value)
    if not keys or not found:
        raise no_formula(f"lookup {reference.value}")
    return region.needs(f"INDEX({found},MATCH({writer.raw(key, Region(), 'text')},{keys},0))", kind)


def _listed(writer: Writer, args: Sequence[Node], region: Region, _kind: Kind) -> str:
    texts, word = (writer.raw(arg, region, "text") for arg in args)
    return f'ISNUMBER(FIND(" "&{word}&" "," "&{texts}&" "))'


STRICT: dict[str, Strict] = {
    "abs": _numbers("ABS({0})"),
    "floor": _numbers("INT({0})"),
    "ceil": _numbers("(-INT(-({0})))"),
    "sqrt": _numbers("SQRT({0})"),
    "ln": _numbers("LN({0})"),
    "exp": _numbers("EXP({0})"),
    "text": _numbers("FIXED({0},{1},TRUE)"),
    "round": _round,
    "min": _several("MIN"),
    "max": _several("MAX"),
    "unit": _unit(True),
    "in_unit": _unit(False),
    "lookup": _lookup,
    "listed": _listed,
    "days_between": _dates("({1}-{0})"),
    "months_between": _dates("((YEAR({1})-YEAR({0}))*12+MONTH({1})-MONTH({0})-(DAY({1})<DAY({0})))"),
}


def _if_missing(writer: Writer, args: Sequence[Node], gap: Gap) -> str:
    x, otherwise = args
    # _xlfn. is how files name functions newer than 2007; people see IFNA.
    return f"_xlfn.IFNA({writer.value(x, MISSING)},{writer.value(otherwise, gap)})"


def _if_na(writer: Writer, args: Sequence[Node], gap: Gap) -> str:
    x, otherwise = args
    if not isinstance(x, FieldNode | RowNode | NameNode):
        raise no_formula("if_na")
    cell = writer.raw(x, Region())
    mark = quoted_text(writer.refs.not_applicable)
    return f"IF({cell}={mark},{writer.value(otherwise, gap)},{writer.value(x, gap)})"


def _answered(writer: Writer, args: Sequence[Node], _gap: Gap) -> str:
    x = args[0]
    if isinstance(x, FieldNode | RowNode | NameNode):
        return f'({writer.raw(x, Region())}<>"")'
    return f"NOT(ISNA({writer.value(x, MISSING)}))"


LENIENT: dict[str, Lenient] = {"if_missing": _if_missing, "if_na": _if_na, "answered": _answered}
