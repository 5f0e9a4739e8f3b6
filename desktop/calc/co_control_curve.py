"""Marginal abatement curves: width the reduction, height the unit cost, one for each unit of reduction.

Rules (dossier synergy_methods.md 4): options that do not reduce stay out; options that earn money cannot be ranked by
unit cost and come first by their yearly benefit; the order depends on the unit, which stands with the curve. Overlaps
are taken out before: options that act on the same thing are recomputed in sequence on what is left.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.calc.workings import Workings

_UNITS = {
    "CO2e": ("reduction_CO2e", "yuan/t"),
    "APeq": ("APeq", "yuan/kg"),
    "IAPeq": ("IAPeq", "yuan/t"),
}


def curves(work: Workings, options: list[dict[str, object]]) -> dict[str, object]:
    """The blocks of each curve, in order, with the running total."""
    if options:
        work.note("calc.co_curve", "curves")
    return {name: _curve(options, name, field, unit) for name, (field, unit) in _UNITS.items()}


def _curve(options: list[dict[str, object]], name: str, field: str, unit: str) -> dict[str, object]:
    blocks = []
    for option in options:
        costs = option["unit_cost"]
        height = costs.get(name) if isinstance(costs, Mapping) else None
        if isinstance(height, float):
            blocks.append((height, _number(option["annual_cost"]), _number(option[field]), option["name"]))
    blocks.sort(key=lambda block: (block[0] >= 0, block[1] if block[0] < 0 else block[0]))
    done = 0.0
    shown: list[dict[str, object]] = []
    for height, _, width, who in blocks:
        wide = width / 1000 if name == "IAPeq" else width
        shown.append({"name": who, "unit_cost": height, "width": wide, "start": done, "end": done + wide})
        done += wide
    return {"unit": unit, "blocks": shown}


def _number(value: object) -> float:
    return value if isinstance(value, float) else 0.0
