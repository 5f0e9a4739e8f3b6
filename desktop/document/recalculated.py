"""Which figures came out otherwise and which questions appeared or went, after a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from desktop.document.engine import Key
from desktop.document.state import Cell
from desktop.document.view import AuditView
from desktop.model.path import Path


def changed_paths(
    view: AuditView, doubtful: Iterable[Key], cells: Set[Cell], known: Mapping[str, Set[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paths of figures that differ from before, and of questions that appeared or went; new rows have none."""
    engine = view.values.engine
    before = engine.revision - 1
    figures: list[str] = []
    relevance: list[str] = []
    for key in doubtful:
        match key:
            case ("#cells" | "#shown", table, column, *period):
                for row in engine.changed_rows(key, before) or ():
                    if not row or (view.state.has_row(table, row) and row in known.get(table, (row,))):
                        cell = Cell(table, row, column, "".join(period))
                        if not period:
                            relevance.append(str(cell.path))
                        elif cell not in cells:
                            figures.append(str(cell.path))
            case ("#run", binding, row, _):
                table = view.library.bindings[binding].for_each
                if (not row or view.state.has_row(table, row)) and engine.changed_at(key) > before:
                    figures.extend(_run_paths(view, key))
            case _:
                pass  # not figures themselves, but what becomes of them
    return tuple(sorted(figures)), tuple(sorted(relevance))


def _run_paths(view: AuditView, key: Key) -> Iterator[str]:
    _, binding, row, period = key
    for result in view.library.bindings[binding].results:
        yield str(Path(binding, row, result.name, period))
