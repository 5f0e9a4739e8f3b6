"""Paths: the address of every answer, row and result.

``record.field``, ``table[row].column``, ``table[row].column@period``, ``table[row]``; results look the
same with a method's name in front: ``economics[zg4].NPV``. For shells there is a form without brackets:
``table/row/column@period`` and ``record/field@period``; ``record/field`` reads like a row, which only those who know
the tables can tell apart (``document.places.settle``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from desktop.model.errors import AuditError
from desktop.model.period import kind_of

_ID = r"[A-Za-z][A-Za-z0-9_]*"
_ROW = r"[A-Za-z0-9_-]+"
_CELL = re.compile(rf"(?P<table>{_ID})\[(?P<row>{_ROW})\](?:\.(?P<column>{_ID}))?(?:@(?P<period>[^@\s]+))?")
_FIELD = re.compile(rf"(?P<table>{_ID})\.(?P<column>{_ID})(?:@(?P<period>[^@\s]+))?")
_SHELL_FIELD = re.compile(rf"(?P<table>{_ID})/(?P<column>{_ID})@(?P<period>[^@\s]+)")
_TABLE = re.compile(rf"(?P<table>{_ID})")
_SHELL_CELL = re.compile(rf"(?P<table>{_ID})/(?P<row>{_ROW})(?:/(?P<column>{_ID}))?(?:@(?P<period>[^@\s]+))?")


@dataclass(frozen=True, slots=True)
class Path:
    """Address of a record field (no row), a table cell, a whole row (no column), or a whole table."""

    table: str
    row: str = ""
    column: str = ""
    period: str = ""

    def __str__(self) -> str:
        row = f"[{self.row}]" if self.row else ""
        column = f".{self.column}" if self.column else ""
        period = f"@{self.period}" if self.period else ""
        return f"{self.table}{row}{column}{period}"

    @property
    def is_row(self) -> bool:
        """True where the path names a whole row."""
        return bool(self.row) and not self.column

    def at(self, period: str) -> Path:
        """The same place in another period."""
        return replace(self, period=period)

    @property
    def row_path(self) -> Path:
        """The row this cell stands in."""
        return Path(self.table, self.row)


def parse_path(text: str) -> Path:
    """Read a path in either form.

    Raises:
        AuditError: ``path.malformed`` naming the text.
    """
    return Path(*path_parts(text))


def path_parts(text: str) -> tuple[str, str, str, str]:
    """Table, row, column and period of a path in either form, those it does not name empty.

    Raises:
        AuditError: ``path.malformed`` naming the text.
    """
    wanted = text.strip()
    for pattern in (_CELL, _FIELD, _SHELL_FIELD, _SHELL_CELL, _TABLE):
        found = pattern.fullmatch(wanted)
        if found:
            parts = found.groups("")
            if pattern in (_CELL, _SHELL_CELL):
                table, row, column, period = parts
            else:
                table, row, column, period = parts[0], "", *(*parts[1:], "", "")[:2]
            if period and kind_of(period) is None:
                raise AuditError("path.period", path=text, period=period)
            if row and not column and period:
                raise AuditError("path.malformed", path=text)
            return table, row, column, period
    raise AuditError("path.malformed", path=text)
