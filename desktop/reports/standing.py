"""What a report rests on that nobody has checked against the official text: factors looked up, questions and rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.content.types import Column
from desktop.expr.nodes import CallNode, TextNode
from desktop.expr.printing import to_text
from desktop.expr.walk import walk
from desktop.model.path import Path
from desktop.model.text import Standing
from desktop.reports.source import Snapshot

UNCHECKED = (Standing.RECALLED, Standing.SECONDHAND)
"""Standings that carry the mark ◇ on paper: somebody else says so. Our own layout and choices are told in the annex."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One cell of a reference table that a figure of the audit looks up."""

    reference: str
    key: str
    column: str
    source: str
    standing: Standing
    used_at: Path


@dataclass(frozen=True, slots=True)
class _Lookup:
    """A look-up inside a calculation: reference, expression of the key, column.

    ``fallback``: the enterprise's own figure goes before it, so that it is used only where the two agree.
    """

    reference: str
    key: str
    column: str
    fallback: bool


class Standings:
    """Standings behind the figures of one audit."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._lookups: dict[tuple[str, str], tuple[_Lookup, ...]] = {}

    def doubtful(self, path: Path) -> bool:
        """Whether a figure is itself looked up from a row that has not been checked."""
        return any(one.standing in UNCHECKED for one in self.cited_at(path))

    def cited_at(self, path: Path) -> tuple[Citation, ...]:
        """The reference cells a calculated place looks up directly."""
        lookups = self._lookups_of(path.table, path.column)
        return tuple(self._cited(path, lookups)) if lookups else ()

    def all(self) -> tuple[Citation, ...]:
        """Every reference cell used, with the first place that uses it."""
        found: dict[tuple[str, str, str], Citation] = {}
        for table in self._snapshot.library.data.tables:
            for column in table.columns:
                if self._lookups_of(table.id, column.id):
                    for row in [""] if table.single else self._snapshot.rows(table.id):
                        for one in self.cited_at(Path(table.id, row, column.id)):
                            found.setdefault((one.reference, one.key, one.column), one)
        return tuple(found.values())

    def _lookups_of(self, table: str, column: str) -> tuple[_Lookup, ...]:
        known = self._lookups.get((table, column))
        if known is None:
            question = self._snapshot.library.column(table, column)
            known = self._lookups[table, column] = tuple(self._read(table, question)) if question else ()
        return known

    def _read(self, table: str, question: Column) -> Iterator[_Lookup]:
        if question.calculation:
            formula = self._snapshot.library.bound(question.calculation, table).node
            fallback = isinstance(formula, CallNode) and formula.function == "if_missing"
            for node in walk(formula):
                match node:
                    case CallNode("lookup", (TextNode(reference), key, TextNode(column))):
                        yield _Lookup(reference, to_text(key), column, fallback)
                    case _:
                        pass

    def _cited(self, path: Path, lookups: tuple[_Lookup, ...]) -> Iterator[Citation]:
        library = self._snapshot.library
        for one in lookups:
            key = self._snapshot.evaluate(one.key, path.table, path.row, path.period)
            if not isinstance(key, str) or not library.reference(one.reference).rows.get(key, {}).get(
                one.column
            ):
                continue
            if one.fallback and self._snapshot.value(str(path)) != library.looked_up(
                one.reference, key, one.column
            ):
                continue
            source, standing = library.citation(one.reference, key, one.column)
            yield Citation(one.reference, key, one.column, source, standing, path)
