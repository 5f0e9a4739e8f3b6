"""Charts as plain drawings: lines, shapes, text and colour roles. Painters turn them into PDF, SVG or the window.

Standard library only. To add a kind: a builder that returns a ``Drawing``; every painter can draw it already.
"""

from desktop.figures.abatement import Block, abatement
from desktop.figures.bars import Bar, Reference, bars
from desktop.figures.cash_flow import Course, cash_flow
from desktop.figures.compared import Pair, Swing, before_after, tornado
from desktop.figures.drawing import Drawing, Role, Shape
from desktop.figures.gantt import Lane, Milestone, gantt
from desktop.figures.ladder import Rung, ladder, place_of
from desktop.figures.pareto import Loss, pareto
from desktop.figures.pie import Slice, pie
from desktop.figures.process_flow import Unit, process_flow
from desktop.figures.sankey import Flow, sankey
from desktop.figures.scatter import Bubble, Quadrants, bubbles, quadrants
from desktop.figures.waterfall import Rise, waterfall

__all__ = [
    "Bar",
    "Block",
    "Bubble",
    "Course",
    "Drawing",
    "Flow",
    "Lane",
    "Loss",
    "Milestone",
    "Pair",
    "Quadrants",
    "Reference",
    "Rise",
    "Role",
    "Rung",
    "Shape",
    "Slice",
    "Swing",
    "Unit",
    "abatement",
    "bars",
    "before_after",
    "bubbles",
    "cash_flow",
    "gantt",
    "ladder",
    "pareto",
    "pie",
    "place_of",
    "process_flow",
    "quadrants",
    "sankey",
    "tornado",
    "waterfall",
]
