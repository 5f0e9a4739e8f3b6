"""What a person sees first: why listed, what is due, headline figures, what to do next."""

from desktop.ui.overview.page import OverviewPage

__all__ = ["OverviewPage"]
