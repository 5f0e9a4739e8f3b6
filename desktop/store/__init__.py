"""The audit file: the only place that knows SQL. Knows path texts and JSON, nothing of content."""

from desktop.store.connection import Mode
from desktop.store.creating import LIBRARY
from desktop.store.file import Attachment, AuditFile
from desktop.store.history import Entry
from desktop.store.ids import new_row_id
from desktop.store.journal import Batch, Change, NewBatch, NewChange
from desktop.store.lock import Holder
from desktop.store.order import key_between, keys_between
from desktop.store.state import META, StoredState, replay, row_parts
from desktop.store.undo import UndoLine, again, inverse, next_redo, next_undo, redoing, undoing
from desktop.store.verify import Fault, Stretch, VerifyReport

__all__ = [
    "LIBRARY",
    "META",
    "Attachment",
    "AuditFile",
    "Batch",
    "Change",
    "Entry",
    "Fault",
    "Holder",
    "Mode",
    "NewBatch",
    "NewChange",
    "StoredState",
    "Stretch",
    "UndoLine",
    "VerifyReport",
    "again",
    "inverse",
    "key_between",
    "keys_between",
    "new_row_id",
    "next_redo",
    "next_undo",
    "redoing",
    "replay",
    "row_parts",
    "undoing",
]
