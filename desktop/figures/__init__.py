"""Charts as plain drawings: lines, shapes, text and colour roles. Painters turn them into PDF, SVG or the window.

Standard library only. To add a kind: a builder that returns a ``Drawing``; every painter can draw it already.
"""

from desktop.figures.bars import Bar, Reference, bars
from desktop.figures.cash_flow import Course, cash_flow
from desktop.figures.drawing import Drawing, Role, Shape
from desktop.figures.pie import Slice, pie
from desktop.figures.process_flow import Unit, process_flow
from desktop.figures.sankey import Flow, sankey

__all__ = [
    "Bar",
    "Course",
    "Drawing",
    "Flow",
    "Reference",
    "Role",
    "Shape",
    "Slice",
    "Unit",
    "bars",
    "cash_flow",
    "pie",
    "process_flow",
    "sankey",
]
