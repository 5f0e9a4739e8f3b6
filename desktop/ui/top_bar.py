"""The bar on top: which audit, search, whether it is saved, undo, language, theme, report."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from desktop.ui.actions import SPECS, Actions
from desktop.ui.icons import icon, paint_icon
from desktop.ui.session import Session
from desktop.ui.theme import Tone, scaled, theme, typeface
from desktop.ui.widgets import Button, Chip, Icon, IconButton, IconLabel, label


class SearchField(QLineEdit):
    """The search field with its glass and key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setTextMargins(34, 0, 10, 0)
        self.setMinimumHeight(scaled(32))
        self.keys = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its glass, and the key while it is empty."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        paint_icon(painter, "search", QRectF(11, middle - 8, 16, 16), "ink_soft")
        if self.text() or self.hasFocus() or not self.keys:
            return
        painter.setFont(typeface("tiny"))
        width = painter.fontMetrics().horizontalAdvance(self.keys) + 12
        box = QRectF(self.width() - width - 10, middle - scaled(10), width, scaled(20))
        painter.setPen(QPen(theme()["line"], 1))
        painter.setBrush(theme()["surface"])
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme()["ink_faint"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.keys)


class TopBar(QFrame):
    """The bar."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self.setProperty("bar", True)
        self.setMinimumHeight(scaled(48))
        self.brand = label("", "heading", "accent")
        self.title = QToolButton()
        self.title.setObjectName("title")
        self.title.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the words
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.title.setMenu(self.menu)
        self.scenario = Chip()
        self.search = SearchField()
        self.saved = IconLabel("check", "", "ok", "caption", size=15)
        self.undo, self.redo = IconButton("undo-2"), IconButton("redo-2")
        self.language, self.mode = IconButton("languages"), IconButton("moon")
        self.report = Button("", "file-text", "primary")
        self._lay_out()
        for button, name in (
            (self.undo, "undo"),
            (self.redo, "redo"),
            (self.language, "language"),
            (self.mode, "theme"),
            (self.report, "report"),
        ):
            button.setObjectName(f"top:{name}")
            button.clicked.connect(actions[name].trigger)
        for signal in (session.changed, session.opened, session.language_changed, session.theme_changed):
            signal.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(4)
        row.addWidget(Icon("leaf", "accent", 20))
        row.addSpacing(4)
        row.addWidget(self.brand)
        row.addSpacing(4)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.scenario)
        row.addStretch(1)
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(scaled(420))
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(self.saved)
        row.addSpacing(8)
        for button in (self.undo, self.redo, self.language, self.mode):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.report)

    def refresh(self) -> None:
        """Words and states."""
        session, actions, text = self._session, self._actions, self._session.text
        self.brand.setText(text("ui.brand"))
        self.search.setPlaceholderText(text("ui.search.placeholder"))
        self.search.setAccessibleName(text("ui.search.placeholder"))
        self.search.keys = actions.keys_of("search").replace("+", " ")
        self.report.setText(text("ui.action.report"))
        self.report.setAccessibleName(text("ui.action.report"))
        has = session.has_document
        for widget in (self.search, self.saved, self.undo, self.redo, self.report):
            widget.setVisible(has)
        self.title.setText(self._audit_title() if has else text("ui.title.none"))
        self.title.setAccessibleName(text("ui.title.menu", title=self.title.text()))
        self.title.setIcon(icon("chevron-down", "ink_soft", 14))
        for button, name in ((self.undo, "undo"), (self.redo, "redo"), (self.language, "language")):
            words = actions[name].text()
            button.set_name(words, f"{words} ({actions.keys_of(name)})")
            button.setEnabled(actions[name].isEnabled())
        self.mode.set_icon("moon" if session.theme.name == "light" else "sun")
        self.mode.set_name(text("ui.action.theme"), f"{text('ui.action.theme')} ({actions.keys_of('theme')})")
        edition = session.document.edition if has else ""
        self.scenario.setVisible(bool(edition))
        if edition:
            tone: Tone = "ok" if edition == "acceptance" else "info"
            icon_name = "badge-check" if edition == "acceptance" else "target"
            self.scenario.set(text(f"ui.scenario.{edition}"), tone, icon_name)
            self.scenario.setToolTip(text(f"ui.scenario.about.{edition}"))
        if has:
            self._show_saved()

    def _audit_title(self) -> str:
        shown = self._session.document.shown("audit.title", self._session.lang).text
        return shown or self._session.document.path.stem

    def _show_saved(self) -> None:
        document, text = self._session.document, self._session.text
        at = document.saved_at
        if document.mode == "ro":
            self.saved.set(text("ui.read_only"), "lock", "warning")
        elif at is None:
            self.saved.set("", "check", "ok")
        else:
            self.saved.set(text("ui.saved", time=f"{at:%H:%M:%S}"), "check", "ok")

    def _fill_menu(self) -> None:
        """The menu behind the title: files, recent ones, editing, going, view, help."""
        menu, text = self.menu, self._session.text
        menu.clear()
        for group in ("file", "edit", "go", "view", "help"):
            target = menu if group == "file" else menu.addMenu(text(f"ui.menu.{group}"))
            for spec in SPECS:
                if spec.group == group and spec.id != "quit":
                    target.addAction(self._actions[spec.id])
            if group == "file":
                self._add_recent(menu)
        menu.addSeparator()
        menu.addAction(self._actions["quit"])

    def _add_recent(self, menu: QMenu) -> None:
        recent = self._session.settings.recent
        here = self._session.document.path if self._session.has_document else None
        others = [path for path in recent if path != here]
        if others:
            sub = menu.addMenu(self._session.text("ui.menu.recent"))
            for path in others:
                sub.addAction(path.stem).setData(str(path))
            sub.triggered.connect(lambda action: self._session.file_wanted.emit(action.data()))
        menu.addSeparator()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline below."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme()["line"])
