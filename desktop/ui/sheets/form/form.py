"""A form: one card per view, its fields in two columns, those that do not apply out of sight."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.content.types import View
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.form.field import Field
from desktop.ui.sheets.form.fields import Fields
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.places import Question
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
        card = Card(padding=16, spacing=10)
        self._title = label("", "heading")
        self._title.setVisible(not strip)
        self._fields = Fields(session, findings, view)
        self._fields.counted.connect(self.counted)
        card.body.addWidget(self._title)
        card.body.addWidget(self._fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        session.language_changed.connect(self.reword)
        self.reword()

    @property
    def fields(self) -> list[Field]:
        """Its fields, those out of sight included."""
        return self._fields.all

    def title(self, lang: Lang) -> str:
        """Title of the view, else of the record."""
        table = self.session.library.tables[self._view.table]
        return (self._view.title or table.title).get(lang)

    def count(self, narrowed: Filter) -> int | None:
        """Fields a filter leaves."""
        return self._fields.count(narrowed)

    def narrow(self, narrowed: Filter) -> None:
        """Show only those fields."""
        self._fields.narrow(narrowed)

    def show_path(self, path: str) -> bool:
        """Focus the field of a path."""
        return self._fields.show_path(path)

    def here(self) -> str:
        """The field with the focus."""
        return self._fields.here()

    def questions(self, narrowed: Filter) -> list[Question]:
        """All that apply."""
        return self._fields.questions(narrowed)

    def reword(self) -> None:
        """Say everything in the language of the window."""
        self._title.setText(self.title(self.session.lang))
