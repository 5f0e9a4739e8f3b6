"""Editors: one for every kind of question, stored on leaving or after a pause, never losing what was typed."""

from __future__ import annotations

import typing

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.content.types import Column
from desktop.document import Document
from desktop.model.edit import SetValue
from desktop.model.path import parse_path
from desktop.ui.session import Session
from desktop.ui.sheets.editors import EDITORS, make_editor
from desktop.ui.sheets.editors.choice import ChoiceEditor
from desktop.ui.sheets.editors.date import DateEditor
from desktop.ui.sheets.editors.flag import FlagEditor
from desktop.ui.sheets.editors.many import ManyEditor
from desktop.ui.sheets.editors.protocol import Editor, widget_of
from desktop.ui.sheets.linking import PAUSE, Link
from desktop.ui.sheets.places import Question
from tests.unit.ui.sheets.conftest import press, type_text

K = Qt.Key


def question(session: Session, path: str) -> Question:
    place = parse_path(path)
    column = session.library.column(place.table, place.column)
    assert column is not None
    return Question(place, column)


def shown(session: Session, qtbot: typing.Any, path: str) -> tuple[Editor, Link]:
    """An editor on the screen, linked to its answer, with something else to move the focus to."""
    asked = question(session, path)
    editor = make_editor(session, asked)
    widget = widget_of(editor)
    holder = QWidget()
    other = QLineEdit(holder)
    widget.setParent(holder)
    widget.move(0, 40)
    link = Link(session, asked, editor)
    qtbot.addWidget(holder)
    holder.show()
    holder.activateWindow()
    widget.setFocus()
    QApplication.processEvents()
    link.places = (holder, other)  # type: ignore[attr-defined]  # kept alive as long as the link
    return editor, link


def leave(link: Link) -> None:
    link.places[1].setFocus()  # type: ignore[attr-defined]
    QApplication.processEvents()
    QApplication.processEvents()


def test_every_kind_of_question_has_an_editor() -> None:
    assert set(EDITORS) == set(typing.get_args(Column))


@pytest.mark.parametrize("sheet", ["s1_1", "s2_1", "s2_3", "s2_4", "s2_11", "x2_03", "x3_01", "s5_3"])
def test_every_question_of_the_sheets_can_be_edited(session: Session, qtbot: typing.Any, sheet: str) -> None:
    document = session.document
    for view in session.library.sheet(sheet).views:
        table = session.library.tables[view.table]
        row = next(iter(document.rows(view.table)), "")
        if not row and not table.single:
            continue
        for column in table.columns:
            if column.calculation:
                continue
            period = document.values.periods(column.period)[0]
            place = f"{view.table}[{row}].{column.id}" if row else f"{view.table}.{column.id}"
            asked = question(session, f"{place}@{period}" if period else place)
            editor = make_editor(session, asked)
            qtbot.addWidget(widget_of(editor))
            assert not editor.is_dirty()
            assert editor.entry() is None or document.answer(asked.text) is not None or editor.entry() == ""


def test_an_entry_is_stored_on_leaving(session: Session, qtbot: typing.Any, document: Document) -> None:
    _, link = shown(session, qtbot, "enterprise.legal_representative")
    type_text("wang")
    assert document.answer("enterprise.legal_representative") is None
    leave(link)
    assert document.answer("enterprise.legal_representative") == "wang"


def test_an_entry_is_stored_after_a_pause(session: Session, qtbot: typing.Any, document: Document) -> None:
    shown(session, qtbot, "enterprise.legal_representative")
    type_text("li")
    qtbot.waitUntil(lambda: document.answer("enterprise.legal_representative") == "li", timeout=PAUSE * 5)


def test_half_a_word_of_an_input_method_is_never_stored(
    session: Session, qtbot: typing.Any, document: Document
) -> None:
    editor, link = shown(session, qtbot, "enterprise.legal_representative")
    type_text("a")
    QApplication.sendEvent(widget_of(editor), QInputMethodEvent("wang", []))
    assert editor.is_composing()
    assert not link.commit()
    assert document.answer("enterprise.legal_representative") is None
    finished = QInputMethodEvent("", [])
    finished.setCommitString("王")
    QApplication.sendEvent(widget_of(editor), finished)
    assert not editor.is_composing()
    leave(link)
    assert document.answer("enterprise.legal_representative") == "a王"


def test_a_refused_entry_stays_with_its_reason(
    session: Session, qtbot: typing.Any, document: Document
) -> None:
    editor, link = shown(session, qtbot, "enterprise.employees")
    reasons: list[str] = []
    link.refused.connect(reasons.append)
    before = document.answer("enterprise.employees")
    field = widget_of(editor)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    type_text("about 900")
    leave(link)
    assert document.answer("enterprise.employees") == before
    assert field.text() == "about 900"
    assert "about 900" in reasons[-1]
    field.setFocus()
    field.selectAll()
    type_text("900")
    leave(link)
    assert reasons[-1] == ""
    assert document.answer("enterprise.employees") != before


def test_escape_shows_what_is_stored_and_control_z_brings_the_typed_text_back(
    session: Session, qtbot: typing.Any, document: Document
) -> None:
    editor, _ = shown(session, qtbot, "enterprise.contact")
    field = widget_of(editor)
    assert isinstance(field, QLineEdit)
    stored = field.text()
    field.selectAll()
    type_text("somebody else")
    press(K.Key_Escape)
    assert field.text() == stored
    field.undo()
    assert field.text() == "somebody else"


def test_a_change_from_elsewhere_is_shown_unless_somebody_is_typing(
    session: Session, qtbot: typing.Any, document: Document
) -> None:
    editor, _ = shown(session, qtbot, "enterprise.contact")
    field = widget_of(editor)
    assert isinstance(field, QLineEdit)
    document.record([SetValue("enterprise.contact", "赵一")])
    assert field.text() == "赵一"
    type_text("x")
    document.record([SetValue("enterprise.contact", "钱二")])
    assert "x" in field.text()


def test_dates_in_any_usual_way(session: Session, qtbot: typing.Any, document: Document) -> None:
    editor, link = shown(session, qtbot, "enterprise.founded")
    assert isinstance(editor, DateEditor)
    editor.setText("2013年6月8日")
    editor.typed.emit()
    leave(link)
    assert document.answer("enterprise.founded") == "2013-06-08"
    assert editor.text() == "2013-06-08"


def test_long_text_keeps_its_lines_and_tab_leaves_it(
    session: Session, qtbot: typing.Any, document: Document
) -> None:
    editor, link = shown(session, qtbot, "enterprise.description")
    box = widget_of(editor)
    assert isinstance(box, QPlainTextEdit)
    assert box.tabChangesFocus()
    box.setPlainText("一\n二")
    leave(link)
    assert document.answer("enterprise.description") == "一\n二"


def test_neither_yes_nor_no_until_somebody_says_so(
    session: Session, qtbot: typing.Any, document: Document
) -> None:
    document.record([SetValue("audit.self_organised", None)])
    editor, _ = shown(session, qtbot, "audit.self_organised")
    assert isinstance(editor, FlagEditor)
    assert not editor.yes.isChecked()
    assert not editor.no.isChecked()
    editor.no.click()
    assert document.answer("audit.self_organised") is False
    editor.no.setFocus()
    press(K.Key_Delete)
    assert document.answer("audit.self_organised") is None


def test_the_wheel_never_changes_a_closed_choice(
    session: Session, qtbot: typing.Any, document: Document
) -> None:
    editor, link = shown(session, qtbot, "enterprise.permit_kind")
    assert isinstance(editor, ChoiceEditor)
    before = document.answer("enterprise.permit_kind")
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor, wheel)
    leave(link)
    assert document.answer("enterprise.permit_kind") == before


def test_several_values_are_ticked_in_a_list(session: Session, qtbot: typing.Any, document: Document) -> None:
    editor, _ = shown(session, qtbot, "audit.list_labels")
    assert isinstance(editor, ManyEditor)
    press(K.Key_Space)
    assert editor._list is not None
    items = editor._list._items
    for row in range(items.count()):
        items.item(row).setCheckState(Qt.CheckState.Checked if row in (2, 3) else Qt.CheckState.Unchecked)
    editor._list.close()
    QApplication.processEvents()
    assert document.answer("audit.list_labels") == ("TOXIC_USE", "TOXIC_DISCHARGE")


def test_choices_follow_the_language(session: Session, qtbot: typing.Any) -> None:
    editor, _ = shown(session, qtbot, "enterprise.permit_kind")
    assert isinstance(editor, ChoiceEditor)
    chinese = editor.currentText()
    session.set_lang("en")
    assert editor.currentText() != chinese
    assert editor.itemText(0).isascii()
