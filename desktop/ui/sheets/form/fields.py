"""The fields of a record, or of one row of a table, in two columns; those that do not apply are out of sight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from desktop.content.types import Column, View
from desktop.model.edit import Changes
from desktop.model.path import Path, parse_path
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.form.field import Field
from desktop.ui.sheets.places import Question, columns_of, periods_of, row_of


class Fields(QWidget):
    """The questions of a view at one place. ``row`` is empty for a record.

    Signals:
        counted: how many fields each filter leaves may be another number now.
    """

    counted = Signal()

    def __init__(
        self, session: Session, findings: Findings, view: View, row: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._findings, self._view = session, findings, view
        self.row = row
        self._narrowed = Filter.ALL
        self._columns = 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.all: list[Field] = []
        self._build()
        session.changed.connect(self._follow)
        session.language_changed.connect(self.reword)
        findings.moved.connect(self._marks_moved)

    # -- what the parts of a sheet ask ----------------------------------------------------------------------

    def show_row(self, row: str) -> None:
        """Ask about another row; what was typed is expected to be stored (``commit``)."""
        if row != self.row:
            self.row = row
            self._build()

    def commit(self) -> bool:
        """Store what stands in the fields; false where something was refused and waits to be put right."""
        links = [box.link for field in self.all for box in field.boxes if box.link is not None]
        refused = [link for link in links if not link.commit()]
        return not refused

    def count(self, narrowed: Filter) -> int:
        """Fields a filter leaves."""
        return sum(self._passes(field, narrowed) for field in self.all)

    def narrow(self, narrowed: Filter) -> None:
        """Show only those fields."""
        self._narrowed = narrowed
        self._lay()

    def show_path(self, path: str) -> bool:
        """Focus the field of a path; a month is in the field of its year."""
        place = parse_path(path)
        year = path if not place.period else str(place.at(place.period[:4]))
        for wanted in (path, year):
            for field in self.all:
                for box in field.boxes:
                    if box.question.text == wanted and self._applies(field):
                        field.show()
                        box.setFocus(Qt.FocusReason.OtherFocusReason)
                        return True
        return False

    def here(self) -> str:
        """The field with the focus."""
        focus = QApplication.focusWidget()
        for field in self.all:
            for box in field.boxes:
                if focus is not None and box.isAncestorOf(focus):
                    return box.question.text
        return ""

    def questions(self, narrowed: Filter) -> list[Question]:
        """All that apply and are typed in."""
        kept = [field for field in self.all if self._passes(field, narrowed) and not field.column.calculation]
        return [box.question for field in kept for box in field.boxes]

    def set_columns(self, count: int) -> None:
        """One column or two."""
        if count != self._columns:
            self._columns = count
            self._lay()

    def reword(self) -> None:
        """Say everything in the language of the window."""
        for field in self.all:
            field.refresh()

    # -- laying out -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        for field in self.all:
            field.hide()
            field.setParent(None)
            field.deleteLater()
        self.all = []
        if self.row or self._session.library.tables[self._view.table].single:
            columns = columns_of(self._session.library, self._view)
            self.all = [Field(self._session, self._findings, self._asked(column), self) for column in columns]
        self._lay()

    def _asked(self, column: Column) -> list[Question]:
        periods = periods_of(self._session.document, column.period) or ("",)
        return [Question(Path(self._view.table, self.row, column.id, period), column) for period in periods]

    def _lay(self) -> None:
        """Fill the columns; wide fields take both."""
        while self._grid.count():
            self._grid.takeAt(0)
        row = place = 0
        for field in self.all:
            kept = self._passes(field, self._narrowed)
            field.setVisible(kept)
            if not kept:
                continue
            if field.is_wide or self._columns == 1:
                row += place > 0
                self._grid.addWidget(field, row, 0, 1, 2)
                row, place = row + 1, 0
            else:
                self._grid.addWidget(field, row, place, Qt.AlignmentFlag.AlignTop)
                row, place = (row + 1, 0) if place else (row, 1)

    def _applies(self, field: Field) -> bool:
        return self._session.document.is_shown(field.boxes[0].question.text)

    def _passes(self, field: Field, narrowed: Filter) -> bool:
        if not self._applies(field):
            return False
        match narrowed:
            case Filter.ALL:
                return True
            case Filter.NO_EVIDENCE:
                return field.column.evidence and not any(
                    self._findings.evidence_count(path) for path in field.paths()
                )
            case Filter.OPEN:
                return any(self._findings.is_open(path) for path in field.paths())
            case Filter.PROBLEM:
                return any(self._findings.wrong(path) is not None for path in field.paths())
            case Filter.LATER:
                return any(
                    problem.code == "later" for path in field.paths() for problem in self._findings.at(path)
                )
            case Filter.FLAGGED | Filter.CHECKED:
                return any(self._findings.is_marked(path, narrowed) for path in field.paths())

    # -- following ------------------------------------------------------------------------------------------

    def _follow(self, changes: Changes) -> None:
        if self.row and self.row not in self._session.document.rows(self._view.table):
            return  # the row went; whoever shows rows brings another one
        if "audit.base_year" in changes.paths or "audit.edition" in changes.paths:
            self._rebuild_where_by_period()
        touched = {*changes.paths, *changes.recalculated}
        for field in self.all:
            if touched.intersection(field.paths()) or self._unit_moved(field, touched):
                field.refresh()
        start = str(Path(self._view.table, self.row, "")) + "."
        if any(path.startswith(start) for path in changes.shown_or_hidden):
            self._lay()
            self.counted.emit()

    def _rebuild_where_by_period(self) -> None:
        """Other years or another edition: fields asked by period are other fields now."""
        wanted = [[one.text for one in self._asked(field.column)] for field in self.all]
        if wanted != [field.paths() for field in self.all]:
            self._build()

    def _unit_moved(self, field: Field, touched: set[str]) -> bool:
        unit_from = getattr(field.column, "unit_from", "")
        return bool(unit_from) and str(Path(self._view.table, self.row, unit_from)) in touched

    def _marks_moved(self, places: frozenset[str]) -> None:
        for field in self.all:
            wanted = {row_of(path) for path in field.paths()}
            if places.intersection(wanted):
                field.refresh()
        if self._narrowed is not Filter.ALL:
            self._lay()
        self.counted.emit()
