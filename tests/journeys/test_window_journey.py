"""A journey through the real window: open, read, type, see figures move, undo, find, jump, switch language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import create_window
from desktop.document import Document
from desktop.model.path import parse_path
from desktop.model.text import Lang
from desktop.ui.main_window import MainWindow
from desktop.ui.problems.model import LINE, Line
from desktop.ui.problems_page import ProblemsPage
from desktop.ui.report_page import ReportPage
from desktop.ui.settings import Settings
from tests.builders import clock, sample_file
from tests.journeys.person import focused, seated, type_here

DIESEL = "energy[e5].amount@2025"


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with seated("aluminium", tmp_path / "示例.qsa", qtbot) as made:
        yield made


def test_type_see_undo_redo(window: MainWindow, qtbot: QtBot) -> None:
    session, document = window.session, window.session.document
    session.go_to(DIESEL)
    qtbot.waitUntil(lambda: session.cursor == DIESEL)
    total = document.shown("summary.energy_total@2025", "zh").text
    type_here("1 094")
    assert document.shown(DIESEL, "zh").text == "1\u2009094"
    moved = document.shown("summary.energy_total@2025", "zh").text
    # 100 t of diesel more at 1.4571 kgce/kg are 145.71 tce more (sample: 415 225.47)
    assert (total, moved) == ("415\u2009225.47", "415\u2009371.18")
    assert "柴油" in document.undo_label("zh")
    window.actions_["undo"].trigger()
    assert document.shown(DIESEL, "zh").text == "994"
    window.actions_["redo"].trigger()
    assert document.shown(DIESEL, "zh").text == "1\u2009094"


def test_what_was_typed_is_on_disk_before_the_window_closes(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = window.session
    session.go_to(DIESEL)
    qtbot.waitUntil(lambda: session.cursor == DIESEL)
    type_here("1001")
    with Document.open(session.document.path, mode="ro", clock=clock) as reader:
        assert reader.shown(DIESEL, "zh").text == "1\u2009001"


def test_what_cannot_be_read_is_refused_in_place_and_nothing_is_lost(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, document = window.session, window.session.document
    session.go_to(DIESEL)
    qtbot.waitUntil(lambda: session.cursor == DIESEL)
    log = len(document.log())
    type_here("about 1000")
    assert document.shown(DIESEL, "zh").text == "994"
    assert len(document.log()) == log
    QTest.keyClick(focused(), Qt.Key.Key_Escape)


def test_paste_a_rectangle_from_a_spreadsheet_as_one_action(window: MainWindow, qtbot: QtBot) -> None:
    session, document = window.session, window.session.document
    session.go_to("energy[e5].amount@2023")
    qtbot.waitUntil(lambda: session.cursor == "energy[e5].amount@2023")
    log = len(document.log())
    QGuiApplication.clipboard().setText("1,010.5\t1 002.5\t９９４．５\n")
    QTest.keyClick(focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    shown = [document.shown(f"energy[e5].amount@{year}", "zh").text for year in document.years]
    assert shown == ["1\u2009010.5", "1\u2009002.5", "994.5"]
    assert len(document.log()) == log + 1
    document.undo()
    assert document.shown(DIESEL, "zh").text == "994"


def test_every_page_opens_in_both_languages(window: MainWindow, qtbot: QtBot) -> None:
    from desktop.ui.pages import page_ids

    session = window.session
    languages: tuple[Lang, ...] = ("en", "zh")
    for lang in languages:
        session.set_lang(lang)
        for page in page_ids(session):
            session.go_to(f"page:{page}")
            QApplication.processEvents()
            assert window.findChild(QWidget, f"page:{page}") is not None, page


def test_every_widget_that_takes_the_focus_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    from desktop.ui.pages import page_ids

    session = window.session
    nameless: set[str] = set()
    for page in page_ids(session):
        session.go_to(f"page:{page}")
        QApplication.processEvents()
        for widget in window.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if (
                takes
                and widget.isVisible()
                and not (widget.accessibleName() or getattr(widget, "text", str)())
            ):
                nameless.add(f"{page}: {type(widget).__name__} {widget.objectName()}")
    assert nameless == set()


def test_the_next_problem_is_one_key_away(window: MainWindow, qtbot: QtBot) -> None:
    session, document = window.session, window.session.document
    assert document.problems()
    window.actions_["next_problem"].trigger()
    QApplication.processEvents()
    reached = session.cursor or session.place
    assert reached


def test_a_second_window_on_the_same_file_only_reads(tmp_path: Path, qtbot: QtBot) -> None:
    path = sample_file("aluminium", tmp_path / "a.qsa")
    with Document.open(path, clock=clock):
        reader = Document.open(path, mode="ro", clock=clock)
        window = create_window(reader, Settings(tmp_path / "window.ini"))
        qtbot.addWidget(window)
        window.show()
        window.session.go_to(DIESEL)
        QApplication.processEvents()
        QTest.keyClicks(focused(), "5")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert reader.shown(DIESEL, "zh").text == "994"
        window.close()
        reader.close()


def test_the_report_is_written_from_the_window(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.actions_["report"].trigger()
    QApplication.processEvents()
    page = window.findChild(ReportPage, "page:report")
    assert page is not None
    target = tmp_path / "报告"
    target.mkdir()
    page.folder.setText(str(target))
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: len(list(target.glob("*.pdf")) + list(target.glob("*.xlsx"))) == 2, timeout=60_000
    )
    qtbot.waitUntil(page.start.isEnabled, timeout=20_000)
    pdf = pypdf.PdfReader(next(target.glob("*.pdf")))
    words = re.sub(r"\s", "", "".join(one.extract_text() for one in pdf.pages))
    assert "12985.85" in words
    assert not list(target.glob(".*"))


def test_pinyin_leads_to_the_row(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    field = window.top.search
    field.setFocus()
    QTest.keyClicks(field, "chaiyou")
    palette = window.palette_
    qtbot.waitUntil(lambda: palette.isVisible() and palette.model.rowCount() > 0, timeout=10_000)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "[" in session.cursor, timeout=5_000)
    place = parse_path(session.cursor)
    assert session.document.row_label(place.table, place.row, "zh") == "柴油"


def test_theme_switches_live_and_is_kept(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    session = window.session
    before = window.grab().toImage()
    session.set_theme("dark")
    QApplication.processEvents()
    after = window.grab().toImage()
    assert before.pixelColor(900, 700).lightness() > 200
    assert after.pixelColor(900, 700).lightness() < 60
    assert Settings(tmp_path / "window.ini").theme == "dark"
    session.set_theme("light")


def test_the_first_answer_of_a_new_audit_is_stored_on_leaving_the_field(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "新 审核.qsa"
    document = Document.create(path, clock=clock)
    window = create_window(document, Settings(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    window.session.go_to("enterprise.name")
    qtbot.waitUntil(
        lambda: window.session.cursor == "enterprise.name" and QApplication.focusWidget() is not None
    )
    QTest.keyClicks(focused(), "Plant A")
    window.session.go_to("page:overview")  # leaving the field stores it
    qtbot.waitUntil(lambda: document.answer("enterprise.name") == "Plant A", timeout=5_000)
    window.close()
    document.close()
    with Document.open(path, mode="ro", clock=clock) as reader:
        assert reader.answer("enterprise.name") == "Plant A"


def test_explain_a_problem(window: MainWindow, qtbot: QtBot) -> None:
    """Choose one, say why it is none: it leaves the list, is kept under "explained", and undo brings it back."""
    document = window.session.document
    window.session.go_to("page:problems")
    page = window.findChild(ProblemsPage)
    assert page is not None
    before = {one.id for one in document.problems()}
    page.list.setCurrentIndex(page.model.index(1, 0))
    chosen = page.list.currentIndex().data(LINE).problem.id
    assert not page.explain.explain_button.isEnabled()
    page.explain.reason.setFocus()
    page.explain.reason.setText("已与主管部门确认")
    QTest.keyClick(page.explain.reason, Qt.Key.Key_Return)
    assert {one.id for one in document.problems()} == before - {chosen}
    QTest.mouseClick(page.explained, Qt.MouseButton.LeftButton)
    shown = [line for line in page.model.lines if isinstance(line, Line)]
    assert [line.problem.id for line in shown] == [chosen]
    assert "已与主管部门确认" in shown[0].fix
    document.undo()
    assert {one.id for one in document.problems()} == before
