"""Months of a year, and the ways of saying why there is no figure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.document import Document
from desktop.model.answer import Amount, Later, NotApplicable
from desktop.model.edit import SetValue
from desktop.model.result import Num
from desktop.ui.sheets.grid.card import GridCard
from desktop.ui.sheets.states import StatePanel
from tests.unit.ui.sheets.conftest import press, type_text
from tests.unit.ui.sheets.test_grid_keys import select

K, M = Qt.Key, Qt.KeyboardModifier
PATH = "materials[m1].amount@2025"


def month(number: int) -> str:
    return f"materials[m1].amount@2025-{number:02d}"


def test_a_year_opens_its_months_and_they_add_up(consumption: GridCard, document: Document) -> None:
    consumption.show_path(PATH)
    press(K.Key_M, M.ControlModifier)
    assert consumption.months is not None
    QGuiApplication.clipboard().setText("\t".join(str(number * 100) for number in range(1, 13)))
    press(K.Key_V, M.ControlModifier)
    answer = document.answer(month(12))
    assert isinstance(answer, Amount)
    assert answer.value == "1200"
    value = document.value(PATH)
    assert isinstance(value, Num)
    assert value.value == 7800 * 1000  # t in kg
    assert "7\u2009800" in consumption.months._sum.text()
    assert "12/12" in consumption.months._sum.text()
    assert "469\u2009320" in consumption.months._difference.words.text()  # 7 800 against 477 120
    document.undo()
    assert document.answer(month(12)) is None


def test_a_column_from_the_spreadsheet_fills_the_months_that_follow(
    consumption: GridCard, document: Document
) -> None:
    consumption.show_path(month(11))
    assert consumption.months is not None
    field = consumption.months.findChild(QLineEdit, f"field:{month(11)}")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QGuiApplication.clipboard().setText("5\n6\n7\n")
    press(K.Key_V, M.ControlModifier)
    found = [document.answer(month(number)) for number in (10, 11, 12)]
    assert [answer.value if isinstance(answer, Amount) else None for answer in found] == [None, "5", "6"]


def test_enter_goes_from_month_to_month_and_escape_closes(consumption: GridCard, document: Document) -> None:
    consumption.show_path(PATH)
    press(K.Key_M, M.ControlModifier)
    type_text("12")
    press(K.Key_Return)
    type_text("13")
    press(K.Key_Return)
    second = document.answer(month(2))
    assert isinstance(second, Amount)
    assert second.value == "13"
    press(K.Key_Escape)
    assert consumption.months is None
    assert consumption.view.hasFocus()


def test_a_sum_of_twelve_months_is_edited_in_its_months(consumption: GridCard, document: Document) -> None:
    document.record([SetValue(month(number), 10) for number in range(1, 13)])
    consumption.show_path(PATH)
    press(K.Key_F2)
    assert consumption.months is not None


def test_a_figure_without_months_says_so(consumption: GridCard) -> None:
    consumption.show_path("materials[m1].name")
    press(K.Key_M, M.ControlModifier)
    assert consumption.months is None


def panel(card: GridCard) -> StatePanel:
    found = [one for one in card.view.findChildren(StatePanel) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_not_applicable_asks_for_the_reason_and_takes_all_selected(
    consumption: GridCard, document: Document
) -> None:
    select(consumption, "materials[m1].amount@2023", "materials[m2].amount@2023")
    press(K.Key_N, M.ControlModifier | M.ShiftModifier)
    asked = panel(consumption)
    asked.finish()
    assert asked.isVisible()  # no reason, no state
    assert document.answer("materials[m1].amount@2023") is not None
    asked._fields[0].setText("2023 年未使用")
    asked.finish()
    QApplication.processEvents()
    assert document.answer("materials[m1].amount@2023") == NotApplicable("2023 年未使用")
    assert document.answer("materials[m2].amount@2023") == NotApplicable("2023 年未使用")
    document.undo()
    assert isinstance(document.answer("materials[m1].amount@2023"), Amount)


def test_later_asks_who_and_when(consumption: GridCard, document: Document) -> None:
    consumption.show_path("materials[m1].amount@2023")
    press(K.Key_L, M.ControlModifier | M.ShiftModifier)
    asked = panel(consumption)
    asked._fields[0].setText("物资部")
    asked._fields[1].setText("2026-03-31")
    asked.finish()
    assert document.answer("materials[m1].amount@2023") == Later("物资部", "2026-03-31")


def test_escape_says_nothing(consumption: GridCard, document: Document) -> None:
    before = document.answer("materials[m1].amount@2023")
    consumption.show_path("materials[m1].amount@2023")
    press(K.Key_N, M.ControlModifier | M.ShiftModifier)
    press(K.Key_Escape)
    assert document.answer("materials[m1].amount@2023") == before
