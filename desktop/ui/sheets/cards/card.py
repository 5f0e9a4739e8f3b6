"""One form for each row of a table: the rows at the left, the fields of the one in front at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.content.types import View
from desktop.model.edit import Changes
from desktop.model.path import parse_path
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.cards.side import RowsSide
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.form.fields import Fields
from desktop.ui.sheets.frame import RoundFrame
from desktop.ui.sheets.grid.layout import Layout
from desktop.ui.sheets.grid.lines import Part
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.places import Question
from desktop.ui.theme import scaled
from desktop.ui.widgets import Button, ElidedLabel, IconButton, Rule, label

_NARROW = 430  # a form narrower than this has one column
_KEYS = {"Alt+PgUp": "back", "Alt+PgDown": "next"}
_LIST_KEYS = {"Alt+Up": "up", "Alt+Down": "down", "Ctrl+-": "delete", "Ctrl++": "add", "Ctrl+=": "add"}


class CardsCard(SheetPart):
    """The view of kind ``cards``."""

    fills = True

    def __init__(
        self, session: Session, findings: Findings, view: View, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, findings, parent)
        self._view = view
        self._part = Part.of(session.document, view)
        self._layout = Layout(session, findings, [self._part])
        self._column = ""
        self.side = RowsSide(session, findings, self._part, view.id)
        self.fields = Fields(session, findings, view)
        self._name = ElidedLabel("", "heading")
        self._place = label("", "caption", "faint")
        self._back, self._next = IconButton("chevron-left"), IconButton("chevron-right")
        self._empty = label("", "body", "soft", wrap=True)
        self._begin = Button("", "plus", "primary")
        self._area = _area(self._empty, self._begin, self.fields)
        self._lay_out()
        self._connect()
        self._reload()
        self.reword()

    # -- what the page asks ---------------------------------------------------------------------------------

    def title(self, lang: Lang) -> str:
        """Title of the view, else of the table."""
        return (self._view.title or self._part.table.title).get(lang)

    def count(self, narrowed: Filter) -> int | None:
        """Rows a filter leaves."""
        return self._layout.count(narrowed)

    def narrow(self, narrowed: Filter) -> None:
        """List only those rows."""
        self._layout.narrowed = narrowed
        self._forget_search()
        self._reload()

    def show_path(self, path: str) -> bool:
        """Bring the row of a path to the front and put the cursor on its field."""
        place = parse_path(path)
        if place.table != self._part.table.id or place.row not in self._part.rows:
            return False
        if not self._layout.passes(self._part, place.row, self._layout.narrowed):
            return False
        if place.row not in self.side.rows.rows:
            self._forget_search()
        if not self.go(place.row):
            return False
        return self._focus(self.here() if place.is_row else path)

    def here(self) -> str:
        """The field with the focus, else the field last looked at, in the row in front."""
        if found := self.fields.here():
            return found
        names = [field.column.id for field in self.fields.all if not field.isHidden()]
        column = self._column if self._column in names else next(iter(names), "")
        paths = [path for field in self.fields.all if field.column.id == column for path in field.paths()]
        return paths[-1] if paths else ""

    def questions(self, narrowed: Filter) -> list[Question]:
        """Everything asked, row by row."""
        return self._layout.questions(narrowed)

    # -- rows -----------------------------------------------------------------------------------------------

    @property
    def row(self) -> str:
        """The row in front, empty for none."""
        return self.fields.row

    def go(self, row: str) -> bool:
        """Bring a row to the front; what stands in the fields is stored first, and stays if it is refused."""
        if row == self.row:
            self.side.list.show_row(row)
            return True
        if not self._commit():
            self.side.list.show_row(self.row)
            return False
        focused = self.fields.here()
        self._keep_column(focused)
        self.fields.show_row(row)
        self.side.list.show_row(row)
        self._say_place()
        self._area.ensureVisible(0, 0)
        if focused:
            self._focus(self.here())
        elif self.isVisible():
            self.session.cursor_moved.emit(self.here())
        return True

    def do(self, name: str) -> None:
        """Go ``back`` or to the ``next`` row, ``add``, ``delete``, move ``up`` or ``down``."""
        if name in ("back", "next"):
            self._step(1 if name == "next" else -1)
        elif name == "add":
            self._add()
        elif name == "delete":
            self.side.steps.remove(self.row)
        elif not self._is_narrowed and self._commit():
            self.side.steps.shift(self.row, 1 if name == "down" else -1)

    def reword(self) -> None:
        """Say everything in the language of the window."""
        text = self.session.text
        self._back.set_name(text("ui.sheets.cards.back"), text("ui.sheets.cards.back.tip"))
        self._next.set_name(text("ui.sheets.cards.next"), text("ui.sheets.cards.next.tip"))
        self._begin.setText(text("ui.sheets.cards.add"))
        self._empty.setText(text("ui.sheets.cards.none"))
        self.side.reword(self.title(self.session.lang))
        self._say_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow form has one column."""
        super().resizeEvent(event)
        room = self.width() - self.side.width() - 40
        self.fields.set_columns(1 if room < scaled(_NARROW) else 2)

    # -- inside ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 10, 8)
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        for part in (self._place, self._back, self._next):
            head.addWidget(part)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(Rule(role="line"))
        right.addWidget(self._area, 1)
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(self.side)
        both.addWidget(_edge())
        both.addLayout(right, 1)
        frame = RoundFrame()
        frame.body.addLayout(both, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setMinimumHeight(scaled(280))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _connect(self) -> None:
        session, rows = self.session, self.side.list
        rows.chosen.connect(self.go)
        self.side.search.textChanged.connect(self._reload)
        self.side.steps.wanted.connect(self.do)
        self._back.clicked.connect(lambda: self.do("back"))
        self._next.clicked.connect(lambda: self.do("next"))
        self._begin.clicked.connect(lambda: self.do("add"))
        whole, alone = (
            Qt.ShortcutContext.WidgetWithChildrenShortcut,
            Qt.ShortcutContext.WidgetShortcut,
        )
        for widget, context, table in ((self, whole, _KEYS), (rows, alone, _LIST_KEYS)):
            for keys, name in table.items():
                shortcut = QShortcut(QKeySequence(keys), widget)
                shortcut.setContext(context)
                shortcut.activated.connect(lambda name=name: self.do(name))
        session.changed.connect(self._follow)
        session.language_changed.connect(self.reword)
        self.findings.moved.connect(self._marks_moved)

    def _step(self, by: int) -> None:
        rows = self.side.rows.rows
        if self.row in rows and 0 <= rows.index(self.row) + by < len(rows):
            self.go(rows[rows.index(self.row) + by])

    def _add(self) -> None:
        """A new row, with the cursor in its first field."""
        if self._commit() and (made := self.side.steps.add()):
            self._forget_search()
            self._column = ""
            self.session.go_to(made)

    def _commit(self) -> bool:
        """Store what stands in the fields, unless their row has gone."""
        return self.row not in self._part.rows or self.fields.commit()

    def _forget_search(self) -> None:
        if self.side.sought:
            self.side.search.clear()

    @property
    def _is_narrowed(self) -> bool:
        return self._layout.narrowed is not Filter.ALL or bool(self.side.sought)

    def _reload(self, *_: object) -> None:
        """List the rows that pass; the one in front stays where it can."""
        before, narrowed = self.side.rows.rows, self._layout.narrowed
        self.side.show_rows(
            tuple(row for row in self._part.rows if self._layout.passes(self._part, row, narrowed))
        )
        rows = self.side.rows.rows
        if self.row in rows:
            self.side.list.show_row(self.row)
        elif rows:
            place = before.index(self.row) if self.row in before else 0
            self.go(rows[min(place, len(rows) - 1)])
        elif self._commit():
            self.fields.show_row("")
        self._say_place()

    def _say_place(self) -> None:
        """The name of the row in front, which of how many it is, and what can be done."""
        rows, row = self.side.rows, self.row
        there, free = bool(row), self.session.document.mode == "rw" and not self._part.fixed
        self._name.setText(
            "　".join(word for word in (rows.name(row), rows.second(row)) if word) if there else ""
        )
        number = rows.rows.index(row) + 1 if row in rows.rows else 0
        place = self.session.text("ui.sheets.cards.place", number=number, total=len(rows.rows))
        self._place.setText(place if number else "")
        self._back.setEnabled(number > 1)
        self._next.setEnabled(0 < number < len(rows.rows))
        self.side.steps.allow(
            add=free, change=free and there, shift=free and number > 0 and not self._is_narrowed
        )
        self._empty.setVisible(not there)
        self._begin.setVisible(not there and free and not self._is_narrowed)
        self.fields.setVisible(there)

    def _focus(self, path: str) -> bool:
        if not self.fields.show_path(path):
            return False
        self._keep_column(path)
        focus = self.fields.focusWidget()
        if focus is not None:
            self._area.ensureWidgetVisible(focus, 0, 60)
        return True

    def _keep_column(self, path: str) -> None:
        if path:
            self._column = parse_path(path).column

    def _follow(self, changes: Changes) -> None:
        """Rows come and go; names change."""
        start = f"{self._part.table.id}["
        if self._part.follow(self.session.document, changes):
            self._reload()
            self.counted.emit()
        if any(path.startswith(start) for path in (*changes.paths, *changes.recalculated)):
            self.side.rows.touch()
            self._say_place()

    def _marks_moved(self, places: frozenset[str]) -> None:
        if places & self._part.paths:
            self.side.rows.touch()
        self.counted.emit()


def _area(*inside: QWidget) -> QScrollArea:
    """Room for the fields; it scrolls, the list of rows stays."""
    page = QWidget()
    page.setProperty("page", True)
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 12, 16, 16)
    for part in inside:
        column.addWidget(
            part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, Button) else Qt.AlignmentFlag(0)
        )
    column.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area


def _edge() -> QWidget:
    """A hairline from top to bottom."""
    edge = Rule(role="line")
    edge.setMinimumHeight(0)
    edge.setMaximumHeight(16_777_215)
    edge.setFixedWidth(1)
    return edge
