"""The form of 2-1: fields that say their state, in two columns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.document import Document
from desktop.model.edit import SetValue
from desktop.ui.session import Session
from desktop.ui.sheets import SheetPage
from desktop.ui.sheets.findings import Filter
from desktop.ui.sheets.form.field import Field
from desktop.ui.sheets.form.form import FormCard
from tests.unit.ui.sheets.conftest import press, type_text


@pytest.fixture
def page(open_page: Callable[[str], SheetPage]) -> SheetPage:
    return open_page("s2_1")


def field(page: SheetPage, path: str) -> Field:
    for part in page.groups[0].parts:
        assert isinstance(part, FormCard)
        for one in part.fields:
            if path in one.paths():
                return one
    raise LookupError(path)


def test_every_field_is_found_by_its_path(page: SheetPage) -> None:
    for path in ("enterprise.name", "enterprise.output_value@2025", "audit.listed_on", "audit.base_year"):
        assert page.findChild(QWidget, f"field:{path}") is not None, path


def test_years_stand_side_by_side_in_one_field(page: SheetPage) -> None:
    wide = field(page, "enterprise.output_value@2025")
    assert wide.paths() == [f"enterprise.output_value@{year}" for year in (2023, 2024, 2025)]
    assert wide.is_wide


def test_units_follow_the_answer_that_says_them(page: SheetPage, document: Document) -> None:
    box = field(page, "enterprise.capacity").boxes[0]
    document.record([SetValue("enterprise.capacity", None), SetValue("enterprise.capacity_unit", "kg")])
    assert box._unit is not None
    assert box._unit.text() == "kg"


def test_a_question_that_does_not_apply_is_out_of_sight_and_comes_back(
    page: SheetPage, document: Document
) -> None:
    consultant = field(page, "audit.consultant")
    document.record([SetValue("audit.self_organised", True)])
    assert not consultant.isVisibleTo(page)
    document.record([SetValue("audit.self_organised", False)])
    assert consultant.isVisibleTo(page)


def test_a_state_stands_in_place_of_the_editor(page: SheetPage, document: Document) -> None:
    box = field(page, "enterprise.area").boxes[0]
    document.record([SetValue("enterprise.area", {"state": "na", "reason": "租用厂房"})])
    assert box._state is not None
    assert "租用厂房" in box._state._words.words.whole_text()  # type: ignore[attr-defined]
    box._state.taken_back.emit()
    assert document.answer("enterprise.area") is None
    assert not box._state.isVisibleTo(page)


def test_what_is_wrong_is_said_below_the_field(page: SheetPage, document: Document) -> None:
    asked = field(page, "enterprise.employees")
    document.record([SetValue("enterprise.employees", -5)])
    assert asked._note is not None
    assert "大于零" in asked._note.text()
    document.record([SetValue("enterprise.employees", 1180)])
    assert asked._note.text() == "" or not asked._note.isVisibleTo(page)


def test_tab_goes_from_field_to_field(page: SheetPage, document: Document) -> None:
    page.show_path("enterprise.legal_representative")
    type_text("li")
    press(Qt.Key.Key_Tab)
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus.objectName() == "field:enterprise.address"
    assert document.answer("enterprise.legal_representative") == "li"


def test_filters_show_as_many_fields_as_they_count(page: SheetPage) -> None:
    parts = [part for part in page.groups[0].parts if isinstance(part, FormCard)]
    for narrowed in Filter:
        for part in parts:
            part.narrow(narrowed)
        shown = sum(one.isVisibleTo(page) for part in parts for one in part.fields)
        assert shown == page.groups[0].count(narrowed), narrowed


def test_labels_follow_the_language(page: SheetPage, session: Session) -> None:
    asked = field(page, "enterprise.name")
    session.set_lang("en")
    assert asked._label.text() == "Name"
    session.set_lang("zh")
    assert asked._label.text() == "企业名称"
