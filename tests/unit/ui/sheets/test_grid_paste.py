"""Rectangles from Excel and WPS: rows are added, refused cells stay in place, all of it is one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.document import Document
from desktop.model.answer import Amount
from desktop.ui.sheets.grid.card import GridCard
from desktop.ui.sheets.grid.paste import rectangle
from tests.unit.ui.sheets.conftest import press


def paste(card: GridCard, at: str, text: str) -> None:
    card.show_path(at)
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def amounts(document: Document, row: str) -> list[str | None]:
    found = [document.answer(f"materials[{row}].amount@{year}") for year in (2023, 2024, 2025)]
    return [answer.value if isinstance(answer, Amount) else None for answer in found]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a", [["a"]]),
        ('"two\nlines"\tb', [["two\nlines", "b"]]),
        ("a\t\n\tb", [["a", ""], ["", "b"]]),
        ('say ""x""\tb', [['say ""x""', "b"]]),
    ],
)
def test_text_of_a_spreadsheet_as_a_rectangle(text: str, rows: list[list[str]]) -> None:
    assert rectangle(text) == rows


def test_a_rectangle_of_figures(consumption: GridCard, document: Document) -> None:
    before = [amounts(document, row) for row in ("m1", "m2")]
    paste(consumption, "materials[m1].amount@2023", "1\t2\t3\r\n4 000\t５\t6.50\r\n")
    assert amounts(document, "m1") == ["1", "2", "3"]
    assert amounts(document, "m2") == ["4000", "5", "6.50"]
    document.undo()
    assert [amounts(document, row) for row in ("m1", "m2")] == before


def test_rows_are_added_and_all_is_one_step(consumption: GridCard, document: Document) -> None:
    rows = document.rows("materials")
    paste(consumption, f"materials[{rows[-1]}].name", "甲\tt\t1\t2\t3\n乙\tt\t4\t5\t6\n丙\tkg\t7\t8\t9")
    new = document.rows("materials")[len(rows) :]
    assert document.answer(f"materials[{rows[-1]}].name") == "甲"
    assert [document.answer(f"materials[{row}].name") for row in new] == ["乙", "丙"]
    assert amounts(document, new[1]) == ["7", "8", "9"]
    answer = document.answer(f"materials[{new[1]}].amount@2025")
    assert isinstance(answer, Amount)
    assert (answer.unit, answer.canonical) == ("kg", 9.0)
    document.undo()
    assert document.rows("materials") == rows


def test_refused_cells_stay_in_place_and_nothing_is_lost(consumption: GridCard, document: Document) -> None:
    before = amounts(document, "m2")
    paste(consumption, "materials[m1].amount@2023", "1\tx\t3\n4\t5\t-\n")
    assert amounts(document, "m1")[0] == "1"
    assert amounts(document, "m2") == ["4", "5", before[2]]
    waiting = {one.path: one.text for one in consumption.model.rejected}
    assert waiting == {"materials[m1].amount@2024": "x", "materials[m2].amount@2025": "-"}
    assert consumption.findChild(type(consumption._refused)) is not None
    assert consumption._refused.isVisible()


def test_a_unit_of_another_kind_is_refused_by_the_document_and_the_rest_stored(
    consumption: GridCard, document: Document
) -> None:
    paste(consumption, "materials[m1].amount@2023", "1\t2 kWh\t3")
    assert amounts(document, "m1")[0] == "1"
    assert amounts(document, "m1")[2] == "3"
    assert [one.text for one in consumption.model.rejected] == ["2 kWh"]


def test_a_new_row_comes_without_the_cell_that_is_refused(consumption: GridCard, document: Document) -> None:
    rows = document.rows("materials")
    last = consumption.model.index_of(f"materials[{rows[-1]}].name").row() + 1
    consumption.view.setCurrentIndex(consumption.model.index(last, 0))
    consumption.view.setFocus()
    QGuiApplication.clipboard().setText("石灰\tt\t1\t2 kWh\t3")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (new,) = document.rows("materials")[len(rows) :]
    assert amounts(document, new) == ["1", None, "3"]
    assert [one.path for one in consumption.model.rejected] == [f"materials[{new}].amount@2024"]


def test_a_heading_row_says_the_units(consumption: GridCard, document: Document) -> None:
    paste(consumption, "materials[m1].amount@2023", "2023(kt)\t2024（kt）\t2025(kt)\n1\t2\t3")
    answer = document.answer("materials[m1].amount@2025")
    assert isinstance(answer, Amount)
    assert (answer.value, answer.unit) == ("3", "kt")


def test_a_heading_row_of_years_is_no_data(consumption: GridCard, document: Document) -> None:
    paste(consumption, "materials[m1].amount@2023", "2023\t2024\t2025\n1\t2\t3")
    assert amounts(document, "m1") == ["1", "2", "3"]


def test_one_cell_over_a_selection(consumption: GridCard, document: Document) -> None:
    from tests.unit.ui.sheets.test_grid_keys import select

    select(consumption, "materials[m1].amount@2023", "materials[m2].amount@2024")
    QGuiApplication.clipboard().setText("7")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert amounts(document, "m1")[:2] == ["7", "7"]
    assert amounts(document, "m2")[:2] == ["7", "7"]


def test_calculated_columns_are_skipped(consumption: GridCard, document: Document) -> None:
    paste(consumption, "materials[m1].amount@2025", "5\t999")
    assert amounts(document, "m1")[2] == "5"
    assert not consumption.model.rejected


def test_words_of_choices_and_names_of_rows(consumption: GridCard, document: Document) -> None:
    for number in range(len(consumption.model.slots)):
        consumption.view.widths.show(number, True)
    kind = consumption.model.index_of("materials[m1].kind").column()
    keys = [slot.id for slot in consumption.model.slots[kind : kind + 3]]
    texts = {"kind": "辅料", "spec": "工业级", "scope": "铸造车间"}
    paste(consumption, "materials[m1].kind", "\t".join(texts.get(key, "") for key in keys))
    assert document.answer("materials[m1].kind") == "auxiliary"


def test_a_big_paste_is_one_action(consumption: GridCard, document: Document) -> None:
    lines = "\n".join(f"料{number}\tt\t{number}\t{number}\t{number}" for number in range(300))
    rows = document.rows("materials")
    last = consumption.model.index_of(f"materials[{rows[-1]}].name").row() + 1
    consumption.view.setCurrentIndex(consumption.model.index(last, 0))
    consumption.view.setFocus()
    QGuiApplication.clipboard().setText(lines)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(document.rows("materials")) == len(rows) + 300
    document.undo()
    assert document.rows("materials") == rows
