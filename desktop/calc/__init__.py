"""The methods of the audit: pure functions (input, library) -> result with steps (design 5).

A method reads a strict input structure and works through ordered steps written in the expression language; its
values come from evaluating those steps, so the explanation and the spreadsheet say what was computed.
"""

from desktop.calc.method import Method
from desktop.calc.registry import METHODS, method_named, run_method
from desktop.calc.result import Given, MethodResult, Note

__all__ = ["METHODS", "Given", "Method", "MethodResult", "Note", "method_named", "run_method"]
