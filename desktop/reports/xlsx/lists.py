"""Sheets of lists: cover, units, reference tables, problems, evidence, comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.model.text import Standing
from desktop.reports.xlsx.cells import formula, lines_of, put, set_up
from desktop.reports.xlsx.data import unit_factor
from desktop.reports.xlsx.layout import HEAD_ROWS, Plan
from desktop.reports.xlsx.style import number_format

_WIDTHS = {"short": 12, "normal": 18, "wide": 44}


def write_cover(book: Workbook, plan: Plan, title: str, footer: str) -> None:
    """What this workbook is, of which data, and how to read it."""
    sheet = book[plan.say("xlsx.sheet.cover")]
    source = plan.source
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 78
    put(sheet, 1, 1, title, "qs_title")
    if source.is_sample:
        put(sheet, 2, 1, plan.say("report.sample"), "qs_section")
    facts = (
        ("xlsx.edition", source.library.message(f"document.edition.{source.edition}", plan.lang)),
        ("xlsx.base_year", source.base_year),
        ("xlsx.data_version", source.digest[:12]),
        ("xlsx.saved_at", source.saved_at[:19].replace("T", " ")),
        ("xlsx.library_version", source.library.version),
    )
    line = 4
    for code, text in facts:
        put(sheet, line, 1, plan.say(code), "qs_head")
        put(sheet, line, 2, text)
        line += 1
    for number in range(1, 7):
        put(sheet, line + number, 1, plan.say(f"xlsx.legend.{number}"), "qs_text")
        put(sheet, line + number, 2, plan.say(f"xlsx.legend.{number}.text"), "qs_note")
    put(sheet, line + 1, 1, plan.say("xlsx.legend.1"), "qs_given")
    put(sheet, line + 2, 1, plan.say("xlsx.legend.2"), "qs_figure")
    put(sheet, line + 3, 1, plan.say("xlsx.legend.3"), "qs_quiet")
    set_up(sheet, landscape=False, heads=0, footer=footer)


def write_units(book: Workbook, plan: Plan, footer: str) -> None:
    """Every unit used with its factor to the canonical unit; formulas look factors up here."""
    sheet = book[plan.units_sheet]
    put(sheet, 1, 1, plan.say("xlsx.unit"), "qs_head")
    put(sheet, 1, 2, plan.say("xlsx.factor"), "qs_head")
    for line, (symbol, factor) in enumerate(sorted(plan.units.items()), 2):
        put(sheet, line, 1, symbol)
        put(sheet, line, 2, factor, "qs_number", "General")
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 22
    set_up(sheet, landscape=False, heads=1, footer=footer)


def write_references(book: Workbook, plan: Plan, footer: str) -> None:
    """Factors with source and standing, canonical beside each number."""
    for known in plan.references.values():
        sheet = book[known.sheet]
        reference = plan.source.library.reference(known.reference)
        put(sheet, 1, 1, reference.title.get(plan.lang), "qs_title")
        put(sheet, 2, 1, plan.say("xlsx.reference.note"), "qs_quiet_text")
        for column in reference.columns:
            at = known.columns[column.id]
            put(sheet, HEAD_ROWS, at, column.label.get(plan.lang), "qs_head")
            sheet.column_dimensions[get_column_letter(at)].width = 16
            if column.id in known.canonical:
                put(sheet, HEAD_ROWS, known.canonical[column.id], plan.say("xlsx.canonical"), "qs_head")
        for key, line in known.rows.items():
            row = reference.rows[key]
            for column in reference.columns:
                at, text = known.columns[column.id], row.get(column.id, "")
                if column.type != "number":
                    put(sheet, line, at, _standing(plan, text) if column.id == "standing" else text or None)
                    continue
                unit = plan.symbol(row.get(column.unit_from, "") if column.unit_from else column.unit)
                put(sheet, line, at, float(text) if text else None, "qs_number", number_format(None))
                letter = get_column_letter(at)
                factor = unit_factor(plan, f'"{unit}"') if unit else "1"
                formula(
                    sheet,
                    line,
                    known.canonical[column.id],
                    f'=IF({letter}{line}="","",{letter}{line}*{factor})',
                    "qs_quiet",
                )
        sheet.freeze_panes = f"B{HEAD_ROWS + 1}"
        set_up(sheet, landscape=True, heads=HEAD_ROWS, footer=footer)


def write_problems(book: Workbook, plan: Plan, footer: str) -> None:
    """Open problems with found, expected and fix."""
    words = [(problem, plan.source.word(problem, plan.lang)) for problem in plan.source.problems()]
    rows = (
        (plan.say(f"xlsx.severity.{problem.severity.value}"), problem.code, said.place, said.sentence, problem.found,
         problem.expected, said.fix, problem.path)
        for problem, said in words
    )  # fmt: skip
    codes = ("severity", "code", "place", "sentence", "found", "expected", "fix", "path")
    _list(book[plan.say("xlsx.sheet.problems")], plan, codes, rows, (8, 18, 36, 60, 16, 16, 60, 30), footer)


def write_screening(book: Workbook, plan: Plan, footer: str) -> None:
    """The five conditions: outcome, tier, every reason and gap, and the legal basis on the date of the facts."""
    source, lang, say = plan.source, plan.lang, plan.say
    found = source.screening()
    rows: list[tuple[str, ...]] = []
    for one in found.labels if found else ():
        gaps = [say("ui.screening.missing", place=source.label(path, lang)) for path in one.missing]
        grounds = "\n".join([*(reason.text.get(lang) for reason in one.reasons), *gaps])
        listed = say("ui.screening.listed") if one.listed else ""
        tier = one.tier.get(lang) if one.tier else ""
        basis, authority = one.basis.get(lang), one.authority.get(lang)
        rows.append((one.title.get(lang), say(one.outcome), listed, tier, grounds, basis, authority))
    said = [text.get(lang) for text in found.said] if found else [say("ui.screening.no_date")]
    rows += [(text,) for text in said]
    codes = ("condition", "outcome", "listed", "tier", "grounds", "basis", "authority")
    _list(book[say("xlsx.sheet.screening")], plan, codes, rows, (24, 14, 14, 24, 60, 40, 24), footer)


def write_table_list(book: Workbook, plan: Plan, table: str, sheet: str, footer: str) -> None:
    """A system table (evidence, comments) as a plain list."""
    spec = plan.source.library.tables[table]
    columns = [column.id for column in spec.columns]
    rows = (
        tuple(plan.source.shown(f"{table}[{row}].{column}", plan.lang).text for column in columns)
        for row in plan.source.rows(table)
    )
    heads = tuple(column.label.get(plan.lang) for column in spec.columns)
    widths = tuple(_WIDTHS[column.width] for column in spec.columns)
    _list(book[sheet], plan, heads, rows, widths, footer)


def _list(
    sheet: Worksheet,
    plan: Plan,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    footer: str,
) -> None:
    for at, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        known = f"xlsx.{head}"
        put(sheet, 1, at, plan.say(known) if known in plan.source.library.messages.texts else head, "qs_head")
        sheet.column_dimensions[get_column_letter(at)].width = width
    line = 1
    for line, row in enumerate(rows, 2):
        for at, text in enumerate(row, 1):
            put(sheet, line, at, text or None)
        lines = max((lines_of(text, width) for text, width in zip(row, widths, strict=False)), default=1)
        sheet.row_dimensions[line].height = 15 * min(
            lines, 26
        )  # programs do not all fit wrapped text by themselves
    sheet.freeze_panes = "A2"
    if line > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{line}"
    set_up(sheet, landscape=True, heads=1, footer=footer)


def _standing(plan: Plan, text: str) -> str:
    known = text in {standing.value for standing in Standing}
    return plan.say(f"report.standing.{text}") if known else text
