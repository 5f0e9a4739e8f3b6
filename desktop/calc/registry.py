"""The methods by name. To add one: a module with its input, compute and ``METHOD``, and a line here."""

from __future__ import annotations

from typing import Any

from desktop.calc import (
    balance,
    carbon,
    cash_flow,
    co_control,
    coal_equivalent,
    deadlines,
    discharge_limit,
    economics,
    grade,
    grade_indicator,
    planner,
    pollution_tax,
    reconcile,
    screening,
    sensitivity,
    water,
    waterfall,
    weighted_ranking,
)
from desktop.calc.method import Method
from desktop.calc.result import MethodResult
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest_first

METHODS: dict[str, Method[Any]] = {
    weighted_ranking.METHOD.name: weighted_ranking.METHOD,
    economics.METHOD.name: economics.METHOD,
    cash_flow.METHOD.name: cash_flow.METHOD,
    sensitivity.METHOD.name: sensitivity.METHOD,
    coal_equivalent.METHOD.name: coal_equivalent.METHOD,
    balance.METHOD.name: balance.METHOD,
    deadlines.METHOD.name: deadlines.METHOD,
    discharge_limit.METHOD.name: discharge_limit.METHOD,
    screening.METHOD.name: screening.METHOD,
    grade.METHOD.name: grade.METHOD,
    grade_indicator.METHOD.name: grade_indicator.METHOD,
    planner.METHOD.name: planner.METHOD,
    carbon.METHOD.name: carbon.METHOD,
    water.METHOD.name: water.METHOD,
    reconcile.METHOD.name: reconcile.METHOD,
    co_control.METHOD.name: co_control.METHOD,
    pollution_tax.METHOD.name: pollution_tax.METHOD,
    waterfall.METHOD.name: waterfall.METHOD,
}


def method_named(name: str) -> Method[Any]:
    """A method by its name.

    Raises:
        AuditError: ``calc.unknown_method`` naming the known ones, the nearest first.
    """
    method = METHODS.get(name)
    if method is None:
        raise AuditError("calc.unknown_method", name=name, known=", ".join(nearest_first(name, METHODS)))
    return method


def run_method(name: str, payload: object, library: Library) -> MethodResult:
    """Run a method on plain JSON data."""
    return method_named(name).run(payload, library)
