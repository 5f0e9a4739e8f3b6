"""A table under the fingers: it behaves like a spreadsheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from desktop.document import Document
from desktop.model.answer import Amount
from desktop.ui.sheets.grid.card import GridCard
from tests.unit.ui.sheets.conftest import press, type_text

K, M = Qt.Key, Qt.KeyboardModifier


def value(document: Document, path: str) -> str | None:
    answer = document.answer(path)
    return answer.value if isinstance(answer, Amount) else answer  # type: ignore[return-value]


def at(card: GridCard) -> str:
    return card.model.path_at(card.view.currentIndex())


def select(card: GridCard, first: str, last: str) -> None:
    from PySide6.QtCore import QItemSelection

    one, other = card.model.index_of(first), card.model.index_of(last)
    card.view.setCurrentIndex(one)
    card.view.selectionModel().select(
        QItemSelection(one, other), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    card.view.setFocus()
    QApplication.processEvents()


def test_typing_replaces_enter_goes_down(consumption: GridCard, document: Document) -> None:
    consumption.show_path("materials[m1].amount@2023")
    type_text("468161")
    press(K.Key_Return)
    assert value(document, "materials[m1].amount@2023") == "468161"
    assert at(consumption) == "materials[m2].amount@2023"
    press(K.Key_Return, M.ShiftModifier)
    assert at(consumption) == "materials[m1].amount@2023"


def test_tab_goes_right_and_enter_returns_to_where_the_tabs_began(
    consumption: GridCard, document: Document
) -> None:
    consumption.show_path("materials[m1].amount@2023")
    type_text("1")
    press(K.Key_Tab)
    assert at(consumption) == "materials[m1].amount@2024"
    type_text("2")
    press(K.Key_Tab)
    type_text("3")
    press(K.Key_Return)
    assert at(consumption) == "materials[m2].amount@2023"
    assert [value(document, f"materials[m1].amount@{year}") for year in (2023, 2024, 2025)] == ["1", "2", "3"]


def test_control_enter_stays_in_its_column(consumption: GridCard) -> None:
    consumption.show_path("materials[m1].amount@2023")
    press(K.Key_Tab)
    type_text("5")
    press(K.Key_Return, M.ControlModifier)
    assert at(consumption) == "materials[m2].amount@2024"


def test_escape_leaves_the_cell_as_it_was(consumption: GridCard, document: Document) -> None:
    consumption.show_path("materials[m1].amount@2023")
    before = document.answer("materials[m1].amount@2023")
    type_text("99")
    press(K.Key_Escape)
    assert document.answer("materials[m1].amount@2023") == before
    assert consumption.view.hasFocus()


def test_f2_edits_what_is_there(consumption: GridCard) -> None:
    consumption.show_path("materials[m1].amount@2023")
    press(K.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "468160"


def test_delete_clears_the_selection_as_one_step(consumption: GridCard, document: Document) -> None:
    select(consumption, "materials[m1].amount@2023", "materials[m2].amount@2024")
    press(K.Key_Delete)
    cells = [f"materials[{row}].amount@{year}" for row in ("m1", "m2") for year in (2023, 2024)]
    assert all(document.answer(cell) is None for cell in cells)
    document.undo()
    assert all(document.answer(cell) is not None for cell in cells)


def test_fill_down_from_the_top_of_the_selection(consumption: GridCard, document: Document) -> None:
    select(consumption, "materials[m1].amount@2023", "materials[m3].amount@2023")
    press(K.Key_D, M.ControlModifier)
    assert value(document, "materials[m3].amount@2023") == "468160"
    document.undo()
    assert value(document, "materials[m3].amount@2023") == "389"


def test_fill_down_from_above_for_one_cell(consumption: GridCard, document: Document) -> None:
    consumption.show_path("materials[m2].amount@2023")
    press(K.Key_D, M.ControlModifier)
    assert value(document, "materials[m2].amount@2023") == "468160"


def test_what_is_refused_stays_in_its_cell_with_the_reason(consumption: GridCard, document: Document) -> None:
    consumption.show_path("materials[m1].amount@2023")
    before = document.answer("materials[m1].amount@2023")
    type_text("4x8")
    press(K.Key_Return)
    assert document.answer("materials[m1].amount@2023") == before
    cell = consumption.model.cell(consumption.model.index_of("materials[m1].amount@2023"))
    assert (cell.state, cell.text) == ("rejected", "4x8")
    assert "x8" in cell.note
    consumption.show_path("materials[m1].amount@2023")
    press(K.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "4x8"
    editor.setText("488")
    press(K.Key_Return)
    assert value(document, "materials[m1].amount@2023") == "488"
    assert not consumption.model.rejected


def test_typing_into_the_last_line_makes_a_row(consumption: GridCard, document: Document) -> None:
    rows = document.rows("materials")
    consumption.show_path(f"materials[{rows[-1]}].name")
    press(K.Key_Down)
    assert at(consumption) == ""
    type_text("lime")
    press(K.Key_Tab)
    new = [row for row in document.rows("materials") if row not in rows]
    assert len(new) == 1
    assert document.answer(f"materials[{new[0]}].name") == "lime"
    assert (
        consumption.view.currentIndex().row() == consumption.model.index_of(f"materials[{new[0]}].name").row()
    )


def test_rows_are_inserted_duplicated_moved_and_deleted_by_keys(
    consumption: GridCard, document: Document
) -> None:
    consumption.show_path("materials[m2].name")
    press(K.Key_Equal, M.ControlModifier)
    rows = document.rows("materials")
    assert rows[0] == "m1"
    assert rows[2] == "m2"
    document.undo()
    consumption.show_path("materials[m2].name")
    press(K.Key_D, M.ControlModifier | M.ShiftModifier)
    rows = document.rows("materials")
    copied = rows[2]
    assert copied not in ("m2", "m3")
    assert value(document, f"materials[{copied}].amount@2025") == value(document, "materials[m2].amount@2025")
    document.undo()
    consumption.show_path("materials[m2].name")
    press(K.Key_Up, M.AltModifier)
    assert document.rows("materials")[:2] == ("m2", "m1")
    press(K.Key_Down, M.AltModifier)
    assert document.rows("materials")[:2] == ("m1", "m2")
    press(K.Key_Minus, M.ControlModifier)
    assert "m2" not in document.rows("materials")
    document.undo()
    assert document.rows("materials")[:3] == ("m1", "m2", "m3")


def test_headings_are_never_under_the_cursor(consumption: GridCard, document: Document) -> None:
    last = document.rows("materials")[-1]
    consumption.show_path(f"materials[{last}].name")
    press(K.Key_Down)
    press(K.Key_Down)
    assert at(consumption).startswith(f"energy[{document.rows('energy')[0]}]")
    press(K.Key_Up)
    assert consumption.model.lines[consumption.view.currentIndex().row()].kind == "add"


def test_tab_leaves_at_the_end_and_at_the_beginning(consumption: GridCard) -> None:
    view = consumption.view
    view.setCurrentIndex(consumption.model.index(consumption.model.rowCount() - 1, 0))
    view.setFocus()
    for _ in range(60):
        press(K.Key_Tab)
        if not view.hasFocus():
            break
    assert not view.hasFocus()
    view.setFocus()
    consumption.show_path("materials[m1].name")
    press(K.Key_Backtab, M.ShiftModifier)
    assert not view.hasFocus()


def test_choices_are_searched_by_typing(consumption: GridCard, document: Document) -> None:
    consumption.show_path("materials[m1].kind")
    press(K.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QComboBox)
    editor.setEditText("辅")
    press(K.Key_Return)
    assert document.answer("materials[m1].kind") == "auxiliary"


def test_the_wheel_never_changes_a_choice(consumption: GridCard, document: Document) -> None:
    consumption.show_path("materials[m1].kind")
    press(K.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QComboBox)
    before = editor.currentText()
    from PySide6.QtCore import QPoint, QPointF

    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        M.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor, wheel)
    assert editor.currentText() == before
    press(K.Key_Escape)
    assert document.answer("materials[m1].kind") == "raw"


def test_space_flips_a_flag_and_delete_takes_the_answer_back(
    consumption: GridCard, document: Document
) -> None:
    consumption.show_path("materials[m1].toxic")
    before = document.answer("materials[m1].toxic")
    press(K.Key_Space)
    assert document.answer("materials[m1].toxic") is (before is not True)
    press(K.Key_Space)
    assert document.answer("materials[m1].toxic") is (before is True)
    press(K.Key_Delete)
    assert document.answer("materials[m1].toxic") is None


def test_copy_gives_plain_figures_a_spreadsheet_reads(consumption: GridCard) -> None:
    select(consumption, "materials[m1].amount@2023", "materials[m2].amount@2025")
    press(K.Key_C, M.ControlModifier)
    assert QGuiApplication.clipboard().text() == "468160\t473388\t477120\n4353\t4360\t4349"


def test_the_cursor_is_told_to_the_session(consumption: GridCard, document: Document) -> None:
    consumption.show_path("energy[e1].amount@2025")
    assert consumption.session.cursor == "energy[e1].amount@2025"


@pytest.mark.parametrize("path", ["materials[m1].quota", "energy[e1].carrier"])
def test_a_hidden_column_shows_itself_when_somebody_goes_there(consumption: GridCard, path: str) -> None:
    column = consumption.model.index_of(path).column()
    assert consumption.view.isColumnHidden(column)
    assert consumption.show_path(path)
    assert not consumption.view.isColumnHidden(column)


def test_a_column_with_open_questions_is_never_hidden(consumption: GridCard, document: Document) -> None:
    from desktop.model.edit import AddRow

    column = consumption.model.index_of("materials[m1].kind").column()
    assert consumption.view.isColumnHidden(column)
    document.record([AddRow("materials", {"name": "石灰"})])
    QApplication.processEvents()
    assert not consumption.view.isColumnHidden(column)


def test_the_first_column_stays_in_sight(consumption: GridCard) -> None:
    view = consumption.view
    for number in range(len(consumption.model.slots)):
        view.widths.show(number, True)
    QApplication.processEvents()
    assert view.frozen.covered() == 0
    consumption.show_path("materials[m1].price")
    QApplication.processEvents()
    assert view.frozen.covered() > 0
    assert view.columnViewportPosition(view.currentIndex().column()) >= view.frozen.covered() - 1


def test_columns_chosen_by_hand_are_remembered(consumption: GridCard) -> None:
    consumption.view.widths.show(consumption.model.index_of("materials[m1].quota").column(), True)
    consumption.remember()
    from desktop.ui.sheets.findings import Findings
    from desktop.ui.sheets.grid.lines import Part

    session = consumption.session
    parts = [Part.of(session.document, part.view) for part in consumption.model.parts]
    again = GridCard(session, Findings.of(session), parts, key="s2_3/materials")
    assert not again.view.isColumnHidden(again.model.index_of("materials[m1].quota").column())
    again.deleteLater()
