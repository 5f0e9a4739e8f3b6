"""Sheet pages: tables, forms, matrix, balance and results over one document, in the official layout."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.content.types import Sheet
from desktop.ui.session import Session
from desktop.ui.sheets.page import SheetPage

__all__ = ["SheetPage", "create_sheet_page"]


def create_sheet_page(sheet: Sheet, session: Session) -> QWidget:
    """The page of a sheet, ``page:<id>``."""
    return SheetPage(sheet, session)
