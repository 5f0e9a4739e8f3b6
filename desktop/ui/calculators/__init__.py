"""计算器: every method of the audit, tried out with numbers of one's own or with those of the audit."""

from desktop.ui.calculators.page import CalculatorsPage

__all__ = ["CalculatorsPage"]
