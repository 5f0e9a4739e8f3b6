"""An open audit: record, undo, recalculate, check, explain, search. The only writer of the audit file."""

from desktop.document.document import Document

__all__ = ["Document"]
