"""Where lint notes what it finds: rules say what is wrong with an item, this knows the file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.content.faults import ContentFault
from desktop.content.read import Place
from desktop.model.nearest import nearest


@dataclass(slots=True)
class Findings:
    """Faults found so far. Items are named ``family/item``; the place is that of the closest part on record."""

    places: Mapping[str, Place]
    faults: list[ContentFault] = field(default_factory=list)

    def add(self, code: str, where: str, /, meant: str = "", **params: str) -> None:
        """Note a fault of an item."""
        family, _, item = where.partition("/")
        place = self._place(where)
        file, line = (place.file, place.line) if place else (family, 0)
        self.faults.append(ContentFault(code, file, item, line, params, meant))

    def add_in_code(self, code: str, file: str, line: int, /, meant: str = "", **params: str) -> None:
        """Note a fault that stands in the program, not in the content."""
        self.faults.append(ContentFault(code, file, "", line, params, meant))

    def unknown(self, kind: str, where: str, /, name: str, known: Iterable[str]) -> None:
        """Note a name that names nothing, with the nearest that does."""
        self.add(f"content.unknown_{kind}", where, nearest(name, known), name=name)

    def expect(self, kind: str, where: str, /, name: str, known: Iterable[str]) -> bool:
        """Whether the name is known; noted if not."""
        if name in known:
            return True
        self.unknown(kind, where, name, known)
        return False

    def _place(self, where: str) -> Place | None:
        family, _, item = where.partition("/")
        while item and f"{family}/{item}" not in self.places:
            item = item.rpartition(".")[0]
        return self.places.get(f"{family}/{item}")
