"""Everything the window can do, each with its name, icon and keys; menus, palette and key overview read this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.ui.icons import icon
from desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Spec:
    """An action: id (its name is the message ``ui.action.<id>``), keys, icon, whether it needs an open audit."""

    id: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs_audit: bool = True


SPECS = (
    Spec("new", "file", ("Ctrl+N",), "file-plus", needs_audit=False),
    Spec("open", "file", ("Ctrl+O",), "folder-open", needs_audit=False),
    Spec("sample", "file", (), "lightbulb", needs_audit=False),
    Spec("sample_plating", "file", (), "lightbulb", needs_audit=False),
    Spec("backup", "file", ("Ctrl+Shift+B",), "save"),
    Spec("calendar", "file", (), "calendar-clock"),
    Spec("attach", "file", (), "paperclip"),
    Spec("report", "file", ("Ctrl+P",), "file-text"),
    Spec("close", "file", ("Ctrl+W",), "x"),
    Spec("quit", "file", ("Ctrl+Q",), needs_audit=False),
    Spec("undo", "edit", ("Ctrl+Z",), "undo-2"),
    Spec("redo", "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2"),
    Spec("flag", "edit", ("Ctrl+M",), "flag"),
    Spec("tick", "edit", ("Ctrl+Shift+M",), "check"),
    Spec("finding", "edit", (), "triangle-alert"),
    Spec("search", "go", ("Ctrl+K", "Ctrl+F"), "search"),
    Spec("next_problem", "go", ("F8",), "triangle-alert"),
    Spec("previous_problem", "go", ("Shift+F8",)),
    Spec("next_open", "go", ("F7",), "circle-help"),
    Spec("previous_open", "go", ("Shift+F7",)),
    Spec("back", "go", ("Alt+Left",)),
    Spec("forward", "go", ("Alt+Right",)),
    Spec("overview", "go", ("Ctrl+1",), "layout-dashboard"),
    Spec("problems", "go", ("Ctrl+2",), "list-checks"),
    Spec("evidence", "go", ("Ctrl+3",), "paperclip"),
    Spec("next_pane", "go", ("F6",), needs_audit=False),
    Spec("previous_pane", "go", ("Shift+F6",), needs_audit=False),
    Spec("context", "view", ("Ctrl+I",), "info"),
    Spec("theme", "view", ("Ctrl+Shift+D",), "moon", needs_audit=False),
    Spec("language", "view", ("Ctrl+Shift+L",), "languages", needs_audit=False),
    Spec("larger", "view", ("Ctrl++", "Ctrl+="), needs_audit=False),
    Spec("smaller", "view", ("Ctrl+-",), needs_audit=False),
    Spec("help", "help", ("F1",), "circle-help", needs_audit=False),
    Spec("keys", "help", ("Ctrl+/",), "list", needs_audit=False),
    Spec("about", "help", (), "info", needs_audit=False),
)


class Actions(QObject):
    """The actions of one window."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._actions: dict[str, QAction] = {}
        for spec in SPECS:
            action = QAction(window)
            action.setObjectName(f"action:{spec.id}")
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            window.addAction(action)
            self._actions[spec.id] = action
        window.installEventFilter(self)
        for signal in (session.changed, session.opened, session.language_changed):
            signal.connect(self.refresh)
        self._dress()
        self.refresh()

    def __getitem__(self, id: str) -> QAction:
        return self._actions[id]

    def connect_all(self, calls: dict[str, Callable[[], object]]) -> None:
        """Say what every action does.

        Raises:
            KeyError: an action has nothing to do.
        """
        for spec in SPECS:
            self._actions[spec.id].triggered.connect(_without_argument(calls[spec.id]))

    def keys_of(self, id: str) -> str:
        """The first key of an action as written on the keyboard."""
        return self._actions[id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def refresh(self) -> None:
        """Names, and what is possible now; undo and redo name what they would do."""
        session = self._session
        for spec in SPECS:
            action = self._actions[spec.id]
            action.setText(session.text(f"ui.action.{spec.id}"))
            action.setEnabled(session.has_document or not spec.needs_audit)
        if session.has_document:
            document = session.document
            self._name("undo", document.undo_label(session.lang))
            self._name("redo", document.redo_label(session.lang))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Icons follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        return super().eventFilter(watched, event)

    def _name(self, id: str, what: str) -> None:
        action = self._actions[id]
        action.setEnabled(bool(what) and self._session.document.mode != "ro")
        if what:
            action.setText(self._session.text(f"ui.action.{id}.named", action=what))

    def _dress(self) -> None:
        for spec in SPECS:
            if spec.icon:
                self._actions[spec.id].setIcon(icon(spec.icon, "ink_soft", 16))


def _without_argument(call: Callable[[], object]) -> Callable[[bool], None]:
    def triggered(_checked: bool = False) -> None:
        call()

    return triggered
