"""One search over questions, rows, answers, guidance and sheets: Chinese substring, pinyin, initials, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.content.types import Column, RefColumn, Table
from desktop.document.describe import sheet_of
from desktop.document.values import Values
from desktop.document.wording import Wording
from desktop.model.answer import Amount
from desktop.model.path import Path
from desktop.model.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found: where to jump, what it is called, and the words around the match."""

    path: str
    sheet: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    sheet: str
    title: Text
    body: str
    hay: str
    weight: int


class Index:
    """Search entries of an audit; rows are indexed one by one, so that an edit renews only its own row."""

    def __init__(self, values: Values, wording: Wording) -> None:
        self._values = values
        self._wording = wording
        self._fixed = tuple(self._sheets()) + tuple(self._questions())
        self._rows: dict[tuple[str, str], tuple[_Entry, ...]] = {}
        for table in values.library.tables.values():
            for row in [""] if table.single else values.rows(table.id):
                self._rows[table.id, row] = tuple(self._row(table, row))

    def refresh(self, rows: Iterable[tuple[str, str]], tables: Iterable[str]) -> None:
        """Index changed rows again; drop those that are gone."""
        library = self._values.library
        wanted = set(rows)
        for name in tables:
            existing = set(self._values.rows(name))
            for table, row in [key for key in self._rows if key[0] == name and key[1] not in existing]:
                del self._rows[table, row]
            wanted |= {(name, row) for row in existing if (name, row) not in self._rows}
        for table, row in wanted:
            spec = library.tables.get(table)
            if spec is not None and (spec.single or row in self._values.rows(table)):
                self._rows[table, row] = tuple(self._row(spec, row))

    def find(self, words: str, lang: Lang, limit: int) -> tuple[Hit, ...]:
        """Places in which every word occurs; titles before bodies, sheets before cells."""
        asked = [word for word in _plain(words).split() if word]
        if not asked:
            return ()
        found: list[tuple[int, int, _Entry]] = []
        for order, entry in enumerate(self._entries()):
            if all(word in entry.hay for word in asked):
                title = _plain(entry.title.get(lang))
                starts = 0 if title.startswith(asked[0]) else 1 if asked[0] in title else 2
                found.append((entry.weight + starts, order, entry))
        found.sort(key=lambda one: one[:2])
        return tuple(
            Hit(entry.path, entry.sheet, entry.title.get(lang), _around(entry.body, asked[0]))
            for _, _, entry in found[:limit]
        )

    def _entries(self) -> Iterator[_Entry]:
        yield from self._fixed
        for entries in self._rows.values():
            yield from entries

    def _sheets(self) -> Iterator[_Entry]:
        for sheet in self._values.library.data.sheets:
            title = Text(f"{sheet.number} {sheet.title.zh}", f"{sheet.number} {sheet.title.en}")
            body = f"{sheet.purpose.zh} {sheet.purpose.en}"
            yield _entry(f"page:{sheet.id}", sheet.id, title, body, 0)

    def _questions(self) -> Iterator[_Entry]:
        for table in self._values.library.tables.values():
            for column in table.columns:
                sheet = sheet_of(self._values, table.id, "", column.id)
                path = str(Path(table.id, "", column.id)) if table.single else ""
                title = Text(f"{table.title.zh} · {column.label.zh}", f"{table.title.en} · {column.label.en}")
                if sheet is not None:
                    yield _entry(path or f"page:{sheet.id}", sheet.id, title, _guidance(column), 3)

    def _row(self, table: Table, row: str) -> Iterator[_Entry]:
        sheet = sheet_of(self._values, table.id, row, "")
        title = Text(
            self._wording.row_label(table.id, row, "zh") if row else table.title.zh,
            self._wording.row_label(table.id, row, "en") if row else table.title.en,
        )
        words: list[str] = []
        first = ""
        for cell in self._values.state.cells_of(table.id, row):
            answer = self._values.state.answers[cell]
            said = answer.value if isinstance(answer, Amount) else answer if isinstance(answer, str) else ""
            if said:
                words.append(said)
                first = first or str(cell.path)
        if words:
            place = str(Path(table.id, row, table.row_label)) if row and table.row_label else first
            named = self._values.library.column(table.id, table.row_label) if row else None
            lent = isinstance(named, RefColumn)  # called after another row, which people mean first
            yield _entry(place, sheet.id if sheet else "", title, " ".join(words), 9 if lent else 6)


def _guidance(column: Column) -> str:
    texts = [column.hint]
    if column.help is not None:
        texts += [column.help.what, column.help.where, column.help.evidence]
    return " ".join(f"{text.zh} {text.en}" for text in texts if text is not None)


def _entry(path: str, sheet: str, title: Text, body: str, weight: int) -> _Entry:
    hay = _plain(f"{title.zh} {title.en} {body} {path}") + " " + sounds(title.zh)
    return _Entry(path, sheet, title, body, hay, weight)


def _plain(text: str) -> str:
    return text.casefold().replace("\u2009", "").strip()


@lru_cache(maxsize=20_000)
def sounds(text: str) -> str:
    """Pinyin in full and by initials: 电解铝 -> ``dianjielv djl``."""
    from pypinyin import lazy_pinyin  # imported when used: its dictionaries take a while

    syllables = lazy_pinyin(text)
    return _plain("".join(syllables)) + " " + _plain("".join(one[:1] for one in syllables))


def _around(body: str, word: str, width: int = 60) -> str:
    at = max(_plain(body).find(word), 0)
    start = max(at - width // 3, 0)
    cut = body[start : start + width]
    return ("…" if start else "") + cut + ("…" if start + width < len(body) else "")
