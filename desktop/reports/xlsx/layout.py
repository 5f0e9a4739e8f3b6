"""Where everything stands in the workbook, decided before anything is written: formulas point forwards and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from desktop.content.types import Binding, ChoiceColumn, Column, NumberColumn, RefColumn, Table
from desktop.model.period import kind_of, months_of
from desktop.model.text import Lang
from desktop.reports.source import Run, Snapshot

HEAD_ROWS = 4
"""Rows above the data of a table's sheet: title, label, period and unit, id."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Slot:
    """The cells of one column and period: the value as people see it, its unit, and what formulas read."""

    table: str
    column: Column
    period: str
    value: int
    unit: int = 0
    canonical: int = 0

    @property
    def read(self) -> int:
        """The spreadsheet column formulas read."""
        return self.canonical or self.value


@dataclass(slots=True)
class TablePlan:
    """One table's data sheet."""

    table: Table
    sheet: str
    rows: tuple[str, ...]
    slots: dict[tuple[str, str], Slot] = field(default_factory=dict)
    results: dict[tuple[str, str, str], int] = field(default_factory=dict)
    width: int = 2

    def line(self, row: str) -> int:
        """The spreadsheet row of a fact row."""
        return self._lines[row]

    @property
    def last(self) -> int:
        """The last spreadsheet row with data."""
        return HEAD_ROWS + len(self.rows)

    def __post_init__(self) -> None:
        self._lines = {row: HEAD_ROWS + 1 + index for index, row in enumerate(self.rows)}

    _lines: dict[str, int] = field(init=False, default_factory=dict)

    def address(self, column: int, row: str) -> str:
        """Absolute address of a cell, with its sheet."""
        return f"{quoted(self.sheet)}!${get_column_letter(column)}${self.line(row)}"

    def range(self, column: int) -> str:
        """Absolute range of a whole column; empty where the table has no rows."""
        letter = get_column_letter(column)
        return f"{quoted(self.sheet)}!${letter}${HEAD_ROWS + 1}:${letter}${self.last}" if self.rows else ""


@dataclass(slots=True)
class RunPlan:
    """One method run's block on the results sheet: lines by free name, and by published result."""

    binding: Binding
    row: str
    period: str
    run: Run
    title: int
    names: dict[str, int] = field(default_factory=dict)
    results: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(slots=True)
class ReferencePlan:
    """One reference table's sheet: spreadsheet columns by column id, rows by key."""

    reference: str
    sheet: str
    rows: dict[str, int]
    columns: dict[str, int]
    canonical: dict[str, int]


@dataclass(slots=True)
class Plan:
    """The whole workbook."""

    source: Snapshot
    lang: Lang
    tables: dict[str, TablePlan] = field(default_factory=dict)
    runs: dict[tuple[str, str, str], RunPlan] = field(default_factory=dict)
    references: dict[str, ReferencePlan] = field(default_factory=dict)
    units: dict[str, float] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    @property
    def results_sheet(self) -> str:
        """Name of the sheet with all method runs."""
        return self.say("xlsx.sheet.results")

    @property
    def units_sheet(self) -> str:
        """Name of the sheet with the units."""
        return self.say("xlsx.sheet.units")

    def say(self, code: str, **params: object) -> str:
        """A message in the language of the workbook."""
        return self.source.library.message(code, self.lang, **params)

    def symbol(self, unit: str) -> str:
        """The printed form of a unit, noted so that the unit sheet holds its factor."""
        units = self.source.library.units
        if not unit or not units.known(unit):
            return unit
        known = units.parse(unit)
        self.units.setdefault(known.symbol, known.factor)
        return known.symbol


def make_plan(source: Snapshot, lang: Lang) -> Plan:
    """Decide all places."""
    plan = Plan(source, lang)
    taken: set[str] = set()
    for table in source.library.tables.values():
        rows = ("",) if table.single else source.rows(table.id)
        if rows:
            prefix = plan.say("xlsx.sheet.data")
            plan.tables[table.id] = _plan_table(
                plan, table, rows, sheet_name(f"{prefix} {table.title.get(lang)}", taken)
            )
    _plan_runs(plan)
    for reference in _looked_up(plan):
        plan.references[reference] = _plan_reference(plan, reference, taken)
    return plan


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name Excel takes: at most 31 characters, none of ``[]:*?/\\``, unique without regard to case."""
    clean = _FORBIDDEN.sub(" ", wanted).strip()[:31] or "Sheet"
    name, number = clean, 2
    while name.casefold() in taken:
        suffix = f" {number}"
        name, number = clean[: 31 - len(suffix)] + suffix, number + 1
    taken.add(name.casefold())
    return name


def quoted(sheet: str) -> str:
    """A sheet name in a formula."""
    return "'" + sheet.replace("'", "''") + "'"


def periods_of(source: Snapshot, table: str, column: Column, rows: tuple[str, ...]) -> tuple[str, ...]:
    """The periods a column has cells for: those shown, and the months of years with any month entered."""
    shown = source.periods(column.period)
    if not (isinstance(column, NumberColumn) and column.months):
        return shown
    months: list[str] = []
    for year in shown:
        if any(
            source.answer(_path(table, row, column.id, month)) is not None
            for row in rows
            for month in months_of(year)
        ):
            months.extend(months_of(year))
    return (*shown, *months)


def _path(table: str, row: str, column: str, period: str) -> str:
    at = f"@{period}" if period else ""
    return f"{table}[{row}].{column}{at}" if row else f"{table}.{column}{at}"


path_text = _path


def _plan_table(plan: Plan, table: Table, rows: tuple[str, ...], sheet: str) -> TablePlan:
    made = TablePlan(table, sheet, rows)
    at = 3
    for column in table.columns:
        for period in periods_of(plan.source, table.id, column, rows):
            if isinstance(column, NumberColumn):
                made.slots[column.id, period] = Slot(table.id, column, period, at, at + 1, at + 2)
                at += 3
            elif isinstance(column, RefColumn) and not column.many:
                made.slots[column.id, period] = Slot(table.id, column, period, at, 0, at + 1)
                at += 2
            else:
                made.slots[column.id, period] = Slot(table.id, column, period, at)
                at += 1
    made.width = at - 1
    return made


def _plan_runs(plan: Plan) -> None:
    source = plan.source
    line = 3
    for binding in source.library.bindings.values():
        rows = source.rows(binding.for_each) if binding.for_each else ("",)
        for period in source.periods(binding.period):
            for row in rows:
                run = source.run(binding.id, row, period)
                if run.result is not None:
                    made = plan.runs[binding.id, row, period] = RunPlan(binding, row, period, run, line)
                    line = _place_lines(made, line + 2) + 1
            if binding.for_each in plan.tables:
                table = plan.tables[binding.for_each]
                for result in binding.results:
                    table.width += 1
                    table.results[binding.id, result.name, period] = table.width


def _place_lines(made: RunPlan, line: int) -> int:
    """A line for every input, step and published result; returns the first free line."""
    assert made.run.result is not None
    for name in (*(one.name for one in made.run.result.inputs), *(one.name for one in made.run.result.steps)):
        made.names[name] = line
        line += 1
    for result in made.binding.results:
        for member in members_of(made.run, result.name):
            made.results[result.name, member] = line
            line += 1
    return line


def members_of(run: Run, name: str) -> tuple[str, ...]:
    """The rows a result has a value for, ``("",)`` where it has one value."""
    assert run.result is not None
    value = run.result.values.get(name)
    if isinstance(value, dict):
        return tuple(str(key) for key in value)
    for member_list, rows in run.members.items():
        entries = run.result.values.get(member_list)
        if isinstance(entries, list) and entries and isinstance(entries[0], dict) and name in entries[0]:
            return rows
    return ("",) if name in run.result.values else ()


_LOOKUP = re.compile(r"""lookup\(\s*["'](\w+)["']""")


def _looked_up(plan: Plan) -> list[str]:
    """References that formulas or steps look up, that name preset questions, or whose keys a formula yields."""
    data = plan.source.library.data
    texts = [column.calculation for table in data.tables for column in table.columns]
    for binding in data.bindings:
        texts += [
            *binding.inputs.values(),
            *(text for one in binding.members.values() for text in one.fields.values()),
        ]
    for run in plan.runs.values():
        texts += [step.expression for step in run.run.result.steps] if run.run.result is not None else []
    named = [table.presets.reference for table in data.tables if table.presets is not None]
    named += [
        column.reference
        for table in data.tables
        for column in table.columns
        if isinstance(column, ChoiceColumn) and column.reference and column.calculation
    ]
    return list(dict.fromkeys([*(name for text in texts for name in _LOOKUP.findall(text)), *named]))


def _plan_reference(plan: Plan, name: str, taken: set[str]) -> ReferencePlan:
    reference = plan.source.library.reference(name)
    sheet = sheet_name(f"{plan.say('xlsx.sheet.reference')} {reference.title.get(plan.lang)}", taken)
    columns: dict[str, int] = {}
    canonical: dict[str, int] = {}
    at = 1
    for column in reference.columns:
        columns[column.id] = at
        at += 1
        if column.type == "number":
            canonical[column.id] = at
            at += 1
    rows = {key: HEAD_ROWS + 1 + index for index, key in enumerate(reference.rows)}
    return ReferencePlan(name, sheet, rows, columns, canonical)


def is_month(period: str) -> bool:
    """Whether a slot holds a month of a year column."""
    return kind_of(period) == "month"
