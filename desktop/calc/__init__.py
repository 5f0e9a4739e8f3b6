"""The methods of the audit: pure functions from input to result, with steps in the expression language.

Each can be called alone (``qingshen method NAME``), bound to tables by content, explained, and written as live
spreadsheet formulas, all from the same step texts.
"""

from desktop.calc.method import Method, MethodResult
from desktop.calc.registry import METHODS, method_named

__all__ = ["METHODS", "Method", "MethodResult", "method_named"]
