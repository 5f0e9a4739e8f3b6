"""Editors: one hand-tuned class per kind of question behind one small protocol, found through ``EDITORS``."""

from desktop.ui.sheets.editors.protocol import Editor
from desktop.ui.sheets.editors.registry import EDITORS, make_editor

__all__ = ["EDITORS", "Editor", "make_editor"]
