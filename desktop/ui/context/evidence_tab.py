"""证据: what is expected, what is attached, attach more by dialog or by dropping files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.model.path import parse_path
from desktop.ui.context.tab import Tab
from desktop.ui.session import Session
from desktop.ui.widgets import Button, IconLabel


class EvidenceTab(Tab):
    """Evidence about the place under the cursor."""

    name = "evidence"

    def __init__(
        self, session: Session, ask_file: Callable[[str], Path | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self._ask_file = ask_file
        self.setAcceptDrops(True)

    def fill(self) -> None:
        """Expected, attached, attach."""
        path, lang = parse_path(self.path), self.session.lang
        column = self.session.library.column(path.table, path.column)
        attached = self.session.document.evidence(self.path, lang)
        if column is not None and column.help is not None and column.help.evidence is not None:
            self.section("ui.evidence.expected")
            self.words(column.help.evidence.get(lang))
        self.section("ui.evidence.attached")
        for one in attached:
            detail = " · ".join(part for part in (one.kind, one.file) if part)
            self.jump(one.title or one.file, f"evidence[{one.row}].title", detail)
            if detail:
                self.words(detail, "faint", small=True)
        if not attached:
            missing = column is not None and column.evidence
            icon_name, tone = ("triangle-alert", "warning") if missing else ("info", "soft")
            code = "ui.evidence.missing" if missing else "ui.evidence.none"
            self.column.addWidget(IconLabel(icon_name, self.session.text(code), tone, wrap=True))  # type: ignore[arg-type]
        if self.session.document.mode != "ro":
            button = Button(self.session.text("ui.evidence.attach"), "paperclip")
            button.setObjectName("attach")
            button.clicked.connect(self._ask)
            self.column.addSpacing(8)
            self.column.addWidget(button)
            self.words(self.session.text("ui.evidence.drop"), "faint", small=True)

    def attach(self, files: Sequence[Path]) -> None:
        """Attach files to the place under the cursor."""
        place = self.path
        for file in files:
            self.session.attempt(lambda file=file: self.session.document.attach(file, place))  # type: ignore[misc]

    def _ask(self) -> None:
        file = self._ask_file(self.session.text("ui.evidence.attach"))
        if file is not None:
            self.attach([file])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped where a place is under the cursor."""
        if self.path and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the dropped files."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.attach([file for file in files if file.is_file()])
        event.acceptProposedAction()
