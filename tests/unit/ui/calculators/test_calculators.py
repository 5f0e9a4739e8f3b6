"""The calculators page: numbers of the audit, a change, results with steps, faults at their place."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from desktop.calc import METHODS
from desktop.document import Document
from desktop.model.text import Lang
from desktop.ui.calculators import CalculatorsPage
from desktop.ui.calculators.tree import NAME, VALUE
from desktop.ui.session import Session
from desktop.ui.tasks import InlinePool


@pytest.fixture
def page(session: Session) -> Iterator[CalculatorsPage]:
    page = CalculatorsPage(session, InlinePool())
    page.resize(1100, 700)
    page.show()
    yield page
    page.close()


def items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found = []
    walk = QTreeWidgetItemIterator(tree)
    while walk.value() is not None:
        found.append(walk.value())
        walk += 1
    return found


def shown(tree: QTreeWidget) -> dict[str, str]:
    return {item.text(0): item.text(1).replace("\u2009", " ") for item in items(tree)}


def field(page: CalculatorsPage, path: str) -> QTreeWidgetItem:
    return next(one for one in items(page.tree) if one.data(NAME, Qt.ItemDataRole.UserRole).path == path)


def test_an_option_of_the_audit_is_computed_as_in_the_audit(page: CalculatorsPage) -> None:
    """method_and_worksheets.md 3.9, ZG4: N 4.66 a, NPV 441.76, IRR 19.08 %."""
    page.choose("economics")
    page.examples.setCurrentIndex(next(at for at, one in enumerate(page._examples, 1) if "ZG4" in one.words))
    page._example_chosen()
    results = shown(page.outcome.values)
    assert results["净现值NPV"] == "441.7558"
    assert any(words.startswith("年折旧费D = ") for words in shown(page.outcome.steps))
    assert any(words.startswith("= ") and "860" in words for words in shown(page.outcome.steps))


def test_a_change_asks_to_compute_again_and_leaves_the_audit_alone(
    page: CalculatorsPage, document: Document
) -> None:
    before = document.state.answers.copy()
    page.choose("balance")
    field(page, "inputs[0].amount").setText(VALUE, "1万")
    assert not page.said.isHidden()
    page.compute_.click()
    assert page.said.isHidden()
    assert shown(page.outcome.values)["sum_in"] == "11 227.2"  # 5144.2 - 3917 + 10000
    assert document.state.answers == before


def test_a_fault_is_told_and_found(page: CalculatorsPage) -> None:
    page.choose("economics")
    field(page, "depreciation_years").setText(VALUE, "-3")
    page.compute()
    assert page.outcome.isHidden()
    node = page.tree.node()
    assert node is not None
    assert node.path == "depreciation_years"


def test_what_is_no_number_is_refused_in_words(page: CalculatorsPage, session: Session) -> None:
    told: list[str] = []
    session.noticed.connect(lambda words, _tone: told.append(words))
    page.choose("economics")
    item = field(page, "investment")
    before = item.text(VALUE)
    item.setText(VALUE, "much")
    assert told
    assert "much" in told[0]
    assert item.text(VALUE) == before


def test_members_come_and_go(page: CalculatorsPage) -> None:
    page.choose("reconcile")
    page.examples.setCurrentIndex(0)
    page._example_chosen()
    page.tree.setCurrentItem(field(page, "streams"))
    page._add.click()
    page._add.click()
    assert field(page, "streams").text(VALUE) == "2 项"
    page._remove.click()
    assert field(page, "streams").text(VALUE) == "1 项"


def test_the_copied_input_is_that_of_the_command(page: CalculatorsPage, document: Document) -> None:
    page.choose("coal_equivalent")
    page.copy()
    payload = json.loads(QGuiApplication.clipboard().text())
    total = METHODS["coal_equivalent"].run(payload, document.library).values["total_calorific"]
    base = document.values.run("coal", "", document.base_year).result
    assert base is not None
    assert total == base.values["total_calorific"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_its_calculator(page: CalculatorsPage, session: Session, method: str) -> None:
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        session.set_lang(lang)
        page.choose(method)
        assert page.tree.topLevelItemCount()
    session.set_lang("zh")
