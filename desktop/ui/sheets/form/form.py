"""A form: one card per view, its fields in two columns, those that do not apply out of sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from desktop.content.types import Column, View
from desktop.model.edit import Changes
from desktop.model.path import Path
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.form.field import Field
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.places import Question, columns_of, periods_of
from desktop.ui.widgets import Card, label


class FormCard(SheetPart):
    """The fields of one view of a record. ``strip``: few fields above a table, without a title."""

    def __init__(
        self,
        session: Session,
        findings: Findings,
        view: View,
        parent: QWidget | None = None,
        *,
        strip: bool = False,
    ) -> None:
        super().__init__(session, findings, parent)
        self._view = view
        self._narrowed = Filter.ALL
        self._card = Card(padding=16, spacing=10)
        self._title = label("", "heading")
        self._title.setVisible(not strip)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._card.body.addWidget(self._title)
        self._card.body.addLayout(self._grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.fields: list[Field] = []
        self._build()
        session.changed.connect(self._follow)
        session.language_changed.connect(self.reword)
        findings.moved.connect(self._marks_moved)
        self.reword()

    # -- what the page asks ---------------------------------------------------------------------------------

    def title(self, lang: Lang) -> str:
        """Title of the view, else of the record."""
        table = self.session.library.tables[self._view.table]
        return (self._view.title or table.title).get(lang)

    def count(self, narrowed: Filter) -> int | None:
        """Fields a filter leaves."""
        return sum(self._passes(field, narrowed) for field in self.fields)

    def narrow(self, narrowed: Filter) -> None:
        """Show only those fields."""
        self._narrowed = narrowed
        self._lay()

    def show_path(self, path: str) -> bool:
        """Focus the field of a path."""
        for field in self.fields:
            for box in field.boxes:
                if box.question.text == path and self._applies(field):
                    field.show()
                    box.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def here(self) -> str:
        """The field with the focus."""
        focus = QApplication.focusWidget()
        for field in self.fields:
            for box in field.boxes:
                if focus is not None and box.isAncestorOf(focus):
                    return box.question.text
        return ""

    def questions(self, narrowed: Filter) -> list[Question]:
        """All that apply."""
        kept = [
            field for field in self.fields if self._passes(field, narrowed) and not field.column.calculation
        ]
        return [box.question for field in kept for box in field.boxes]

    def reword(self) -> None:
        """Say everything in the language of the window."""
        self._title.setText(self.title(self.session.lang))
        for field in self.fields:
            field.refresh()

    # -- laying out -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        for field in self.fields:
            field.setParent(None)
            field.deleteLater()
        columns = columns_of(self.session.library, self._view)
        self.fields = [
            Field(self.session, self.findings, self._asked(column), self._card) for column in columns
        ]
        self._lay()

    def _asked(self, column: Column) -> list[Question]:
        periods = periods_of(self.session.document, column.period) or ("",)
        return [Question(Path(self._view.table, "", column.id, period), column) for period in periods]

    def _lay(self) -> None:
        """Fill two columns; wide fields take both."""
        while self._grid.count():
            self._grid.takeAt(0)
        row = place = 0
        for field in self.fields:
            kept = self._passes(field, self._narrowed)
            field.setVisible(kept)
            if not kept:
                continue
            if field.is_wide:
                row += place > 0
                self._grid.addWidget(field, row, 0, 1, 2)
                row, place = row + 1, 0
            else:
                self._grid.addWidget(field, row, place, Qt.AlignmentFlag.AlignTop)
                row, place = (row + 1, 0) if place else (row, 1)

    def _applies(self, field: Field) -> bool:
        return self.session.document.is_shown(field.boxes[0].question.text)

    def _passes(self, field: Field, narrowed: Filter) -> bool:
        if not self._applies(field):
            return False
        match narrowed:
            case Filter.ALL:
                return True
            case Filter.NO_EVIDENCE:
                return field.column.evidence and not any(
                    self.findings.evidence_count(path) for path in field.paths()
                )
            case Filter.OPEN:
                return any(self.findings.is_open(path) for path in field.paths())
            case Filter.PROBLEM:
                return any(self.findings.wrong(path) is not None for path in field.paths())
            case Filter.LATER:
                return any(
                    problem.code == "later" for path in field.paths() for problem in self.findings.at(path)
                )

    # -- following ------------------------------------------------------------------------------------------

    def _follow(self, changes: Changes) -> None:
        if "audit.base_year" in changes.paths or "audit.edition" in changes.paths:
            self._rebuild_where_by_period()
        touched = {*changes.paths, *changes.recalculated}
        for field in self.fields:
            if touched.intersection(field.paths()) or self._unit_moved(field, touched):
                field.refresh()
        if any(path.startswith(f"{self._view.table}.") for path in changes.shown_or_hidden):
            self._lay()
            self.counted.emit()

    def _rebuild_where_by_period(self) -> None:
        """Other years or another edition: fields asked by period are other fields now."""
        wanted = [[one.text for one in self._asked(field.column)] for field in self.fields]
        if wanted != [field.paths() for field in self.fields]:
            self._build()
            self.reword()

    def _unit_moved(self, field: Field, touched: set[str]) -> bool:
        unit_from = getattr(field.column, "unit_from", "")
        return bool(unit_from) and f"{self._view.table}.{unit_from}" in touched

    def _marks_moved(self, places: frozenset[str]) -> None:
        for field in self.fields:
            if places.intersection(path.partition("@")[0] for path in field.paths()):
                field.refresh()
        if self._narrowed is not Filter.ALL:
            self._lay()
        self.counted.emit()
