"""生成报告: choose, write in the background, see what was written. The audit stays open for editing meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.model.problem import Severity
from desktop.ui.long_work import LongWork
from desktop.ui.pages import ScrollPage
from desktop.ui.report_job import Order, Result, write
from desktop.ui.session import Session
from desktop.ui.tasks import Pool
from desktop.ui.theme import scaled
from desktop.ui.widgets import Button, Card, CheckBox, ComboBox, IconLabel, Refill, Segmented, label

FORMATS = ("pdf", "xlsx")
KINDS = ("audit", "acceptance", "disclosure", "findings", "forms")


@dataclass(frozen=True, slots=True)
class _Field:
    caption: QLabel
    code: str


class ReportPage(ScrollPage):
    """One form, one button, then progress, then the files."""

    def __init__(self, session: Session, pool: Pool | None = None) -> None:
        super().__init__("report")
        self._session = session
        self.work = LongWork(session, self, pool, "ui.report.cancelled")
        self._title, self._note = label("", "title"), label("", "body", "soft", wrap=True)
        self.formats = {name: CheckBox() for name in FORMATS}
        self.kinds, self._kind_note = ComboBox(), label("", "caption", "soft", wrap=True)
        for kind in KINDS:
            self.kinds.addItem("", kind)
        self.kinds.setObjectName("kind")
        self.kinds.currentIndexChanged.connect(self._say_kind)
        self.languages = Segmented([("zh", "", ""), ("en", "", "")])
        self.editions = Segmented([("assessment", "", ""), ("acceptance", "", "")])
        self.folder, self.browse = QLineEdit(), Button("", "folder-open")
        self._problems = IconLabel("info", "", "soft", wrap=True)
        self.start = Button("", "file-text", "primary")
        self.done = Refill()
        self._captions: list[_Field] = []
        self._lay_out()
        for box in self.formats.values():
            box.setChecked(True)
            box.toggled.connect(self._enable)
        self.editions.set_chosen(session.document.edition or "assessment")
        self.languages.set_chosen(session.lang)
        self.folder.setText(str(session.document.path.resolve().parent))
        self.folder.textChanged.connect(self._enable)
        self.browse.clicked.connect(self._ask_folder)
        self.start.clicked.connect(self.write)
        self.work.turned.connect(self._enable)
        self.work.failed.connect(self._say_failed)
        self.watch(session)
        self.refresh()

    # -- building -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.content.addWidget(self._title)
        self.content.addWidget(self._note)
        card = Card(padding=20, spacing=14)
        card.setMaximumWidth(scaled(760))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(14)
        formats = QHBoxLayout()
        formats.setSpacing(20)
        for box in self.formats.values():
            formats.addWidget(box)
        formats.addStretch(1)
        folder = QHBoxLayout()
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.browse)
        kind = QVBoxLayout()
        kind.setSpacing(4)
        kind.addWidget(self.kinds)
        kind.addWidget(self._kind_note)
        for code, field in (
            ("ui.report.kind", kind),
            ("ui.report.formats", formats),
            ("ui.report.language", self._left(self.languages)),
            ("ui.report.edition", self._left(self.editions)),
            ("ui.report.folder", folder),
        ):
            caption = label("", "body", "soft")
            self._captions.append(_Field(caption, code))
            form.addRow(caption, field)
        card.body.addLayout(form)
        card.body.addWidget(self._problems)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addWidget(self.work.cancel)
        row.addWidget(self.work.doing)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self.work.bar)
        self.content.addWidget(card)
        self._results = self.done.begin(8)
        self.content.addWidget(self.done)
        self.content.addStretch(1)
        self.start.setObjectName("write")

    @staticmethod
    def _left(widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(widget)
        row.addStretch(1)
        return row

    def refresh(self) -> None:
        """Words, and what is still open."""
        session, text = self._session, self._session.text
        self.setAccessibleName(text("ui.page.report"))
        self._title.setText(text("ui.page.report"))
        self._note.setText(text("ui.report.note"))
        for field in self._captions:
            field.caption.setText(text(field.code))
        for at, kind in enumerate(KINDS):
            self.kinds.setItemText(at, text(f"report.title.{kind}"))
        self.kinds.setAccessibleName(text("ui.report.kind"))
        self._say_kind()
        self.languages.set_texts({lang: text(f"ui.lang.{lang}") for lang in ("zh", "en")})
        self.editions.set_texts({name: text(f"ui.edition.{name}") for name in ("assessment", "acceptance")})
        self.folder.setAccessibleName(text("ui.report.folder"))
        self.browse.setText(text("ui.report.browse"))
        self.start.setText(text("ui.report.write"))
        self.work.word("ui.report.progress")
        errors = sum(one.severity is Severity.ERROR for one in session.document.problems())
        if errors:
            self._problems.set(text("ui.report.open_errors", count=str(errors)), "triangle-alert", "warning")
        else:
            self._problems.set(text("ui.report.no_errors"), "circle-check", "ok")

    @property
    def kind(self) -> str:
        """The kind of report chosen."""
        return str(self.kinds.currentData())

    def choose(self, kind: str) -> None:
        """Choose a kind of report."""
        self.kinds.setCurrentIndex(self.kinds.findData(kind))

    def _say_kind(self) -> None:
        """What the chosen report is for, and what its Excel file holds."""
        text = self._session.text
        self._kind_note.setText(text(f"ui.report.kind.{self.kind}"))
        self.formats["pdf"].setText(text("ui.report.pdf"))
        self.formats["xlsx"].setText(
            text("ui.report.xlsx" if self.kind == "audit" else "ui.report.xlsx_paper")
        )

    # -- writing --------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write what is chosen, from a frozen copy of the audit."""
        session, document = self._session, self._session.document
        edition = self.editions.choice()
        order = Order(
            folder=Path(self.folder.text().strip()),
            stem=session.text(
                "ui.report.stem",
                name=document.path.stem,
                kind=session.text(f"report.title.{self.kind}"),
                edition=session.text(f"ui.edition.{edition}"),
            ),
            lang="zh" if self.languages.choice() == "zh" else "en",
            formats=tuple(name for name, box in self.formats.items() if box.isChecked()),
            words={name: session.text(f"ui.report.writing.{name}") for name in FORMATS},
            kind=self.kind,
        )
        snapshot = session.attempt(lambda: document.snapshot(edition))
        if snapshot is None:
            return
        self._results = self.done.begin(8)
        self.work.run(lambda token: write(snapshot, order, token), self._written)

    def _written(self, results: Sequence[Result]) -> None:
        text = self._session.text
        for result in results:
            row = QHBoxLayout()
            row.addWidget(
                IconLabel(
                    "circle-check", text("ui.report.done", file=result.path.name, detail=result.detail), "ok"
                ),
                1,
            )
            show = Button(text("ui.report.open_file"), "file-text")
            show.setAccessibleName(f"{text('ui.report.open_file')} {result.path.name}")
            show.setProperty("path", str(result.path))
            show.clicked.connect(self._show)
            row.addWidget(show)
            self._results.addLayout(row)
        if results:
            folder = Button(text("ui.report.open_folder"), "folder-open")
            folder.setObjectName("open_folder")
            folder.setProperty("path", str(results[0].path.parent))
            folder.clicked.connect(self._show)
            row = QHBoxLayout()
            row.addWidget(folder)
            row.addStretch(1)
            self._results.addLayout(row)
            self._session.notify(text("ui.report.all_done", count=str(len(results))), "ok")

    def _say_failed(self, words: str) -> None:
        self._results.addWidget(IconLabel("circle-x", words, "error", wrap=True))

    def _enable(self) -> None:
        chosen = any(box.isChecked() for box in self.formats.values())
        self.start.setEnabled(not self.work.busy and chosen and bool(self.folder.text().strip()))

    def _ask_folder(self) -> None:
        self._session.folder_wanted.emit(self.folder.text(), self.folder.setText)

    def _show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.sender().property("path"))))
