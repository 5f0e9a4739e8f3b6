"""Which cells a figure comes from, and which figures come from a cell: found by working figures out once more."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.content.types import NumberColumn
from desktop.document.engine import Key, Reads
from desktop.document.place import Place
from desktop.document.state import Cell
from desktop.document.values import Values
from desktop.expr.evaluate import members_kept
from desktop.expr.nodes import CallNode, ColumnNode, Node
from desktop.expr.walk import children, gathers, walk
from desktop.model.period import kind_of, months_of


def cells_read(values: Values, key: Cell | Key) -> Iterator[Cell]:
    """The cells a calculated cell, an annual figure or a run of a method is worked out from, whole columns first.

    Of a column that is gathered, the rows that count; not those its condition leaves out.
    """
    reads = _reads_of(values, key)
    kept = {} if key[0] == "#run" else _kept(values, Cell(*key))
    for cell in cells_of(values, reads):
        whole = reads[("#cells", cell.table, cell.column, cell.period)] is None
        if not whole or cell.table not in kept or cell.row in kept[cell.table]:
            yield cell


def cells_of(values: Values, reads: Reads) -> Iterator[Cell]:
    """The cells among what a computation reads, whole columns first."""
    single: list[Cell] = []
    for (kind, *place), rows in sorted(reads.items(), key=lambda read: read[0]):
        if kind == "#cells":
            table, column, period = place
            if rows is None:
                yield from (Cell(table, row, column, period) for row in sorted(values.places(table)))
            else:
                single += [Cell(table, row, column, period) for row in rows]
    yield from sorted(single)


def months_read(values: Values, cell: Cell) -> tuple[Cell, ...]:
    """The months an annual figure is made of; none where no month is given."""
    if not values.state.months.get(cell):
        return ()
    return tuple(cell._replace(period=month) for month in months_of(cell.period))


def readers(values: Values, cell: Cell) -> Iterator[Cell | Key]:
    """Calculated cells and runs of methods that read a cell, those that read its whole column first."""
    read: Key = ("#cells", cell.table, cell.column, cell.period)
    whole: list[Cell | Key] = []
    single: list[Cell | Key] = []
    for reader in values.engine.readers_of(read):
        for candidate in _candidates(values, reader, read, cell.row):
            rows = _reads_of(values, candidate).get(read, set())
            if rows is None:
                whole.append(candidate)
            elif cell.row in rows:
                single.append(candidate)
    yield from sorted(whole)
    yield from sorted(single)


def _candidates(values: Values, reader: Key, read: Key, row: str) -> Iterator[Cell | Key]:
    """Runs and cells of a node that may read a row of another."""
    match reader:
        case ("#run", binding, ran_for, _):
            table = values.library.binding(binding).for_each
            if not table or values.state.has_row(table, ran_for):
                yield reader
        case ("#cells", table, column, period) if kind_of(period) == values.period_kinds.get(
            (table, column), "none"
        ):
            reached = values.cells_reached(reader, read, {read: {row: None}})
            places = values.places(table)
            yield from (
                Cell(table, one, column, period) for one in places if reached is None or one in reached
            )
        case _:
            pass


def _kept(values: Values, cell: Cell) -> dict[str, frozenset[str]]:
    """The rows that count, by table, of the tables a calculation gathers; tables of which all do are not named."""
    question = values.library.column(cell.table, cell.column)
    if question is None or not question.calculation:
        return {}
    place = Place(values, cell.table, cell.row, cell.period)
    kept: dict[str, frozenset[str]] = {}
    whole: set[str] = set()

    def look(node: Node) -> None:
        if not (isinstance(node, CallNode) and gathers(node)):
            for child in children(node):
                look(child)
            return
        table = next((one.table for one in walk(node) if isinstance(one, ColumnNode)), "")
        members = members_kept(node, place)
        if members is None:
            whole.add(table)
        else:
            rows = values.rows(table)
            kept[table] = kept.get(table, frozenset()) | {rows[at] for at in members}
        inner = [one for one in walk(node) if isinstance(one, CallNode) and one is not node and gathers(one)]
        whole.update(one.table for call in inner for one in walk(call) if isinstance(one, ColumnNode))

    look(values.library.bound(question.calculation, cell.table).node)
    return {table: rows for table, rows in kept.items() if table not in whole}


def _reads_of(values: Values, key: Cell | Key) -> Reads:
    if key[0] == "#run":
        return values.engine.reads_of(key)
    cell = Cell(*key)
    question = values.library.column(cell.table, cell.column)
    if question is None or not values.shown(cell.table, cell.row, cell.column):
        return {}
    if question.calculation:
        bound = values.library.bound(question.calculation, cell.table)
        return values.engine.traced(lambda: values.evaluate(bound, cell.table, cell.row, cell.period))
    if isinstance(question, NumberColumn) and question.months and kind_of(cell.period) == "year":
        return {("#cells", one.table, one.column, one.period): {one.row} for one in months_read(values, cell)}
    return {}
