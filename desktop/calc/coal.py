"""``coal_equivalent``: energy in coal equivalent, calorific (当量值) and equal value (等价值) side by side.

Source: GB/T 2589 (factors with their standing in ``resources/reference/coal_equivalent.csv``); method dossier 3.5:
E = Σ q_i·c_i. The two totals are never added to each other.
"""

from __future__ import annotations

from typing import Literal

from desktop.calc.method import Input, MethodResult, refuse
from desktop.calc.steps import Steps
from desktop.content.library import Library
from desktop.model.errors import RefusedError
from desktop.model.nearest import nearest
from desktop.model.quantity import multiply_dimensions
from desktop.model.result import Num

Flow = Literal["purchased", "own", "sold", "stock", "feedstock", "medium"]

REFERENCE = "coal_equivalent"
# What each flow does to the total: sold energy leaves; feedstock and media of energy already counted stay out.
SIGN: dict[Flow, int] = {"purchased": 1, "own": 1, "stock": 1, "sold": -1, "feedstock": 0, "medium": 0}


class EnergyItem(Input, frozen=True, kw_only=True):
    """One carrier. ``factor`` in kgce per ``unit`` of the quantity; ``lhv`` in kJ per kg, m³ or Nm³ of it."""

    carrier: str
    quantity: float
    unit: str
    flow: Flow = "purchased"
    factor: float | None = None
    lhv: float | None = None


class CoalInput(Input, frozen=True, kw_only=True):
    """The items of one year."""

    items: list[EnergyItem]


def coal_equivalent(given: CoalInput, library: Library) -> MethodResult:
    """Per item coal equivalent both ways with factor, source and standing; both totals in tce."""
    notes: list[tuple[str, dict[str, str]]] = []
    entries = [_Entry(number, item, library, notes) for number, item in enumerate(given.items, 1)]
    inputs: dict[str, float | None] = {}
    for entry in entries:
        inputs |= entry.inputs
    steps = Steps(inputs)
    items = [entry.calculate(steps) for entry in entries]
    values: dict[str, object] = {"items": items}
    for kind in ("calorific", "equal"):
        terms = [(SIGN[entry.item.flow], f"{kind}_{entry.number}") for entry in entries if SIGN[entry.item.flow]]
        text = " ".join(f"{'+' if sign > 0 else '-'} {name}" for sign, name in terms).removeprefix("+ ")
        missing = [
            entry.item.carrier
            for entry in entries
            if SIGN[entry.item.flow] and entry.inputs[f"{kind}_factor_{entry.number}"] is None
        ]
        values[f"total_{kind}"] = steps.add(f"total_{kind}", text or "0")
        if missing:
            notes.append((f"calc.no_{kind}_factor", {"carriers": ", ".join(sorted(set(missing)))}))
    return MethodResult(values, steps.inputs, steps.done(), tuple(notes))


class _Entry:
    """One item with its factors resolved."""

    def __init__(
        self, number: int, item: EnergyItem, library: Library, notes: list[tuple[str, dict[str, str]]]
    ) -> None:
        self.number = number
        self.item = item
        path = f"$.items[{number - 1}]"
        if item.carrier not in library.reference(REFERENCE).rows:
            near = nearest(item.carrier, library.reference(REFERENCE).rows)
            raise refuse("calc.no_such_carrier", f"{path}.carrier", name=item.carrier, near=near)
        try:
            unit = library.units.parse(item.unit)
        except RefusedError as error:
            raise refuse("calc.no_such_unit", f"{path}.unit", unit=item.unit) from error
        self.source, standing = library.citation(REFERENCE, item.carrier)
        self.standing = standing.value
        calorific = library.looked_up(REFERENCE, item.carrier, "calorific")
        equal = library.looked_up(REFERENCE, item.carrier, "equal")
        basis = library.units.parse("kgce").dimension
        for found in (calorific, equal):
            if isinstance(found, Num) and multiply_dimensions(found.dimension, unit.dimension) != basis:
                raise refuse("calc.carrier_unit", f"{path}.unit", unit=item.unit, name=item.carrier)
        own = item.factor
        if own is None and item.lhv is not None:
            own = self._from_heating_value(item.lhv, path, library)
        if own is not None:
            notes.append(("calc.own_factor", {"carrier": item.carrier, "factor": f"{own:g}"}))
            self.source, self.standing = "", "own"  # typed in: neither law nor dossier
        # Factors per unit of the quantity as given, so that a step reads quantity × factor.
        fixed = calorific.value * unit.factor if isinstance(calorific, Num) else None
        fixed_equal = equal.value * unit.factor if isinstance(equal, Num) else None
        self.calorific = own if own is not None else fixed
        # A fuel's equal value is its calorific one; only electricity and media have an equal value of their own.
        self.equal = fixed_equal if fixed_equal is not None else self.calorific if _is_fuel(library, item) else None
        self.inputs: dict[str, float | None] = {
            f"quantity_{number}": item.quantity,
            f"calorific_factor_{number}": self.calorific,
            f"equal_factor_{number}": self.equal,
        }

    def calculate(self, steps: Steps) -> dict[str, object]:
        """The item's line; absent factors leave absent results."""
        n = self.number
        return {
            "carrier": self.item.carrier,
            "flow": self.item.flow,
            "tce_calorific": steps.add(f"calorific_{n}", f"quantity_{n} * calorific_factor_{n} / 1000"),
            "tce_equal": steps.add(f"equal_{n}", f"quantity_{n} * equal_factor_{n} / 1000"),
            "factor": self.calorific,
            "source": self.source,
            "standing": self.standing,
        }

    def _from_heating_value(self, lhv: float, path: str, library: Library) -> float:
        """Factor from a measured lower heating value: LHV / 29 307.6 kJ per kgce (GB/T 2589)."""
        if lhv <= 0:
            raise refuse("calc.heating_value", f"{path}.lhv", found=lhv)
        unit = library.units.parse(self.item.unit)
        for base in ("kg", "m3", "Nm3"):
            if library.units.parse(base).dimension == unit.dimension:
                return lhv / 29307.6 * unit.factor
        raise refuse("calc.carrier_unit", f"{path}.unit", unit=self.item.unit, name=self.item.carrier)


def _is_fuel(library: Library, item: EnergyItem) -> bool:
    return library.reference(REFERENCE).rows[item.carrier].get("category") == "fuel"
