"""Which coal-equivalent factor an item gets: the plant's own, its measured heating value, or the table.

Rule R1 (GB/T 2589-2020): the measured lower heating value first, factor = heating value / 29 307.6 kJ; the table only
where nothing was measured. A row that is only a range (natural gas, coke-oven gas …) gives no factor at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.calc.coal_carriers import REFERENCE, Carrier
from desktop.calc.workings import Workings, quoted
from desktop.model.errors import RefusedError
from desktop.model.problem import Severity
from desktop.model.quantity import PLAIN, Unit, multiply_dimensions
from desktop.model.text import Standing

if TYPE_CHECKING:  # the item is read there and worked on here
    from desktop.calc.coal_equivalent import Item

_UNUSUAL = 3.0  # an own figure so many times off the table is probably a slip of the unit

Basis = Literal["table", "own_factor", "own_lhv"]


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor: the step that holds it, its value and unit, and where it comes from."""

    step: str
    value: float
    unit: str
    basis: Basis
    source: str
    standing: Standing | None = None


def choose_factor(
    work: Workings,
    item: Item,
    carrier: Carrier,
    unit: Unit,
    number: int,
    path: str,
    year: float | None,
) -> Factor | None:
    """The calorific factor of an item, or a problem why there is none (media have none by nature)."""
    if item.lhv is not None and (carrier.is_medium or carrier.category == "electricity"):
        work.problem("calc.lhv_not_for", Severity.WARNING, f"{path}.lhv", carrier=carrier.label)
    elif item.lhv is not None:
        return _own_lhv(work, item, carrier, unit, number, path, year)
    if item.factor is not None and not carrier.is_medium:
        return _own_factor(work, item, carrier, unit, number, path)
    if carrier.is_medium:
        return None
    return _table(work, carrier, unit, "calorific", number, path)


def choose_equal(
    work: Workings,
    item: Item,
    carrier: Carrier,
    unit: Unit,
    calorific: Factor | None,
    number: int,
    path: str,
) -> Factor | None:
    """The equal-value factor: given, of the table for media, the calorific one for fuels; else a note asks for it."""
    own = item.equal_factor if item.equal_factor is not None else item.factor if carrier.is_medium else None
    if own is not None:
        field = "equal_factor" if item.equal_factor is not None else "factor"
        written = item.equal_factor_unit if item.equal_factor is not None else item.factor_unit
        per = _factor_unit(work, written, carrier, unit, path, f"{field}_unit")
        if per is None:
            return None
        name = f"equal_factor_{number}"
        work.give(name, own, f"{path}.{field}")
        work.note("calc.own_equal_factor", path, carrier=carrier.label)
        return Factor(name, own, per, "own_factor", "own factor")
    if carrier.is_fuel:
        return calorific
    if carrier.is_medium:
        return _table(work, carrier, unit, "equal", number, path)
    work.note("calc.equal_value_missing", path, carrier=carrier.label)
    return None


def _own_factor(
    work: Workings, item: Item, carrier: Carrier, unit: Unit, number: int, path: str
) -> Factor | None:
    per = _factor_unit(work, item.factor_unit, carrier, unit, path, "factor_unit")
    if per is None or item.factor is None:
        return None
    step = work.give(f"factor_{number}", item.factor, f"{path}.factor")
    work.note("calc.own_factor", path, carrier=carrier.label, factor=f"{item.factor:g}", unit=per)
    _compare(work, item.factor, per, carrier, f"{path}.factor")
    return Factor(step, item.factor, per, "own_factor", "own factor")


def _own_lhv(
    work: Workings,
    item: Item,
    carrier: Carrier,
    unit: Unit,
    number: int,
    path: str,
    year: float | None,
) -> Factor | None:
    per = _base_unit(work, carrier, unit)
    if per is None or item.lhv is None:
        _wrong_unit(work, carrier, unit, path)
        return None
    written = item.lhv_unit or f"kJ/{per}"
    factor_unit = f"kgce/{per}"
    try:
        fits = _dimension(work, written) == _dimension(work, f"kJ/{per}")
    except RefusedError:
        fits = False
    if not fits:
        work.problem(
            "calc.wrong_lhv_unit", Severity.ERROR, f"{path}.lhv_unit", found=written, expected=f"kJ/{per}"
        )
        return None
    work.give(f"lhv_{number}", item.lhv, f"{path}.lhv")
    if work.number("standard_coal") is None:
        work.constant("standard_coal", "kgce", year)
    standard = f"unit(standard_coal, {quoted('kJ/kgce')})"
    formula = f"in_unit(unit(lhv_{number}, {quoted(written)}) / {standard}, {quoted(factor_unit)})"
    step = f"factor_{number}"
    value = work.step(step, formula, result="factor", member=str(number - 1))
    if value is None:
        return None
    work.note("calc.own_lhv", path, carrier=carrier.label, lhv=f"{item.lhv:g}", unit=written)
    if item.factor is not None:
        work.note("calc.lhv_before_factor", path, carrier=carrier.label)
    _compare(work, value, factor_unit, carrier, f"{path}.lhv")
    return Factor(step, value, factor_unit, "own_lhv", "own heating value")


def _table(
    work: Workings, carrier: Carrier, unit: Unit, column: str, number: int, path: str
) -> Factor | None:
    if _dimension(work, carrier.per) != unit.dimension:
        _wrong_unit(work, carrier, unit, path)
        return None
    if carrier.figure(column) is None:
        low, high = carrier.figure(f"{column}_low"), carrier.figure(f"{column}_high")
        work.problem(
            "calc.factor_is_a_range",
            Severity.ERROR,
            f"{path}.factor",
            carrier=carrier.label,
            low=f"{low:g}" if low is not None else "–",
            high=f"{high:g}" if high is not None else "–",
            unit=carrier.unit,
        )
        return None
    step = f"factor_{number}" if column == "calorific" else f"equal_factor_{number}"
    value = work.look_up(
        step,
        REFERENCE,
        carrier.id,
        column,
        carrier.unit,
        result="factor" if column == "calorific" else "equal_factor",
        member=str(number - 1),
    )
    if value is None:
        return None
    source, standing = work.library.citation(REFERENCE, carrier.id, column)
    return Factor(step, value, carrier.unit, "table", source, standing)


# -- units -------------------------------------------------------------------------------------------------


def _factor_unit(
    work: Workings, written: str | None, carrier: Carrier, unit: Unit, path: str, field: str
) -> str | None:
    """The unit of an own factor; it must turn the quantity into coal equivalent."""
    if written is None:
        per = _base_unit(work, carrier, unit)
        if per is None:
            _wrong_unit(work, carrier, unit, path)
        return f"kgce/{per}" if per else None
    try:
        turned = multiply_dimensions(work.library.units.parse(written).dimension, unit.dimension)
    except RefusedError:
        turned = PLAIN
    if turned == _dimension(work, "tce"):
        return written
    expected = f"kgce/{unit.symbol}"
    work.problem(
        "calc.wrong_factor_unit", Severity.ERROR, f"{path}.{field}", found=written, expected=expected
    )
    return None


def _base_unit(work: Workings, carrier: Carrier, unit: Unit) -> str | None:
    """What an own figure is per: the unit of the table, or where the quantity is of another kind its plain unit."""
    if _dimension(work, carrier.per) == unit.dimension:
        return carrier.per
    if unit.dimension == PLAIN:
        return None
    return next((atom.id for atom in work.library.units.like(unit.dimension) if atom.factor == 1), None)


def _wrong_unit(work: Workings, carrier: Carrier, unit: Unit, path: str) -> None:
    work.problem(
        "calc.wrong_unit",
        Severity.ERROR,
        f"{path}.unit",
        found=unit.text,
        carrier=carrier.label,
        expected=carrier.per,
    )


def _dimension(work: Workings, unit: str) -> tuple[tuple[str, int], ...]:
    return work.library.units.parse(unit).dimension


def _compare(work: Workings, value: float, unit: str, carrier: Carrier, path: str) -> None:
    """An own figure far away from the table is probably given in another unit."""
    usual = carrier.figure("calorific") or carrier.figure("calorific_high")
    own, table = work.library.units.parse(unit), work.library.units.parse(carrier.unit)
    if usual is None or own.dimension != table.dimension:
        return
    ratio = value * own.factor / (usual * table.factor)
    if not 1 / _UNUSUAL <= ratio <= _UNUSUAL:
        work.problem(
            "calc.factor_unusual",
            Severity.WARNING,
            path,
            carrier=carrier.label,
            found=f"{value:.4g} {unit}",
            usual=f"{usual:g} {carrier.unit}",
        )
