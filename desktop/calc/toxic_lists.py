"""Which lists of toxic substances a material or discharged substance stands on (reference ``toxic_substances``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from desktop.content.library import Library

REFERENCE = "toxic_substances"
_OF_METALS = ("3", "open")  # classes of Order 38 Art. 8 that name metals, whose compounds count
_REMEMBERED = 20_000

Row = Mapping[str, str]


class ToxicLists:
    """The lists of one library. What was looked up is remembered: an audit asks for the same names at every edit."""

    def __init__(self, library: Library) -> None:
        self._rows = [(row, row["match"].split()) for row in library.references[REFERENCE].rows.values()]
        self._metals = {
            word
            for row, words in self._rows
            if row["order38_class"] in _OF_METALS
            for word in words
            if len(word) == 1
        }
        self._exact = {word for row, words in self._rows for word in (row["zh"], *words)}
        self._exact.update(row["en"].lower() for row, _ in self._rows)
        self._numbers = {row["cas"] for row, _ in self._rows if row.get("cas")}
        within = {word for _, words in self._rows for word in words if self._names_others(word)}
        self._within = re.compile("|".join(map(re.escape, sorted(within))))
        self._known: dict[tuple[str, str], tuple[Row, ...]] = {}

    def naming(self, name: str, cas: str | None) -> tuple[Row, ...]:
        """Rows with the same CAS number, or a word of which the name is made."""
        key = name.strip(), (cas or "").strip()
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = tuple(self._like(*key)) if self._may_be_listed(*key) else ()
        return self._known[key]

    def _may_be_listed(self, name: str, cas: str) -> bool:
        """A quick look at all rows together: of most names none is found."""
        if name in self._exact or name.lower() in self._exact or cas in self._numbers:
            return True
        return self._within.search(name) is not None

    def _like(self, name: str, cas: str) -> Iterator[Row]:
        lowered = name.lower()
        for row, words in self._rows:
            if cas and row.get("cas"):
                same = cas == row["cas"]
            else:
                same = name == row["zh"] or any(self._is_of(name, word) for word in words)
            if same or lowered == row["en"].lower():
                yield row

    def _names_others(self, word: str) -> bool:
        """Whether a word is looked for within names."""
        return len(word) > 1 or word in self._metals

    def _is_of(self, name: str, word: str) -> bool:
        """Metals name their compounds (铬酐, 含铬污泥; not 无铬钝化剂); 苯 would be found in half of chemistry."""
        if name == word:
            return True
        within = word in name and self._names_others(word)
        return within and re.search(rf"(?<!无)(?<!不含){re.escape(word)}", name) is not None


_lists: WeakKeyDictionary[Library, ToxicLists] = WeakKeyDictionary()


def toxic_lists(library: Library) -> ToxicLists:
    """The lists of a library, made once."""
    found = _lists.get(library)
    if found is None:
        found = _lists[library] = ToxicLists(library)
    return found
