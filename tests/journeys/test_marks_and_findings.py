"""A reader goes through a sheet: flags a question, ticks another, registers a finding, narrows the list, exports it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.document.marking import marks
from desktop.document.reporting import write_reports
from desktop.model.edit import SetValue
from desktop.reports import build_report
from desktop.reports.model import Prose, Report, Table
from desktop.ui.context.findings_tab import FindingsTab
from desktop.ui.context.tab import Tab
from desktop.ui.main_window import MainWindow
from desktop.ui.sheets.findings import Filter
from desktop.ui.sheets.page import SheetPage
from tests.journeys.person import seated

DIESEL = "energy[e5].amount@2025"


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with seated("aluminium", tmp_path / "a.qsa", qtbot) as made:
        yield made


def tab(window: MainWindow, name: str) -> Tab:
    window.context.show_tab(name)
    window.context.refresh()
    QApplication.processEvents()
    return window.context.tabs[name]


def button(inside: Tab, name: str) -> QPushButton:
    found = inside.findChildren(QPushButton, name)
    return found[-1]


def papers(report: Report) -> str:
    """Everything written in the tables and sentences of a report."""
    words = []
    for block in report.blocks:
        if isinstance(block, Table):
            words += [cell.text for row in block.rows for cell in row.cells]
        if isinstance(block, Prose):
            words += [str(piece) for piece in block.pieces]
    return "\n".join(words)


def test_a_flag_and_a_tick_are_kept_narrow_the_sheet_and_stay_off_paper(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, document = window.session, window.session.document
    session.go_to(DIESEL)
    qtbot.waitUntil(lambda: session.cursor == DIESEL)
    button(tab(window, "help"), "mark:flagged").click()
    QApplication.processEvents()
    assert marks(document)[DIESEL].flagged
    assert button(tab(window, "help"), "mark:flagged").isChecked()
    page = window.pages.page("s2_3")
    assert isinstance(page, SheetPage)
    page.settle()
    chip = page.header.chips[Filter.FLAGGED]
    assert chip.isVisible()
    assert not page.header.chips[Filter.CHECKED].isVisible()
    chip.click()
    page.settle()
    energy = next(part for group in page.groups for part in group.parts if part.count(Filter.FLAGGED))
    assert energy.count(Filter.FLAGGED) == 1
    button(tab(window, "help"), "mark:checked").click()
    button(tab(window, "help"), "mark:flagged").click()
    assert (marks(document)[DIESEL].flagged, marks(document)[DIESEL].checked) == (False, True)
    place = document.answer(f"marks[{document.rows('marks')[0]}].place")
    assert "柴油" in str(place)
    assert str(place) not in papers(build_report(document.snapshot(), kind="findings", language="zh"))
    document.record([SetValue("audit.print_marks", True)])
    assert str(place) in papers(build_report(document.snapshot(), kind="findings", language="zh"))
    document.undo()
    document.undo()  # the flag taken away comes back with its history
    assert marks(document)[DIESEL].flagged


def test_keys_flag_and_tick_the_question_under_the_cursor(window: MainWindow, qtbot: QtBot) -> None:
    session, document = window.session, window.session.document
    session.go_to(DIESEL)
    qtbot.waitUntil(lambda: session.cursor == DIESEL)
    window.actions_["flag"].trigger()
    window.actions_["tick"].trigger()
    assert (marks(document)[DIESEL].flagged, marks(document)[DIESEL].checked) == (True, True)
    window.actions_["flag"].trigger()
    window.actions_["tick"].trigger()
    assert DIESEL not in marks(document)
    window.actions_["finding"].trigger()
    assert window.context.is_on("findings")


def test_a_finding_from_a_question_to_the_list_and_to_excel(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session, document = window.session, window.session.document
    session.go_to(DIESEL)
    qtbot.waitUntil(lambda: session.cursor == DIESEL)
    inside = tab(window, "findings")
    assert isinstance(inside, FindingsTab)
    inside.field.setFocus()
    QTest.keyClicks(inside.field, "Bills and sheet differ by 3 %")
    button(inside, "finding:add").click()
    QApplication.processEvents()
    (row,) = document.rows("findings")
    values = {name: document.answer(f"findings[{row}].{name}") for name in ("about", "severity", "status")}
    assert values == {"about": DIESEL, "severity": "ordinary", "status": "open"}
    assert "柴油" in str(document.answer(f"findings[{row}].place"))
    assert "finding_no_owner" in {problem.code for problem in document.problems()}
    session.go_to(f"findings[{row}].owner")
    qtbot.waitUntil(lambda: session.cursor == f"findings[{row}].owner")
    back = next(
        one for one in tab(window, "findings").findChildren(QPushButton) if one.property("place") == DIESEL
    )
    back.click()
    qtbot.waitUntil(lambda: session.cursor == DIESEL)
    target = tmp_path / "f.xlsx"
    write_reports(document.snapshot(), kind="findings", xlsx=target)
    book = openpyxl.load_workbook(target)
    cells = {cell.value for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "Bills and sheet differ by 3 %" in cells
