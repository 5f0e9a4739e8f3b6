"""What a matrix is made of: the tables of its rows and columns and what stands in its cells."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.content.types import Column, RefColumn, View
from desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands on the two sides of a matrix and in its cells."""

    cells: str
    down: RefColumn
    across: RefColumn
    value: Column
    product: Column | None
    weight: Column | None
    binding: str
    across_filter: str

    @classmethod
    def of(cls, session: Session, view: View) -> Sides:
        """Read a view of kind ``matrix``."""
        library = session.library
        down, across = library.column(view.table, view.down), library.column(view.table, view.across)
        value = library.column(view.table, view.value)
        if not isinstance(down, RefColumn) or not isinstance(across, RefColumn) or value is None:
            raise TypeError(f"{view.id} is no matrix")
        columns = [column for name in view.columns if (column := library.column(view.table, name))]
        product = next((column for column in columns if column.calculation), None)
        binding = next(
            (
                one.id
                for one in library.data.bindings
                if any(member.table == view.table for member in one.members.values())
            ),
            "",
        )
        return cls(
            view.table,
            down,
            across,
            value,
            product,
            library.column(down.table, "weight"),
            binding,
            view.across_filter,
        )
