"""The window: bar on top, navigator, pages, context panel, problems at the foot; and what its actions do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.context import ContextPanel
from desktop.ui.context.mark_bar import toggle_mark
from desktop.ui.files import Dialogs, FileDesk, QtDialogs
from desktop.ui.jumps import Jumps
from desktop.ui.keys import AboutDialog, KeysDialog
from desktop.ui.library_watch import LibraryWatch
from desktop.ui.navigator import Navigator
from desktop.ui.notices import Notice
from desktop.ui.pages import has_context
from desktop.ui.panes import Panes
from desktop.ui.problems_bar import ProblemsBar
from desktop.ui.search import Palette
from desktop.ui.session import Session
from desktop.ui.stack import PageStack
from desktop.ui.theme import scaled
from desktop.ui.top_bar import TopBar
from desktop.ui.translators import translate_qt

NAVIGATOR, CONTEXT = 244, 304


class MainWindow(QMainWindow):
    """One window on one audit, or the welcome page."""

    def __init__(self, session: Session, dialogs: Dialogs | None = None) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("window")
        self.dialogs = dialogs or QtDialogs(self)
        self.files = FileDesk(session, self.dialogs)
        self.actions_ = Actions(session, self)
        self.jumps = Jumps(session, self)
        self.top = TopBar(session, self.actions_)
        self.navigator = Navigator(session)
        self.pages = PageStack(session)
        self.context = ContextPanel(session, self.files.ask_evidence)
        self.problems = ProblemsBar(session)
        self._context_wanted = True
        self._lay_out()
        self.palette_ = Palette(session, self.actions_, self.top.search, self)
        self.notice = Notice(self, session.text("ui.close"))
        self.panes = Panes((self.top, self.navigator, self.pages, self.context, self.problems), self)
        self.watch = LibraryWatch(session, self)
        self._connect()
        self._retranslate()
        self._opened()
        self.watch.look()
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.inner = QSplitter(Qt.Orientation.Horizontal)
        self.inner.addWidget(self.pages)
        self.inner.addWidget(self.context)
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.inner, 1)
        column.addWidget(self.problems)
        self.outer = QSplitter(Qt.Orientation.Horizontal)
        self.outer.addWidget(self.navigator)
        self.outer.addWidget(self.right)
        for splitter, sizes in ((self.outer, (NAVIGATOR, 1122)), (self.inner, (818, CONTEXT))):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setSizes([scaled(size) for size in sizes])
        self.outer.setStretchFactor(1, 1)
        self.inner.setStretchFactor(0, 1)
        self.navigator.setMinimumWidth(180)
        self.context.setMinimumWidth(240)
        self.pages.setMinimumWidth(360)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top)
        rows.addWidget(self.outer, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(960, 600)
        self.resize(1366, 768)
        settings = self.session.settings
        self.restoreGeometry(settings.state("window"))
        self.outer.restoreState(settings.state("outer"))
        self.inner.restoreState(settings.state("inner"))

    def _connect(self) -> None:
        session = self.session
        session.opened.connect(self._opened)
        session.language_changed.connect(self._retranslate)
        session.place_wanted.connect(self.pages.go_to)
        session.noticed.connect(self.notice.show_text)
        session.file_wanted.connect(self._open_text)
        session.folder_wanted.connect(self._choose_folder)
        session.action_wanted.connect(self._act)
        self.navigator.place_chosen.connect(session.go_to)
        self.pages.page_shown.connect(self._page_shown)
        self.problems.next_wanted.connect(self.actions_["next_problem"].trigger)
        self.problems.severity_chosen.connect(self._show_problems)
        self.jumps.problem_reached.connect(self.problems.show_problem)
        self.actions_.connect_all(self._calls())

    def _calls(self) -> dict[str, Callable[[], object]]:
        session = self.session
        return {
            "new": self.files.new,
            "open": self.files.open,
            "sample": lambda: self.files.sample("aluminium"),
            "sample_plating": lambda: self.files.sample("electroplating"),
            "backup": self.files.backup,
            "calendar": self.files.calendar,
            "attach": self._attach,
            "report": lambda: session.go_to("page:report"),
            "close": self.files.close,
            "quit": self.close,
            "undo": session.undo,
            "redo": session.redo,
            "flag": lambda: toggle_mark(session, "flagged"),
            "tick": lambda: toggle_mark(session, "checked"),
            "finding": self._finding,
            "search": self.palette_.start,
            "next_problem": lambda: self.jumps.to_problem(1),
            "previous_problem": lambda: self.jumps.to_problem(-1),
            "next_open": lambda: self.jumps.to_open(1),
            "previous_open": lambda: self.jumps.to_open(-1),
            "back": self.pages.go_back,
            "forward": self.pages.go_forward,
            "overview": lambda: session.go_to("page:overview"),
            "problems": lambda: session.go_to("page:problems"),
            "evidence": lambda: session.go_to("page:evidence"),
            "next_pane": lambda: self.panes.move(1),
            "previous_pane": lambda: self.panes.move(-1),
            "context": self._toggle_context,
            "theme": lambda: session.set_theme("dark" if session.theme.name == "light" else "light"),
            "language": lambda: session.set_lang("en" if session.lang == "zh" else "zh"),
            "larger": lambda: session.set_text_scale(session.settings.text_scale + 0.1),
            "smaller": lambda: session.set_text_scale(session.settings.text_scale - 0.1),
            "help": self._help,
            "keys": self.show_keys,
            "about": lambda: AboutDialog(session, self).open(),
        }

    # -- what happens ---------------------------------------------------------------------------------------

    def show_keys(self) -> None:
        """The overview of keys."""
        KeysDialog(self.session, self.actions_, self).open()

    def _opened(self) -> None:
        """Another audit: its last place, or the welcome page."""
        session = self.session
        self.pages.clear()
        has = session.has_document
        self.navigator.setVisible(has)
        self.problems.setVisible(has)
        self._retranslate()
        self.problems.refresh()
        if not has:
            self.pages.show_page("welcome")
            return
        known = session.settings.place(session.document.path)
        sheets = {sheet.id for sheet in session.library.sheets}
        self.pages.show_page(known if known in sheets | {"overview", "problems", "evidence"} else "overview")

    def _page_shown(self, page_id: str) -> None:
        self.navigator.show_place(f"page:{page_id}")
        self._show_context()
        if self.session.has_document:
            self.session.settings.remember_place(self.session.document.path, page_id)

    def _show_context(self) -> None:
        session = self.session
        belongs = session.has_document and has_context(self.pages.current, session)
        self.context.setVisible(belongs and self._context_wanted)

    def _toggle_context(self) -> None:
        self._context_wanted = not self._context_wanted
        self._show_context()

    def _show_problems(self, severity: str) -> None:
        self.session.go_to("page:problems")
        filter_by = getattr(self.pages.page("problems"), "filter_by", None)
        if filter_by is not None:
            filter_by(severity)

    def _help(self) -> None:
        """F1 explains the question under the cursor; F1 again, or where there is none, shows the keys."""
        if self.context.isVisible() and not self.context.is_on("help") and self.session.cursor:
            self.context.show_tab("help")
        else:
            self.show_keys()

    def _attach(self) -> None:
        """Evidence about the figure under the cursor, or about nothing in particular yet."""
        file = self.files.ask_evidence(self.session.text("ui.action.attach"))
        if file is not None:
            self.session.attempt(lambda: self.session.document.attach(file, self.session.cursor))

    def _finding(self) -> None:
        """The field for a finding about the question under the cursor."""
        self._context_wanted = True
        self._show_context()
        self.context.show_tab("findings")

    def _choose_folder(self, start: str, take: Callable[[str], object]) -> None:
        folder = self.dialogs.folder(self.session.text("ui.report.folder"), start)
        if folder is not None:
            take(str(folder))

    def _act(self, id: str) -> None:
        self.actions_[id].trigger()

    def _open_text(self, path: str) -> None:
        self.files.open_path(Path(path))

    def _retranslate(self) -> None:
        session = self.session
        application = QApplication.instance()
        if isinstance(application, QApplication):
            translate_qt(application, session.lang)
        title = session.text("ui.brand")
        self.setWindowTitle(f"{session.document.path.stem} – {title}" if session.has_document else title)
        self.top.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember sizes; close the file. Nothing is asked: every answer is on disk."""
        settings = self.session.settings
        settings.remember_state("window", self.saveGeometry())
        settings.remember_state("outer", self.outer.saveState())
        settings.remember_state("inner", self.inner.saveState())
        settings.save()
        self.session.close()
        super().closeEvent(event)
