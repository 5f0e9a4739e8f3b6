"""How a method came to a result: the step that gives it, the steps it needs, the cells and factors these read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.calc.result import MethodResult
from desktop.calc.step_words import StepWords, leading_to
from desktop.content.bound_inputs import bound_input
from desktop.content.types import Binding, NumberColumn
from desktop.document.place import Place
from desktop.document.provenance import cells_of, cells_read
from desktop.document.runs import Run
from desktop.document.state import Cell
from desktop.expr import evaluate
from desktop.model.path import Path
from desktop.model.result import Cited, Step
from desktop.model.text import Lang

if TYPE_CHECKING:
    from desktop.document.view import AuditView


@dataclass(frozen=True, slots=True)
class Worded:
    """One step: what it is, its formula in words and with numbers, its value."""

    name: str
    formula: str
    with_numbers: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """``last`` gives the result, ``steps`` lead to it; where no single step gives it, all steps are told."""

    last: Worded | None
    steps: tuple[Worded, ...]
    cells: tuple[Cell, ...]
    cited: tuple[Cited, ...]


def trace(view: AuditView, path: Path, lang: Lang) -> Trace:
    """The way to one result of a bound method."""
    binding = view.library.bindings[path.table]
    run = view.values.run(binding.id, path.row if binding.for_each else "", path.period)
    if run.result is None:
        key = ("#run", binding.id, path.row if binding.for_each else "", path.period)
        return Trace(None, (), _numbers(view, cells_read(view.values, key)), ())
    result = run.result
    step = _step_of(binding, run, path)
    if step is None:
        steps, read = result.steps, frozenset(one.name for one in result.inputs)
    else:
        steps, read = leading_to(result, step)
    words = StepWords(view.library, lang, binding.method, result, _called(view, binding, run, lang))
    worded = tuple(_worded(view, words, one, lang) for one in steps)
    cells = dict.fromkeys(
        cell
        for given in result.inputs
        if given.name in read
        for cell in _cells_behind(view, binding, run, path, given.path)
    )
    used = " ".join(one.expression for one in steps)
    cited = tuple(one for one in result.cited if step is None or _reads(used, one))
    return Trace(
        worded[-1] if step is not None else None,
        worded[:-1] if step is not None else worded,
        _numbers(view, iter(cells)),
        cited,
    )


def _step_of(binding: Binding, run: Run, path: Path) -> Step | None:
    result = run.result
    assert isinstance(result, MethodResult)
    if binding.for_each or not path.row:
        found = result.step(path.column)
        return found or next((one for one in result.steps if one.name == path.column), None)
    members = [path.row]
    members += [str(rows.index(path.row)) for rows in run.members.values() if path.row in rows]
    found = next((found for one in members if (found := result.step(path.column, one))), None)
    return found or result.step(path.column)


def _worded(view: AuditView, words: StepWords, step: Step, lang: Lang) -> Worded:
    formula, with_numbers = words.step(step)
    note = view.library.message(step.note, lang) if step.note else ""
    return Worded(words.name(step.name), formula, with_numbers, words.value(step.value), note)


def _called(view: AuditView, binding: Binding, run: Run, lang: Lang) -> dict[str, str]:
    """What people call the rows behind the members of list inputs, and behind the keys of mapping inputs."""
    listed = {
        f"{name}[{at}]": view.row_label(binding.members[name].table, row, lang)
        for name, rows in run.members.items()
        if not binding.members[name].key
        for at, row in enumerate(rows)
    }
    return listed | {
        key[-1]: view.row_label(binding.members[name].table, row, lang)
        for name, keys in run.keys.items()
        for key, row in keys.items()
        if key[-1] == row
    }


def _cells_behind(view: AuditView, binding: Binding, run: Run, path: Path, place: str) -> Iterator[Cell]:
    """The cells the formula of an input reads."""
    found = bound_input(binding, place, run.members, run.keys)
    if found is None:
        return
    values, own = view.values, path.row if binding.for_each else ""
    at = Place(values, found.table, found.row or own, path.period, outer=own)
    node = view.library.bound(found.formula, found.table).node
    yield from cells_of(values, values.engine.traced(lambda: evaluate(node, at)))


def _numbers(view: AuditView, cells: Iterator[Cell]) -> tuple[Cell, ...]:
    """Cells of numbers: those that say how much."""
    return tuple(
        cell for cell in cells if isinstance(view.library.column(cell.table, cell.column), NumberColumn)
    )


def _reads(expressions: str, cited: Cited) -> bool:
    """Whether a factor is looked up in the steps or written out in them."""
    reference, _, rest = cited.path.partition("[")
    key = rest.partition("]")[0]
    if f'"{reference}", "{key}"' in expressions:
        return True
    return re.search(rf"(?<![\w.]){re.escape(repr(cited.value))}(?![\w.])", expressions) is not None
