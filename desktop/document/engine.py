"""Incremental recalculation: every value is a node that knows what it read, and nodes know their readers.

Nodes are computed on demand and remembered. What a node asks for while it is computed is noted as read; when
something changes, all that reads it, directly or not, is in doubt until it is asked for: then it looks whether
anything it read has become another value, and only then is computed again. Order of entry, of screens or of rows never
matters (target D1, D9).

Most nodes are *rowwise*: one node holds what all rows of a table have in one column, as ``{row: value}``. It is
computed for all rows at once, and again only for the rows a change reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.model.result import Failed

Key = tuple[str, ...]
"""A node: its kind, which starts with ``#``, and what it is about."""

ByRow = Mapping[str, object]
Reads = dict[Key, set[str] | None]
"""What was read, in this order: of a rowwise node some rows, or (``None``) all of it."""

Before = Mapping[str, object]
"""The rows of a rowwise node that became another, with what they had before (``None``: there was no such row)."""

Changed = Mapping[Key, Before | None]
"""What a node read and is another value now; ``None``: it is not by row, or any row may have become another."""

CYCLE = Failed("expr.cycle")
_FEW = 50  # rows looked for one by one


@dataclass(frozen=True, slots=True)
class Rowwise:
    """A kind of node with a value for each row.

    Attributes:
        rows: all rows of a node.
        has: whether a row is among them.
        compute: values of some rows; rows left out have none.
        reached: the rows that must be computed again because of one node among those that were read and changed;
            ``None``: all.
    """

    rows: Callable[[Key], Sequence[str]]
    has: Callable[[Key, str], bool]
    compute: Callable[[Key, Sequence[str]], Mapping[str, object]]
    reached: Callable[[Key, Key, Changed], Collection[str] | None]


class _Ring(dict[str, object]):
    """What a rowwise node that needs itself reads of itself."""

    def __missing__(self, _: str) -> object:
        return CYCLE

    def get(self, _row: str, _default: object = None) -> object:
        return CYCLE


@dataclass(slots=True)
class _Node:
    """A remembered value. Revisions count changes of the audit.

    Attributes:
        checked: the revision for which the value is known to be right.
        changed: the revision in which the value last became another.
        rows: the rows that became another then (``None``: all, or not rowwise).
        before: the change before that one; ``rows`` says nothing about it.
    """

    value: object
    reads: Reads
    checked: int
    changed: int
    rows: Before | None = None
    before: int = 0
    in_doubt: bool = False


class Engine:
    """A memo of nodes with their readers. ``kinds`` and ``rowwise`` say how each kind of node is computed."""

    def __init__(self, kinds: Mapping[str, Callable[[Key], object]], rowwise: Mapping[str, Rowwise]) -> None:
        self.revision = 1
        self.doubted: set[Key] = (
            set()
        )  # nodes that may have felt a change; who follows the changes empties it
        self._kinds = kinds
        self._rowwise = rowwise
        self._nodes: dict[Key, _Node] = {}
        self._readers: dict[Key, set[Key]] = {}
        self._busy: set[Key] = set()
        self._reads: Reads | None = None  # of the node being computed
        self._wholly = False  # whether that node is rowwise: it notes no single rows

    # -- asking -------------------------------------------------------------------------------------------------

    def get(self, key: Key) -> object:
        """The value of a node, computed if it is not remembered.

        A node that needs itself yields ``Failed("expr.cycle")``: lint refuses cycles between formulas, but a library
        may be older than the lint.
        """
        if self._reads is not None:
            self._reads[key] = None
        return self._sure(key).value

    def get_row(self, key: Key, row: str) -> object:
        """What a rowwise node has in a row; ``None`` where there is no such row."""
        reads = self._reads
        if reads is not None:
            if key not in reads:
                reads[key] = {row}
            elif (known := reads[key]) is not None:
                known.add(row)
        node = self._nodes.get(key)
        if node is None or node.in_doubt:
            node = self._sure(key)
        return node.value.get(row)  # type: ignore[attr-defined]

    def get_rows(self, key: Key, rows: Collection[str]) -> ByRow:
        """A rowwise node of which only some rows are wanted."""
        found: ByRow = self._sure(key).value  # type: ignore[assignment]
        reads = self._reads
        if reads is not None:
            if self._wholly or len(rows) == len(found):
                reads[key] = None
            elif key not in reads:
                reads[key] = {*rows}
            elif (known := reads[key]) is not None:
                known.update(rows)
        return found

    def changed_at(self, key: Key) -> int:
        """The revision in which the value of a node last became another."""
        return self._sure(key).changed

    def changed_rows(self, key: Key, since: int) -> Before | None:
        """The rows of a rowwise node that became another after a revision; ``None`` where that is not known."""
        node = self._sure(key)
        if node.changed <= since:
            return {}
        return node.rows if node.before <= since else None

    def traced(self, compute: Callable[[], object]) -> Reads:
        """What a computation reads, itself and not through other nodes."""
        outer, wholly = self._reads, self._wholly
        found: Reads = {}
        self._reads, self._wholly = found, False
        try:
            compute()
        finally:
            self._reads, self._wholly = outer, wholly
        return found

    def readers_of(self, key: Key) -> tuple[Key, ...]:
        """Nodes that read this one, for "where is this used"."""
        return tuple(sorted(self._readers.get(key, ())))

    def reads_of(self, key: Key) -> Reads:
        """What this node read, for "where does this come from"."""
        return self._sure(key).reads

    # -- changing ---------------------------------------------------------------------------------------------

    def touch(self, inputs: Mapping[Key, Iterable[str]]) -> list[Key]:
        """Inputs (nodes that read nothing) changed in some rows; returns all nodes that may feel it."""
        self.revision += 1
        waiting: list[Key] = []
        for key, rows in inputs.items():
            node = self._nodes.get(key)
            if node is not None:
                node.value = self._kinds[key[0]](key)
                self._changed(node, dict.fromkeys(rows))
                waiting.append(key)
        felt: dict[Key, None] = {}
        while waiting:
            for reader in self._readers.get(waiting.pop(), ()):
                if reader not in felt:
                    felt[reader] = None
                    self._nodes[reader].in_doubt = True
                    waiting.append(reader)
        self.doubted.update(felt)
        return list(felt)

    # -- computing --------------------------------------------------------------------------------------------

    def _sure(self, key: Key) -> _Node:
        """The node of a key, beyond doubt."""
        node = self._nodes.get(key)
        if node is not None and not node.in_doubt:
            return node
        if key in self._busy:  # changed for ever, so that nobody trusts it
            return _Node(_Ring() if key[0] in self._rowwise else CYCLE, {}, 0, self.revision + 1)
        outer, wholly = self._reads, self._wholly
        self._busy.add(key)
        try:
            if node is None:
                value, reads = self._computed(key)
                node = self._nodes[key] = _Node(value, reads, self.revision, self.revision)
                self._subscribe(key, reads)
            else:
                self._reads = None  # looking what changed is no reading
                self._renew(key, node)
                node.in_doubt, node.checked = False, self.revision
        finally:
            self._busy.discard(key)
            self._reads, self._wholly = outer, wholly
        return node

    def _computed(self, key: Key) -> tuple[object, Reads]:
        """The value of a node and what it read."""
        rowwise = self._rowwise.get(key[0])
        if rowwise is not None:
            return self._computed_rows(rowwise, key, None)
        reads: Reads = {}
        self._reads, self._wholly = reads, False
        value = self._kinds[key[0]](key)
        self._reads = None
        return value, reads

    def _computed_rows(
        self, rowwise: Rowwise, key: Key, rows: Sequence[str] | None
    ) -> tuple[dict[str, object], Reads]:
        """What a rowwise node has in some rows (``None``: in all), and what it read."""
        reads: Reads = {}
        self._reads, self._wholly = reads, True
        value = rowwise.compute(key, rowwise.rows(key) if rows is None else rows)
        self._reads = None
        return dict(value), reads

    def _renew(self, key: Key, node: _Node) -> None:
        """Compute a node again, as far as anything it read is another value."""
        rowwise = self._rowwise.get(key[0])
        changed = self._reads_changed(node, first=rowwise is None)
        if not changed:
            return
        if rowwise is not None:
            self._renew_rows(rowwise, key, node, changed)
            return
        value, reads = self._computed(key)
        self._resubscribe(key, node, reads)
        if value != node.value:
            node.value = value
            self._changed(node, None)

    def _renew_rows(self, rowwise: Rowwise, key: Key, node: _Node, changed: Changed) -> None:
        old: dict[str, object] = node.value  # type: ignore[assignment]
        again = self._reached(rowwise, key, changed)
        if again is None:
            new, reads = self._computed_rows(rowwise, key, None)
            self._resubscribe(key, node, reads)
            node.value = new
            before = _changes({*old, *new}, old, new)
        else:
            present = self._present(rowwise, key, again)
            new, reads = self._computed_rows(rowwise, key, present) if present else ({}, {})
            self._add_reads(key, node, reads)
            before = _changes(again, old, new)
            for row in before:
                if row in new:
                    old[row] = new[row]
                else:
                    del old[row]
        if before:
            self._changed(node, before)

    def _present(self, rowwise: Rowwise, key: Key, rows: set[str]) -> list[str]:
        """Those of some rows that are there."""
        if len(rows) < _FEW:
            return [row for row in rows if rowwise.has(key, row)]
        return [row for row in rowwise.rows(key) if row in rows]

    def _reads_changed(self, node: _Node, first: bool) -> dict[Key, Before | None]:
        """What a node read and is another value now, in the order of reading; only the ``first`` where that will do.

        That order matters: what was read after something that changed might not be read any more.
        """
        found: dict[Key, Before | None] = {}
        for key, rows in node.reads.items():
            read = self._sure(key)
            if read.changed > node.checked:
                changed = read.rows if read.before <= node.checked else None
                if rows is None or changed is None or not rows.isdisjoint(changed):
                    found[key] = changed
                    if first:
                        break
        return found

    def _reached(self, rowwise: Rowwise, key: Key, changed: Changed) -> set[str] | None:
        """The rows of a node that changes reach; ``None``: all."""
        again: set[str] = set()
        for read in changed:
            reached = rowwise.reached(key, read, changed)
            if reached is None:
                return None
            again.update(reached)
        return again

    def _changed(self, node: _Node, rows: Before | None) -> None:
        if node.changed == self.revision:  # a second time in one revision
            rows = None if rows is None or node.rows is None else {**rows, **node.rows}
        else:
            node.before = node.changed
        node.changed, node.rows = self.revision, rows

    # -- readers ----------------------------------------------------------------------------------------------

    def _subscribe(self, key: Key, reads: Iterable[Key]) -> None:
        for read in reads:
            self._readers.setdefault(read, set()).add(key)

    def _resubscribe(self, key: Key, node: _Node, reads: Reads) -> None:
        for read in node.reads.keys() - reads.keys():
            self._readers[read].discard(key)
        self._subscribe(key, reads.keys() - node.reads.keys())
        node.reads = reads

    def _add_reads(self, key: Key, node: _Node, reads: Reads) -> None:
        self._subscribe(key, reads.keys() - node.reads.keys())
        for read, rows in reads.items():
            known = node.reads.setdefault(read, rows)
            if rows is None:
                node.reads[read] = None
            elif known is not None and known is not rows:
                known |= rows


def _changes(rows: Iterable[str], old: ByRow, new: ByRow) -> dict[str, object]:
    """What the rows that became another had before."""
    before: dict[str, object] = {}
    for row in rows:
        one, other = old.get(row), new.get(row)
        if one is not other and one != other:
            before[row] = one
    return before
