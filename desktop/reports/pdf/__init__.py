"""The report as PDF: fonts with fallback, Chinese line breaking, three-line tables, vector figures."""

from __future__ import annotations

from desktop.reports.pdf.writer import Laid, lay_out

__all__ = ["Laid", "lay_out"]
