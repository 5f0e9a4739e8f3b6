"""However an audit came to be what it is, its figures and problems are those of a look at it afresh."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from desktop.content.types import (
    ChoiceColumn,
    Column,
    DateColumn,
    FlagColumn,
    NumberColumn,
    RefColumn,
    Table,
    TextColumn,
)
from desktop.document import Document
from desktop.document.state import Cell
from desktop.document.view import AuditView
from desktop.model.answer import Json
from desktop.model.edit import AddRow, DeleteRow, Edit, MoveRow, SetValue
from desktop.model.errors import AuditError
from desktop.model.path import Path as Place
from tests.builders import an_audit, sample, smelter


class Editor:
    """Makes edits at random, of every kind."""

    def __init__(self, document: Document, seed: int) -> None:
        self.document = document
        self.made = random.Random(seed)
        self._count = 0

    def edit(self) -> Edit:
        table = self.made.choice([*self.document.library.tables.values()])
        rows = self.document.rows(table.id)
        act = self.made.random()
        if table.single or (rows and act < 0.7):
            return self._set(table, "" if table.single else self.made.choice(rows))
        if not rows or act < 0.8:
            return self._add(table)
        row = self.made.choice(rows)
        return (
            DeleteRow(f"{table.id}[{row}]")
            if act < 0.9
            else MoveRow(f"{table.id}[{row}]", self.made.choice(rows))
        )

    def _set(self, table: Table, row: str) -> SetValue:
        column = self.made.choice(table.columns)
        period = self._period(column)
        if isinstance(column, NumberColumn) and column.months and self.made.random() < 0.5:
            period += f"-{self.made.randint(1, 12):02d}"
        return SetValue(str(Place(table.id, row, column.id, period)), self._value(column))

    def _add(self, table: Table) -> AddRow:
        self._count += 1
        values: dict[str, Json] = {}
        for column in table.columns:
            if not column.calculation and self.made.random() < 0.6:
                period = self._period(column)
                values[f"{column.id}@{period}" if period else column.id] = self._value(column)
        return AddRow(table.id, values, row=f"new{self._count}")

    def _period(self, column: Column) -> str:
        return self.made.choice(self.document.values.periods(column.period) or ("",))

    def _value(self, column: Column) -> Json:
        odd: list[Json] = [
            None,
            {"state": "na", "reason": "停产"},
            {"state": "later", "who": "李", "when": "2026-06-01"},
        ]
        if self.made.random() < 0.2:
            return self.made.choice(odd)
        match column:
            case NumberColumn():
                return self.made.choice(
                    [0, 1, 7, 250_000] if column.whole else [0, 1, 0.05, 1234.5, -3, 98_765.4]
                )
            case FlagColumn():
                return self.made.random() < 0.5
            case DateColumn():
                return f"2025-{self.made.randint(1, 12):02d}-15"
            case ChoiceColumn(many=many):
                one: Json = self.made.choice([*self.document.library.allowed(column)])
            case RefColumn(many=many):
                one = self.made.choice(self.document.rows(column.table) or (None,))
            case TextColumn(many=many):
                one = self.made.choice(["甲", "乙", "enterprise.name"])
            case _:
                return "2025"
        return [one] if many and one is not None else one


def figures(view: AuditView) -> dict[str, object]:
    """Every value of every question, every status and the results of every method."""
    found: dict[str, object] = {}
    for table in view.library.tables.values():
        for row in view.values.places(table.id):
            for column in table.columns:
                for period in view.values.periods(column.period):
                    cell = Cell(table.id, row, column.id, period)
                    found[str(cell.path)] = (
                        view.values.value(cell),
                        view.values.shown(table.id, row, column.id),
                    )
    for binding in view.library.bindings.values():
        for row in view.rows(binding.for_each) if binding.for_each else ("",):
            for period in view.values.periods(binding.period):
                found[str(Place(binding.id, row, "", period))] = view.values.run(binding.id, row, period)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_figures_and_problems_are_those_of_a_fresh_look(tmp_path: Path, seed: int) -> None:
    edition = "assessment" if seed % 2 else "acceptance"
    with sample("aluminium", tmp_path / "a.qsa", edition) as document:
        editor = Editor(document, seed)
        known = figures(document)
        for step in range(40):
            try:
                act = editor.made.random()
                changes = (
                    document.undo()
                    if act < 0.15
                    else document.record([editor.edit() for _ in range(editor.made.choice([1, 1, 3]))])
                )
            except AuditError:
                continue
            fresh = AuditView(document.library, document.state.copy())
            now = figures(document)
            assert now == figures(fresh), step
            assert sorted(map(repr, document.problems())) == sorted(map(repr, fresh.problems())), step
            assert document.progress() == fresh.progress(), step
            told = {*changes.paths, *changes.recalculated}
            ran = {path.partition(".")[0] + path.partition("@")[1] + path.partition("@")[2] for path in told}
            for path, (before, after) in {p: (known[p], now[p]) for p in known.keys() & now.keys()}.items():
                if path.partition("[")[0] in document.library.bindings or "." not in path:
                    assert before == after or path in ran, path
                elif isinstance(before, tuple) and isinstance(after, tuple):
                    assert before[0] == after[0] or path in told, path
                    assert before[1] == after[1] or path.partition("@")[0] in changes.shown_or_hidden, path
            known = now


TWICE = ("#check", "energy", "energy_electricity_twice")


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_hold_the_same_are_found_again_whatever_changed(tmp_path: Path, seed: int) -> None:
    """The check compares four columns of all rows: members are found by what they hold now and held before."""
    made = random.Random(seed)
    few: dict[str, list[Json]] = {
        "name": ["甲", "乙", "丙", "丁"],
        "carrier": ["electricity", "electricity", "electricity", "diesel", None],
        "flow": ["purchased", "purchased", "purchased", "sold"],
        "scope": ["plant", "plant", "plant", "line", None],
        "unit": ["万kWh", "万kWh", "万kWh", "t"],
        "amount@2025": ["100", "100", "100", "200", "0", None],
        "amount@2024": ["100", "200", None],
    }
    fired = 0
    with an_audit(tmp_path / "a.qsa", *smelter(), AddRow("lines", {"name": "线"}, row="line")) as document:
        for step in range(120):
            rows = document.rows("energy")
            act = made.random()
            try:
                if act < 0.1:
                    document.undo()
                elif act < 0.15 or len(rows) < 8:
                    values = {key: made.choice(some) for key, some in few.items()}
                    document.record([AddRow("energy", values, row=f"r{step}")])
                elif act < 0.2:
                    document.record([DeleteRow(f"energy[{made.choice(rows)}]")])
                else:
                    changed = {
                        (made.choice(rows), made.choice([*few])) for _ in range(made.choice([1, 1, 2, 5]))
                    }
                    document.record(
                        [
                            SetValue(f"energy[{row}].{key}", made.choice(few[key]))
                            for row, key in sorted(changed)
                        ]
                    )
            except AuditError:
                continue
            found = document.values.engine.get(TWICE)
            fresh = AuditView(document.library, document.state.copy())
            assert found == fresh.values.engine.get(TWICE), step
            fired += bool(found)
    assert fired > 5


def test_only_rows_that_feel_an_edit_are_worked_out_again(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        document.problems()
        worked_out: list[tuple[str, str]] = []
        cells = document.values.rowwise["#cells"]
        compute = cells.compute

        def counted(key, rows):  # type: ignore[no-untyped-def]
            worked_out.extend((f"{key[1]}.{key[2]}", row) for row in rows)
            return compute(key, rows)

        object.__setattr__(cells, "compute", counted)
        document.record([SetValue("streams[eb-out-1].amount", 9_000)])
        assert {name for name, _ in worked_out} >= {"streams.amount", "streams.share", "balances.sum_out"}
        assert ("streams.amount", "eb-out-1") in worked_out
        assert {row for name, row in worked_out if name == "balances.sum_out"} == {"eb"}
        assert {row for name, row in worked_out if name == "streams.amount"} == {"eb-out-1"}
        assert not any(name.startswith(("energy.", "materials.", "options.")) for name, _ in worked_out)


def test_what_comes_out_the_same_goes_no_further(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        changes = document.record(
            [SetValue("energy[e1].amount@2025", {"value": "3226983600", "unit": "kWh"})]
        )
        assert changes.paths == ("energy[e1].amount@2025",)
        assert changes.recalculated == ()


def test_a_reference_to_a_row_that_is_gone_reads_like_an_empty_row(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        before = document.shown("energy[e1].specific@2025", "zh")
        changes = document.record([DeleteRow("products[p1]")])
        assert document.shown("energy[e1].specific@2025", "zh").state == "absent"
        assert any(problem.code == "dangling" for problem in changes.problems)
        assert document.undo().problems != changes.problems
        assert document.shown("energy[e1].specific@2025", "zh") == before
