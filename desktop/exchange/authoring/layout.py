"""The authoring workbook: its sheets, columns, closed lists, and how a key of the library reads in a cell."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.content.lint_indicators import GROUPS, INDICATORS, SYSTEMS, WORDS
from desktop.content.overlay import OWN_COLUMNS, REASON
from desktop.content.types import LibraryData
from desktop.content.types_reference import ReferenceColumn
from desktop.model.text import Standing

GUIDE, LISTS = "说明 Guide", "词表 Lists"
SHEETS = {SYSTEMS: "体系 System", GROUPS: "一级指标 Groups", INDICATORS: "二级指标 Indicators"}
FIRST = 3
"""Row of the first entry of a list; above it stand the ids of the columns and their heads."""
VALUE = 3
"""Column of the values of the sheet of the system, one field a row from row 2."""
MOST_ROWS = 20_000
STANDING = "standing"
_NEEDED = {
    SYSTEMS: {"id", "zh", "en", "complete", STANDING, "source"},
    GROUPS: {"id", "zh", "en", STANDING, "source"},
    INDICATORS: {"id", "group", "zh", "en", "direction", STANDING, "source"},
}
_NAMES = {"<=": "at_most", ">=": "at_least", "<": "below", ">": "above"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table as a column (or row) of the workbook."""

    table: str
    column: ReferenceColumn
    words: tuple[str, ...]

    @property
    def id(self) -> str:
        """Id of the column."""
        return self.column.id

    @property
    def needed(self) -> bool:
        """Whether it may not be left empty."""
        return self.id in _NEEDED[self.table]

    @property
    def note(self) -> str:
        """Message code of what it means."""
        return f"authoring.note.{self.id}"


def fields_of(data: LibraryData, table: str) -> tuple[Field, ...]:
    """The fields of a table in order. The system itself is named once, on its own sheet."""
    reference = next(one for one in data.references if one.id == table)
    columns = [column for column in reference.columns if table == SYSTEMS or column.id != "system"]
    if table == SYSTEMS:
        columns += [column for column in OWN_COLUMNS if column.id == REASON]
    return tuple(Field(table, column, words_of(table, column.id)) for column in columns)


def words_of(table: str, column: str) -> tuple[str, ...]:
    """The values a closed column takes; none where anything may stand."""
    if column == STANDING:
        return tuple(one.value for one in Standing if one is not Standing.SAMPLE)
    return tuple(word for word in WORDS.get((table, column), ()) if word)


def word_code(column: str, word: str) -> str:
    """Message code of a closed value."""
    shared = "flag" if word in ("yes", "no") else column
    return f"authoring.word.{shared}.{_NAMES.get(word, word)}"


def short(system: str, key: str) -> str:
    """A key without the system in front of it, as it reads in a cell."""
    return key.removeprefix(f"{system}.")


def whole(system: str, key: str) -> str:
    """The key of the library for what stands in a cell."""
    return key if key.startswith(f"{system}.") else f"{system}.{key}"
