"""A table with what belongs to it: entries that were refused, months of a figure, menu, states."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.frame import RoundFrame
from desktop.ui.sheets.grid.lines import Part
from desktop.ui.sheets.grid.menu import GridMenu
from desktop.ui.sheets.grid.model import GridModel
from desktop.ui.sheets.grid.months import MonthsPanel
from desktop.ui.sheets.grid.view import GridView
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.places import Question
from desktop.ui.sheets.states import StatePanel
from desktop.ui.widgets import Button, Rule, label
from desktop.ui.widgets.icon_label import Icon


class GridCard(SheetPart):
    """One table of a sheet, with one or several parts."""

    fills = True

    def __init__(
        self,
        session: Session,
        findings: Findings,
        parts: list[Part],
        parent: QWidget | None = None,
        *,
        key: str = "",
    ) -> None:
        super().__init__(session, findings, parent)
        self._key = f"grid/{key}" if key else ""
        self.model = GridModel(session, findings, parts, self)
        self.view = GridView(self.model)
        self.view.setObjectName(f"grid:{key or parts[0].view.id}")
        self.months: MonthsPanel | None = None
        self._frame = RoundFrame()
        self._frame.body.addWidget(self.view, 1)
        self._frame.head = self.view.head_height
        self._refused = RefusedStrip(session, self.model, self.view)
        self._frame.body.addWidget(self._refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        if self._key:
            self.view.widths.restore(bytes(session.settings.state(self._key).data()).decode())
        self.view.cursor_moved.connect(session.cursor_moved)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.months_wanted.connect(self.open_months)
        self.view.state_wanted.connect(self.ask_state)
        self.model.lines_changed.connect(self.counted)
        self.model.lines_changed.connect(self._open_up)
        findings.moved.connect(self.counted)
        findings.moved.connect(self._open_up)
        session.language_changed.connect(self._reword)
        self._reword()

    # -- what the page asks ---------------------------------------------------------------------------------

    def title(self, lang: Lang) -> str:
        """The titles of its parts."""
        titles = [(part.view.title or part.table.title).get(lang) for part in self.model.parts]
        return ("、" if lang == "zh" else ", ").join(titles)

    def count(self, narrowed: Filter) -> int | None:
        """Rows a filter leaves."""
        return self.model.layout.count(narrowed)

    def narrow(self, narrowed: Filter) -> None:
        """Show only those rows."""
        self.model.narrow(narrowed)

    def show_path(self, path: str) -> bool:
        """Put the cursor there; also on months, whose panel opens."""
        if not self.view.show_path(path):
            return False
        if "-" in path.partition("@")[2][:7]:
            self.open_months(path)
        return True

    def here(self) -> str:
        """The path under the cursor."""
        return self.model.path_at(self.view.currentIndex())

    def start(self) -> None:
        """The first row, at the figure of the base year."""
        self.view.start()

    def questions(self, narrowed: Filter) -> list[Question]:
        """Every cell one can type into, row by row."""
        return self.model.layout.questions(narrowed)

    def remember(self) -> None:
        """Keep widths and columns for next time."""
        if self._key:
            self.session.settings.remember_state(self._key, QByteArray(self.view.widths.state().encode()))

    # -- panels ---------------------------------------------------------------------------------------------

    def open_months(self, path: str) -> None:
        """Show the months of a yearly figure below the table."""
        index = self.model.index_of(path) if path else self.view.currentIndex()
        column = self.model.column_at(index) if index.isValid() else None
        if column is None or not getattr(column, "months", False):
            self.session.notify(self.session.text("ui.sheets.months.none"))
            return
        self.close_months()
        self.months = MonthsPanel(self.session, self.model.path_at(index), column)
        self.months.closed.connect(self.close_months)
        self._frame.body.addWidget(self.months)
        self.months.focus_first()
        self.view.updateGeometry()
        QTimer.singleShot(0, self, self._show_current)

    def _show_current(self) -> None:
        """Room was taken from the table: keep the row in sight."""
        self.view.scrollTo(self.view.currentIndex())

    def close_months(self) -> None:
        """Put the months away and go back to the table."""
        if self.months is not None:
            self.months.commit()
            self._frame.body.removeWidget(self.months)
            self.months.hide()
            self.months.deleteLater()
            self.months = None
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_state(self, state: str) -> None:
        """Ask for the reason (or the person and the day), for all selected cells at once."""
        cells = [
            index
            for index in self.view.chosen()
            if self.model.is_editable(index) and self.model.path_at(index)
        ]
        if not cells:
            return
        before = self.session.document.answer(self.model.path_at(cells[0]))
        panel = StatePanel(self.session, state, len(cells), self.view, before)
        panel.said.connect(
            lambda value: self.view.actions_.set_all(self.view, value, f"ui.sheets.said.{state}")
        )
        panel.open_at(self.view.visible_rect_of(cells[-1]).bottomLeft())

    def _open_menu(self, spot: QPoint) -> None:
        GridMenu(self).popup(spot)

    def _open_up(self, rows: frozenset[str] | None = None) -> None:
        self.view.widths.open_up(rows)

    def _reword(self) -> None:
        self.view.setAccessibleName(self.title(self.session.lang))
        self.view.widths.start()


class RefusedStrip(QWidget):
    """Below the table: how many entries could not be stored, the first reason, jump to them or give them up."""

    def __init__(self, session: Session, model: GridModel, view: GridView) -> None:
        super().__init__()
        self._session, self._model, self._view = session, model, view
        self._at = -1
        self._words: QLabel = label("", "body", "error", wrap=True)
        self._next = Button(kind="link")
        self._forget = Button(kind="link")
        self._next.clicked.connect(self.go_next)
        self._forget.clicked.connect(self.forget)
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(Icon("circle-x", "error"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._next)
        row.addWidget(self._forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule(role="line"))
        column.addLayout(row)
        model.rejections_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what waits."""
        waiting = self._model.rejected
        self.setVisible(bool(waiting))
        self._next.setText(self._session.text("ui.sheets.refused.next"))
        self._forget.setText(self._session.text("ui.sheets.refused.forget"))
        if waiting:
            one = waiting[min(max(self._at, 0), len(waiting) - 1)]
            place = self._session.document.label(one.path, self._session.lang)
            self._words.setText(
                self._session.text(
                    "ui.sheets.refused", count=len(waiting), place=place, text=one.text, reason=one.reason
                )
            )

    def go_next(self) -> None:
        """Put the cursor on the next refused entry."""
        waiting = self._model.rejected
        if waiting:
            self._at = (self._at + 1) % len(waiting)
            self.refresh()
            self._view.show_path(waiting[self._at].path)

    def forget(self) -> None:
        """Give all of them up."""
        self._model.forgive([one.path for one in self._model.rejected])
