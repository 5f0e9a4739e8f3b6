"""Dialogs that only tell: all keys of the window, and what the program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.actions import SPECS, Actions
from desktop.ui.pages import ScrollPage
from desktop.ui.session import Session
from desktop.ui.widgets import label

# Keys that fields and tables know by themselves.
FIELD_KEYS = ("enter", "tab", "paste", "copy", "fill", "escape")


class KeysDialog(QDialog):
    """Every key on one page; any key that closes dialogs closes it."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog:keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.text("ui.action.keys"))
        self.resize(760, 640)
        page = ScrollPage("keys")
        page.setAccessibleName(session.text("ui.action.keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(4)
        for column, groups in enumerate((("file", "edit", "view", "help"), ("go", "field"))):
            lines = [line for group in groups for line in self._group(session, actions, group)]
            for row, (name, keys) in enumerate(lines):
                heading = not keys
                grid.addWidget(label(name, "strong" if heading else "body"), row, 2 * column)
                grid.addWidget(label(keys, "body", "soft"), row, 2 * column + 1)
        page.content.addWidget(label(session.text("ui.action.keys"), "title"))
        page.content.addLayout(grid)
        page.content.addStretch(1)
        _with_close_button(self, page)

    @staticmethod
    def _group(session: Session, actions: Actions, group: str) -> list[tuple[str, str]]:
        native = QKeySequence.SequenceFormat.NativeText
        lines = [(session.text(f"ui.menu.{group}"), "")]
        if group == "field":
            lines += [
                (session.text(f"ui.keys.{name}"), session.text(f"ui.keys.{name}.keys")) for name in FIELD_KEYS
            ]
            return lines
        for spec in SPECS:
            if spec.group == group and spec.keys:
                keys = "  ".join(one.toString(native) for one in actions[spec.id].shortcuts())
                lines.append((session.text(f"ui.action.{spec.id}"), keys))
        return lines


class AboutDialog(QDialog):
    """Version of program and content, licences."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog:about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.text("ui.action.about"))
        self.resize(560, 320)
        page = ScrollPage("about")
        page.setAccessibleName(session.text("ui.action.about"))
        page.content.addWidget(label(session.text("ui.brand.full"), "title"))
        words = session.text("ui.about.versions", program=_version(), content=session.library.version)
        page.content.addWidget(label(words, "body", "soft", wrap=True))
        page.content.addWidget(label(session.text("ui.about.honest"), "body", wrap=True))
        page.content.addWidget(label(session.text("ui.about.licences"), "caption", "soft", wrap=True))
        page.content.addStretch(1)
        _with_close_button(self, page)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("qingshen")
    except PackageNotFoundError:
        return "–"


def _with_close_button(dialog: QDialog, page: QScrollArea) -> None:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page, 1)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    buttons.setContentsMargins(16, 0, 16, 12)
    column.addWidget(buttons)
