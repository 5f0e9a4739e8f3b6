"""Fixed lists of questions are answered; the window neither adds nor removes their rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.document import Document
from desktop.ui.sheets import SheetPage
from desktop.ui.sheets.cards.card import CardsCard
from desktop.ui.sheets.grid.card import GridCard
from tests.unit.ui.sheets.conftest import press


def test_a_checklist_has_no_line_to_add_and_keeps_its_rows(
    open_page: Callable[[str], SheetPage], document: Document
) -> None:
    page = open_page("ck_1")
    (card,) = page.groups[0].parts
    assert isinstance(card, GridCard)
    assert [line.kind for line in card.model.lines] == ["row"] * 5
    before = document.rows("checklist")
    card.show_path("checklist[ck-1-1].note")
    press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert document.rows("checklist") == before


def test_the_policy_questions_one_by_one_offer_no_new_row(open_page: Callable[[str], SheetPage]) -> None:
    page = open_page("p_41")
    cards = [part for group in page.groups for part in group.parts if isinstance(part, CardsCard)]
    (card,) = cards
    assert len(card.side.rows.rows) == 48
    assert not card.side.steps.buttons["add"].isEnabled()
    assert not card.side.steps.buttons["delete"].isEnabled()
