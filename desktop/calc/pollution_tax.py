"""Environmental protection tax 环境保护税 on air and water pollutants.

Source (dossier pollution_equivalents.json): 环境保护税法 annexes 1 and 2, Arts. 9 and 13. Equivalents = kilograms over
the equivalent value (pH, colour, coliform bacteria, chlorine: tonnes of waste water over it). Per outlet the first
three air pollutants count; the first five of water class 1 and the first three of the others, by equivalents. Of COD,
BOD5 and TOC only one counts, of coliform bacteria and residual chlorine only one. 30 % below the limit 75 %, 50 %
below it 50 % of the tax. The province sets the rate inside the range of the law; it has to be given.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from desktop.calc.equivalents import REFERENCE, Medium, find_pollutant, near_pollutants
from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings
from desktop.content.library import Library
from desktop.model.problem import Severity
from desktop.model.text import Text

MOST_ITEMS = 2000
_RATES = "tax_rates"
_REDUCTION = ("low_from", "low_share", "lowest_from", "lowest_share")
_ONE_OF = (frozenset({"w2_cod", "w2_bod5", "w2_toc"}), frozenset({"coliform", "chlorine"}))
_PH = ((1, 13, "ph_0_1_13_14"), (2, 12, "ph_1_2_12_13"), (3, 11, "ph_2_3_11_12"), (4, 10, "ph_3_4_10_11"))
_VOLATILE = ("vocs", "voc", "nmhc", "挥发性有机物", "非甲烷总烃", "总氮", "tn", "total nitrogen")


class Item(Input, frozen=True):
    """What one outlet discharged of one pollutant in the period."""

    pollutant: Annotated[str, Meta(description="法定名称，如 二氧化硫、化学需氧量、pH / name as in the law")]
    kg: Annotated[float, Meta(ge=0, description="排放量，kg / discharge, kg")] | None = None
    outlet: Annotated[str, Meta(description="排放口 / outlet")] | None = None
    wastewater: (
        Annotated[float, Meta(ge=0, description="污水量，t（pH、色度、菌群、余氯用） / waste water, t")]
        | None
    ) = None
    ph: Annotated[float, Meta(ge=0, le=14, description="pH值（酸碱度） / pH")] | None = None
    times_over: Annotated[float, Meta(ge=0, description="色度超标倍数 / colour, times over")] | None = None
    below_limit_percent: (
        Annotated[float, Meta(ge=0, le=100, description="浓度低于标准的百分数 / per cent below the limit")]
        | None
    ) = None


class PollutionTax(Input, frozen=True):
    """Discharges of one medium and one period; the rate in yuan per equivalent."""

    medium: Annotated[Medium, Meta(description="介质：air 大气，water 水 / medium")]
    items: Annotated[
        list[Item], Meta(description="各排放口的污染物 / pollutants by outlet", max_length=MOST_ITEMS)
    ]
    rate: Annotated[float, Meta(gt=0, description="税额，元/污染当量 / yuan per equivalent")]


class _Row:
    """An item with its key, class and equivalents."""

    def __init__(self, at: int, item: Item) -> None:
        self.at, self.item = at, item
        self.key = ""
        self.category = ""
        self.equivalents: float | None = None
        self.counts = False
        self.tax: float | None = None

    @property
    def path(self) -> str:
        return f"items[{self.at}]"

    @property
    def outlet(self) -> str:
        return self.item.outlet or ""


def compute(given: PollutionTax, library: Library) -> MethodResult:
    """Equivalents of each item, which of them count, tax of each and in all."""
    work = Workings(library)
    bounds = library.reference(_RATES).rows[given.medium]
    low, high = float(bounds["low"]), float(bounds["high"])
    if not low <= given.rate <= high:
        work.problem(
            "calc.tax_rate_outside",
            Severity.WARNING,
            "rate",
            found=f"{given.rate:g}",
            low=f"{low:g}",
            high=f"{high:g}",
        )
    if not given.items:
        work.problem("calc.empty_list", Severity.ERROR, "items")
    work.give("rate", given.rate)
    work.count(
        "kg wastewater times_over value equivalents below share tax",
        [work.named(REFERENCE, item.pollutant) for item in given.items],
        of="items",
    )
    rows = [_Row(at, item) for at, item in enumerate(given.items)]
    for row in rows:
        _write_equivalents(work, given.medium, row)
    if any(row.item.below_limit_percent is not None for row in rows):
        for name in _REDUCTION:
            work.constant(name, f"tax_{name}")
    for outlet in dict.fromkeys(row.outlet for row in rows):
        _choose(work, given.medium, [row for row in rows if row.outlet == outlet and row.key])
    for row in rows:
        _write_tax(work, row)
    return work.result(
        {
            "items": [_shown(row, library) for row in rows],
            "equivalents": _sum(
                work, "equivalents", [f"equivalents_{r.at + 1}" for r in rows if r.counts], rows
            ),
            "total": _sum(work, "total", [f"tax_{row.at + 1}" for row in rows if row.tax is not None], rows),
        }
    )


def _write_equivalents(work: Workings, medium: Medium, row: _Row) -> None:
    item, library = row.item, work.library
    name = item.pollutant.strip().lower()
    if medium == "water" and name == "ph":
        key = _ph_key(work, row)
        if key is None:
            return
    else:
        found = find_pollutant(library, medium, item.pollutant)
        if found is None:
            if name in _VOLATILE:
                work.note("calc.tax_no_equivalent", row.path, name=item.pollutant)
                return
            near = near_pollutants(library, medium, item.pollutant)
            work.problem(
                "calc.tax_unknown", Severity.ERROR, f"{row.path}.pollutant", found=item.pollutant, near=near
            )
            return
        key = found
    cells = library.reference(REFERENCE).rows[key]
    row.category = cells["category"]
    by_water = cells["unit"] == "t"
    amount = _amount(work, row, key, by_water)
    if amount is None:
        return
    row.key = key
    number = row.at + 1
    unit = cells["unit"]
    work.look_up(f"value_{number}", REFERENCE, key, "value", unit)
    row.equivalents = work.step(
        f"equivalents_{number}", f"{amount} / value_{number}", result="equivalents", member=str(row.at)
    )


def _amount(work: Workings, row: _Row, key: str, by_water: bool) -> str | None:
    """The quantity to be divided: kilograms, tonnes of water, or tonnes times how often colour is over."""
    item, number = row.item, row.at + 1
    needed = ["wastewater"] if by_water else ["kg"]
    if key == "colour":
        needed.append("times_over")
    for name in needed:
        if getattr(item, name) is None:
            work.problem(
                "calc.tax_quantity_missing", Severity.ERROR, f"{row.path}.{name}", name=item.pollutant
            )
            return None
    names = [work.give(f"{name}_{number}", getattr(item, name), f"{row.path}.{name}") for name in needed]
    return " * ".join(names)


def _ph_key(work: Workings, row: _Row) -> str | None:
    """The band of pH; between 6 and 9 nothing is taxed. 5–6 holds 5, 9–10 holds 10."""
    ph = row.item.ph
    if ph is None:
        work.problem("calc.tax_quantity_missing", Severity.ERROR, f"{row.path}.ph", name="pH")
        return None
    for below, above, key in _PH:
        if ph < below or ph > above:
            return key
    if ph < 5 or ph > 9:
        return "ph_4_5_9_10"
    if ph < 6:
        return "ph_5_6"
    work.note("calc.tax_ph_within", row.path, found=f"{ph:g}")
    return None


def _choose(work: Workings, medium: Medium, rows: list[_Row]) -> None:
    """Which pollutants of an outlet count: one of each kind that measures the same, then the first by equivalents."""
    rows = sorted(rows, key=lambda row: -(row.equivalents or 0.0))
    left: list[_Row] = []
    taken: set[frozenset[str]] = set()
    for row in rows:
        kind = next((one for one in _ONE_OF if row.key in one), None)
        if kind is not None and kind in taken:
            work.note("calc.tax_one_of", row.path, name=row.item.pollutant)
            continue
        if kind is not None:
            taken.add(kind)
        left.append(row)
    if medium == "air":
        parts = [("air", left)]
    else:
        parts = [
            ("class1", [row for row in left if row.category == "class1"]),
            ("others", [row for row in left if row.category != "class1"]),
        ]
    for name, members in parts:
        first = int(work.threshold(f"tax_first_{name}"))
        for row in members[:first]:
            row.counts = True
        for row in members[first:]:
            work.note("calc.tax_beyond_first", row.path, name=row.item.pollutant, first=first)


def _write_tax(work: Workings, row: _Row) -> None:
    number = row.at + 1
    if not row.key:
        return
    if not row.counts:
        row.tax = work.step(f"tax_{number}", "0", result="tax", member=str(row.at))
        return
    below = row.item.below_limit_percent
    share = "1"
    if below is not None:
        name = work.give(f"below_{number}", below, f"{row.path}.below_limit_percent")
        share = f"share_{number}"
        cases = f"lowest_share if {name} >= lowest_from else low_share if {name} >= low_from else 100"
        due = work.step(share, f"({cases}) / 100")
        if due is not None and due < 1:
            work.note("calc.tax_reduced", row.path, share=f"{due * 100:g}")
    row.tax = work.step(
        f"tax_{number}", f"equivalents_{number} * rate * {share}", result="tax", member=str(row.at)
    )


def _sum(work: Workings, name: str, terms: list[str], rows: list[_Row]) -> float | None:
    """The sum, not defined while a pollutant that might count cannot be computed."""
    broken = [one.path.partition(".")[0] for one in work.problems if one.path.startswith("items[")]
    if broken:
        work.note("calc.tax_incomplete", name, missing=", ".join(dict.fromkeys(broken)))
        return None
    if not rows:
        work.note("calc.tax_nothing", name)
        return None
    return work.total(name, terms) if terms else work.step(name, "0")


def _shown(row: _Row, library: Library) -> dict[str, object]:
    source, standing = library.citation(REFERENCE, row.key) if row.key else ("", None)
    cells = library.reference(REFERENCE).rows.get(row.key, {})
    return {
        "pollutant": cells.get("zh") or row.item.pollutant,
        "outlet": row.item.outlet,
        "equivalent_value": float(cells["value"]) if cells else None,
        "equivalent_unit": cells.get("unit"),
        "equivalents": row.equivalents,
        "counts": row.counts,
        "tax": row.tax,
        "source": source or None,
        "standing": standing.value if standing else None,
    }


METHOD = Method(
    "pollution_tax", Text("环境保护税", "Environmental protection tax"), "1", PollutionTax, compute
)
