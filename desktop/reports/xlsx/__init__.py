"""The workbook: every answer, its units and factors, and results as live formulas."""

from desktop.reports.xlsx.book import write_workbook

__all__ = ["write_workbook"]
