"""A small audit to try expressions in: tables as plain dicts, two years, one reference, one bound method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop.expr import Bound, ColumnInfo, Kind, bind, evaluate
from desktop.expr.nodes import PeriodNode
from desktop.model.period import kind_of
from desktop.model.quantity import Dimension, Unit, UnitAtom, UnitTable
from desktop.model.result import ABSENT, Num, Scalar, Value

MASS: Dimension = (("mass", 1),)
ENERGY: Dimension = (("energy", 1),)
COAL: Dimension = (("coal", 1),)
MONEY: Dimension = (("money", 1),)

UNITS = UnitTable(
    [
        UnitAtom("kg", "kg", MASS, 1.0),
        UnitAtom("t", "t", MASS, 1000.0),
        UnitAtom("kWh", "kWh", ENERGY, 1.0),
        UnitAtom("万kWh", "万kWh", ENERGY, 10_000.0),
        UnitAtom("kgce", "kgce", COAL, 1.0),
        UnitAtom("tce", "tce", COAL, 1000.0),
        UnitAtom("元", "元", MONEY, 1.0),
        UnitAtom("%", "%", (), 0.01),
    ]
)

_N, _T, _F = "number", "text", "flag"

COLUMNS: Mapping[str, Mapping[str, ColumnInfo]] = {
    "audit": {
        "base_year": ColumnInfo(_T),
        "listed_on": ColumnInfo(_T),
        "rate": ColumnInfo(_N, ()),
        "home": ColumnInfo(_T, target="lines"),
    },
    "lines": {"name": ColumnInfo(_T), "parent": ColumnInfo(_T, target="lines")},
    "products": {
        "name": ColumnInfo(_T),
        "output": ColumnInfo(_N, None, "year"),
        "line": ColumnInfo(_T, target="lines"),
        "is_base": ColumnInfo(_F),
    },
    "energy": {
        "name": ColumnInfo(_T),
        "carrier": ColumnInfo(_T, choices=("electricity", "coal", "gas")),
        "amount": ColumnInfo(_N, None, "year"),
        "tce": ColumnInfo(_N, COAL, "year"),
        "unit": ColumnInfo(_T),
        "per": ColumnInfo(_T, target="products"),
        "scopes": ColumnInfo(_T, target="lines", many=True),
        "counted": ColumnInfo(_F),
        "met": ColumnInfo(_T),
    },
    "factors": {"name": ColumnInfo(_T), "weight": ColumnInfo(_N, ())},
    "candidates": {"name": ColumnInfo(_T), "total": ColumnInfo(_N, ())},
    "scores": {
        "candidate": ColumnInfo(_T, target="candidates"),
        "factor": ColumnInfo(_T, target="factors"),
        "score": ColumnInfo(_N, ()),
    },
    "options": {
        "name": ColumnInfo(_T),
        "investment": ColumnInfo(_N, MONEY, "edition"),
        "saving": ColumnInfo(_N, MONEY),
    },
    # Plain numbers only: what random formulas are grown over.
    "left": {
        "a": ColumnInfo(_N, ()),
        "b": ColumnInfo(_N, ()),
        "p": ColumnInfo(_F),
        "s": ColumnInfo(_T),
        "ref": ColumnInfo(_T, target="right"),
    },
    "right": {"x": ColumnInfo(_N, ()), "y": ColumnInfo(_N, ()), "q": ColumnInfo(_F), "t": ColumnInfo(_T)},
    "flows": {"option": ColumnInfo(_T, target="options"), "flow": ColumnInfo(_N, MONEY)},
}
RECORDS = ("audit",)
REFERENCES: Mapping[str, Mapping[str, ColumnInfo]] = {
    "coal_equivalent": {
        "name": ColumnInfo(_T),
        "calorific": ColumnInfo(_N, (("coal", 1), ("energy", -1))),
    }
}
BINDINGS: Mapping[str, tuple[str, Mapping[str, Dimension | None]]] = {
    "economics": ("options", {"NPV": MONEY, "IRR": ()}),
    "ranking": ("", {"winner": None, "totals": ()}),
}


@dataclass(eq=False)
class World:
    """Scope and context in one."""

    table: str = ""
    row_id: str = ""
    here: str = "2025"
    names: Mapping[str, Kind | ColumnInfo] = field(default_factory=dict)
    given: Mapping[str, Value] = field(default_factory=dict)
    row_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cells: dict[tuple[str, str, str, str], Value] = field(default_factory=dict)
    results_: dict[tuple[str, str, str], Value] = field(default_factory=dict)
    looked: dict[tuple[str, str, str], Value] = field(default_factory=dict)
    outer: str = ""

    # Scope

    def column(self, table: str, column: str, period: str | None = None):  # type: ignore[no-untyped-def]
        """Column info for binding; the values of a column for evaluation."""
        if period is None:
            return COLUMNS.get(table, {}).get(column)
        return tuple(self.cell(table, row, column, period) for row in self.rows(table))

    def columns(self, table: str) -> Iterable[str]:
        return COLUMNS.get(table, {})

    def tables(self) -> Iterable[str]:
        return COLUMNS

    def is_record(self, table: str) -> bool:
        return table in RECORDS

    def reference(self, reference: str) -> Mapping[str, ColumnInfo] | None:
        return REFERENCES.get(reference)

    def references(self) -> Iterable[str]:
        return REFERENCES

    def binding(self, binding: str) -> Mapping[str, Dimension | None] | None:
        return BINDINGS[binding][1] if binding in BINDINGS else None

    def bindings(self) -> Iterable[str]:
        return BINDINGS

    def binding_table(self, binding: str) -> str:
        return BINDINGS[binding][0]

    def unit(self, text: str) -> Unit:
        return UNITS.parse(text)

    # Context

    @property
    def this(self) -> tuple[str, str]:
        return self.table, self.outer or self.row_id

    @property
    def row(self) -> tuple[str, str]:
        return self.table, self.row_id

    def period(self, node: PeriodNode) -> str:
        match node.anchor:
            case "here":
                return self.here
            case "fixed":
                return node.fixed
            case "edition":
                return "assessment"
            case "base":
                return str(2025 + node.offset)
            case "year":
                return str(int(self.here[:4]) + node.offset)

    def field(self, table: str, column: str, period: str) -> Value:
        return self.cell(table, "", column, period)

    def cell(self, table: str, row: str, column: str, period: str) -> Value:
        return self.cells.get((table, row, column, self.fit(table, column, period)), ABSENT)

    def fit(self, table: str, column: str, period: str) -> str:
        kind = COLUMNS[table][column].period
        if kind == "none":
            return ""
        if kind == "edition":
            return period if kind_of(period) == "edition" else "assessment"
        return period

    def rows(self, table: str) -> tuple[str, ...]:
        return self.row_ids.get(table, ())

    def result(self, binding: str, row: str, name: str, period: str) -> Value:
        return self.results_.get((binding, row if BINDINGS[binding][0] else "", name), ABSENT)

    def results(self, binding: str, name: str, period: str) -> tuple[Scalar, ...]:
        table = BINDINGS[binding][0]
        return tuple(self.result(binding, row, name, period) for row in self.rows(table))  # type: ignore[misc]

    def name(self, name: str) -> Value:
        return self.given.get(name, ABSENT)

    def lookup(self, reference: str, key: str, column: str) -> Value:
        return self.looked.get((reference, key, column), ABSENT)

    # Conveniences of tests

    def at(self, table: str = "", row: str = "", here: str = "", **given: Value) -> World:
        """The same world seen from a row; free names by keyword."""
        names: dict[str, Kind | ColumnInfo] = {
            name: "list" if type(value) is tuple else "any" for name, value in given.items()
        }
        return replace(self, table=table, row_id=row, here=here or self.here, names=names, given=given)

    def put(self, path: str, value: Value) -> None:
        """``put("energy e1 amount 2025", value)``; a new row comes last."""
        table, row, column, *period = path.split()
        row = "" if row == "-" else row
        if row and row not in self.rows(table):
            self.row_ids[table] = (*self.rows(table), row)
        self.cells[table, row, column, "".join(period)] = value

    def bind(self, text: str) -> Bound:
        return bind(text, self)

    def run(self, text: str) -> Value:
        return evaluate(bind(text, self).node, self)


def num(value: float, unit: str = "") -> Num:
    """A canonical number from a value in a unit."""
    found = UNITS.parse(unit) if unit else Unit("", "", (), 1.0)
    return Num(value * found.factor, found.dimension)


def plant() -> World:
    """An aluminium smelter in a nutshell (figures of the worked example in the domain notes)."""
    world = World()
    world.put("audit - base_year", "2025")
    world.put("audit - listed_on", "2025-09-15")
    world.put("audit - rate", num(0.1))
    world.put("lines line-1 name", "一系列")
    world.put("lines line-2 name", "二系列")
    world.put("lines line-2 parent", "line-1")
    world.put("products p1 name", "铝液")
    world.put("products p1 output 2025", num(248_500, "t"))
    world.put("products p1 output 2024", num(246_000, "t"))
    world.put("products p1 line", "line-1")
    world.put("products p1 is_base", True)
    for row, name, carrier, amount, unit, tce in (
        ("e1", "电解整流交流电", "electricity", 322_698.4, "万kWh", 396_596.3),
        ("e2", "动力电", "electricity", 12_000.0, "万kWh", 14_748.0),
        ("e3", "无烟煤", "coal", 5_000.0, "t", 4_500.0),
    ):
        world.put(f"energy {row} name", name)
        world.put(f"energy {row} carrier", carrier)
        world.put(f"energy {row} amount 2025", num(amount, unit))
        world.put(f"energy {row} unit", unit)
        world.put(f"energy {row} tce 2025", num(tce, "tce"))
        world.put(f"energy {row} per", "p1")
        world.put(f"energy {row} scopes", ("line-1", "line-2"))
    for factor, weight in (("f1", 10), ("f2", 8)):
        world.put(f"factors {factor} name", factor)
        world.put(f"factors {factor} weight", num(weight))
    for candidate, total in (("c1", 154.0), ("c2", 116.0)):
        world.put(f"candidates {candidate} name", candidate.upper())
        world.put(f"candidates {candidate} total", num(total))
    for number, (candidate, factor, score) in enumerate(
        (("c1", "f1", 9), ("c1", "f2", 8), ("c2", "f1", 6), ("c2", "f2", 7)), 1
    ):
        world.put(f"scores s{number} candidate", candidate)
        world.put(f"scores s{number} factor", factor)
        world.put(f"scores s{number} score", num(score))
    world.put("options o1 name", "甲")
    world.put("options o2 name", "乙")
    world.put("options o1 investment assessment", num(1000, "元"))
    world.put("options o1 saving", num(400, "元"))
    world.put("options o2 saving", num(50, "元"))
    world.results_ = {
        ("economics", "o1", "NPV"): num(12.5, "元"),
        ("economics", "o2", "NPV"): num(-2.5, "元"),
        ("ranking", "", "winner"): "c1",
    }
    world.looked = {
        ("coal_equivalent", "electricity", "calorific"): Num(0.1229, (("coal", 1), ("energy", -1)))
    }
    for year, flow in enumerate((-1000, 400, 400, 400)):
        world.put(f"flows y{year} option", "o1")
        world.put(f"flows y{year} flow", num(flow, "元"))
    return world
