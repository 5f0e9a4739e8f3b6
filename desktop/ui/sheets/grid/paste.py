"""Tables over the clipboard: a rectangle of text from Excel or WPS becomes edits, a selection becomes text."""

from __future__ import annotations

import csv
import io
import re

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication

from desktop.content.types import Column, NumberColumn
from desktop.model.answer import Amount, Json
from desktop.model.edit import AddRow, Edit, SetValue
from desktop.model.errors import RefusedError
from desktop.model.quantity import read_number
from desktop.store import new_row_id
from desktop.ui.sheets.entry import Entry, answer_words
from desktop.ui.sheets.grid.lines import Part
from desktop.ui.sheets.grid.model import GridModel
from desktop.ui.sheets.places import path_text, unit_columns
from desktop.ui.sheets.writing import Rejected, reason_of

_IN_BRACKETS = re.compile(r"[(（\[]\s*([^()（）\[\]]+?)\s*[)）\]]\s*$")


def clipboard_text() -> str:
    """What is on the clipboard as text."""
    return QGuiApplication.clipboard().text()


def rectangle(text: str) -> list[list[str]]:
    """Text from a spreadsheet as rows of cells; quoted cells may hold line ends.

    >>> rectangle("a\\tb\\n1\\t\\n")
    [['a', 'b'], ['1', '']]
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if '"' not in plain:
        return [line.split("\t") for line in plain.split("\n")]
    return [row or [""] for row in csv.reader(io.StringIO(plain), delimiter="\t")]


class Paste:
    """A rectangle laid over the table from a cell onwards: the edits it means, and what cannot be.

    Attributes:
        edits: to be recorded as one batch; units of rows come before their amounts.
        cells: how many cells they write.
        rejected: cells that cannot be read, with the text and the reason.
        skipped: cells that fall on calculated columns or outside the table.
        paths: all cells touched.
    """

    def __init__(
        self, model: GridModel, row: int, columns: list[int], text: str, chosen: list[QModelIndex]
    ) -> None:
        self._model = model
        self._document = model.session.document
        self._entry = Entry(self._document, model.session.lang)
        self._slots = [model.slots[number] for number in columns]
        self.edits: list[Edit] = []
        self.cells = 0
        self.rejected: list[Rejected] = []
        self.skipped = 0
        self.paths: list[str] = []
        rows = rectangle(text)
        units = self._heading_units(rows)
        if units is not None:
            rows = rows[1:]
        self._units = units or {}
        if len(rows) == 1 and len(rows[0]) == 1 and len(chosen) > 1:
            rows = self._spread(rows[0][0], chosen)
        self._lay(row, rows)

    def _lay(self, row: int, rows: list[list[str]]) -> None:
        part = self._model.part_at(row)
        existing = [
            line.row for line in self._model.lines[row:] if self._model.parts[line.part] is part and line.row
        ]
        taken = list(self._document.rows(part.table.id))
        for number, texts in enumerate(rows):
            if number < len(existing):
                self._write(part, existing[number], texts)
            elif any(text.strip() for text in texts) and not part.fixed:
                new = new_row_id(taken)
                taken.append(new)
                self._add(part, new, texts)
            else:
                self.skipped += sum(bool(text.strip()) for text in texts)

    def _write(self, part: Part, row: str, texts: list[str]) -> None:
        values = self._read(part, row, texts)
        first = unit_columns(part.columns)
        for key in sorted(values, key=lambda one: one not in first):
            self.edits.append(SetValue(f"{part.table.id}[{row}].{key}", values[key]))

    def _add(self, part: Part, row: str, texts: list[str]) -> None:
        values: dict[str, Json] = dict(part.defaults)
        values.update(
            {key: value for key, value in self._read(part, row, texts).items() if value is not None}
        )
        self.edits.append(AddRow(part.table.id, values, row=row))

    def _read(self, part: Part, row: str, texts: list[str]) -> dict[str, Json]:
        """The values of one line by column key; what cannot be read is set aside."""
        values: dict[str, Json] = {}
        for place, text in enumerate(texts):
            if place >= len(self._slots):
                self.skipped += bool(text.strip())
                continue
            slot = self._slots[place]
            column = part.by_id.get(slot.id)
            if column is None or column.calculation:
                self.skipped += bool(text.strip())
                continue
            path = path_text(part.table.id, row, slot.id, slot.period)
            self.paths.append(path)
            try:
                value = self._entry.read(column, text, path)
            except RefusedError as error:
                self.rejected.append(Rejected(path, text.strip(), reason_of(self._model.session, error)))
                continue
            values[f"{slot.id}@{slot.period}" if slot.period else slot.id] = self._in_unit(
                value, column, place
            )
            self.cells += 1
        return values

    def _in_unit(self, value: Json, column: Column, place: int) -> Json:
        unit = self._units.get(place, "")
        if unit and isinstance(column, NumberColumn) and isinstance(value, str):
            return {"value": value, "unit": unit}
        return value

    def _heading_units(self, rows: list[list[str]]) -> dict[int, str] | None:
        """Where the first row is a heading (words above figures): the units it names; ``None`` where it is data."""
        if len(rows) < 2:
            return None
        figures = [place for place, slot in enumerate(self._slots) if slot.numeric and place < len(rows[0])]
        heads = {place: rows[0][place].strip() for place in figures if rows[0][place].strip()}
        worded = all(
            not _is_number(head) or head == self._slots[place].period for place, head in heads.items()
        )
        below = any(place < len(rows[1]) and _is_number(rows[1][place]) for place in heads)
        if not heads or not worded or not below:
            return None
        units: dict[int, str] = {}
        for place in figures:
            found = _IN_BRACKETS.search(rows[0][place].strip())
            if found and self._document.library.units.known(found[1]):
                units[place] = found[1]
        return units

    def _spread(self, text: str, chosen: list[QModelIndex]) -> list[list[str]]:
        """One copied cell over a selection: the same in each."""
        height = chosen[-1].row() - chosen[0].row() + 1
        width = len({index.column() for index in chosen})
        return [[text] * width for _ in range(height)]


def copied_text(model: GridModel, cells: list[QModelIndex]) -> str:
    """A selection as tab-separated text; figures plain, as a spreadsheet reads them."""
    rows: dict[int, dict[int, str]] = {}
    columns = sorted({index.column() for index in cells})
    for index in cells:
        rows.setdefault(index.row(), {})[index.column()] = _plain(model, index)
    lines = ["\t".join(_quoted(row.get(column, "")) for column in columns) for row in rows.values()]
    return "\n".join(lines)


def _plain(model: GridModel, index: QModelIndex) -> str:
    path, column = model.path_at(index), model.column_at(index)
    if not path:
        return ""
    cell = model.cell(index)
    if column is None or cell.state in ("open", "absent", "rejected"):
        return cell.text if cell.state in ("evidence", "rejected") else ""
    document = model.session.document
    answer = document.answer(path)
    if isinstance(column, NumberColumn):
        symbol = document.wording.symbol
        if isinstance(answer, Amount) and symbol(answer.unit) == symbol(document.unit_of(path)):
            return answer.value
        shown = document.shown(path, model.session.lang, unit=document.unit_of(path))
        return f"{shown.value:.15g}" if shown.value is not None else cell.text
    if isinstance(answer, str | tuple):
        return answer_words(document, column, answer, model.session.lang)
    return cell.text


def _quoted(text: str) -> str:
    if any(sign in text for sign in '\t\n"'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except RefusedError:
        return False
    return True
