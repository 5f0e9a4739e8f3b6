"""Ranking, balance and economics: what the methods say, where people look for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from desktop.document import Document
from desktop.model.answer import Amount
from desktop.model.edit import AddRow, SetValue
from desktop.ui.session import Session
from desktop.ui.sheets import SheetPage
from desktop.ui.sheets.balance.card import BalanceCard
from desktop.ui.sheets.matrix.card import MatrixCard
from desktop.ui.sheets.matrix.model import FIRST
from desktop.ui.sheets.results.card import ResultsCard
from desktop.ui.sheets.runs import plain_results
from desktop.ui.widgets import IconButton
from tests.unit.ui.sheets.conftest import press, type_text

K = Qt.Key


@pytest.fixture
def matrix(open_page: Callable[[str], SheetPage]) -> MatrixCard:
    page = open_page("s2_11")
    card = page.groups[page.tabs.currentIndex()].parts[0]
    assert isinstance(card, MatrixCard)
    return card


@pytest.fixture
def balance(open_page: Callable[[str], SheetPage]) -> BalanceCard:
    page = open_page("x3_01")
    card = page.groups[page.tabs.currentIndex()].parts[0]
    assert isinstance(card, BalanceCard)
    return card


@pytest.fixture
def results(open_page: Callable[[str], SheetPage]) -> ResultsCard:
    page = open_page("s5_3")
    card = page.groups[page.tabs.currentIndex()].parts[0]
    assert isinstance(card, ResultsCard)
    return card


def row_of(matrix: MatrixCard, kind: str) -> int:
    return next(row for row in range(matrix.model.rowCount()) if matrix.model.kind(row) == kind)


# -- ranking ------------------------------------------------------------------------------------------------


def test_the_matrix_is_sound(matrix: MatrixCard, qtmodeltester: object) -> None:
    qtmodeltester.check(matrix.model)  # type: ignore[attr-defined]


def test_totals_and_ranks_are_those_of_the_method(matrix: MatrixCard) -> None:
    model = matrix.model
    totals, ranks = row_of(matrix, "total"), row_of(matrix, "rank")
    found = [
        (model.cell(model.index(totals, column)).text, model.cell(model.index(ranks, column)).text)
        for column in range(FIRST, model.columnCount())
    ]
    assert found == [
        ("428", "1"),
        ("231", "2"),
        ("166", "3"),
        ("165", "4"),
    ]  # sample_aluminium: focus_selection
    assert model.is_winner(FIRST)
    assert model.product(model.index(0, FIRST)) == "100"
    assert "电解车间" in matrix._verdict.words.text()
    assert "197" in matrix._verdict.words.text()


def test_a_filter_across_leaves_the_options_that_are_ranked(open_page: Callable[[str], SheetPage]) -> None:
    page = open_page("s4_3")
    page.tabs.setCurrentIndex(1)
    card = page.groups[1].parts[0]
    assert isinstance(card, MatrixCard)
    model = card.model
    assert model.candidates == ("zg1", "zg2", "zg3", "zg4", "zg5", "zg6", "zg7", "zg8")
    totals = row_of(card, "total")
    found = [model.cell(model.index(totals, column)).text for column in range(FIRST, model.columnCount())]
    # sample_aluminium: screening.rows
    assert found == ["253", "254", "183", "245", "268", "244", "253", "277"]
    model.session.document.record([SetValue("options[zg6].cost_class", "low")])
    assert "zg6" not in model.candidates


def test_a_score_typed_changes_totals_at_once(matrix: MatrixCard, document: Document) -> None:
    matrix.view.setCurrentIndex(matrix.model.index(0, FIRST + 1))
    matrix.view.setFocus()
    type_text("9")
    press(K.Key_Return)
    assert matrix.model.cell(matrix.model.index(row_of(matrix, "total"), FIRST + 1)).text == "271"
    assert matrix.view.currentIndex().row() == 1
    document.undo()
    assert matrix.model.cell(matrix.model.index(row_of(matrix, "total"), FIRST + 1)).text == "231"


def test_a_new_factor_brings_open_scores_and_no_verdict_until_they_are_given(
    matrix: MatrixCard, document: Document
) -> None:
    model = matrix.model
    add = row_of(matrix, "add")
    matrix.view.setCurrentIndex(model.index(add, 0))
    matrix.view.setFocus()
    type_text("noise")
    press(K.Key_Return)
    assert document.answer(f"factors[{model.factors[-1]}].name") == "noise"
    cell = model.cell(model.index(len(model.factors) - 1, FIRST))
    assert cell.state == "open"
    for column in range(1, model.columnCount()):
        model.enter(model.index(len(model.factors) - 1, column), "5")
    assert model.cell(model.index(row_of(matrix, "total"), FIRST)).text == "453"


def test_scores_pasted_from_a_spreadsheet_are_one_step(matrix: MatrixCard, document: Document) -> None:
    matrix.view.setCurrentIndex(matrix.model.index(0, FIRST))
    matrix.view.setFocus()
    QGuiApplication.clipboard().setText("1\t2\n3\t4")
    press(K.Key_V, Qt.KeyboardModifier.ControlModifier)
    cells = [matrix.model.cell(matrix.model.index(r, c)).text for r in (0, 1) for c in (FIRST, FIRST + 1)]
    assert cells == ["1", "2", "3", "4"]
    document.undo()
    assert matrix.model.cell(matrix.model.index(0, FIRST)).text == "10"


def test_a_word_is_no_score_and_stays(matrix: MatrixCard) -> None:
    index = matrix.model.index(0, FIRST)
    assert not matrix.model.enter(index, "high")
    assert matrix.model.cell(index).state == "rejected"
    assert matrix.model.edit_text(index) == "high"


def test_an_unstable_ranking_names_the_weights(matrix: MatrixCard, document: Document) -> None:
    model = matrix.model
    factor = model.factors[0]
    edits = []
    for row in document.rows("scores"):
        candidate = document.answer(f"scores[{row}].candidate")
        same = document.answer(f"scores[{row}].factor") == factor
        best = candidate == model.candidates[0]
        edits.append(
            SetValue(
                f"scores[{row}].score",
                (9 if same else 5) if best else (5 if same else 6) if candidate == model.candidates[1] else 1,
            )
        )
    weights = [2, 1, 1, 1, 1, 1]
    edits += [
        SetValue(f"factors[{name}].weight", weight)
        for name, weight in zip(model.factors, weights, strict=True)
    ]
    document.record(edits)
    assert "排序不稳" in matrix._stable.text()
    assert document.row_label("factors", factor, "zh") in matrix._stable.text()


# -- balance ------------------------------------------------------------------------------------------------


def figures(balance: BalanceCard) -> list[str]:
    return [label.text().replace("\u2009", " ") for label in balance._verdict._figures]


def test_sums_closure_and_state_are_those_of_the_method(balance: BalanceCard) -> None:
    balance.choose("mb72")
    # sample_aluminium: balances.material_72h
    assert figures(balance) == ["5 144.2 t", "5 102.6 t", "0.7 t", "40.9 t", "0.795 %", "5 %"]
    assert balance._verdict._state.text() == "闭合"
    assert not balance._advice._lines.isVisibleTo(balance)


def test_reconciled_streams_stand_beside_what_was_entered(balance: BalanceCard) -> None:
    """72 h: every stream gives way by its own variance; in − out − stock of the reconciled ones is nil."""
    balance.choose("mb72")
    toggle = balance._advice._toggle
    assert toggle.isVisibleTo(balance)
    assert not balance._advice._reconciled.isVisibleTo(balance)
    toggle.click()
    words = [one.text() for one in balance._advice._reconciled.findChildren(QLabel)]
    assert any(one.startswith("整体检验通过") for one in words)
    assert "3\u2009917" in words  # as entered
    found = plain_results(balance.session.document, "reconciliation", "mb72", "")
    streams = found["streams"]
    assert isinstance(streams, list)
    into = sum(one["reconciled"] for one, name in zip(streams, _targets(balance), strict=True) if name)
    out = sum(one["reconciled"] for one, name in zip(streams, _targets(balance), strict=True) if not name)
    assert into == pytest.approx(out)


def _targets(balance: BalanceCard) -> list[bool]:
    document = balance.session.document
    rows = [row for row in document.rows("streams") if document.answer(f"streams[{row}].balance") == "mb72"]
    return [document.answer(f"streams[{row}].direction") == "in" for row in rows]


def test_a_balance_found_by_difference_is_not_testable(balance: BalanceCard) -> None:
    balance.choose("eb")
    assert balance._verdict._state.text() == "不能检验"
    assert balance._advice.isVisibleTo(balance)


def test_a_gap_brings_advice_that_leads_to_the_stream(
    balance: BalanceCard, document: Document, session: Session
) -> None:
    balance.choose("mbc")
    row = next(iter(document.rows("streams", 'balance == "mbc" and direction == "in" and not elsewhere')))
    document.record([SetValue(f"streams[{row}].amount", 200000)])
    assert balance._verdict._state.text() == "不闭合"
    wanted: list[str] = []
    session.place_wanted.connect(wanted.append)
    buttons = [one for one in balance._advice._lines.findChildren(IconButton) if one.isVisibleTo(balance)]
    assert buttons
    buttons[0].click()
    assert wanted[0].startswith("streams[")
    assert balance.show_path(wanted[0])


def test_a_stream_typed_on_the_left_is_an_input_of_this_balance(
    balance: BalanceCard, document: Document
) -> None:
    balance.choose("mb72")
    before = document.rows("streams")
    card = balance.sides[0].card
    add = next(row for row, line in enumerate(card.model.lines) if line.kind == "add")
    card.view.setCurrentIndex(card.model.index(add, 0))
    card.view.setFocus()
    type_text("scrap")
    press(K.Key_Tab)
    (new,) = [row for row in document.rows("streams") if row not in before]
    assert document.answer(f"streams[{new}].balance") == "mb72"
    assert document.answer(f"streams[{new}].direction") == "in"
    assert document.answer(f"streams[{new}].unit") == document.answer("balances[mb72].unit")
    type_text("12.5")
    press(K.Key_Return)
    answer = document.answer(f"streams[{new}].amount")
    assert isinstance(answer, Amount)
    assert answer.value == "12.5"
    assert figures(balance)[0] == "5 156.7 t"


def test_a_path_opens_the_balance_it_belongs_to(balance: BalanceCard, document: Document) -> None:
    balance.choose("mb72")
    row = document.rows("streams", 'balance == "fb" and direction == "out"')[0]
    assert balance.show_path(f"streams[{row}].amount")
    assert balance.balance == "fb"
    assert balance.here() == f"streams[{row}].amount"


def test_a_new_balance_is_in_the_list_at_once(balance: BalanceCard, document: Document) -> None:
    made = document.record([AddRow("balances", {"title": "新平衡", "unit": "t"}, row="nb")])
    assert made.added
    assert balance.chooser.findData("nb") >= 0
    balance.choose("nb")
    assert balance._verdict._state.text() in ("数据不全", "不能检验")


# -- economics ----------------------------------------------------------------------------------------------


def cell_text(results: ResultsCard, path: str) -> str:
    index = results.model.index_of(path)
    assert index.isValid(), path
    return results.model.cell(index).text.replace("\u2009", " ")


def test_the_results_are_sound(results: ResultsCard, qtmodeltester: object) -> None:
    qtmodeltester.check(results.model)  # type: ignore[attr-defined]


def test_indicators_of_the_edition_being_written(results: ResultsCard) -> None:
    # sample_cases.md: ZG4 in the assessment edition
    assert cell_text(results, "economics[zg4].F@assessment") == "194.00"
    assert cell_text(results, "economics[zg4].N@assessment") == "4.43"
    assert cell_text(results, "economics[zg4].NPV@assessment") == "441.76"
    assert cell_text(results, "economics[zg4].NPVR@assessment") == "51.37"
    assert cell_text(results, "economics[zg4].IRR@assessment") == "18.39"
    assert cell_text(results, "economics[zg4].acceptable@assessment") == "可行"


def test_another_edition_has_other_figures(results: ResultsCard, document: Document) -> None:
    document.record([SetValue("audit.edition", "acceptance")])
    # sample_cases.md: ZG4 achieved
    assert cell_text(results, "economics[zg4].NPV@acceptance") == "326.87"
    assert cell_text(results, "economics[zg4].IRR@acceptance") == "15.64"


def test_the_picture_is_that_of_the_row_looked_at(results: ResultsCard) -> None:
    assert results.view.show_path("economics[zg4].NPV@assessment")
    QApplication.processEvents()
    assert "ZG4" in results._unit.text()
    assert results.chart.isVisibleTo(results)
    assert "动态偿还期" in results.chart.accessibleName()


def test_the_figure_under_the_cursor_is_told(results: ResultsCard, session: Session) -> None:
    results.view.show_path("economics[zg4].IRR@assessment")
    assert session.cursor == "economics[zg4].IRR@assessment"


def test_an_option_that_is_no_longer_costly_leaves(results: ResultsCard, document: Document) -> None:
    rows = results.model.rowCount()
    document.record([SetValue("options[zg4].cost_class", "low")])
    assert results.model.rowCount() == rows - 1
