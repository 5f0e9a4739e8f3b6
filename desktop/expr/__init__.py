"""The expression language: read, bind, evaluate, find dependencies, explain, write as a spreadsheet formula.

Python expression syntax through a whitelist; ``forms/README.md`` documents it for authors,
:mod:`desktop.expr.functions` is its table of meanings. Standard library only.
"""

from desktop.expr.bind import bind, examine
from desktop.expr.bound import BindError, Bound, Fault
from desktop.expr.context import Context
from desktop.expr.depends import Dependency, dependencies
from desktop.expr.evaluate import evaluate
from desktop.expr.explain import Explanation, Wording, explain, in_words
from desktop.expr.formula import to_formula
from desktop.expr.functions import FUNCTIONS, Function
from desktop.expr.parse import Expr, parse
from desktop.expr.printing import to_text
from desktop.expr.refs import Refs
from desktop.expr.scope import ColumnInfo, Kind, Scope

__all__ = [
    "FUNCTIONS",
    "BindError",
    "Bound",
    "ColumnInfo",
    "Context",
    "Dependency",
    "Explanation",
    "Expr",
    "Fault",
    "Function",
    "Kind",
    "Refs",
    "Scope",
    "Wording",
    "bind",
    "dependencies",
    "evaluate",
    "examine",
    "explain",
    "in_words",
    "parse",
    "to_formula",
    "to_text",
]
