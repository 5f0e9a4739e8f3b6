"""Where a figure comes from: formula in words and numbers, inputs with person and evidence, factors with source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.content.library import Library
from desktop.content.types import ChoiceColumn, Column, NumberColumn
from desktop.document.formula_words import FormulaWords
from desktop.document.place import Place
from desktop.document.provenance import cells_read, months_read, readers
from desktop.document.state import Cell, cell_of
from desktop.document.trace import trace
from desktop.expr import evaluate
from desktop.expr.explain import Explanation
from desktop.expr.explain import explain as explain_expression
from desktop.expr.nodes import CallNode, FieldNode, FollowNode, RowNode
from desktop.expr.walk import in_words
from desktop.model.errors import RefusedError
from desktop.model.format import format_number
from desktop.model.path import Path
from desktop.model.period import kind_of
from desktop.model.result import NA, Cited, Num
from desktop.model.text import Lang, Standing

if TYPE_CHECKING:
    from desktop.document.view import AuditView


_MOST_FOLLOWED = 500  # cells followed in search of factors; a total over a long table says enough long before


@dataclass(frozen=True, slots=True)
class InputLine:
    """One input: where it stands, what it says, who entered it when, and its evidence."""

    path: str
    label: str
    text: str
    person: str = ""
    time: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One factor looked up, with its source and standing."""

    name: str
    text: str
    source: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a method in words: what it is, its formula, the same with numbers, and its value."""

    name: str
    expression: str
    text: str
    note: str = ""
    with_numbers: str = ""

    def line(self) -> str:
        """``name = formula = with numbers = value``, what repeats said once."""
        parts = dict.fromkeys((self.name, self.expression, self.with_numbers, self.text))
        return " = ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Explained:
    """The whole story of one figure. ``origin`` is entered, months, calculated, method or nothing."""

    path: str
    title: str
    text: str
    unit: str
    origin: str
    note: str = ""
    formula: str = ""
    with_numbers: str = ""
    inputs: tuple[InputLine, ...] = ()
    factors: tuple[FactorLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    rounding: str = ""
    entered: InputLine | None = field(default=None)

    def lines(self, library: Library, lang: Lang) -> list[str]:
        """The story as lines of text."""

        def head(code: str) -> str:
            return library.message(f"document.explain.{code}", lang)

        said = [f"{self.title}: {self.text} {self.unit}".rstrip(), self.note or head(self.origin)]
        if self.formula:
            said += [f"{head('formula')}: {self.formula}", f"{head('numbers')}: {self.with_numbers}"]
        said += [f"{head('step')}: {one.line()} {one.note}".rstrip() for one in self.steps]
        for one in [*([self.entered] if self.entered else []), *self.inputs]:
            by = " ".join(part for part in (one.person, one.time) if part)
            proof = (
                library.message("document.explain.evidence", lang, titles="、".join(one.evidence))
                if one.evidence
                else ""
            )
            said.append(
                "  ".join(
                    part
                    for part in (f"{head('input')}: {one.label} = {one.text}", one.path, by, proof)
                    if part
                )
            )
        said += [
            f"{head('factor')}: {one.name} = {one.text}  {one.source} ({one.standing.value})"
            for one in self.factors
        ]
        return [*said, self.rounding] if self.rounding else said


def explain(view: AuditView, path: Path, lang: Lang) -> Explained:
    """Explain one place.

    Raises:
        RefusedError: there is no such place; ``path.whole_row`` where the path names a row, which has no figure.
    """
    view.place(str(path))
    if not path.column:
        raise RefusedError("path.whole_row", path=str(path))
    shown = view.shown(str(path), lang)
    title = view.label(str(path), lang)
    rounding = view.library.message("document.explain.rounding", lang) if shown.value is not None else ""
    if path.table in view.library.bindings and view.library.column(path.table, path.column) is None:
        return _of_method(view, path, lang, title, rounding)
    column = view.library.column(path.table, path.column)
    assert column is not None
    if column.calculation:
        place = Place(view.values, path.table, path.row, path.period)
        told = _in_words(view, column, place, path, lang)
        return Explained(
            str(path), title, shown.text, shown.unit, "calculated", shown.note,
            told.formula, told.with_numbers, _inputs(view, cell_of(path), lang),
            _factors(view, cell_of(path), lang), rounding=rounding,
        )  # fmt: skip
    if isinstance(column, NumberColumn) and column.months and kind_of(path.period) == "year":
        months = tuple(line for line in _inputs(view, cell_of(path), lang) if line.text)
        if months and _from_months(view, cell_of(path)):
            return Explained(
                str(path),
                title,
                shown.text,
                shown.unit,
                "months",
                shown.note,
                inputs=months,
                rounding=rounding,
            )
    own = _input(view, cell_of(path), lang)
    origin = "entered" if view.answer(str(path)) is not None else "nothing"
    return Explained(
        str(path), title, shown.text, shown.unit, origin, shown.note, entered=own if own.time else None
    )


def _in_words(view: AuditView, column: Column, place: Place, path: Path, lang: Lang) -> Explanation:
    """A calculation in words and with numbers; the choices it may come to by their labels."""
    node = view.library.bound(column.calculation, path.table).node
    words = FormulaWords(view, lang)
    if not isinstance(column, ChoiceColumn):
        return explain_expression(node, place, words)

    def label(value: str) -> str:
        return view.library.choice_label(column, value, lang)

    told = explain_expression(in_words(node, label), place, words)
    value = evaluate(node, place)
    bare = isinstance(value, str) and isinstance(node, FieldNode | RowNode | FollowNode | CallNode)
    return replace(told, with_numbers=label(str(value))) if bare else told


def formula_of(view: AuditView, path: Path, lang: Lang) -> str:
    """The formula of a calculated place in words; empty where it is entered or a method works it out."""
    column = view.library.column(path.table, path.column)
    if column is None or not column.calculation:
        return ""
    return _in_words(view, column, Place(view.values, path.table, path.row, path.period), path, lang).formula


def uses(view: AuditView, path: Path, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Figures computed from this one: their path and words, direct readers only, columns seen through."""
    found: dict[str, str] = {}
    for key in readers(view.values, cell_of(path)):
        if key[0] == "#run":
            binding = view.library.bindings[key[1]]
            first = binding.results[0].name
            place = Path(binding.id, key[2], first, key[3])
            title = binding.title.get(lang)
            words = f"{title} · {view.row_label(binding.for_each, key[2], lang)}" if key[2] else title
            found[str(place)] = words
        elif not key[0].startswith("#"):
            place = Path(*key)
            column = view.library.column(place.table, place.column)
            if column is not None and column.calculation:
                found[str(place)] = view.label(str(place), lang)
    return tuple(found.items())


# -- pieces -------------------------------------------------------------------------------------------------


def _of_method(view: AuditView, path: Path, lang: Lang, title: str, rounding: str) -> Explained:
    """A result of a method: the step that gives it, those it needs, and the inputs and factors they read."""
    told = trace(view, path, lang)
    shown = view.shown(str(path), lang)
    how = view.library.message(
        "document.explain.method", lang, method=view.library.bindings[path.table].title.get(lang)
    )
    last = told.last
    return Explained(
        str(path), title, shown.text, shown.unit, "method", shown.note or how,
        "" if last is None else f"{last.name} = {last.formula}", "" if last is None else last.with_numbers,
        tuple(line for cell in told.cells if (line := _input(view, cell, lang)).text),
        tuple(_cited(view, lang, one) for one in told.cited),
        tuple(StepLine(one.name, one.formula, one.text, one.note, one.with_numbers) for one in told.steps),
        rounding,
    )  # fmt: skip


def _cited(view: AuditView, lang: Lang, cited: Cited) -> FactorLine:
    """A factor a method used, by the name of its row in the reference table."""
    reference, _, rest = cited.path.partition("[")
    key, _, column = rest.partition("].")
    text = f"{format_number(cited.value)} {view.wording.symbol(cited.unit, lang)}".strip()
    if reference in view.library.references and key in view.library.references[reference].rows:
        named = _factor(view, lang, reference, key, column).name
        return FactorLine(named, text, cited.source, cited.standing)
    return FactorLine(cited.path, text, cited.source, cited.standing)


def _inputs(view: AuditView, key: Cell, lang: Lang) -> tuple[InputLine, ...]:
    """The cells a node read, columns seen through; only those that say something."""
    lines = []
    for cell in cells_read(view.values, key):
        column = view.library.column(cell.table, cell.column)
        if isinstance(column, NumberColumn):
            line = _input(view, cell, lang)
            if line.text and not isinstance(view.values.value(cell), NA):
                lines.append(line)
    return tuple(lines)


def _from_months(view: AuditView, cell: Cell) -> bool:
    """Whether the annual figure is the sum of months: it differs from, or stands without, an annual entry."""
    value = view.values.value(cell)
    entered = view.values.entered(view.state.answers.get(cell))
    return isinstance(value, Num) and (value != entered or _has_months(view, cell))


def _has_months(view: AuditView, cell: Cell) -> bool:
    return any(isinstance(view.values.value(month), Num) for month in months_read(view.values, cell))


def _input(view: AuditView, cell: Cell, lang: Lang) -> InputLine:
    path = str(cell.path)
    shown = view.shown(path, lang)
    history = view.history(path)
    last = history[0] if history else None
    return InputLine(
        path,
        view.label(path, lang),
        shown.with_unit,
        last.actor if last else "",
        last.time[:16].replace("T", " ") if last else "",
        tuple(one.title for one in view.evidence(path, lang)),
    )


def _factors(view: AuditView, cell: Cell, lang: Lang) -> tuple[FactorLine, ...]:
    """Factors looked up for a calculated cell, and for the calculated cells it reads in turn."""
    cited: list[tuple[str, str, str]] = []
    waiting, seen = [cell], {cell}
    while waiting and len(seen) < _MOST_FOLLOWED:
        here = waiting.pop()
        column = view.library.column(here.table, here.column)
        if column is None or not column.calculation:
            continue
        place = Place(view.values, here.table, here.row, here.period, cited=cited)
        evaluate(view.library.bound(column.calculation, here.table).node, place)
        following = [read for read in cells_read(view.values, here) if read not in seen]
        seen.update(following)
        waiting.extend(following)
    return tuple(_factor(view, lang, *found) for found in dict.fromkeys(cited))


def _factor(view: AuditView, lang: Lang, reference: str, key: str, column: str) -> FactorLine:
    table = view.library.reference(reference)
    row = table.rows.get(key, {})
    spec = next((one for one in table.columns if one.id == column), None)
    label = spec.label.get(lang) if spec else column
    unit = (row.get(spec.unit_from, "") if spec.unit_from else spec.unit) if spec else ""
    source, standing = view.library.citation(reference, key, column)
    text = f"{row.get(column, '')} {view.wording.symbol(unit, lang)}".strip()
    return FactorLine(f"{row.get(lang) or key} · {label}", text, source, standing)
