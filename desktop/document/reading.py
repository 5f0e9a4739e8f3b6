"""From JSON to an answer of a question, or a refusal that says what, where and how to fix."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from desktop.content.library import Library
from desktop.content.types import (
    ChoiceColumn,
    Column,
    DateColumn,
    FlagColumn,
    NumberColumn,
    PeriodColumn,
    RefColumn,
    TextColumn,
)
from desktop.document.state import State
from desktop.model.answer import Amount, Answer, Json, Later, NotApplicable
from desktop.model.errors import RefusedError
from desktop.model.path import Path
from desktop.model.period import kind_of
from desktop.model.quantity import Unit, read_number

MAX_TEXT = 100_000


class Reader:
    """Reads values for the cells of one audit: knows its library and which rows exist."""

    def __init__(self, library: Library, state: State) -> None:
        self._library = library
        self._state = state

    def read(self, path: Path, column: Column, value: Json) -> Answer:
        """The answer that ``value`` is at ``path``.

        Raises:
            RefusedError: wrong type, unknown choice, unit of another dimension, unknown row.
        """
        if value is None:
            return None
        if isinstance(value, dict) and "state" in value:
            return self._state_answer(path, value)
        match column:
            case NumberColumn():
                return self._number(path, column, value)
            case FlagColumn():
                return self._flag(path, value)
            case DateColumn():
                return self._date(path, value)
            case PeriodColumn():
                return self._period(path, value)
            case ChoiceColumn():
                return self._choice(path, column, value)
            case RefColumn():
                return self._reference(path, column, value)
            case TextColumn():
                return self._texts(path, value) if column.many else self._text(path, value)

    def unit_of(self, path: Path, column: NumberColumn) -> Unit | None:
        """The unit a bare number takes here: the column's own, or the one its row names (None = not yet said)."""
        units = self._library.units
        if not column.unit_from:
            return units.parse(column.unit)
        named = self._state.answers.get(
            (path.table, path.row, column.unit_from, "")  # type: ignore[call-overload]
        )
        return units.parse(named) if isinstance(named, str) and named and units.known(named) else None

    def _state_answer(self, path: Path, value: dict[str, Json]) -> Answer:
        match value.get("state"):
            case "na":
                reason = str(value.get("reason") or "").strip()
                if not reason:
                    raise RefusedError("value.na_reason", path=str(path))
                return NotApplicable(reason)
            case "later":
                return Later(str(value.get("who") or ""), str(value.get("when") or ""))
            case other:
                raise RefusedError("value.state", path=str(path), state=str(other))

    def _number(self, path: Path, column: NumberColumn, value: Json) -> Answer:
        entered_unit: str | None = None
        if isinstance(value, dict):
            unknown = set(value) - {"value", "unit"}
            if unknown or "value" not in value:
                raise RefusedError("value.number", path=str(path), found=_shown(value))
            raw, unit_name = value["value"], value.get("unit")
            entered_unit = str(unit_name) if unit_name else None
        else:
            raw = value
        if isinstance(raw, bool) or not isinstance(raw, int | float | str):
            raise RefusedError("value.number", path=str(path), found=_shown(value))
        try:
            text = read_number(raw if isinstance(raw, str) else _plain(raw))
        except RefusedError as error:
            raise RefusedError("value.number", path=str(path), found=_shown(raw)) from error
        if column.whole and Decimal(text) != Decimal(text).to_integral_value():
            raise RefusedError("value.whole", path=str(path), found=text)
        own = self.unit_of(path, column)
        unit = own if entered_unit is None else self._library.units.parse(entered_unit)
        if unit is None:
            raise RefusedError("value.no_unit", path=str(path), column=column.unit_from)
        if own is not None and unit.dimension != own.dimension:
            raise RefusedError(
                "value.dimension", path=str(path), found=unit.symbol, expected=own.symbol or "1"
            )
        return Amount(text, unit.text, float(text) * unit.factor)

    def _flag(self, path: Path, value: Json) -> Answer:
        if not isinstance(value, bool):
            raise RefusedError("value.flag", path=str(path), found=_shown(value))
        return value

    def _text(self, path: Path, value: Json) -> Answer:
        if not isinstance(value, str):
            raise RefusedError("value.text", path=str(path), found=_shown(value))
        if len(value) > MAX_TEXT:
            raise RefusedError("value.too_long", path=str(path), limit=MAX_TEXT)
        # Control characters have no place in a document and are illegal in the workbook.
        return "".join(sign for sign in value if sign >= " " or sign in "\n\t") or None

    def _texts(self, path: Path, value: Json) -> Answer:
        if not isinstance(value, list):
            raise RefusedError("value.texts", path=str(path), found=_shown(value))
        return tuple(str(one) for one in (self._text(path, each) for each in value) if one) or None

    def _date(self, path: Path, value: Json) -> Answer:
        if isinstance(value, str):
            tidy = value.strip().replace("/", "-").replace(".", "-").replace("年", "-").replace("月", "-")
            parts = tidy.removesuffix("日").split("-")
            if len(parts) == 3 and all(part.isdigit() for part in parts):
                year, month, day = (int(part) for part in parts)
                try:
                    return dt.date(year, month, day).isoformat()
                except ValueError:
                    pass
        raise RefusedError("value.date", path=str(path), found=_shown(value))

    def _period(self, path: Path, value: Json) -> Answer:
        text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if kind_of(text) not in ("year", "month", "span"):
            raise RefusedError("value.period", path=str(path), found=_shown(value))
        return text

    def _choice(self, path: Path, column: ChoiceColumn, value: Json) -> Answer:
        allowed = self._library.allowed(column)
        if column.many:
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise RefusedError("value.choices", path=str(path), found=_shown(value))
            many = tuple(str(one) for one in value)
        else:
            if not isinstance(value, str):
                raise RefusedError(
                    "value.choice", path=str(path), found=_shown(value), allowed=_some(allowed)
                )
            many = (value,)
        for one in many:
            if one not in allowed and not column.open:
                raise RefusedError("value.choice", path=str(path), found=one, allowed=_some(allowed))
        return many if column.many else many[0]

    def _reference(self, path: Path, column: RefColumn, value: Json) -> Answer:
        if column.many and isinstance(value, list):
            many = tuple(str(one) for one in value)
        elif isinstance(value, str):
            many = (value,)
        else:
            raise RefusedError("value.reference", path=str(path), found=_shown(value), table=column.table)
        for one in many:
            if not self._state.has_row(column.table, one):
                raise RefusedError("value.reference", path=str(path), found=one, table=column.table)
        return many if column.many else many[0]


def _plain(number: float) -> str:
    """Decimal text of a JSON number, without exponent where that stays readable."""
    if isinstance(number, int):
        return str(number)
    decimal = Decimal(repr(number))
    return format(decimal, "f") if decimal.is_finite() and abs(decimal) < Decimal("1e30") else repr(number)


def _shown(value: Json) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _some(allowed: tuple[str, ...]) -> str:
    return ", ".join(allowed[:12]) + (" …" if len(allowed) > 12 else "")
