"""Lint of the figures of the report: what each kind draws must be there, and nothing else may be given."""

from __future__ import annotations

from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.lint_paths import check_path
from desktop.content.types import DateColumn
from desktop.content.types_report import FIGURE_VALUES, METHOD_FIGURES, ROW_FIGURES, ReportFigure


def lint_figure(library: Library, findings: Findings, figure: ReportFigure, where: str) -> None:
    """Names, roles and units of a figure; its formulas are linted with all others."""
    named = {"unit": figure.unit, **{f"units.{role}": unit for role, unit in figure.units.items()}}
    for key, unit in named.items():
        if unit and not library.units.known(unit):
            findings.unknown("unit", f"{where}.{key}", unit, library.units.atoms)
    if figure.kind in ROW_FIGURES:
        findings.expect("table", f"{where}.source", figure.source, library.tables)
    elif figure.kind in METHOD_FIGURES:
        _method(library, findings, figure, where)
    else:
        check_path(library, findings, f"{where}.source", figure.source)
        table = library.tables.get(figure.source.partition(".")[0])
        if figure.label and table:
            findings.expect("column", f"{where}.label", figure.label, [column.id for column in table.columns])
    _roles(findings, figure, where)
    if figure.earlier:
        years, _, typed = figure.earlier.partition(".")
        _has_columns(library, findings, years, ("year", typed), f"{where}.earlier")
    if figure.events:
        _has_columns(library, findings, figure.events, ("year", "name"), f"{where}.events")
    for place in figure.milestones:
        check_path(library, findings, f"{where}.milestones", place)
        column = library.column(*place.partition(".")[::2])
        if column is not None and not isinstance(column, DateColumn):
            findings.add("content.figure_milestone", f"{where}.milestones", name=place)


def _has_columns(
    library: Library, findings: Findings, table: str, columns: tuple[str, ...], where: str
) -> None:
    if findings.expect("table", where, table, library.tables):
        for name in columns:
            findings.expect("column", where, name, [one.id for one in library.tables[table].columns])


def _method(library: Library, findings: Findings, figure: ReportFigure, where: str) -> None:
    """The binding, the method it runs, and the column with the changes of the rows it gathers."""
    if not findings.expect("binding", f"{where}.source", figure.source, library.bindings):
        return
    binding = library.bindings[figure.source]
    wanted = METHOD_FIGURES[figure.kind]
    if binding.method not in wanted:
        names = ", ".join(wanted)
        findings.add(
            "content.figure_method", f"{where}.source", kind=figure.kind, wanted=names, found=binding.method
        )
    for members in binding.members.values() if figure.change else ():
        table = library.tables.get(members.table)
        columns = [column.id for column in table.columns] if table is not None else []
        findings.expect("column", f"{where}.change", figure.change, columns)


def _roles(findings: Findings, figure: ReportFigure, where: str) -> None:
    """Every value the kind needs, and none it does not know."""
    needed, optional = FIGURE_VALUES.get(figure.kind, ({}, {}))
    for role in needed:
        if role not in figure.values:
            findings.add("content.figure_role_missing", where, kind=figure.kind, role=role)
    for role in figure.values:
        findings.expect("figure_role", f"{where}.values", role, [*needed, *optional])
