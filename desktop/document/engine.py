"""Incremental recalculation: every value, relevance, method run and row status is a node that knows its readers.

Nodes are computed on demand and remembered. While a node is computed, every node it asks for is noted as read;
when a cell changes, exactly its transitive readers are forgotten and computed again. Order of entry, of screens
or of rows never matters (target D1, D9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop.model.result import Failed

Key = tuple[str, ...]
"""A cell ``(table, row, column, period)``, or a derived node whose first part starts with ``#``."""


class Engine:
    """A memo of nodes with their readers.

    ``compute`` says what a node is; it asks back through ``get``. ``leaf`` gives the value of a node that reads no
    other (an entered cell), ``None`` for the rest: most nodes are leaves, and need no bookkeeping of their own.
    """

    def __init__(self, compute: Callable[[Key], object], leaf: Callable[[Key], object]) -> None:
        self._compute = compute
        self._leaf = leaf
        self._memo: dict[Key, object] = {}
        self._readers: dict[Key, set[Key]] = {}
        self._reads: dict[Key, tuple[Key, ...]] = {}  # tuples: a set of ten keys is six times as large
        self._stack: list[set[Key]] = []
        self._busy: set[Key] = set()

    def get(self, key: Key) -> object:
        """The value of a node, computed if it is not remembered.

        A node that needs itself yields ``Failed("expr.cycle")``: lint refuses cycles between formulas, but rows
        can still refer to each other in a ring.
        """
        if self._stack:
            self._stack[-1].add(key)
        memo = self._memo
        if key in memo:
            return memo[key]
        entered = self._leaf(key)
        if entered is not None:
            memo[key] = entered
            return entered
        if key in self._busy:
            return Failed("expr.cycle")
        self._busy.add(key)
        reads: set[Key] = set()
        self._stack.append(reads)
        try:
            value = self._compute(key)
        finally:
            self._stack.pop()
            self._busy.discard(key)
        memo[key] = value
        self._reads[key] = tuple(reads)
        readers = self._readers
        for read in reads:
            readers.setdefault(read, set()).add(key)
        return value

    def forget(self, changed: Iterable[Key]) -> dict[Key, object]:
        """Forget the changed nodes and all that reads them; returns what was remembered before, by node."""
        dirty: dict[Key, object] = {}
        seen: set[Key] = set()
        waiting = list(changed)
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            waiting.extend(self._readers.get(key, ()))
            if key in self._memo:
                dirty[key] = self._memo.pop(key)
            for read in self._reads.pop(key, ()):
                readers = self._readers.get(read)
                if readers is not None:
                    readers.discard(key)
        return dirty

    def readers_of(self, key: Key) -> tuple[Key, ...]:
        """Nodes that read this one, for "where is this used"."""
        return tuple(sorted(self._readers.get(key, ())))

    def reads_of(self, key: Key) -> tuple[Key, ...]:
        """Nodes this one read, for "where does this come from"."""
        self.get(key)
        return tuple(sorted(self._reads.get(key, ())))
