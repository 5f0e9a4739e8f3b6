"""A filled-in workbook back into an indicator system: every mistake at once, with sheet, cell and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.content.faults import ContentFault
from desktop.content.lint_indicators import FORMULA, GROUPS, INDICATORS, LEVELS, SYSTEMS, in_order
from desktop.content.messages import Messages
from desktop.content.overlay import REASON
from desktop.content.types import LibraryData
from desktop.exchange.authoring.grid import Faults, Grid, Row, open_workbook, read_facts, read_rows
from desktop.exchange.authoring.layout import Field, fields_of, whole, word_code
from desktop.exchange.authoring.sums import check_sums
from desktop.exchange.authoring.system import TypedSystem
from desktop.model.nearest import nearest

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class ReadSystem:
    """What a workbook holds. With ``faults`` it is not to be used; ``doubts`` are told and do no harm."""

    system: TypedSystem
    faults: tuple[ContentFault, ...] = ()
    doubts: tuple[ContentFault, ...] = ()


def read_system(path: Path, data: LibraryData) -> ReadSystem:
    """The system typed into a workbook.

    Raises:
        FileError: there is no such file, or it is no workbook.
    """
    return _Reader(path, data).read()


class _Reader:
    def __init__(self, path: Path, data: LibraryData) -> None:
        self._book = open_workbook(path)
        self._path = path
        self._data = data
        self._words = Messages(data.messages)
        self._faults = Faults(path.name)
        self._doubts = Faults(path.name)

    def read(self) -> ReadSystem:
        """Facts, groups, indicators, then what they must be together."""
        facts, system = self._facts()
        groups = self._rows(GROUPS, system)
        indicators = self._rows(INDICATORS, system)
        known = {whole(system, row["id"]) for _, row in groups.rows}
        for number, row in indicators.rows:
            self._indicator(indicators, number, row, system, known)
        for grid in (groups, indicators):
            if not grid.rows:
                self._doubts.add("authoring.no_rows", grid.sheet)
        check_sums(facts, groups, indicators, self._faults, self._doubts)
        typed = TypedSystem(
            system,
            facts,
            tuple(self._keyed(row, system) for _, row in groups.rows),
            tuple(self._keyed(row, system) for _, row in indicators.rows),
        )
        return ReadSystem(typed, tuple(self._faults.found), tuple(self._doubts.found))

    def _facts(self) -> tuple[Row, str]:
        fields = fields_of(self._data, SYSTEMS)
        facts, places = read_facts(self._book, fields, self._faults)
        for one in fields:
            if one.id in facts:
                facts[one.id] = self._cell(one, facts[one.id], places[one.id])
        if not facts.get(REASON):
            facts[REASON] = self._words.say("authoring.default_reason", "zh", name=self._path.name)
        return {one.id: facts.get(one.id, "") for one in fields}, facts.get("id", "")

    def _rows(self, table: str, system: str) -> Grid:
        fields = fields_of(self._data, table)
        grid = read_rows(self._book, table, fields, self._faults)
        seen: dict[str, str] = {}
        for number, row in grid.rows:
            for one in fields:
                row[one.id] = self._cell(one, row[one.id], grid.place(number, one.id))
            key, place = whole(system, row["id"]), grid.place(number, "id")
            if row["id"] and key in seen:
                self._faults.add("authoring.duplicate", place, found=row["id"], other=seen[key])
            seen.setdefault(key, place)
        return grid

    def _cell(self, one: Field, text: str, place: str) -> str:
        """A cell in the form the library keeps; noted where it cannot be that."""
        if not text:
            if one.needed:
                note = self._words.text(one.note)
                self._faults.add("authoring.needed", place, field=one.column.label, note=note)
            return ""
        if one.words:
            return self._word(one, text, place)
        if one.column.type == "number":
            number = _narrow(text)
            if not _NUMBER.fullmatch(number):
                self._faults.add("authoring.not_a_number", place, field=one.column.label, found=text)
            return number
        if one.id in ("id", "group"):
            key = _narrow(text)
            if not all(_KEY.fullmatch(part) for part in key.split(".", 1)):
                self._faults.add("authoring.bad_id", place, found=text)
            return key
        return text

    def _word(self, one: Field, text: str, place: str) -> str:
        """The closed value a cell names by its key, by its word, or by both."""
        said = _narrow(text).lower().replace("≤", "<=").replace("≥", ">=")
        for word in one.words:
            label = self._label(one, word)
            if said in (word, _narrow(label).lower(), _narrow(f"{label} {word}").lower()):
                return word
        known = ", ".join(one.words)
        self._faults.add(
            "authoring.not_a_word",
            place,
            nearest(said, one.words),
            found=text,
            field=one.column.label,
            known=known,
        )
        return ""

    def _indicator(self, grid: Grid, number: int, row: Row, system: str, groups: Iterable[str]) -> None:
        known = [*groups]
        if row["group"] and whole(system, row["group"]) not in known:
            self._faults.add(
                "authoring.unknown_group",
                grid.place(number, "group"),
                found=row["group"],
                known=", ".join(key.removeprefix(f"{system}.") for key in known[:12]) or "–",
            )
        if row["pool"] and not row["pool_weight"]:
            self._faults.add("authoring.pool_weight", grid.place(number, "pool_weight"), found=row["pool"])
        if row["direction"] in ("", "qualitative"):
            return
        sound = True
        for name in LEVELS:
            if row[name]:
                row[name], found = _narrow(row[name]), row[name]
                if not FORMULA.fullmatch(row[name]):
                    sound = False
                    self._faults.add("authoring.level_number", grid.place(number, name), found=found)
        cells = [row[name] for name in LEVELS if row[name]]
        if sound and not in_order(cells, row["direction"]):
            self._faults.add(
                "authoring.level_order",
                grid.place(number, LEVELS[0]),
                found=" / ".join(cells),
                direction=row["direction"],
            )

    def _keyed(self, row: Mapping[str, str], system: str) -> Row:
        """The row as the library has it: whole keys, and the system it belongs to, in the order of the columns."""
        keyed = {**row, "id": whole(system, row["id"]), "system": system}
        if "group" in row:
            keyed["group"] = whole(system, row["group"])
        return keyed

    def _label(self, one: Field, word: str) -> str:
        return self._words.say(word_code(one.id, word), "zh")


def _narrow(text: str) -> str:
    """Full-width digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()
