"""Guards of spreadsheet formulas: what a stretch of formula cannot do without, tested once in front of it."""

from __future__ import annotations

from typing import Literal, Protocol

from desktop.expr.nodes import Node
from desktop.expr.refs import Refs
from desktop.expr.scope import Kind

Gap = Literal['""', "NA()"]

BLANK: Gap = '""'
MISSING: Gap = "NA()"


class Region:
    """A stretch of formula that needs all its cells."""

    def __init__(self) -> None:
        self._numbers: dict[str, None] = {}
        self._others: dict[str, None] = {}

    def needs(self, ref: str, kind: Kind) -> str:
        """Note a cell and return it."""
        match kind:
            case "number":
                self._numbers[ref] = None
            case "flag":
                self._others[f"ISLOGICAL({ref})"] = None
            case _:
                self._others[f'{ref}<>""'] = None
        return ref

    def requires(self, test: str) -> None:
        """Note any other test."""
        self._others[test] = None

    def guarded(self, text: str, gap: Gap) -> str:
        """The stretch with its guard in front, or the gap."""
        tests = list(self._others)
        if self._numbers:
            tests.append(f"COUNT({','.join(self._numbers)})={len(self._numbers)}")
        if not tests:
            return text
        test = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
        return f"IF({test},{text},{gap})"


class Writer(Protocol):
    """The writer of one formula, as its modules see one another. ``fails``: an error can reach the outside."""

    refs: Refs
    fails: bool

    def value(self, node: Node, gap: Gap, kind: Kind = "any") -> str:
        """A part that may lack a value: its value, or the gap."""
        ...

    def raw(self, node: Node, region: Region, kind: Kind = "any") -> str:
        """A part inside a region, fit to stand beside any operator."""
        ...

    def is_vector(self, node: Node) -> bool:
        """Whether a part is a whole column or list."""
        ...
