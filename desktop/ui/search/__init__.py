"""Ctrl+K: one field over sheets, questions, answers, rows, guidance and actions."""

from desktop.ui.search.palette import Palette

__all__ = ["Palette"]
