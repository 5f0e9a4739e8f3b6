"""Coal equivalent 折标准煤 of energy carriers, calorific (当量值) and equal value (等价值) side by side, never added.

Source: GB/T 2589-2020 综合能耗计算通则, E = Σ in − Σ out, tables A.1, A.2 and B.1 (``resources/reference/
coal_equivalent.csv`` says how far each row is checked); rules R1–R7 of the dossier energy_factors.json.

How a flow counts in the energy total: ``purchased`` adds; ``own`` adds where it is a primary source (own photovoltaics,
own mine) and not where it was made from fuel that is counted already; ``sold`` subtracts; ``stock`` is the gain of
stock and subtracts; ``feedstock`` and ``medium`` are listed apart.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from desktop.calc.coal_carriers import REFERENCE, Carrier, carrier_of, find_carrier
from desktop.calc.coal_factors import Factor, choose_equal, choose_factor
from desktop.calc.method import Input, Method
from desktop.calc.near_rows import near_rows
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings, quoted
from desktop.content.editions import edition
from desktop.content.library import Library
from desktop.model.errors import RefusedError
from desktop.model.problem import Severity
from desktop.model.quantity import Unit
from desktop.model.text import Text

MOST_ITEMS = 5000

Flow = Literal["purchased", "own", "sold", "stock", "feedstock", "medium"]


class Item(Input, frozen=True):
    """A quantity of one energy carrier."""

    carrier: Annotated[str, Meta(description="能源品种：代号或名称 / key or name of the carrier")]
    quantity: Annotated[float, Meta(description="实物量 / physical quantity; stock: gain positive")]
    unit: Annotated[str, Meta(description="单位，如 万kWh、t、万m3 / unit")]
    flow: Annotated[
        Flow, Meta(description="流向：外购、自产、外供、库存变化、原料、耗能工质 / flow of the energy")
    ]
    factor: (
        Annotated[float, Meta(gt=0, description="自用折标系数（当量值） / own calorific factor")] | None
    ) = None
    factor_unit: (
        Annotated[str, Meta(description="默认同参考表，如 kgce/kg / default: that of the table")] | None
    ) = None
    lhv: Annotated[float, Meta(gt=0, description="实测低位发热量 / measured lower heating value")] | None = (
        None
    )
    lhv_unit: (
        Annotated[str, Meta(description="默认 kJ/kg 或 kJ/m3 / default kJ per unit of the table")] | None
    ) = None
    equal_factor: Annotated[float, Meta(gt=0, description="等价值系数 / equal-value factor")] | None = None
    equal_factor_unit: (
        Annotated[str, Meta(description="默认同参考表 / default: that of the table")] | None
    ) = None
    from_purchased: (
        Annotated[
            bool,
            Meta(
                description="自产能源是否由已计入的能源转换而来 / own energy made from energy already counted"
            ),
        ]
        | None
    ) = None


class CoalEquivalent(Input, frozen=True):
    """Energy carriers of one year and one boundary."""

    items: Annotated[
        list[Item],
        Meta(description="能源品种与数量 / energy carriers and their quantities", max_length=MOST_ITEMS),
    ]
    year: (
        Annotated[
            float,
            Meta(ge=1990, le=2100, description="数据年份，按它选系数的版本 / data year, chooses the edition"),
        ]
        | None
    ) = None


def compute(given: CoalEquivalent, library: Library) -> MethodResult:
    """Each item in tce by both values, and both totals."""
    work = Workings(library)
    work.count(
        "quantity lhv factor equal_factor tce_calorific tce_equal",
        [work.named("coal_equivalent", item.carrier) for item in given.items],
        of="items",
    )
    rows = [_Row(work, at, item, given.year) for at, item in enumerate(given.items)]
    for row in rows:
        row.write()
    values: dict[str, object] = {"items": [row.result() for row in rows]}
    for kind in ("calorific", "equal"):
        values[f"total_{kind}"] = _total(work, rows, kind)
    feedstock = [
        row.step("calorific") for row in rows if row.item.flow == "feedstock" and row.calorific is not None
    ]
    media = [row.step("equal") for row in rows if row.item.flow == "medium" and row.equal is not None]
    values["feedstock_calorific"] = work.total("feedstock_calorific", feedstock) if feedstock else None
    values["medium_equal"] = work.total("medium_equal", media) if media else None
    if not rows:
        work.problem("calc.empty_list", Severity.ERROR, "items")
    _remark(work, rows)
    return work.result(values)


class _Row:
    """One item on its way through the workings."""

    def __init__(self, work: Workings, at: int, item: Item, year: float | None) -> None:
        self.work = work
        self.item = item
        self.at = at
        self.year = year
        self.path = f"items[{at}]"
        self.carrier: Carrier | None = None
        self.factor: Factor | None = None
        self.calorific: float | None = None
        self.equal: float | None = None
        self.equal_factor: Factor | None = None
        self.sign = 0

    def step(self, kind: str) -> str:
        """Name of the step that gives the coal equivalent."""
        return f"tce_{kind}_{self.at + 1}"

    def write(self) -> None:
        """The steps of the item, as far as its input allows."""
        unit = self._readable()
        if self.carrier is None or unit is None:
            return
        self.sign = self._counts(self.carrier)
        number = self.at + 1
        self.work.give(f"quantity_{number}", self.item.quantity, f"{self.path}.quantity")
        self.factor = choose_factor(self.work, self.item, self.carrier, unit, number, self.path, self.year)
        if self.factor is not None:
            self.calorific = self._convert("calorific", self.factor)
        self.equal_factor = choose_equal(
            self.work, self.item, self.carrier, unit, self.factor, number, self.path
        )
        if self.equal_factor is not None:
            self.equal = self._convert("equal", self.equal_factor)

    def result(self) -> dict[str, object]:
        """The item as the contract shows it."""
        item, carrier, factor = self.item, self.carrier, self.factor or self.equal_factor
        return {
            "carrier": carrier.id if carrier else item.carrier,
            "quantity": item.quantity,
            "unit": item.unit,
            "flow": item.flow,
            "counts": self.sign,
            "tce_calorific": self.calorific,
            "tce_equal": self.equal,
            "factor": factor.value if factor else None,
            "factor_unit": factor.unit if factor else None,
            "equal_factor": self.equal_factor.value if self.equal_factor else None,
            "basis": factor.basis if factor else None,
            "source": factor.source if factor else None,
            "standing": factor.standing.value if factor and factor.standing else None,
        }

    def _convert(self, kind: str, factor: Factor) -> float | None:
        amount = f"unit(quantity_{self.at + 1}, {quoted(self.item.unit)})"
        formula = f"in_unit({amount} * unit({factor.step}, {quoted(factor.unit)}), {quoted('tce')})"
        return self.work.step(self.step(kind), formula, result=f"tce_{kind}", member=str(self.at))

    def _edition(self, carrier: Carrier) -> Carrier:
        """The edition of the data year; a note where none on record is of that year."""
        found = edition(self.work.library.reference(REFERENCE), carrier.id, self.year)
        if not found.in_force:
            self.work.note_edition(self.path, REFERENCE, found.key, self.year or 0)
        return carrier if found.key == carrier.id else carrier_of(self.work.library, found.key)

    def _readable(self) -> Unit | None:
        """The unit, where carrier, unit and quantity can be worked with; else a problem says why not."""
        item, work = self.item, self.work
        self.carrier = find_carrier(work.library, item.carrier)
        if self.carrier is not None:
            self.carrier = self._edition(self.carrier)
        else:
            near = near_rows(work.library, REFERENCE, item.carrier)
            work.problem(
                "calc.unknown_carrier", Severity.ERROR, f"{self.path}.carrier", found=item.carrier, near=near
            )
            return None
        if item.quantity < 0 and item.flow != "stock":
            work.problem(
                "calc.negative_quantity", Severity.ERROR, f"{self.path}.quantity", found=f"{item.quantity:g}"
            )
            return None
        try:
            return work.library.units.parse(item.unit)
        except RefusedError:
            work.problem("calc.unknown_unit", Severity.ERROR, f"{self.path}.unit", found=item.unit)
            return None

    def _counts(self, carrier: Carrier) -> int:
        """+1 adds to the energy total, −1 subtracts, 0 stays out."""
        match self.item.flow:
            case "purchased":
                return 1
            case "sold":
                return -1
            case "stock":
                self.work.note("calc.stock_gain", self.path)
                return -1
            case "feedstock":
                self.work.note("calc.feedstock_apart", self.path)
                return 0
            case "medium":
                self.work.note("calc.medium_apart", self.path)
                return 0
            case "own":
                derived = self.item.from_purchased
                made = carrier.is_made if derived is None else derived
                self.work.note(
                    "calc.own_made" if made else "calc.own_primary", self.path, carrier=carrier.label
                )
                return 0 if made else 1


def _total(work: Workings, rows: list[_Row], kind: str) -> float | None:
    """Σ of what adds less what subtracts; not defined while an item that counts has no value."""
    name = f"total_{kind}"
    counted = [row for row in rows if row.carrier is None or row.sign]
    counted += [row for row in rows if row.carrier and not row.sign and _unread(row)]
    if kind == "calorific":
        for row in counted:
            if row.carrier is not None and row.carrier.is_medium:
                work.note("calc.medium_without_calorific", row.path)
        counted = [row for row in counted if row.carrier is None or not row.carrier.is_medium]
    if not counted:
        work.note("calc.nothing_counted", name)
        return None
    known = [row for row in counted if (row.calorific if kind == "calorific" else row.equal) is not None]
    plus = [row.step(kind) for row in known if row.sign > 0]
    minus = [row.step(kind) for row in known if row.sign < 0]
    if len(known) == len(counted):
        return work.total(name, plus, minus)
    partial = work.total(f"{name}_known", plus, minus) if known else None
    missing = ", ".join(row.path for row in counted if row not in known)
    work.note(
        "calc.total_incomplete",
        name,
        known=len(known),
        of=len(counted),
        partial="–" if partial is None else f"{partial:.2f}",
        missing=missing,
    )
    return None


def _unread(row: _Row) -> bool:
    """An item whose unit or quantity could not be read and which would count."""
    return (
        row.factor is None
        and row.equal_factor is None
        and row.item.flow in ("purchased", "own", "sold", "stock")
    )


def _remark(work: Workings, rows: list[_Row]) -> None:
    for row in rows:
        table = row.factor is not None and row.factor.basis == "table"
        if row.carrier is not None and row.carrier.valid_to and table and row.year is None:
            work.note(
                "calc.factor_superseded", row.path, carrier=row.carrier.label, valid_to=row.carrier.valid_to
            )


METHOD = Method("coal_equivalent", Text("折标准煤", "Coal equivalent"), "2", CoalEquivalent, compute)
