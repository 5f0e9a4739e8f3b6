"""One form for each row: the list beside it, going from row to row, adding, deleting, moving."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from msgspec import structs
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.document import Document
from desktop.model.edit import AddRow, DeleteRow, SetValue
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets import SheetPage
from desktop.ui.sheets.cards.card import CardsCard
from desktop.ui.sheets.cards.rows import MARK
from desktop.ui.sheets.cards.side import MANY
from desktop.ui.sheets.findings import Filter
from tests.unit.ui.sheets.conftest import press, type_text

COLUMNS = ("code", "name", "cost_class", "status", "investment", "annual_saving", "depreciation_years")


@pytest.fixture
def page(session: Session) -> Iterator[SheetPage]:
    """Sheet 5-3 with its options as cards."""
    sheet = session.library.sheet("s5_3")
    (view,) = (one for one in sheet.views if one.id == "options")
    cards = structs.replace(view, kind="cards", columns=COLUMNS)
    page = SheetPage(structs.replace(sheet, views=(cards,)), session)
    page.resize(818, 686)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    yield page
    page.close()
    shiboken6.delete(page)


@pytest.fixture
def card(page: SheetPage) -> CardsCard:
    (part,) = page.groups[0].parts
    assert isinstance(part, CardsCard)
    return part


def test_the_first_row_is_in_front_and_all_are_listed(card: CardsCard, document: Document) -> None:
    rows = document.rows("options")
    assert card.side.rows.rows == rows
    assert card.row == rows[0]
    assert [field.column.id for field in card.fields.all] == list(COLUMNS)
    assert card.count(Filter.ALL) == len(rows)


def test_a_short_code_is_followed_by_the_name_it_stands_for(card: CardsCard, document: Document) -> None:
    model = card.side.rows
    assert model.name("zg4") == "ZG4"
    assert model.second("zg4") == document.answer("options[zg4].name")
    spoken = model.index(model.rows.index("zg4")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("ZG4, ")


def test_a_jump_brings_the_row_and_its_field(page: SheetPage, card: CardsCard, session: Session) -> None:
    assert page.show_path("options[zg4].investment@assessment")
    assert card.row == "zg4"
    assert card.here() == "options[zg4].investment@assessment"
    assert session.cursor == "options[zg4].investment@assessment"
    assert page.show_path("options[zg2]")
    assert card.row == "zg2"
    assert not page.show_path("options[nosuch].name")
    assert not page.show_path("energy[e1].name")


def test_page_keys_go_from_row_to_row_in_the_same_field(page: SheetPage, card: CardsCard) -> None:
    page.show_path("options[zg4].name")
    press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert card.here() == "options[zg5].name"
    press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert card.here() == "options[zg3].name"


def test_what_stands_in_a_field_is_stored_before_another_row_comes(
    page: SheetPage, card: CardsCard, document: Document
) -> None:
    page.show_path("options[zg4].name")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    focus.selectAll()
    type_text("new name")
    card.do("next")
    assert document.answer("options[zg4].name") == "new name"
    assert card.row == "zg5"


def test_a_refused_entry_keeps_its_row_in_front(page: SheetPage, card: CardsCard, document: Document) -> None:
    page.show_path("options[zg4].investment@assessment")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    focus.selectAll()
    type_text("many")
    card.side.list.setCurrentIndex(card.side.rows.index(0))
    assert card.row == "zg4"
    assert card.side.list.currentIndex().row() == card.side.rows.rows.index("zg4")
    assert focus.text() == "many"
    assert str(document.value("options[zg4].investment@assessment")) != "many"


def test_adding_comes_with_the_cursor_in_its_first_field(
    page: SheetPage, card: CardsCard, document: Document, session: Session
) -> None:
    session.place_wanted.connect(page.show_path)
    before = document.rows("options")
    card.side.steps.buttons["add"].click()
    (new,) = set(document.rows("options")) - set(before)
    assert card.row == new
    assert card.here() == f"options[{new}].code"
    assert document.undo_label("zh") == "插入一行"
    document.undo()
    assert document.rows("options") == before
    assert card.row in before


def test_deleting_brings_the_next_one_and_undo_the_row_again(card: CardsCard, document: Document) -> None:
    rows = document.rows("options")
    card.go(rows[3])
    card.side.steps.buttons["delete"].click()
    assert document.rows("options") == rows[:3] + rows[4:]
    assert card.row == rows[4]
    document.undo()
    assert card.side.rows.rows == rows


def test_moving_changes_the_order_and_keeps_the_row_in_front(card: CardsCard, document: Document) -> None:
    first, second, third = document.rows("options")[:3]
    card.go(second)
    card.side.list.setFocus()
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert document.rows("options")[:3] == (second, first, third)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert document.rows("options")[:3] == (first, third, second)
    assert card.row == second


def test_arrows_in_the_list_turn_the_forms(card: CardsCard, document: Document, session: Session) -> None:
    rows = document.rows("options")
    card.side.list.setFocus()
    press(Qt.Key.Key_Down)
    assert card.row == rows[1]
    assert session.cursor == f"options[{rows[1]}].code"


def test_a_filter_lists_only_rows_with_something_open(
    page: SheetPage, card: CardsCard, document: Document
) -> None:
    document.record([SetValue("options[zg4].depreciation_years", None)])
    page.settle()
    page.header.choose(Filter.OPEN)
    page.narrow(Filter.OPEN)
    assert card.side.rows.rows == ("zg4",)
    assert card.count(Filter.OPEN) == 1
    assert card.side.rows.index(0).data(MARK)[0] is Filter.OPEN
    assert not card.side.steps.buttons["up"].isEnabled()
    assert page.show_path("options[zg2].name")  # gives the filter up
    assert card.row == "zg2"
    assert len(card.side.rows.rows) == len(document.rows("options"))


def test_many_rows_are_found_by_name(card: CardsCard, document: Document) -> None:
    assert len(document.rows("options")) > MANY
    assert card.side.search.isVisibleTo(card)
    card.side.search.setText("zg")
    assert set(card.side.rows.rows) == {row for row in document.rows("options") if row.startswith("zg")}
    card.side.search.setText("浮选")
    assert card.side.rows.rows == ("zg4",)
    assert card.row == "zg4"
    assert card.show_path("options[zg2].name")
    assert card.side.search.text() == ""


def test_no_rows_offer_to_begin_one(page: SheetPage, card: CardsCard, document: Document) -> None:
    rows = document.rows("option_effects")
    document.record([DeleteRow(f"option_effects[{row}]") for row in rows])
    document.record([DeleteRow(f"options[{row}]") for row in document.rows("options")])
    assert card.row == ""
    assert card._begin.isVisibleTo(card)
    assert card.here() == ""
    card._begin.click()
    assert len(document.rows("options")) == 1
    assert not card._begin.isVisibleTo(card)


def test_names_follow_answers_and_language(card: CardsCard, document: Document, session: Session) -> None:
    card.go("zg4")
    document.record([SetValue("options[zg4].code", "ZG40")])
    assert card._name.whole_text().startswith("ZG40")
    assert [field.column.id for field in card.fields.all if field.isVisibleTo(card)]
    session.set_lang("en")
    assert card._place.text() == f"17 of {len(document.rows('options'))}"
    assert card.side.steps.buttons["delete"].accessibleName() == "Delete this one"
    session.set_lang("zh")


def test_questions_that_do_not_apply_to_a_row_are_out_of_sight(card: CardsCard, document: Document) -> None:
    years = next(field for field in card.fields.all if field.column.id == "depreciation_years")
    assert document.answer(f"options[{card.row}].cost_class") in ("none", "low")
    assert not years.isVisibleTo(card)
    document.record([SetValue(f"options[{card.row}].cost_class", "high")])
    assert years.isVisibleTo(card)


def test_guided_mode_asks_row_by_row(page: SheetPage, card: CardsCard, document: Document) -> None:
    asked = [question.path for question in card.questions(Filter.ALL)]
    rows = list(dict.fromkeys(path.row for path in asked))
    assert rows == list(document.rows("options"))
    assert "annual_saving" not in {path.column for path in asked}


def test_everything_has_a_name_for_screen_readers(card: CardsCard) -> None:
    named = [card.side.list, card.side.search, card._back, card._next, *card.side.steps.buttons.values()]
    assert all(widget.accessibleName() for widget in named)
    editors = [one for one in card.fields.findChildren(QWidget) if one.objectName().startswith("field:")]
    assert editors
    assert all(one.accessibleName() for one in editors if isinstance(one, QLineEdit))


def test_any_of_two_hundred_rows_is_a_card(card: CardsCard, document: Document) -> None:
    document.record([AddRow("options", {"code": f"X{n}", "name": f"option {n}"}) for n in range(200)])
    rows = document.rows("options")
    assert card.side.rows.rowCount(QModelIndex()) == len(rows)
    for row in (rows[0], rows[100], rows[-1]):
        card.go(row)
        assert card.row == row


def test_a_narrow_form_has_one_column(page: SheetPage, card: CardsCard) -> None:
    code, name = card.fields.all[:2]
    cost, status = card.fields.all[2:4]
    assert cost.y() == status.y()
    page.resize(560, 686)
    QApplication.processEvents()
    QTest.qWait(1)
    assert cost.y() < status.y()
    assert code.x() == name.x() == status.x()


@pytest.mark.parametrize(
    ("lang", "heads"), [("zh", ("评估稿", "验收稿")), ("en", ("assessment edition", "acceptance edition"))]
)
def test_editions_are_named_in_words(
    card: CardsCard, document: Document, session: Session, lang: Lang, heads: tuple[str, str]
) -> None:
    document.record([SetValue("audit.edition", "acceptance")])
    session.set_lang(lang)
    QApplication.processEvents()
    field = next(one for one in card.fields.all if one.column.id == "investment")
    for box, head in zip(field.boxes, heads, strict=True):
        assert head in {one.text() for one in box.findChildren(QLabel)}
        editor = box.findChild(QWidget, f"field:{box.question.path}")
        assert editor is not None
        assert editor.accessibleName().endswith(head)
