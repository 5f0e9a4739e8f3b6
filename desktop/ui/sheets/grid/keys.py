"""Which key does what in a table: the keys of a spreadsheet. The shortcut overview reads this table too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_K = Qt.Key

Stroke = tuple[Qt.KeyboardModifier, Qt.Key]

KEYS: dict[Stroke, str] = {
    (_NONE, _K.Key_Return): "next",
    (_SHIFT, _K.Key_Return): "up",
    (_CTRL, _K.Key_Return): "down",
    (_NONE, _K.Key_Tab): "right",
    (_NONE, _K.Key_Backtab): "left",
    (_SHIFT, _K.Key_Backtab): "left",
    (_SHIFT, _K.Key_Tab): "left",
    (_NONE, _K.Key_Space): "toggle",
    (_NONE, _K.Key_Delete): "clear",
    (_NONE, _K.Key_Backspace): "clear",
    (_CTRL, _K.Key_D): "fill_down",
    (_CTRL, _K.Key_R): "fill_right",
    (_CTRL, _K.Key_C): "copy",
    (_CTRL, _K.Key_X): "cut",
    (_CTRL, _K.Key_V): "paste",
    (_CTRL, _K.Key_Insert): "copy",
    (_SHIFT, _K.Key_Insert): "paste",
    (_CTRL, _K.Key_Plus): "insert_row",
    (_CTRL, _K.Key_Equal): "insert_row",
    (_CTRL, _K.Key_Minus): "delete_rows",
    (_CTRL | _SHIFT, _K.Key_D): "duplicate_rows",
    (_ALT, _K.Key_Up): "move_up",
    (_ALT, _K.Key_Down): "move_down",
    (_CTRL, _K.Key_M): "months",
    (_CTRL | _SHIFT, _K.Key_N): "na",
    (_CTRL | _SHIFT, _K.Key_L): "later",
}


def action_of(event: QKeyEvent) -> str | None:
    """The action of a key press, ``None`` for keys that are Qt's business."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key is _K.Key_Enter:
        key = _K.Key_Return
    if key is _K.Key_Plus:
        held &= ~_SHIFT
    return KEYS.get((held, key))
