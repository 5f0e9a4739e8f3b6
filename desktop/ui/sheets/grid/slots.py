"""The columns a table shows: each question once, or once per year; then the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.content.types import ChoiceColumn, Column, NumberColumn, RefColumn, TextColumn
from desktop.document import Document
from desktop.model.text import Lang
from desktop.ui.sheets.places import periods_of
from desktop.ui.sheets.tones import TONES

EVIDENCE_SLOT = "#evidence"
MANY = 13  # columns a table may have before it is a wide one


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of a table: a question at one period, or the count of evidence."""

    id: str
    period: str
    column: Column | None
    years: bool = False  # one of several years side by side

    @property
    def key(self) -> str:
        """``column`` or ``column@period``."""
        return f"{self.id}@{self.period}" if self.period else self.id

    @property
    def numeric(self) -> bool:
        """Whether figures stand here, right-aligned."""
        return isinstance(self.column, NumberColumn)

    @property
    def calculated(self) -> bool:
        """Whether nobody can type here."""
        return self.column is None or bool(self.column.calculation)


@dataclass(frozen=True, slots=True)
class Head:
    """The words above a column; ``upper`` is the question where several stand over their years."""

    text: str
    upper: str = ""
    mark: str = ""
    unit: str = ""
    tip: str = ""

    @property
    def spoken(self) -> str:
        """All of it in one line."""
        return " ".join(part for part in (self.upper, self.text, self.mark, self.unit) if part)


def joined_columns(tables: Iterable[tuple[str, tuple[Column, ...]]]) -> tuple[Column, ...]:
    """The columns of several parts in one order: what names a row first, then as the first part has them.

    ``tables`` are the naming column and the columns of each part; a column only a later part has stands behind
    the one it follows there.
    """
    order: list[Column] = []
    for named, columns in tables:
        behind = -1
        for column in columns:
            known = next((place for place, one in enumerate(order) if one.id == column.id), None)
            if known is None:
                behind = behind + 1
                order.insert(behind, column)
            else:
                behind = max(behind, known)
        order = [one for one in order if one.id == named] + [one for one in order if one.id != named]
    return tuple(order)


def slots_of(
    document: Document, columns: tuple[Column, ...], common: frozenset[str] = frozenset()
) -> tuple[Slot, ...]:
    """All columns there could be, the evidence among them; which are shown is the view's business."""
    slots: list[Slot] = []
    for column in columns:
        periods = periods_of(document, column.period)
        slots.extend(Slot(column.id, period, column, len(periods) > 1) for period in periods)
    proven = [place for place, slot in enumerate(slots) if slot.column is not None and slot.column.evidence]
    if proven:
        slots.insert(_behind(slots, proven[-1], common), Slot(EVIDENCE_SLOT, "", None))
    return tuple(slots)


def main_slots(
    document: Document, slots: tuple[Slot, ...], named: str, common: frozenset[str]
) -> frozenset[str]:
    """The slots shown at first, by key. A wide table of figures by year shows its names, figures and units, others all.

    Calculated figures of earlier years are one click away, not in the way, and so is what only a few of the parts
    of a table ask (``common``: what most ask).
    """
    lately = [slot for slot in slots if not _is_earlier(document, slot)]
    lately = [slot for slot in lately if slot.column is None or slot.id in common]
    typed_by_year = any(slot.years and not slot.calculated and _is_yearly(slot) for slot in lately)
    if not typed_by_year or len({slot.id for slot in lately}) <= MANY:
        return frozenset(slot.key for slot in lately)
    timed = [slot for slot in lately if slot.column is not None and slot.column.period != "none"]
    units = {getattr(slot.column, "unit_from", "") for slot in timed if not slot.calculated}
    return frozenset(
        slot.key
        for slot in lately
        if slot.column is None or slot.id in units or slot.id == named or slot in timed or _is_name(slot)
    )


def _behind(slots: list[Slot], proven: int, common: frozenset[str]) -> int:
    """Where the evidence stands: behind the figures it proves and the first figure calculated from them."""
    for place in range(proven + 1, len(slots)):
        slot = slots[place]
        timed = slot.column is not None and slot.column.period != "none"
        if slot.calculated and slot.numeric and timed and slot.id in common:
            column = slot.id
            while place < len(slots) and slots[place].id == column:
                place += 1
            return place
    return len(slots)


def _is_name(slot: Slot) -> bool:
    """What tells rows apart: a long required text, the row they belong to, a class shown as a chip."""
    match slot.column:
        case TextColumn(required=True, width="wide") | RefColumn(required=True, width="short"):
            return True
        case ChoiceColumn(choices=choices):
            return choices in TONES
        case _:
            return False


def _is_earlier(document: Document, slot: Slot) -> bool:
    base = document.base_year
    return slot.years and _is_yearly(slot) and slot.calculated and bool(base) and slot.period != base


def _is_yearly(slot: Slot) -> bool:
    """Whether it belongs to a year; the editions of a figure are compared, so neither is the earlier one."""
    return slot.column is not None and slot.column.period == "year"


def head_of(document: Document, slots: tuple[Slot, ...], slot: Slot, lang: Lang) -> Head:
    """The words above a slot. One yearly question alone is headed by its years, as on the printed sheet."""
    message = document.library.message
    column = slot.column
    if column is None:
        return Head(message("ui.sheets.evidence", lang))
    label = column.label.get(lang)
    unit = _unit_in_head(document, column, lang)
    if not slot.years:
        return Head(label, unit=unit, tip=_tip(column, label, lang))
    year = document.wording.period(slot.period, lang) if column.period != "year" else slot.period
    if slot.calculated:
        return Head(label, mark=year, unit=unit, tip=_tip(column, f"{label} {year}", lang))
    mark = message("ui.sheets.base_year", lang) if slot.period == document.base_year else ""
    typed = {one.id for one in slots if one.years and not one.calculated}
    if len(typed) == 1:
        return Head(year, mark=mark, unit=unit, tip=_tip(column, f"{label} {year}", lang))
    return Head(year, label, mark, unit, _tip(column, f"{label} {year}", lang))


def _unit_in_head(document: Document, column: Column, lang: Lang) -> str:
    if not isinstance(column, NumberColumn) or not column.unit or "{" in column.unit:
        return ""
    return document.wording.symbol(column.unit, lang)


def _tip(column: Column, label: str, lang: Lang) -> str:
    hint = column.hint.get(lang) if column.hint else ""
    return f"{label}\n{hint}" if hint else label
