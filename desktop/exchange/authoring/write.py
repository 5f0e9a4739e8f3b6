"""An indicator system as a workbook: facts, groups and indicators with drop-downs, notes and a guide."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.content.lint_indicators import GROUPS, INDICATORS, SYSTEMS
from desktop.content.messages import Messages
from desktop.content.types import LibraryData
from desktop.exchange.authoring.layout import (
    FIRST,
    GUIDE,
    LISTS,
    SHEETS,
    VALUE,
    Field,
    fields_of,
    short,
    word_code,
)
from desktop.exchange.authoring.system import TypedSystem

_FACE = "Noto Sans SC"
_ACCENT, _INK, _SOFT, _FAINT, _LINE = "0F766E", "15202B", "4D5C6A", "82909C", "DFE5E9"
_RULE = Border(bottom=Side(style="thin", color=_LINE))
_HEAD = PatternFill("solid", fgColor="EEF2F4")
_INPUT = PatternFill("solid", fgColor="F3FAF8")
_WRAP = Alignment(vertical="center", wrap_text=True)
_SPARE = {GROUPS: 30, INDICATORS: 300}
_TEXT = "@"
_WIDTHS = {"id": 12, "zh": 34, "en": 38, "group": 12, "source": 30, "standing": 18, "direction": 18,
           "level_i": 26, "level_ii": 26, "level_iii": 26, "applies_zh": 22, "applies_en": 26}  # fmt: skip
_WIDTH = 14
_LEVELS = ("level_i", "level_ii", "level_iii")


def write_system(data: LibraryData, system: TypedSystem) -> bytes:
    """The workbook of a system; an empty one is a template."""
    book = Workbook()
    writer = _Writer(book, data)
    writer.guide(system)
    writer.facts(system)
    writer.rows(GROUPS, system)
    writer.rows(INDICATORS, system)
    writer.lists()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, book: Workbook, data: LibraryData) -> None:
        self._book = book
        self._data = data
        self._words = Messages(data.messages)
        self._lists: dict[tuple[str, str], list[str]] = {}

    # -- sheets ----------------------------------------------------------------------------------------------

    def guide(self, system: TypedSystem) -> None:
        """What to do, in both languages."""
        sheet = self._book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = GUIDE
        names: list[str] = [
            system.facts.get(lang) or self._words.say("authoring.title_new", lang) for lang in ("zh", "en")
        ]
        for at, (lang, name) in enumerate(zip(("zh", "en"), names, strict=True), 1):
            title = self._words.text("authoring.title").get(lang)  # type: ignore[arg-type]
            _put(_at(sheet, at, 1), title.replace("{name}", name), Font(_FACE, 14, bold=True, color=_ACCENT))
        at = 4
        for number in range(1, 6):
            text = self._words.text(f"authoring.guide.{number}")
            for said, ink in ((text.zh, _INK), (text.en, _SOFT)):
                _put(_at(sheet, at, 1), said, Font(_FACE, 11, color=ink)).alignment = _WRAP
                at += 1
            at += 1
        sheet.column_dimensions["A"].width = 110
        _paper(sheet)
        sheet.sheet_view.showGridLines = False

    def facts(self, system: TypedSystem) -> None:
        """One fact of the system a row: key, field, value, what it means."""
        sheet = self._book.create_sheet(SHEETS[SYSTEMS])
        for at, code in ((2, "field"), (3, "value"), (4, "note")):
            self._head(_at(sheet, 1, at), self._both(f"authoring.head.{code}"))
        for at, one in enumerate(fields_of(self._data, SYSTEMS), 2):
            _put(_at(sheet, at, 1), one.id, Font(_FACE, 8, color=_FAINT)).alignment = _WRAP
            label = f"{one.column.label.zh} {one.column.label.en}{' *' if one.needed else ''}"
            _put(_at(sheet, at, 2), label, Font(_FACE, 10, bold=True, color=_INK)).alignment = _WRAP
            cell = self._value(_at(sheet, at, VALUE), one, system.facts.get(one.id, ""), number=False)
            cell.fill = _INPUT
            note = self._both(one.note)
            _put(_at(sheet, at, 4), note, Font(_FACE, 9, color=_SOFT)).alignment = _WRAP
            if one.words:
                self._drop_down(sheet, one, f"C{at}")
            sheet.row_dimensions[at].height = 30 if len(note) < 110 else 58
        for letter, width in zip("ABCD", (16, 34, 52, 90), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.row_dimensions[1].height = 30
        sheet.freeze_panes = "C2"
        _paper(sheet)

    def rows(self, table: str, system: TypedSystem) -> None:
        """One group or indicator a row, below the keys and heads of the columns."""
        sheet = self._book.create_sheet(SHEETS[table])
        fields = fields_of(self._data, table)
        entries = system.groups if table == GROUPS else system.indicators
        last = FIRST + len(entries) + _SPARE[table] - 1
        for at, one in enumerate(fields, 1):
            letter = get_column_letter(at)
            _put(_at(sheet, 1, at), one.id, Font(_FACE, 8, color=_FAINT))
            label = f"{one.column.label.zh}{' *' if one.needed else ''}\n{one.column.label.en}"
            head = self._head(_at(sheet, 2, at), label)
            head.comment = Comment(self._both(one.note), "Qingshen", width=320, height=150)
            column = sheet.column_dimensions[letter]
            column.width = _WIDTHS.get(one.id, _WIDTH)
            column.font, column.alignment = _body(), _WRAP
            if _is_text(one):
                column.number_format = _TEXT  # so that 01 and 2015-10 typed in stay what they are
            if one.words:
                self._drop_down(sheet, one, f"{letter}{FIRST}:{letter}{last}")
            elif (table, one.id) == (INDICATORS, "group"):
                keys = f"{quote_sheetname(SHEETS[GROUPS])}!$A${FIRST}:$A${FIRST + 200}"
                self._validate(sheet, keys, f"{letter}{FIRST}:{letter}{last}")
        for at, row in enumerate(entries, FIRST):
            self._row(sheet, at, fields, row, system.id)
        sheet.row_dimensions[2].height = 48
        sheet.print_title_rows = "2:2"
        _paper(sheet)
        sheet.freeze_panes = f"C{FIRST}" if table == GROUPS else f"D{FIRST}"

    def lists(self) -> None:
        """The closed lists the drop-downs take their values from, a column each."""
        sheet = self._book.create_sheet(LISTS)
        for at, ((_, column), words) in enumerate(self._lists.items(), 1):
            self._head(_at(sheet, 1, at), column)
            for down, word in enumerate(words, 2):
                _put(_at(sheet, down, at), word, Font(_FACE, 10, color=_INK))
            sheet.column_dimensions[get_column_letter(at)].width = 26
        _paper(sheet)

    # -- parts -----------------------------------------------------------------------------------------------

    def _row(
        self, sheet: Worksheet, at: int, fields: Sequence[Field], row: Mapping[str, str], system: str
    ) -> None:
        compares = row.get("direction", "qualitative") != "qualitative"
        for place, one in enumerate(fields, 1):
            text = row.get(one.id, "")
            if one.id in ("id", "group"):
                text = short(system, text)
            number = one.column.type == "number" or (compares and one.id in _LEVELS)
            self._value(_at(sheet, at, place), one, text, number=number)
        lines = max(_lines(row.get(one.id, ""), _WIDTHS.get(one.id, _WIDTH)) for one in fields)
        sheet.row_dimensions[at].height = 6 + 14 * min(lines, 12)

    def _value(self, cell: Cell, one: Field, text: str, *, number: bool) -> Cell:
        """A value: numbers as numbers where that says the same, closed values with their word, all else as text."""
        cell.font = _body()
        cell.border = _RULE
        cell.alignment = _WRAP
        if number and _is_plain(text):
            cell.value = float(text) if "." in text else int(text)
            return cell
        if _is_text(one):
            cell.number_format = _TEXT
        if text:
            _put(cell, self._shown(one, text) if one.words else text, _body())
        return cell

    def _shown(self, one: Field, word: str) -> str:
        label = self._words.say(word_code(one.id, word), "zh")
        return f"{label} {word}"

    def _drop_down(self, sheet: Worksheet, one: Field, cells: str) -> None:
        key = (one.table, one.id)
        self._lists.setdefault(key, [self._shown(one, word) for word in one.words])
        letter = get_column_letter([*self._lists].index(key) + 1)
        values = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(one.words) + 1}"
        self._validate(sheet, values, cells)

    def _validate(self, sheet: Worksheet, values: str, cells: str) -> None:
        rule = DataValidation(type="list", formula1=values, allow_blank=True)
        rule.showErrorMessage = True
        rule.error = self._both("authoring.pick")
        sheet.add_data_validation(rule)
        rule.add(cells)

    def _head(self, cell: Cell, text: str) -> Cell:
        _put(cell, text, Font(_FACE, 9, bold=True, color=_INK))
        cell.fill = _HEAD
        cell.alignment = Alignment("center", "center", wrap_text=True)
        return cell

    def _both(self, code: str) -> str:
        text = self._words.text(code)
        return f"{text.zh}\n{text.en}"


def _paper(sheet: Worksheet) -> None:
    """A4 across, as wide as the sheet."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # nothing is merged here
    return cell


def _body() -> Font:
    return Font(_FACE, 10, color=_INK)


def _put(cell: Cell, text: str, font: Font) -> Cell:
    """Text stays text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"
    cell.font = font
    return cell


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two digits."""
    wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
    return 1 + text.count("\n") + wide // max(width - 2, 1)


def _is_text(one: Field) -> bool:
    """Whether a column holds texts only; levels hold either."""
    return one.column.type != "number" and one.id not in _LEVELS


def _is_plain(text: str) -> bool:
    """Whether a number in a cell reads back as the same text."""
    try:
        number: float = float(text) if "." in text else int(text)
    except ValueError:
        return False
    return str(number) == text
