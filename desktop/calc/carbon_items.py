"""One item of the greenhouse gas account on its way through the workings: quantity, factor, emission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.calc.carbon_tables import BOUGHT_HEAT, FUELS, GASES, GRID, HEAT, PROCESSES, find_row
from desktop.calc.near_rows import near_rows
from desktop.calc.workings import Workings, quoted
from desktop.content.editions import edition
from desktop.model.errors import RefusedError
from desktop.model.problem import Severity
from desktop.model.text import Standing

if TYPE_CHECKING:  # the item is read there and worked on here
    from desktop.calc.carbon import Item

_UNUSUAL = 3.0  # a figure of the plant so many times off the table is probably in another unit
_AMOUNT = {"electricity": "MWh", "heat": "GJ"}


@dataclass(slots=True)
class Row:
    """An item with its result. ``amount`` is the step with the quantity in the unit of the factor."""

    item: Item
    at: int
    key: str = ""
    amount: str = ""
    factor: float | None = None
    factor_unit: str = ""
    basis: str = ""
    source: str = ""
    standing: Standing | None = None
    emission: float | None = None

    @property
    def path(self) -> str:
        """The place in the input."""
        return f"items[{self.at}]"

    @property
    def step(self) -> str:
        """The step with the emission."""
        return f"emission_{self.at + 1}"

    def result(self) -> dict[str, object]:
        """The item as the contract shows it."""
        return {
            "kind": self.item.kind,
            "name": self.key or self.item.name,
            "quantity": self.item.quantity,
            "unit": self.item.unit,
            "tCO2e": self.emission,
            "factor": self.factor,
            "factor_unit": self.factor_unit or None,
            "basis": self.basis or None,
            "source": self.source or None,
            "standing": self.standing.value if self.standing else None,
        }


def fuel_row(work: Workings, at: int, item: Item, year: float) -> Row:
    """E = quantity · heating value · carbon · oxidation · 44/12; measured figures first, else the table."""
    row = Row(item, at)
    key = find_row(work.library, FUELS, item.name)
    if key is None and item.factor is None:
        near = near_rows(work.library, FUELS, item.name)
        work.problem("calc.unknown_fuel", Severity.ERROR, f"{row.path}.name", found=item.name, near=near)
        return row
    key = key and _of_year(work, row, FUELS, key, year)
    cells = work.library.reference(FUELS).rows[key] if key else {}
    row.key = key or ""
    if item.quantity < 0:
        work.problem(
            "calc.carbon_negative", Severity.ERROR, f"{row.path}.quantity", found=f"{item.quantity:g}"
        )
        return row
    if item.factor is not None:
        if cells:
            usual = float(cells["lhv"]) * float(cells["carbon"]) * float(cells["oxidation"]) * 44 / 12
            _compare_factor(work, row, usual, cells["unit"])
        return _own(work, row, _unit_for(work, item.unit, cells.get("unit", "")))
    if not _amount(work, row, cells["unit"]):
        return row
    assert key is not None
    number = at + 1
    parts = {
        "lhv": f'in_unit(lookup("{FUELS}", {quoted(key)}, "lhv"), {quoted(cells["lhv_unit"])})',
        "carbon_content": f'lookup("{FUELS}", {quoted(key)}, "carbon")',
        "oxidation": f'lookup("{FUELS}", {quoted(key)}, "oxidation")',
    }
    names = []
    for name, looked_up in parts.items():
        own = getattr(item, name)
        step = f"{name}_{number}"
        if own is None:
            work.step(step, looked_up)
        else:
            work.give(step, own, f"{row.path}.{name}")
            _compare(work, row, name, own, cells)
        names.append(step)
    measured = any(getattr(item, name) is not None for name in parts)
    source, standing = work.library.citation(FUELS, key)
    row.factor = work.step(f"factor_{number}", f"{' * '.join(names)} * 44 / 12")
    row.factor_unit, row.source = f"tCO2e/{cells['unit']}", source
    row.basis = "measured" if measured else "table"
    all_own = all(getattr(item, name) is not None for name in parts)
    row.standing = None if all_own else standing
    if not all_own and row.factor is not None:
        work.cite(f"{FUELS}[{key}]", row.factor, row.factor_unit, source, standing)
    return _emit(work, row)


def energy_row(work: Workings, at: int, item: Item, grid: str | None, year: float) -> Row:
    """Purchased electricity by the factor of year and region, heat by the default; net of what is sold."""
    row = Row(item, at, key=item.kind)
    unit = _AMOUNT[item.kind]
    if item.quantity < 0:
        work.note("calc.carbon_sold", row.path)
    if item.factor is not None:
        if item.kind == "electricity":
            _warn_footprint(work, row, item.factor)
        return _own(work, row, unit)
    if not _amount(work, row, unit):
        return row
    step = f"factor_{at + 1}"
    row.factor_unit, row.basis = f"tCO2e/{unit}", "table"
    if item.kind == "heat":
        key = _of_year(work, row, HEAT, BOUGHT_HEAT, year)
        row.factor = work.look_up(step, HEAT, key, "value", row.factor_unit)
        row.source, row.standing = work.library.citation(HEAT, key)
        work.note("calc.carbon_heat_default", row.path, default=row.factor)
    elif grid is None:
        work.problem("calc.carbon_factor_needed", Severity.ERROR, f"{row.path}.factor")
        return row
    else:
        row.factor = work.step(step, grid)
        cited = work.citation_of(GRID)
        row.source, row.standing = cited if cited else ("", None)
    return _emit(work, row)


def process_row(work: Workings, at: int, item: Item, gwp: str, year: float) -> Row:
    """A process by its factor, PFC by anode effects, or a gas by its warming potential."""
    row = Row(item, at)
    if item.factor is not None:
        return _own(work, row, item.unit)
    gas = find_row(work.library, GASES, item.name)
    key = find_row(work.library, PROCESSES, item.name)
    if gas is None and key is None:
        near = near_rows(work.library, PROCESSES, item.name)
        work.problem("calc.unknown_process", Severity.ERROR, f"{row.path}.name", found=item.name, near=near)
        return row
    if item.quantity < 0:
        work.problem(
            "calc.carbon_negative", Severity.ERROR, f"{row.path}.quantity", found=f"{item.quantity:g}"
        )
        return row
    row.key = key or gas or ""
    if not _amount(work, row, "t"):
        return row
    row.factor_unit, row.basis = "tCO2e/t", "table"
    if key is None:
        row.factor = _potential(work, f"factor_{at + 1}", gas or "", gwp, row)
        return _emit(work, row)
    table = _of_year(work, row, PROCESSES, key, year)
    row.key = table
    row.source, row.standing = work.library.citation(PROCESSES, table)
    if key == "pfc":
        _pfc(work, row, gwp, year)
    elif key == "anode_net":
        if item.carbon_content is None or item.carbon_content > 1:
            work.problem("calc.carbon_fraction_needed", Severity.ERROR, f"{row.path}.carbon_content")
            return row
        carbon = work.give(f"carbon_content_{at + 1}", item.carbon_content, f"{row.path}.carbon_content")
        row.factor, row.basis = work.step(f"factor_{at + 1}", f"{carbon} * 44 / 12"), "measured"
    else:
        row.factor = work.look_up(f"factor_{at + 1}", PROCESSES, table, "value", row.factor_unit)
        return _emit(work, row)
    if row.factor is not None:
        work.cite(f"{PROCESSES}[{table}].value", row.factor, row.factor_unit, row.source, row.standing)
    return _emit(work, row)


def impossible_row(work: Workings, at: int, item: Item) -> Row | None:
    """The item without a result where a measured figure cannot be: below nought, or a fraction above 1."""
    row = Row(item, at)
    wrong = {
        "lhv": item.lhv is not None and item.lhv <= 0,
        "carbon_content": item.carbon_content is not None and item.carbon_content <= 0,
        "oxidation": item.oxidation is not None and not 0 < item.oxidation <= 1,
        "anode_effect_minutes": item.anode_effect_minutes is not None and item.anode_effect_minutes < 0,
    }
    for name in (one for one, holds in wrong.items() if holds):
        found = f"{getattr(item, name):g}"
        work.problem("calc.impossible_figure", Severity.ERROR, f"{row.path}.{name}", found=found)
    return row if any(wrong.values()) else None


def _of_year(work: Workings, row: Row, reference: str, key: str, year: float) -> str:
    """The edition of a factor for the data year; a note where none on record is of that year."""
    found = edition(work.library.reference(reference), key, year)
    if not found.in_force:
        work.note_edition(row.path, reference, found.key, year)
    return found.key


def _pfc(work: Workings, row: Row, gwp: str, year: float) -> None:
    """EF_CF4 = slope · minutes per cell-day, EF_C2F6 = a share of it; kg per tonne of aluminium."""
    number = row.at + 1
    if row.item.anode_effect_minutes is None:
        default = work.constant(f"cf4_{number}", "pfc_default", year)
        work.note("calc.carbon_pfc_default", row.path, default=default)
    else:
        minutes = work.give(
            f"minutes_{number}", row.item.anode_effect_minutes, f"{row.path}.anode_effect_minutes"
        )
        work.constant(f"slope_{number}", "pfc_slope", year)
        work.step(f"cf4_{number}", f"slope_{number} * {minutes}")
        row.basis = "measured"
    work.constant(f"ratio_{number}", "pfc_ratio", year)
    work.step(f"c2f6_{number}", f"ratio_{number} * cf4_{number}")
    for gas in ("cf4", "c2f6"):
        _potential(work, f"gwp_{gas}_{number}", gas, gwp, row)
    mixed = f"cf4_{number} * gwp_cf4_{number} + c2f6_{number} * gwp_c2f6_{number}"
    row.factor = work.step(f"factor_{number}", f"({mixed}) / 1000")


def _potential(work: Workings, step: str, gas: str, gwp: str, row: Row) -> float | None:
    column = gwp.lower()
    value = work.step(step, f'lookup("{GASES}", {quoted(gas)}, {quoted(column)})')
    source, standing = work.library.citation(GASES, gas, column)
    if value is None:
        work.problem("calc.carbon_no_potential", Severity.ERROR, f"{row.path}.name", gas=gas, gwp=gwp)
        return None
    work.cite(f"{GASES}[{gas}].{column}", value, "tCO2e/t", source, standing)
    if not row.source:
        row.source, row.standing = source, standing
    return value


def _own(work: Workings, row: Row, unit: str) -> Row:
    """The plant's own factor, in tCO2e per unit of quantity unless it says another unit."""
    item = row.item
    if item.factor is not None and item.factor < 0 and item.kind != "process":
        work.problem("calc.negative_factor", Severity.ERROR, f"{row.path}.factor", found=f"{item.factor:g}")
        return row
    if not _amount(work, row, unit):
        return row
    row.factor_unit, row.basis, row.source = f"tCO2e/{unit}", "own_factor", "own factor"
    own = work.give(f"own_factor_{row.at + 1}", item.factor or 0.0, f"{row.path}.factor")
    formula = own
    if item.factor_unit is not None:
        try:
            written = work.library.units.parse(item.factor_unit).dimension
            fits = written == work.library.units.parse(row.factor_unit).dimension
        except RefusedError:
            fits = False
        if not fits:
            work.problem(
                "calc.wrong_factor_unit",
                Severity.ERROR,
                f"{row.path}.factor_unit",
                found=item.factor_unit,
                expected=row.factor_unit,
            )
            return row
        formula = f"in_unit(unit({own}, {quoted(item.factor_unit)}), {quoted(row.factor_unit)})"
    row.factor = work.step(f"factor_{row.at + 1}", formula)
    work.note("calc.carbon_own_factor", row.path, name=item.name)
    return _emit(work, row)


def _unit_for(work: Workings, written: str, table: str) -> str:
    """What an own factor is per: the unit of the table where the quantity converts to it, else that of the quantity."""
    try:
        alike = work.library.units.parse(written).dimension == work.library.units.parse(table).dimension
    except RefusedError:
        alike = False
    return table if alike else written


def _compare_factor(work: Workings, row: Row, usual: float, unit: str) -> None:
    own = row.item.factor
    if own is None or row.item.factor_unit is not None or _unit_for(work, row.item.unit, unit) != unit:
        return
    if not 1 / _UNUSUAL <= own / usual <= _UNUSUAL:
        work.problem(
            "calc.factor_unusual",
            Severity.WARNING,
            f"{row.path}.factor",
            carrier=row.item.name,
            found=f"{own:g}",
            usual=f"{usual:.4g} tCO2e/{unit}",
        )


def _amount(work: Workings, row: Row, unit: str) -> bool:
    """The quantity in the unit of the factor, or a problem why it cannot be."""
    item = row.item
    try:
        written = work.library.units.parse(item.unit)
    except RefusedError:
        work.problem("calc.unknown_unit", Severity.ERROR, f"{row.path}.unit", found=item.unit)
        return False
    if written.dimension != work.library.units.parse(unit).dimension:
        work.problem(
            "calc.wrong_unit",
            Severity.ERROR,
            f"{row.path}.unit",
            found=item.unit,
            carrier=item.name,
            expected=unit,
        )
        return False
    quantity = work.give(f"quantity_{row.at + 1}", item.quantity, f"{row.path}.quantity")
    row.amount = f"amount_{row.at + 1}"
    work.step(row.amount, f"in_unit(unit({quantity}, {quoted(item.unit)}), {quoted(unit)})")
    return True


def _emit(work: Workings, row: Row) -> Row:
    if row.factor is not None:
        formula = f"{row.amount} * factor_{row.at + 1}"
        if row.item.avoided is not None:
            formula += f" - {work.give(f'avoided_{row.at + 1}', row.item.avoided, f'{row.path}.avoided')}"
        row.emission = work.step(row.step, formula, result="tCO2e", member=str(row.at))
        if (row.item.avoided or 0.0) > 0 and (row.emission or 0.0) < -1e-9 * (row.item.avoided or 0.0):
            work.problem(
                "calc.avoided_exceeds", Severity.ERROR, f"{row.path}.avoided", found=f"{row.item.avoided:g}"
            )
    return row


def _compare(work: Workings, row: Row, name: str, own: float, cells: dict[str, str]) -> None:
    """A measured figure far from the table is probably in another unit."""
    if name == "carbon_content" and not 1 / _UNUSUAL <= own / float(cells["carbon"]) <= _UNUSUAL:
        work.problem(
            "calc.carbon_content_unusual",
            Severity.WARNING,
            f"{row.path}.carbon_content",
            found=f"{own:g}",
            usual=cells["carbon"],
        )
    elif name == "lhv" and not 1 / _UNUSUAL <= own / float(cells["lhv"]) <= _UNUSUAL:
        work.problem(
            "calc.carbon_lhv_unusual",
            Severity.WARNING,
            f"{row.path}.lhv",
            found=f"{own:g}",
            usual=f"{cells['lhv']} {cells['lhv_unit']}",
        )


def _warn_footprint(work: Workings, row: Row, factor: float) -> None:
    """A footprint factor is cradle to gate and must not stand in the account of a plant."""
    rows = work.library.reference(GRID).rows.values()
    if any(one["kind"] == "footprint" and float(one["value"]) == factor for one in rows):
        work.problem(
            "calc.carbon_footprint_factor", Severity.WARNING, f"{row.path}.factor", found=f"{factor:g}"
        )
