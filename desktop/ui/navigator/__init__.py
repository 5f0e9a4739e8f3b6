"""The left column: overview, the seven stages with their sheets, the workbench."""

from desktop.ui.navigator.entries import Entry, entries
from desktop.ui.navigator.pane import Navigator

__all__ = ["Entry", "Navigator", "entries"]
