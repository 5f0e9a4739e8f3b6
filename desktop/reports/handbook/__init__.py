"""The content handbook: everything the library asks, computes, checks and looks up, as one page to read and print."""

from desktop.reports.handbook.book import handbook

__all__ = ["handbook"]
