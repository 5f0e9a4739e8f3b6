"""证据: every piece of evidence with what it proves; attach by dialog or by dropping files anywhere on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from desktop.ui.pages import MARGIN
from desktop.ui.session import Session
from desktop.ui.theme import scaled
from desktop.ui.watch import Watch
from desktop.ui.widgets import Button, IconLabel, label

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("code", "title", "kind", "period", "on", "about", "file")


class EvidenceModel(QAbstractTableModel):
    """The rows of the evidence table."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: tuple[str, ...] = ()
        self.columns = [
            name for name in COLUMNS if session.library.column("evidence", name) is not None
        ]  # an older library may not ask all of them

    def refresh(self) -> None:
        """Read again."""
        self.beginResetModel()
        self.rows = self._session.document.rows("evidence")
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each piece of evidence."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """What is told about each."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row, name = self.rows[index.row()], self.columns[index.column()]
        if name == "about":
            return "、".join(self._place(path) for path in self.places(index.row())) or None
        return self._session.document.shown(f"evidence[{row}].{name}", self._session.lang).text or None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Labels of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        column = self._session.library.column("evidence", self.columns[section])
        return column.label.get(self._session.lang) if column is not None else None

    def places(self, row: int) -> tuple[str, ...]:
        """What a piece of evidence proves."""
        linked = self._session.document.answer(f"evidence[{self.rows[row]}].about")
        return linked if isinstance(linked, tuple) else tuple(str(linked or "").split())

    def _place(self, path: str) -> str:
        found = self._session.attempt_quietly(lambda: self._session.document.label(path, self._session.lang))
        return found or path


class EvidencePage(QWidget):
    """The table, and attaching."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page:evidence")
        self._session = session
        self._title, self._note = label("", "title"), label("", "body", "soft", wrap=True)
        self.attach_button = Button("", "paperclip", "primary")
        self.attach_button.setObjectName("attach")
        self.attach_button.clicked.connect(self._ask)
        self.model = EvidenceModel(session, self)
        self.table = QTableView()
        self.table.setObjectName("evidence")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(scaled(34))
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.activated.connect(self._go)
        self._none = IconLabel("info", "", "soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 20, MARGIN, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.attach_button)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.setAcceptDrops(True)
        self._size_columns()
        Watch(self, session, self.refresh)

    def attach(self, files: list[Path]) -> None:
        """Copy files into the audit; what they prove is said at the place itself."""
        for file in files:
            self._session.attempt(lambda file=file: self._session.document.attach(file))  # type: ignore[misc]

    def refresh(self) -> None:
        """Read again."""
        text = self._session.text
        self._title.setText(text("ui.page.evidence"))
        self._note.setText(text("ui.evidence.note"))
        self.attach_button.setText(text("ui.evidence.attach"))
        self.attach_button.setAccessibleName(text("ui.evidence.attach"))
        self.attach_button.setVisible(self._session.document.mode != "ro")
        self.table.setAccessibleName(text("ui.page.evidence"))
        self._none.set(text("ui.evidence.empty"), "info", "soft")
        self.model.refresh()
        self.table.setVisible(bool(self.model.rows))
        self._none.setVisible(not self.model.rows)

    def show_path(self, path: str) -> bool:
        """Put the cursor on a row of evidence."""
        row = path.partition("[")[2].partition("]")[0]
        if row not in self.model.rows:
            return False
        self.table.setCurrentIndex(self.model.index(self.model.rows.index(row), 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _size_columns(self) -> None:
        header = self.table.horizontalHeader()
        widths = {"code": 72, "title": 260, "kind": 88, "period": 116, "on": 100, "file": 140}
        for index, name in enumerate(self.model.columns):
            if name == "about":
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Stretch)
            else:
                self.table.setColumnWidth(index, scaled(widths[name]))

    def _ask(self) -> None:
        self._session.action_wanted.emit("attach")

    def _go(self, index: QModelIndex) -> None:
        places = self.model.places(index.row())
        if places:
            self._session.go_to(places[0])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls() and self._session.document.mode != "ro":
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach them."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.attach([file for file in files if file.is_file()])
        event.acceptProposedAction()
