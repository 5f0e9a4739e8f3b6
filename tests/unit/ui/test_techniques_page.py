"""Techniques are accepted, rejected or left for later where they are read; the decision is one row, kept on P-31."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.techniques_page import TechniquesPage
from tests.builders import sample


@pytest.fixture
def page(app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[TechniquesPage]:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        made = TechniquesPage(Session(document, settings=settings))
        made.resize(1100, 700)
        made.show()
        yield made
        made.close()


def click(page: TechniquesPage, decision: str) -> str:
    """Press the first button of a kind; returns the technique."""
    button = next(
        one
        for one in page.findChildren(QPushButton)
        if one.objectName().startswith(f"{decision}:") and one.isVisible()
    )
    name = button.objectName().partition(":")[2]
    button.click()  # new cards may not be laid out yet
    QApplication.processEvents()
    return name


def test_a_decision_is_one_row_that_can_change(page: TechniquesPage) -> None:
    document = page._session.document
    before = document.rows("proposals")
    technique = click(page, "accepted")
    (row,) = set(document.rows("proposals")) - set(before)
    assert document.answer(f"proposals[{row}].technique") == technique
    assert document.answer(f"proposals[{row}].decision") == "accepted"
    assert click(page, "rejected") == technique
    assert document.rows("proposals") == (*before, row)
    assert document.answer(f"proposals[{row}].decision") == "rejected"


def test_chips_show_the_techniques_of_an_aspect(page: TechniquesPage) -> None:
    QTest.mouseClick(page.aspects["staff"], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert [aspect for aspect, chip in page.aspects.items() if chip.isChecked()] == ["staff"]
    staff = {
        row["zh"]
        for row in page._session.library.references["techniques"].rows.values()
        if row["aspect"] == "staff"
    }
    named = {one.text() for one in page.findChildren(QLabel) if one.isVisible()} & {
        row["zh"] for row in page._session.library.references["techniques"].rows.values()
    }
    assert named
    assert named <= staff


def choose(box: QComboBox, key: str) -> None:
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()


def test_a_cause_leads_to_its_aspect_and_keeps_the_decision(page: TechniquesPage) -> None:
    document = page._session.document
    choose(page.wish.cause, "ca-5")  # carbon residue: found in the aspect "waste" only
    (chosen,) = [aspect for aspect, chip in page.aspects.items() if chip.isChecked()]
    assert chosen == "waste"
    assert "炭渣全部委外" in page._found.text()
    before = document.rows("proposals")
    click(page, "accepted")
    (row,) = set(document.rows("proposals")) - set(before)
    assert document.answer(f"proposals[{row}].cause") == "ca-5"
    shown = document.library.sheet("s3_5").views[-1]
    assert row in document.rows(shown.table, shown.filter)


def test_a_quantity_leaves_the_techniques_that_act_on_it(page: TechniquesPage) -> None:
    QTest.mouseClick(page.aspects["equipment"], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    choose(page.wish.quantity, "fresh water")
    rows = page._session.library.references["techniques"].rows
    shown = {one.objectName().partition(":")[2] for one in page.findChildren(QPushButton) if one.isVisible()}
    named = shown & set(rows)
    assert named
    assert all("fresh water" in rows[name]["acts_on"].split("; ") for name in named)
