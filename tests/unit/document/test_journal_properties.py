"""Whatever is done: replay gives the state, undoing everything gives the start, order of entry does not matter."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.document import Document
from desktop.model.edit import AddRow, DeleteRow, Edit, MoveRow, SetValue
from desktop.model.errors import AuditError
from tests.builders import an_audit, clock, smelter

ROWS = st.sampled_from(["e1", "e2", "e3", "e4"])
AMOUNTS = st.one_of(
    st.none(),
    st.integers(-1000, 10**9),
    st.decimals(-1000, 10**6, places=3, allow_nan=False).map(str),
    st.just({"state": "na", "reason": "停产"}),
    st.builds(lambda value: {"value": str(value), "unit": "kWh"}, st.integers(0, 10**6)),
)
EDITS = st.one_of(
    st.builds(
        lambda row, year, value: SetValue(f"energy[{row}].amount@{year}", value),
        ROWS,
        st.sampled_from(["2024", "2025", "2025-01"]),
        AMOUNTS,
    ),
    st.builds(lambda row, name: SetValue(f"energy[{row}].name", name), ROWS, st.text(max_size=8)),
    st.builds(lambda row: AddRow("energy", {"name": row, "unit": "万kWh", "amount@2025": 1}, row=row), ROWS),
    st.builds(lambda row: DeleteRow(f"energy[{row}]"), ROWS),
    st.builds(lambda row, before: MoveRow(f"energy[{row}]", before), ROWS, ROWS),
    st.just("undo"),
    st.just("redo"),
)


def act(document: Document, step: Edit | str) -> None:
    """Do one step; what is refused is refused."""
    try:
        if step == "undo":
            document.undo()
        elif step == "redo":
            document.redo()
        else:
            document.record([step])  # type: ignore[list-item]
    except AuditError:
        pass


def contents(document: Document) -> tuple[object, object]:
    """Everything that stands in the document: answers, and rows in order."""
    return dict(document.state.answers), {
        table: list(rows) for table, rows in document.state.rows.items() if rows
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, max_size=25))
def test_replay_reopen_undo_all_redo_all(steps: list[Edit | str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.qsa"
        with an_audit(path, *smelter()) as document:
            for step in steps:
                act(document, step)
            end = contents(document)
            assert document.verify().ok  # among the rest: replay of the journal equals the stored state
        with Document.open(path, clock=clock) as document:
            assert contents(document) == end
            while document.redo_label("zh"):
                document.redo()
            furthest = contents(document)
            while document.undo_label("zh"):
                document.undo()
            assert contents(document) == ({}, {})
            while document.redo_label("zh"):
                document.redo()
            assert contents(document) == furthest
            assert document.verify().ok


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_figures_do_not_depend_on_the_order_of_entry(shuffler: random.Random) -> None:
    entries = [
        SetValue("products[p1].output@2025", 123_700),
        SetValue("products[p1].output@2024", 122_500),
        SetValue("energy[e1].amount@2025", {"value": "1610574000", "unit": "kWh"}),
        SetValue("energy[e1].amount@2024", "160046.25"),
        SetValue("energy[e1].factor", {"value": "0.1229", "unit": "kgce/kWh"}),
        SetValue("energy[e1].factor_unit", "kgce/kWh"),
    ]
    with TemporaryDirectory() as folder:
        found = []
        for attempt in ("as listed", "shuffled"):
            if attempt == "shuffled":
                shuffler.shuffle(entries)
            with an_audit(Path(folder) / f"{attempt}.qsa", *smelter()) as document:
                for entry in entries:
                    document.record([entry])
                paths = sorted(document.result_paths())
                found.append([(path, document.value(path)) for path in paths])
    assert found[0] == found[1]
