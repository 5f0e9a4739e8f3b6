"""The right panel: everything about the figure under the cursor."""

from desktop.ui.context.panel import ContextPanel

__all__ = ["ContextPanel"]
