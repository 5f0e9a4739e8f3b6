"""Co-control 减污降碳协同 of pollutants and greenhouse gases, option by option.

Source (dossier synergy_methods.md): coordinates of the co-control effect (shares of the plant's baseline); cross
elasticity Els = (ΔQ_j/Q_j)/(ΔQ_CO2/Q_CO2), pollutant over carbon; APeq = Σ ΔQ_j over the equivalent value of the tax
law; IAPeq = APeq + δ · ΔCO2e with δ = carbon price over tax rate (a disclosed convention, not a quotation); unit cost
C/ΔQ with C = I · CRF + running cost − saving. Reductions are positive, in t a year; money in yuan a year.
"""

from __future__ import annotations

import math

from desktop.calc.co_control_curve import curves
from desktop.calc.co_control_input import CARBON, CoControl, Option, read_baseline, read_cuts
from desktop.calc.equivalents import REFERENCE, find_pollutant, near_pollutants
from desktop.calc.method import Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings, listed
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.problem import Severity
from desktop.model.text import Text

_VOLATILE = frozenset({"vocs", "voc", "nmhc", "挥发性有机物", "非甲烷总烃"})
_TINY = 1e-12


def compute(given: CoControl, library: Library) -> MethodResult:
    """Quadrants, elasticities, equivalents and unit costs of every option, and the abatement curves."""
    if CARBON not in given.baseline and given.carbon_base is None:
        raise AuditError("calc.missing", path=f"baseline.{CARBON}")
    work = Workings(library)
    for name in ("carbon_price", "tax_rate", "discount_rate"):
        work.give(name, getattr(given, name))
    numbers = read_baseline(work, given)
    cuts = read_cuts(work, given, numbers)
    _count(work, given, numbers)
    weighted = {name: _weigh(work, name, at) for name, at in numbers.items() if name != CARBON}
    work.step("delta", "carbon_price / 1000 / tax_rate")
    work.note("calc.co_convention", "IAPeq")
    options = [
        _option(work, at, option, numbers, weighted, cuts) for at, option in enumerate(given.options, 1)
    ]
    return work.result({"delta": work.number("delta"), "options": options, "curves": curves(work, options)})


def _count(work: Workings, given: CoControl, numbers: dict[str, int]) -> None:
    """What the numbers in the names of steps count."""
    pollutants = {at: work.named(REFERENCE, name) for name, at in numbers.items()}
    options = [option.name for option in given.options]
    work.count("base value", pollutants)
    work.count("cut share els", options, pollutants)
    work.count("carbon_cut APeq IAPeq carbon_share growth crf cost unit_CO2e unit_APeq unit_IAPeq", options)
    work.count("investment running_cost saving life_years", options)
    work.count(
        "discharge", [work.named(REFERENCE, one.pollutant) for one in given.discharges], of="discharges"
    )
    work.count("effect", [f"{one.option} · {one.pollutant}" for one in given.effects], of="effects")


def _weigh(work: Workings, name: str, at: int) -> bool:
    """The step with the equivalent value of a pollutant, where there is one."""
    library, step = work.library, f"value_{at}"
    key = find_pollutant(library, "air", name)
    if key is not None:
        work.look_up(step, REFERENCE, key, "value", "kg")
        return True
    if name.strip().lower() in _VOLATILE:
        work.constant(step, "voc_equivalent")
        work.note("calc.co_volatile", f"baseline.{name}")
        return True
    near = near_pollutants(library, "air", name)
    work.problem("calc.tax_unknown", Severity.WARNING, f"baseline.{name}", found=name, near=near)
    return False


def _cut(
    work: Workings,
    at: int,
    option: Option,
    path: str,
    numbers: dict[str, int],
    cuts: dict[tuple[str, str], list[str]],
) -> None:
    """What an option cuts of each pollutant, and that as a share of the baseline."""
    for name in option.reductions:
        if name not in numbers:
            raise AuditError(
                "calc.co_no_baseline", path=f"{path}.reductions.{name}", name=name, known=", ".join(numbers)
            )
    for name, number in numbers.items():
        parts = cuts.get((option.name, name), [])
        if parts and name not in option.reductions:
            work.total(f"cut_{at}_{number}", parts)
        else:
            work.give(f"cut_{at}_{number}", option.reductions.get(name, 0.0), f"{path}.reductions.{name}")
        work.step(f"share_{at}_{number}", f"cut_{at}_{number} / base_{number} * 100")


def _option(
    work: Workings,
    at: int,
    option: Option,
    numbers: dict[str, int],
    weighted: dict[str, bool],
    cuts: dict[tuple[str, str], list[str]],
) -> dict[str, object]:
    path = f"options[{at - 1}]"
    _cut(work, at, option, path, numbers, cuts)
    quadrants, elasticity = _against_carbon(work, at, path, numbers)
    terms = [
        f"cut_{at}_{numbers[name]} * 1000 / value_{numbers[name]}"
        for name, known in weighted.items()
        if known
    ]
    member = str(at - 1)
    work.step(f"carbon_cut_{at}", f"cut_{at}_0", result="reduction_CO2e", member=member)
    apeq = work.step(f"APeq_{at}", listed(terms or ["0"], "sum"), result="APeq", member=member)
    iapeq = work.step(f"IAPeq_{at}", f"APeq_{at} + delta * cut_{at}_0 * 1000", result="IAPeq", member=member)
    share = None
    if iapeq:
        share = work.step(
            f"carbon_share_{at}",
            f"delta * cut_{at}_0 * 1000 / IAPeq_{at} * 100",
            result="carbon_share_percent",
            member=member,
        )
    cost = _cost(work, at, option, path)
    units = {
        name: _unit_cost(work, at, name, amount, f"{path}.unit_cost.{name}")
        for name, amount in (
            (CARBON, f"cut_{at}_0"),
            ("APeq", f"APeq_{at}"),
            ("IAPeq", f"IAPeq_{at}"),
        )
    }
    return {
        "name": option.name,
        "quadrant": quadrants,
        "elasticity": elasticity,
        "reduction_CO2e": work.number(f"cut_{at}_0"),
        "APeq": apeq,
        "IAPeq": iapeq,
        "carbon_share_percent": share,
        "annual_cost": cost,
        "unit_cost": units,
        **{f"unit_cost_{name}": cost for name, cost in units.items()},
        "quadrants": _said(work, {name: _where(place) for name, place in quadrants.items()}),
        "elasticities": _said(work, {name: _index(value) for name, value in elasticity.items()}),
    }


def _against_carbon(
    work: Workings, at: int, path: str, numbers: dict[str, int]
) -> tuple[dict[str, dict[str, object]], dict[str, float | None]]:
    """Quadrant and cross elasticity of each pollutant, its share of the baseline against that of carbon."""
    carbon = work.number(f"share_{at}_0") or 0.0
    quadrants: dict[str, dict[str, object]] = {}
    elasticity: dict[str, float | None] = {}
    for name, number in numbers.items():
        if name == CARBON:
            continue
        quadrants[name] = _quadrant(work.number(f"share_{at}_{number}") or 0.0, carbon)
        if abs(carbon) < _TINY:
            elasticity[name] = None
            work.note("calc.co_no_carbon", f"{path}.elasticity", name=name)
        else:
            elasticity[name] = work.step(
                f"els_{at}_{number}",
                f"share_{at}_{number} / share_{at}_0",
                result="elasticity",
                member=str(at - 1),
            )
    return quadrants, elasticity


def _said(work: Workings, found: dict[str, str]) -> str:
    """What holds for each pollutant in one line, by the names of the law."""
    rows = work.library.reference(REFERENCE).rows
    named = {
        rows[key]["zh"] if (key := find_pollutant(work.library, "air", name)) is not None else name: text
        for name, text in found.items()
        if text
    }
    return "；".join(f"{name} {text}" for name, text in named.items())


def _where(place: object) -> str:
    """The quadrant, ``0`` where one of the two has no effect; nothing where the option leaves the pollutant alone."""
    assert isinstance(place, dict)
    if abs(place["x"]) < _TINY:
        return ""
    return "0" if place["quadrant"] == "no effect" else str(place["quadrant"])


def _index(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) and abs(value) > _TINY else ""


def _quadrant(x: float, y: float) -> dict[str, object]:
    """Where the option stands: x pollutant, y carbon, each in per cent of the baseline."""
    if abs(x) < _TINY or abs(y) < _TINY:
        name = "no effect"
        angle = None
    else:
        name = ("I" if y > 0 else "IV") if x > 0 else ("II" if y > 0 else "III")
        angle = math.degrees(math.atan2(y, x))
    return {"x": x, "y": y, "quadrant": name, "angle": angle, "distance": math.hypot(x, y)}


def _cost(work: Workings, at: int, option: Option, path: str) -> float | None:
    for name in ("investment", "running_cost", "saving", "life_years"):
        work.give(f"{name}_{at}", getattr(option, name), f"{path}.{name}")
    if work.number("discount_rate"):
        growth = f"(1 + discount_rate) ** life_years_{at}"
        work.step(f"growth_{at}", growth)
        work.step(f"crf_{at}", f"discount_rate * growth_{at} / (growth_{at} - 1)")
    else:
        work.step(f"crf_{at}", f"1 / life_years_{at}")
    return work.step(
        f"cost_{at}",
        f"investment_{at} * crf_{at} + running_cost_{at} - saving_{at}",
        result="annual_cost",
        member=str(at - 1),
    )


def _unit_cost(work: Workings, at: int, name: str, amount: str, about: str) -> float | None:
    """Yuan per t CO2e, per kg APeq, per t IAPeq; none where nothing is reduced."""
    reduced = work.number(amount)
    if reduced is None or reduced <= _TINY:
        work.note("calc.co_not_reduced", about, name=name)
        return None
    scale = " * 1000" if name == "IAPeq" else ""
    return work.step(
        f"unit_{name}_{at}", f"cost_{at} / {amount}{scale}", result=f"unit_cost_{name}", member=str(at - 1)
    )


METHOD = Method(
    "co_control", Text("减污降碳协同评价", "Co-control of pollution and carbon"), "1", CoControl, compute
)
