"""The middle of the window: pages made on their first visit, the way back, and jumping to a path."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui.pages import make_page
from desktop.ui.places import page_of
from desktop.ui.session import Session

DEPTH = 50


class PageStack(QStackedWidget):
    """All pages of the open audit. ``page_shown`` carries the id of the page now in front."""

    page_shown = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pages: dict[str, QWidget] = {}
        self._back: list[str] = []
        self._forward: list[str] = []
        self.current = ""

    def clear(self) -> None:
        """Forget all pages, for another audit."""
        for page in self._pages.values():
            self.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._back.clear()
        self._forward.clear()
        self.current = ""

    def page(self, page_id: str) -> QWidget:
        """A page, made if it was never visited."""
        if page_id not in self._pages:
            page = make_page(page_id, self._session)
            self._pages[page_id] = page
            self.addWidget(page)
        return self._pages[page_id]

    def show_page(self, page_id: str) -> None:
        """Bring a page to the front; the one before can be gone back to."""
        if page_id == self.current:
            return
        if self.current:
            self._back = [*self._back, self.current][-DEPTH:]
            self._forward.clear()
        self._bring(page_id)

    def go_back(self) -> None:
        """The page before."""
        if self._back:
            self._forward.append(self.current)
            self._bring(self._back.pop())

    def go_forward(self) -> None:
        """The page gone back from."""
        if self._forward:
            self._back.append(self.current)
            self._bring(self._forward.pop())

    def go_to(self, place: str) -> None:
        """Show the page of a place and put the cursor there."""
        page_id = page_of(self._session, place)
        if not page_id:
            self._session.notify(self._session.text("ui.go.nowhere"), "warning")
            return
        self.show_page(page_id)
        if not place.startswith("page:"):
            self._session.cursor_moved.emit(place)
            self._focus(self.page(page_id), place)

    def _bring(self, page_id: str) -> None:
        page = self.page(page_id)
        self.current = page_id
        self.setCurrentWidget(page)
        if self._session.cursor:
            self._session.cursor_moved.emit("")
        self.page_shown.emit(page_id)

    def _focus(self, page: QWidget, path: str) -> None:
        """A page may know best (``show_path``); else the field of that name takes the focus."""
        show_path = getattr(page, "show_path", None)
        if show_path is not None and show_path(path):
            return
        field = page.findChild(QWidget, f"field:{path}")
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
