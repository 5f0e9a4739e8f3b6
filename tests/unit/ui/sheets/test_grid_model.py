"""The table model: what it shows, what it refreshes, what it keeps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from desktop.document import Document
from desktop.model.edit import AddRow, DeleteRow, MoveRow, SetValue
from desktop.ui.session import Session
from desktop.ui.sheets import SheetPage
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.grid.card import GridCard
from desktop.ui.sheets.grid.lines import Line, Part, contiguous
from desktop.ui.sheets.grid.model import GridModel


def model_of(session: Session, sheet: str, *views: str) -> GridModel:
    document = session.document
    spec = session.library.sheet(sheet)
    parts = [Part.of(document, view) for view in spec.views if view.id in views]
    for part in parts:
        part.titled = len(parts) > 1
    return GridModel(session, Findings.of(session), parts)


@pytest.fixture
def model(session: Session) -> GridModel:
    return model_of(session, "s2_3", "materials", "energy", "water")


def text(model: GridModel, path: str) -> str:
    return model.cell(model.index_of(path)).text


def test_qt_finds_no_fault_in_it(session: Session, qtmodeltester: object, document: Document) -> None:
    model = model_of(session, "s2_3", "materials", "energy", "water")
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    document.record(
        [AddRow("materials", {"name": "新料"}), DeleteRow("materials[m1]"), MoveRow("energy[e5]", "e1")]
    )
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_what_names_a_row_stands_first_and_years_side_by_side(model: GridModel) -> None:
    heads = [model.head(number).spoken for number in range(model.columnCount())]
    assert heads[0] == "名称"
    amounts = [head for head in heads if head.startswith("202") and "2026" not in head]
    assert amounts[:3] == ["2023", "2024", "2025 基准年"]


def test_a_question_one_part_does_not_ask_is_no_empty_answer(model: GridModel) -> None:
    row = model.index_of("materials[m1].name").row()
    carrier = next(n for n, slot in enumerate(model.slots) if slot.id == "carrier")
    index = model.index(row, carrier)
    assert model.cell(index).state == "none"
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable


def test_figures_are_shown_in_the_unit_of_their_row(session: Session, model: GridModel) -> None:
    session.document.record([SetValue("materials[m3].amount@2025", {"value": "0.373", "unit": "kt"})])
    cell = model.cell(model.index_of("materials[m3].amount@2025"))
    assert cell.text == "373"
    assert "0.373" in cell.note
    assert "kt" in cell.note


def test_the_four_states_of_an_answer_look_different(session: Session, model: GridModel) -> None:
    document = session.document
    document.record(
        [
            SetValue("materials[m1].amount@2023", 0),
            SetValue("materials[m1].amount@2024", None),
            SetValue("materials[m2].amount@2024", {"state": "na", "reason": "当年未用"}),
            SetValue("materials[m3].amount@2024", {"state": "later", "who": "物资部", "when": "2026-03-31"}),
        ]
    )
    paths = [
        "materials[m1].amount@2023",
        "materials[m1].amount@2024",
        "materials[m2].amount@2024",
        "materials[m3].amount@2024",
    ]
    cells = [model.cell(model.index_of(path)) for path in paths]
    assert [cell.state for cell in cells] == ["given", "open", "na", "later"]
    assert [cell.text for cell in cells] == ["0", "未填", "不适用", "待补"]
    assert cells[2].note == "当年未用"
    assert "物资部" in cells[3].note


def test_only_rows_named_in_a_change_are_refreshed(session: Session, model: GridModel) -> None:
    refreshed: set[int] = set()
    model.dataChanged.connect(lambda first, last: refreshed.update(range(first.row(), last.row() + 1)))
    session.document.record([SetValue("materials[m2].price", 8800)])
    assert refreshed
    assert model.index_of("materials[m2].name").row() in refreshed
    assert model.index_of("materials[m1].name").row() not in refreshed


def test_rows_come_go_and_move_without_a_reset(session: Session, model: GridModel) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    rows = model.rowCount()
    kept = model.index_of("energy[e1].amount@2025")
    from PySide6.QtCore import QPersistentModelIndex

    cursor = QPersistentModelIndex(kept)
    document = session.document
    document.record([AddRow("materials", {"name": "甲"}, before="m1")])
    assert model.rowCount() == rows + 1
    assert model.path_at(cursor) == "energy[e1].amount@2025"
    document.record([DeleteRow("materials[m4]")])
    assert model.rowCount() == rows
    document.record([MoveRow("materials[m7]", "m1")])
    assert model.path_at(cursor) == "energy[e1].amount@2025"
    document.undo()
    document.undo()
    document.undo()
    assert model.path_at(cursor) == "energy[e1].amount@2025"
    assert not resets


def test_a_row_that_no_longer_passes_the_filter_of_its_part_leaves(session: Session) -> None:
    model = model_of(session, "s1_1", "team")
    assert model.index_of("team[pe-8].name").isValid()
    session.document.record([SetValue("team[pe-8].role", "consultant")])
    assert not model.index_of("team[pe-8].name").isValid()


def test_counts_equal_the_lists_they_promise(session: Session, model: GridModel) -> None:
    session.document.record(
        [
            SetValue("materials[m1].amount@2024", None),
            SetValue("energy[e1].amount@2023", {"state": "later", "who": "动力", "when": ""}),
        ]
    )
    for narrowed in Filter:
        model.narrow(narrowed)
        rows = sum(line.kind == "row" for line in model.lines)
        assert rows == model.layout.count(narrowed), narrowed
    assert model.layout.count(Filter.OPEN) >= 1
    assert model.layout.count(Filter.LATER) == 1


def test_a_corrected_row_leaves_a_narrowed_list(session: Session, model: GridModel) -> None:
    session.document.record([SetValue("materials[m1].amount@2024", None)])
    model.narrow(Filter.OPEN)
    before = model.layout.count(Filter.OPEN)
    session.document.record([SetValue("materials[m1].amount@2024", 473388)])
    assert model.layout.count(Filter.OPEN) == before - 1
    assert not model.index_of("materials[m1].name").isValid()


def test_another_base_year_brings_other_columns(session: Session, model: GridModel) -> None:
    session.document.record([SetValue("audit.base_year", "2026")])
    assert [slot.period for slot in model.slots if slot.id == "amount"] == ["2024", "2025", "2026"]


def test_words_follow_the_language(session: Session, model: GridModel, app: QApplication) -> None:
    assert text(model, "materials[m1].kind") == "主要原料"
    session.set_lang("en")
    assert text(model, "materials[m1].kind") == "Main raw material"
    assert "base year" in [model.head(n).mark for n in range(model.columnCount())]
    session.set_lang("zh")


def test_a_cell_is_read_aloud_with_row_column_unit_and_state(model: GridModel) -> None:
    index = model.index_of("energy[e1].amount@2025")
    spoken = model.data(index, int(Qt.ItemDataRole.AccessibleTextRole))
    assert "电解整流交流电" in spoken
    assert "2025" in spoken
    assert "万kWh" in spoken
    assert "已填" in spoken


def test_a_read_only_audit_offers_nothing_to_type(
    session: Session, model: GridModel, document: Document
) -> None:
    assert model.lines[-1].kind == "add"
    assert model.is_editable(model.index_of("materials[m1].name"))
    assert not model.is_editable(model.index_of("materials[m1].specific@2025"))


@pytest.mark.parametrize(
    ("before", "after", "block"),
    [
        ("abc", "abc", None),
        ("abc", "abXc", (2, 0, 1)),
        ("abc", "ac", (1, 1, 0)),
        ("abc", "acb", (1, 2, 2)),
        ("", "a", (0, 0, 1)),
    ],
)
def test_the_smallest_block_that_differs(before: str, after: str, block: tuple[int, int, int] | None) -> None:
    lines = [[Line("row", 0, row) for row in rows] for rows in (before, after)]
    assert contiguous(*lines) == block


def test_an_index_outside_is_nowhere(model: GridModel) -> None:
    assert model.path_at(QModelIndex()) == ""
    assert not model.index_of("materials[nobody].name").isValid()


def shown_columns(card: object) -> list[str]:
    """The keys of the columns in sight."""
    assert isinstance(card, GridCard)
    slots = card.model.slots
    return [slot.key for n, slot in enumerate(slots) if not card.view.isColumnHidden(n)]


def test_a_wide_table_without_figures_by_year_hides_nothing(open_page: Callable[[str], SheetPage]) -> None:
    """Sheet 2-9 asks fifteen questions of a machine; all of them can be seen."""
    shown = shown_columns(open_page("s2_9").groups[0].parts[0])
    assert {"name", "model", "number", "power", "obsolete", "energy_class", "plan"} <= set(shown)


def test_both_editions_of_a_computed_figure_are_in_sight(
    session: Session, open_page: Callable[[str], SheetPage]
) -> None:
    shown = shown_columns(open_page("a_02").groups[0].parts[0])
    editions = ["assessment"] if session.document.edition == "assessment" else ["assessment", "acceptance"]
    assert {f"total@{edition}" for edition in editions} <= set(shown)


def test_a_computed_unit_is_shown_as_its_sign(open_page: Callable[[str], SheetPage]) -> None:
    """Water saved is told in m³, not in m3."""
    card = open_page("a_02").groups[0].parts[0]
    assert isinstance(card, GridCard)
    units = [slot.key for slot in card.model.slots].index("unit")
    texts = {card.model.cell(card.model.index(row, units)).text for row in range(card.model.rowCount())}
    assert "m\u00b3" in texts
    assert "m3" not in texts


def test_the_assessment_stands_and_what_differs_from_it_is_marked(
    session: Session, document: Document
) -> None:
    document.record([SetValue("audit.edition", "acceptance")])
    document.record([SetValue("options[zg4].investment@acceptance", {"value": "884", "unit": "万元"})])
    document.record([SetValue("options[zg5].investment@acceptance", {"value": "150", "unit": "万元"})])
    model = model_of(session, "s4_2", "options")
    before, after, same = (
        model.index_of(f"options[{row}].investment@{edition}")
        for row, edition in (("zg4", "assessment"), ("zg4", "acceptance"), ("zg5", "acceptance"))
    )
    assert not model.flags(before) & Qt.ItemFlag.ItemIsEditable
    assert session.text("ui.sheets.closed_edition") in model.cell(before).note
    assert model.flags(after) & Qt.ItemFlag.ItemIsEditable
    assert model.cell(after).differs
    assert "860" in model.cell(after).note
    assert not model.cell(same).differs
