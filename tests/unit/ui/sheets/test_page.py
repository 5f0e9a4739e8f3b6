"""The page of a sheet as a whole: tabs, filters, modes, languages, names for everybody, no way to get stuck."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from desktop.document import Document
from desktop.model.edit import AddRow, SetValue
from desktop.ui.session import Session
from desktop.ui.sheets import SheetPage, create_sheet_page
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.grid.card import GridCard
from desktop.ui.sheets.guided import GuidedCard
from desktop.ui.sheets.headlines import HeadlineCard
from desktop.ui.widgets import ElidedLabel
from tests.unit.ui.sheets.conftest import press, type_text

SHEETS = ["s1_1", "s2_1", "s2_3", "s2_4", "s2_11", "x2_03", "x3_01", "s5_3"]
Opener = Callable[[str], SheetPage]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_opens_on_every_tab(open_page: Opener, sheet: str) -> None:
    page = open_page(sheet)
    assert page.objectName() == f"page:{sheet}"
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        QApplication.processEvents()
        assert page.tabs.tabText(number)
        page.grab()


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_place_a_sheet_shows_can_be_gone_to(open_page: Opener, session: Session, sheet: str) -> None:
    page, document = open_page(sheet), session.document
    for view in page.sheet.views:
        table = session.library.tables[view.table]
        row = "" if table.single else next(iter(document.rows(view.table, view.filter)), "")
        if not row and not table.single:
            continue
        for name in view.columns:
            column = session.library.column(view.table, name)
            if column is None:
                continue
            period = document.values.periods(column.period)[-1]
            place = f"{view.table}[{row}].{name}" if row else f"{view.table}.{name}"
            path = f"{place}@{period}" if period else place
            if document.is_shown(path):
                assert page.show_path(path), path
    assert not page.show_path("nowhere.at_all")


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("mode", ["table", "guided"])
def test_everything_that_takes_the_focus_has_a_name(open_page: Opener, sheet: str, mode: str) -> None:
    page = open_page(sheet)
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        page.set_mode(mode)
        QApplication.processEvents()
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(page):
                continue
            named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert named, (widget, widget.objectName(), widget.parentWidget())
        page.set_mode("table")


@pytest.mark.parametrize("sheet", SHEETS)
def test_tab_never_gets_stuck(open_page: Opener, sheet: str) -> None:
    """From anywhere, Tab comes round to the beginning (tables are left at their end)."""
    page = open_page(sheet)
    page.header.modes.findChildren(QWidget)[0].setFocus()
    first = QApplication.focusWidget()
    seen: list[QObject] = []
    for _ in range(300):
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractItemView):  # stand at the end, from where Tab leaves
            model = focus.model()
            focus.setCurrentIndex(model.index(model.rowCount() - 1, model.columnCount() - 1))
        press(Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        if after is first and seen:
            break
        if after is not None:
            seen.append(after)
    else:
        pytest.fail(f"stuck at {QApplication.focusWidget()}")
    assert len({id(one) for one in seen}) >= 3


def test_counts_on_the_chips_equal_the_lists(open_page: Opener, document: Document) -> None:
    page = open_page("s2_3")
    document.record(
        [
            SetValue("materials[m1].amount@2024", None),
            SetValue("energy[e1].amount@2023", {"state": "later", "who": "动力", "when": ""}),
        ]
    )
    page.settle()
    card = page.groups[0].parts[0]
    assert isinstance(card, GridCard)
    for narrowed, chip in page.header.chips.items():
        chip.click()
        rows = sum(line.kind == "row" for line in card.model.lines)
        assert chip.text().endswith(f" {rows}"), narrowed
    assert page.header.chips[Filter.LATER].text().endswith(" 1")


def test_a_jump_gives_up_a_filter_that_hides_its_goal(open_page: Opener) -> None:
    page = open_page("s2_3")
    page.header.chips[Filter.LATER].click()
    assert page.show_path("materials[m1].amount@2025")
    assert page.header.chosen() is Filter.ALL


def test_guided_and_table_show_the_same_data(open_page: Opener, document: Document) -> None:
    page = open_page("s2_3")
    page.show_path("materials[m1].amount@2024")
    page.set_mode("guided")
    guided = page.findChild(GuidedCard)
    assert guided is not None
    assert guided.path == "materials[m1].amount@2024"
    type_text("473399")
    press(Qt.Key.Key_PageDown)
    answer = document.answer("materials[m1].amount@2024")
    assert getattr(answer, "value", "") == "473399"
    assert guided.path == "materials[m1].amount@2025"
    guided.back()
    assert guided.path == "materials[m1].amount@2024"
    page.set_mode("table")
    card = page.groups[0].parts[0]
    assert card.here() == "materials[m1].amount@2024"


def test_guided_mode_stays_where_an_entry_is_refused(open_page: Opener, document: Document) -> None:
    page = open_page("s2_3")
    page.show_path("materials[m1].amount@2024")
    page.set_mode("guided")
    guided = page.findChild(GuidedCard)
    assert guided is not None
    type_text("many")
    guided.next()
    assert guided.path == "materials[m1].amount@2024"


def test_guidance_is_open_beside_the_question(open_page: Opener, session: Session) -> None:
    page = open_page("s2_3")
    page.show_path("energy[e1].amount@2025")
    page.set_mode("guided")
    column = session.library.column("energy", "amount")
    assert column is not None
    assert column.help is not None
    QApplication.processEvents()
    words = {
        label.text()
        for label in page.findChildren(QWidget)
        if hasattr(label, "text") and label.isVisibleTo(page)
    }
    assert column.help.what.zh in words


def test_the_sheet_follows_language_and_theme(open_page: Opener, session: Session) -> None:
    page = open_page("s2_3")
    light = page.grab().toImage().pixelColor(400, 400)
    session.set_lang("en")
    assert page.header._row.title.whole_text().startswith("2-3 Materials")
    assert "Pre-audit" in page.header._crumbs.whole_text()
    session.set_theme("dark")
    QApplication.processEvents()
    dark = page.grab().toImage().pixelColor(400, 400)
    assert dark.lightness() < light.lightness()
    session.set_theme("light")
    session.set_lang("zh")
    assert page.header._row.title.whole_text().startswith("2-3 企业")


def test_headlines_are_read_from_the_document_and_follow_it(open_page: Opener, document: Document) -> None:
    page = open_page("s2_3")
    card = page._headlines.cards[0]
    assert card._figure.whole_text().replace("\u2009", " ") == "415 225.47"  # sample_cases.md: energy
    document.record([SetValue("energy[e1].amount@2025", None)])
    assert card._figure.whole_text().replace("\u2009", " ") != "415 225.47"


def test_advice_names_the_next_thing_and_leads_there(open_page: Opener, session: Session) -> None:
    page = open_page("s1_1")
    wanted: list[str] = []
    session.place_wanted.connect(wanted.append)
    assert "未填" in page._headlines._advice._words.text()
    page._headlines._advice._jump.click()
    assert page.show_path(wanted[0])


def test_a_sheet_without_rows_is_not_praised(open_page: Opener, session: Session, document: Document) -> None:
    """The sample has no suggestions: nothing is wrong or open, yet the sheet is not finished."""
    assert document.rows("suggestions") == ()
    page = open_page("s4_1")
    assert page._headlines._advice._words.text() == session.text("ui.sheets.advice.empty")


def test_a_page_that_is_gone_hears_nothing(session: Session, document: Document, app: QApplication) -> None:
    import shiboken6

    for sheet in SHEETS:
        page = create_sheet_page(session.library.sheet(sheet), session)
        page.show()
        assert isinstance(page, SheetPage)
        for number in range(page.tabs.count()):
            page.tabs.setCurrentIndex(number)
        page.set_mode("guided")
        shiboken6.delete(page)
    document.record([AddRow("materials", {"name": "石灰"}), SetValue("enterprise.name", "甲")])
    document.undo()
    session.set_lang("en")
    session.set_lang("zh")
    QApplication.processEvents()


def test_findings_are_shared_by_all_sheets(open_page: Opener, session: Session) -> None:
    one, other = open_page("s1_1"), open_page("s2_4")
    assert one.findings is other.findings is Findings.of(session)


def test_a_read_only_audit_can_be_read(sample_file: object, app: QApplication, settings: object) -> None:
    from pathlib import Path

    from desktop.ui.settings import Settings

    assert isinstance(sample_file, Path)
    assert isinstance(settings, Settings)
    with Document.open(sample_file, mode="ro") as document:
        session = Session(document, settings=settings)
        for sheet in SHEETS:
            page = create_sheet_page(session.library.sheet(sheet), session)
            page.resize(818, 686)
            page.show()
            QApplication.processEvents()
            assert isinstance(page, SheetPage)
            page.grab()
            page.deleteLater()


def test_of_very_many_rows_only_those_in_sight_are_read(open_page: Opener, document: Document) -> None:
    rows = [
        AddRow(
            "materials",
            {"name": f"料{number}", "unit": "t", "amount@2023": 1, "amount@2024": 2, "amount@2025": 3},
        )
        for number in range(1500)
    ]
    document.record(rows)
    page = open_page("s2_3")
    card = page.groups[0].parts[0]
    assert isinstance(card, GridCard)
    read: list[int] = []
    reader = card.model._reader.read
    card.model._reader.read = lambda *args, **kwargs: read.append(1) or reader(*args, **kwargs)  # type: ignore[method-assign, func-returns-value]
    bar = card.view.verticalScrollBar()
    for step in range(1, 21):
        bar.setValue(bar.maximum() * step // 20)
        QApplication.processEvents()
    assert len(read) < 20 * 40 * 12  # what came into sight, never all 1,500 rows


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_figure_below_the_tables_is_never_cut(open_page: Opener, session: Session, sheet: str) -> None:
    page = open_page(sheet)
    page.resize(760, 700)
    QApplication.processEvents()
    for card in page.findChildren(HeadlineCard):
        shown = session.document.shown(card.path, "zh")
        figure = next(one for one in card.findChildren(ElidedLabel) if one.whole_text() == shown.text)
        if shown.value is not None:
            assert figure.text() == figure.whole_text(), card.path
