"""The workbook: every answer, its units and factors, and results as live formulas."""

from desktop.reports.xlsx.book import write_workbook
from desktop.reports.xlsx.paper import write_paper

__all__ = ["write_paper", "write_workbook"]
