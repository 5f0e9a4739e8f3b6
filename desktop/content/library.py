"""The content as the program uses it: ``LibraryData`` with indexes, units, messages and bound expressions."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from desktop.content.compile import load_data
from desktop.content.editions import EDITION_OF
from desktop.content.messages import Messages
from desktop.content.overlay_files import overlay_root
from desktop.content.overlay_load import load_with_overlay
from desktop.content.scope import LibraryScope, Vocabulary
from desktop.content.types import (
    CONTENT_SCHEMA,
    Binding,
    Check,
    Choice,
    ChoiceColumn,
    Column,
    LibraryData,
    Sheet,
    Table,
)
from desktop.content.types_reference import Reference, ReferenceColumn
from desktop.expr import Bound, bind, parse
from desktop.model.errors import AuditError, FileError
from desktop.model.nearest import nearest
from desktop.model.quantity import UnitAtom, UnitTable
from desktop.model.result import ABSENT, Failed, Num, Scalar
from desktop.model.text import Lang, Standing, Text

_T = TypeVar("_T")


class Library:
    """One edition of the content. Immutable in use; what is asked twice is remembered."""

    def __init__(self, data: LibraryData, messages: Messages | None = None) -> None:
        self.data = data
        self.messages = messages or Messages(data.messages)
        self.tables: dict[str, Table] = {table.id: table for table in data.tables}
        self.bindings: dict[str, Binding] = {binding.id: binding for binding in data.bindings}
        self.references: dict[str, Reference] = {reference.id: reference for reference in data.references}
        self.checks: dict[str, Check] = {check.code: check for check in data.checks}
        self.sheets: tuple[Sheet, ...] = data.sheets
        self.units = UnitTable(
            UnitAtom(
                unit.id,
                unit.symbol,
                tuple(sorted(unit.dimension.items())),
                unit.factor,
                unit.aliases,
                unit.name,
            )
            for unit in data.units
        )
        self._sheets = {sheet.id: sheet for sheet in data.sheets}
        self._columns = {(table.id, column.id): column for table in data.tables for column in table.columns}
        self.vocabulary = Vocabulary(data, self.units)
        self._bound: dict[tuple[str, str, tuple[str, ...]], Bound] = {}

    @property
    def version(self) -> str:
        """Edition of the content, as its authors count."""
        return self.data.version

    @property
    def digest(self) -> str:
        """Fingerprint of the content."""
        return self.data.digest

    # -- what there is ----------------------------------------------------------------------------------------

    def column(self, table: str, column: str) -> Column | None:
        """A column of a table or field of a record, ``None`` if there is no such thing."""
        return self._columns.get((table, column))

    def sheet(self, sheet: str) -> Sheet:
        """A sheet by its id."""
        return _known(self._sheets, sheet, "sheet")

    def binding(self, binding: str) -> Binding:
        """A bound method by its id."""
        return _known(self.bindings, binding, "binding")

    def reference(self, reference: str) -> Reference:
        """A reference table by its id."""
        return _known(self.references, reference, "reference")

    def choices(self, name: str) -> tuple[Choice, ...]:
        """A shared list of choices by its name."""
        return _known(self.data.choices, name, "choices")

    def allowed(self, column: ChoiceColumn) -> tuple[str, ...]:
        """The values a choice column takes: factors, not their earlier editions; the data year chooses among those."""
        if column.reference:
            rows = self.reference(column.reference).rows
            return tuple(key for key, row in rows.items() if not row.get(EDITION_OF))
        return tuple(choice.value for choice in self.choices(column.choices))

    def choice_label(self, column: ChoiceColumn, value: str, lang: Lang) -> str:
        """What people call a choice; a value no longer in the list is shown as it is."""
        if column.reference:
            name = self.reference(column.reference).rows.get(value, {}).get(lang)
            label = value if not name else f"{value} {name}" if column.coded else name
            if self.own_reason(column.reference, value):
                return f"{label} [{self.messages.say('content.own_row', lang)}]"
            return label
        return next(
            (choice.label.get(lang) for choice in self.choices(column.choices) if choice.value == value),
            value,
        )

    # -- looking up -------------------------------------------------------------------------------------------

    def looked_up(self, reference: str, key: str, column: str) -> Scalar:
        """A cell of a reference table as a value; an empty cell is absent."""
        table = self.reference(reference)
        row = table.rows.get(key)
        if row is None:
            return Failed("content.no_such_row", {"reference": reference, "key": key})
        spec = next((one for one in table.columns if one.id == column), None)
        if spec is None:
            return Failed("content.no_such_column", {"reference": reference, "column": column})
        cell = row.get(column, "")
        if not cell:
            return ABSENT
        if spec.type != "number":
            return cell
        unit = self.units.parse(_unit_of(spec, row))
        return Num(float(cell) * unit.factor, unit.dimension)

    def citation(self, reference: str, key: str, column: str = "") -> tuple[str, Standing]:
        """Source and standing of a row of a reference table, or of a column of it that has its own.

        A row of the user's overlay says that it is one, and why.
        """
        row = self.reference(reference).rows.get(key, {})
        own = self._own_source(reference, key)
        if column and row.get(f"{column}_standing"):
            source = row.get(f"{column}_source", row.get("source", ""))
            return _listed(source, own), Standing(row[f"{column}_standing"])
        standing = row.get("standing", "")
        source = _listed(row.get("source", ""), row.get("table", ""), own)
        return source, Standing(standing) if standing else Standing.RECALLED

    def own_reason(self, reference: str, key: str) -> str:
        """Why the user's overlay holds a row of a reference table; empty where the row is the base's."""
        return self.data.own.get(f"references/{reference}.{key}", "")

    def _own_source(self, reference: str, key: str) -> str:
        reason = self.own_reason(reference, key)
        mark = self.messages.text("content.own_row")
        return f"{mark.zh} {mark.en}: {reason}" if reason else ""

    # -- expressions ------------------------------------------------------------------------------------------

    def scope(self, table: str = "", names: Iterable[str] = ()) -> LibraryScope:
        """What names mean in an expression that stands in a row of ``table``."""
        return LibraryScope(self.vocabulary, table, dict.fromkeys(names, "any"))

    def bound(self, text: str, table: str = "", names: Iterable[str] = ()) -> Bound:
        """An expression of the content, parsed and bound once."""
        key = (text, table, tuple(names))
        known = self._bound.get(key)
        if known is None:
            known = self._bound[key] = bind(parse(text), self.scope(table, key[2]))
        return known

    # -- words ------------------------------------------------------------------------------------------------

    def message(self, code: str, lang: Lang, /, **params: object) -> str:
        """The sentence of a message code."""
        return self.messages.say(code, lang, **params)

    def text(self, code: str) -> Text:
        """A message in both languages, holes unfilled."""
        return self.messages.text(code)

    # -- pinning ----------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """The snapshot an audit pins: the content without the program's own messages, compressed."""
        return zlib.compress(msgspec.msgpack.encode(msgspec.structs.replace(self.data, messages={})), 6)


def load_library(overlay: Path | None = None) -> Library:
    """The content in force for new audits: the installed one with the user's overlay over it.

    Raises:
        AuditError: ``content.broken`` or ``content.own_broken`` with the first mistakes.
    """
    return Library(load_with_overlay(overlay or overlay_root()))


def load_base() -> Library:
    """The installed content alone: what the program says, and what the overlay is written against.

    Raises:
        AuditError: ``content.broken`` with the first mistakes.
    """
    return Library(load_data())


@cache
def _own_messages() -> Messages:
    return load_base().messages


def library_from_bytes(blob: bytes) -> Library:
    """A pinned snapshot as a library, speaking with the messages of the running program.

    Raises:
        FileError: ``content.snapshot_damaged``, or ``content.snapshot_newer`` naming the schema.
    """
    try:
        data = msgspec.msgpack.decode(zlib.decompress(blob), type=LibraryData)
    except (zlib.error, msgspec.MsgspecError) as error:
        raise FileError("content.snapshot_damaged", reason=str(error)) from error
    if data.schema > CONTENT_SCHEMA:
        raise FileError("content.snapshot_newer", found=data.schema, known=CONTENT_SCHEMA)
    return Library(data, _own_messages())


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _unit_of(column: ReferenceColumn, row: Mapping[str, str]) -> str:
    return row.get(column.unit_from, "") if column.unit_from else column.unit


def _known(index: Mapping[str, _T], name: str, kind: str) -> _T:
    found = index.get(name)
    if found is None:
        raise AuditError("content.no_such", kind=kind, name=name, near=nearest(name, index))
    return found
