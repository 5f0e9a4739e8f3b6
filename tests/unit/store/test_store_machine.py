"""Random walks over an audit file beside a plain dictionary model (target Q1).

After every step the file holds what the model holds and replaying the journal gives the same; at the end undoing
everything is the start and redoing everything is the end, exactly, order keys included.
"""

from __future__ import annotations

import shutil
import tempfile
from copy import deepcopy
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.store import AuditFile, NewChange, StoredState, key_between, new_row_id, replay
from tests.unit.store.acts import edit, make, redo, reopen, undo

CELLS = ("name", "amount@2024", "amount@2025", "note")
TABLES = ("energy", "water")
FIELDS = ("enterprise.name", "enterprise.capacity", "audit.title")

values = st.one_of(
    st.sampled_from([0, "", False, [], {"state": "na", "reason": "无"}]),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    st.integers(),
    st.booleans(),
    st.lists(st.text("甲乙丙", max_size=2), max_size=3),
    st.fixed_dictionaries(
        {"value": st.decimals(allow_nan=False, allow_infinity=False).map(str), "unit": st.just("t")}
    ),
)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)


class Walk(RuleBasedStateMachine):
    """One audit file and what it should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="store-machine-"))
        self.answers: dict[str, tuple[object, float | None]] = {}
        self.rows: dict[str, list[str]] = {table: [] for table in TABLES}
        self.past: list[StoredState] = []
        self.future: list[StoredState] = []

    @initialize()
    def start(self) -> None:
        self.file: AuditFile = make(self.folder / "a.qsa")

    def teardown(self) -> None:
        try:
            end = self.file.load()
            steps = 0
            start = self.past[0] if self.past else end
            while undo(self.file):
                steps += 1
            assert self.file.load() == start
            while redo(self.file):
                steps -= 1
            assert steps == -len(self.future)
            assert self.file.load() == (self.future[0] if self.future else end)
            assert self.file.verify().ok
        finally:
            self.file.close()
            shutil.rmtree(self.folder)

    # --- what the model does -----------------------------------------------------------------------

    def model_set(self, path: str, value: object, canonical: float | None) -> NewChange:
        before = self.answers.get(path, (None, None))[0]
        if value is None:
            self.answers.pop(path, None)
        else:
            self.answers[path] = (value, canonical)
        return NewChange(path, before, value, canonical)  # type: ignore[arg-type]

    def act(self, *changes: NewChange, kind: str = "edit") -> None:
        self.past.append(self.file.load())
        self.future.clear()
        edit(self.file, *changes, kind=kind)

    def all_rows(self) -> list[tuple[str, str]]:
        return [(table, row) for table, rows in self.rows.items() for row in rows]

    # --- steps -------------------------------------------------------------------------------------

    @rule(path=st.sampled_from(FIELDS), value=st.none() | values, canonical=numbers)
    def set_field(self, path: str, value: object, canonical: float | None) -> None:
        self.act(self.model_set(path, value, canonical))

    @rule(
        data=st.data(), table=st.sampled_from(TABLES), cells=st.dictionaries(st.sampled_from(CELLS), values)
    )
    def add_row(self, data: st.DataObject, table: str, cells: dict[str, object]) -> None:
        rows, row = self.rows[table], new_row_id()
        place = data.draw(st.integers(0, len(rows)))
        order = self.key_at(table, rows, place)
        rows.insert(place, row)
        path = f"{table}[{row}]"
        inside = data.draw(st.booleans())
        changes = [NewChange(path, None, {"values": cells} if inside else {}, order=order)]
        for column, value in cells.items():
            if inside:
                self.answers[f"{path}.{column}"] = (value, None)
            else:
                changes.append(self.model_set(f"{path}.{column}", value, 1.5))
        self.act(*changes, kind=data.draw(st.sampled_from(["edit", "import", "merge"])))

    @precondition(lambda self: self.all_rows())
    @rule(data=st.data(), cell=st.sampled_from(CELLS), value=st.none() | values, canonical=numbers)
    def set_cell(self, data: st.DataObject, cell: str, value: object, canonical: float | None) -> None:
        table, row = data.draw(st.sampled_from(self.all_rows()))
        self.act(self.model_set(f"{table}[{row}].{cell}", value, canonical))

    @precondition(lambda self: self.all_rows())
    @rule(data=st.data())
    def delete_row(self, data: st.DataObject) -> None:
        table, row = data.draw(st.sampled_from(self.all_rows()))
        self.rows[table].remove(row)
        path = f"{table}[{row}]"
        self.answers = {key: value for key, value in self.answers.items() if not key.startswith(path + ".")}
        self.act(NewChange(path, {}, None))

    @precondition(lambda self: self.all_rows())
    @rule(data=st.data())
    def move_row(self, data: st.DataObject) -> None:
        table, row = data.draw(st.sampled_from(self.all_rows()))
        rest = [other for other in self.rows[table] if other != row]
        place = data.draw(st.integers(0, len(rest)))
        order = self.key_at(table, rest, place)
        rest.insert(place, row)
        self.rows[table] = rest
        self.act(NewChange(f"{table}[{row}]", {}, {}, order=order))

    @precondition(lambda self: self.all_rows())
    @rule(data=st.data(), value=values)
    def many_at_once(self, data: st.DataObject, value: object) -> None:
        """One batch that fills a column, changes a cell twice and deletes a row it has just written to."""
        table, row = data.draw(st.sampled_from(self.all_rows()))
        changes = [self.model_set(f"{table}[{each}].note", value, None) for each in self.rows[table]]
        changes += [self.model_set(FIELDS[0], value, 1.0), self.model_set(FIELDS[0], "twice", None)]
        self.rows[table].remove(row)
        path = f"{table}[{row}]"
        self.answers = {key: each for key, each in self.answers.items() if not key.startswith(path + ".")}
        self.act(*changes, NewChange(path, {}, None))

    @rule()
    def step_back(self) -> None:
        self.travel(self.past, self.future, undo(self.file) is not None)

    @rule()
    def step_forward(self) -> None:
        self.travel(self.future, self.past, redo(self.file) is not None)

    @rule()
    def open_again(self) -> None:
        self.file.close()
        self.file = reopen(self.folder / "a.qsa")

    def travel(self, source: list[StoredState], target: list[StoredState], moved: bool) -> None:
        assert moved == bool(source)
        if not source:
            return
        target.append(self.now)
        expected = source.pop()
        assert self.file.load() == expected
        self.answers = deepcopy(expected.answers)  # type: ignore[arg-type]
        self.rows = {table: list(expected.rows.get(table, [])) for table in TABLES}

    def key_at(self, table: str, rows: list[str], place: int) -> str:
        keys = self.file.load().orders.get(table, {})
        low = keys[rows[place - 1]] if place else None
        high = keys[rows[place]] if place < len(rows) else None
        return key_between(low, high)

    @invariant()
    def the_file_holds_what_the_model_holds(self) -> None:
        self.now = self.file.load()
        assert self.now.answers == self.answers
        assert [type(value) for value, _ in self.now.answers.values()] == [
            type(self.answers[path][0]) for path in self.now.answers
        ]
        assert self.now.rows == {table: rows for table, rows in self.rows.items() if rows}
        assert replay(change for _, changes in self.file.journal() for change in changes) == self.now


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
